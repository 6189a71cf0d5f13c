"""It hurts: what is asked, what can be chosen, and what is known of it the next time."""

import pytest
from PySide6.QtGui import QAccessible

from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, HurtAnswer, StepOutcome
from backstay.domain.pain import PainScore, Region, Timing
from backstay.ui.session.fitted_label import FittedLabel
from backstay.ui.widgets.buttons import Button
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, digits, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 3, 2, rest_s=30)
CLAM = hold("Clam", 10, 2)

pytestmark = pytest.mark.pace(1000)


@pytest.fixture
def bird_dog(visit: Visit) -> Exercise:
    """An exercise that has an easier one: half bird dog."""
    return visit.app.library.exercises["bird-dog"]


def during(visit: Visit) -> list[PainScore]:
    """What was said of how much it hurts, in the order of the journal."""
    return [e.pain for e in visit.app.journal.pain.between() if e.pain.timing is Timing.DURING]


def test_two_keys_say_where_and_how_much(visit: Visit) -> None:
    """The first digit is the region, the next one the score; both are in the journal at once."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_H, Key.Key_5, Key.Key_6)
    assert during(visit) == [
        PainScore(6, region=Region.LOWER_BACK, timing=Timing.DURING, exercise_id="bridge")
    ]


def test_a_slip_is_corrected_not_added(visit: Visit) -> None:
    """Another score, or another region, to the same question replaces the first."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_H, Key.Key_0, Key.Key_X, Key.Key_4)
    click(visit.window, "hurt_in_hip")
    assert [(pain.region, pain.score) for pain in during(visit)] == [(Region.HIP, 4)]


def test_asked_again_it_is_another_score(visit: Visit) -> None:
    """The second time it hurts is not a correction of the first, and the questions stand empty."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_H, Key.Key_1, Key.Key_2, Key.Key_Space, Key.Key_H)
    assert not find(visit.window, Button, "hurt_in_neck").isChecked()
    visit.press(Key.Key_1, Key.Key_7)
    assert [pain.score for pain in during(visit)] == [2, 7]


def test_neither_has_to_be_said(visit: Visit) -> None:
    """Going on asks nothing more, and nothing is made up."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_H, Key.Key_Space)
    assert during(visit) == []
    visit.press(Key.Key_Escape)
    assert visit.logged().steps[0].answer is HurtAnswer.WENT_ON


def test_an_easier_one_takes_its_place(visit: Visit, bird_dog: Exercise) -> None:
    """E after H: what was done of the first counts, the easier one follows, at its own dose."""
    visit.begin(bird_dog, CLAM)
    visit.until(8, "0:05")
    visit.press(Key.Key_H)
    assert words(visit.window, "hurt_easier_name") == "Easier (E): Half bird dog takes the place of Bird dog."
    click(visit.window, "hurt_easier")
    assert (visit.says("phase"), visit.says("exercise")) == ("GET READY", "Half bird dog")
    assert visit.says("place").startswith("step 2 of 3")
    (step,) = visit.logged().steps
    assert (step.name, step.outcome, step.hurt) == ("Bird dog", StepOutcome.PARTLY, True)
    assert step.answer is HurtAnswer.EASIER


def test_the_easier_one_is_for_the_rest_of_the_session(visit: Visit, bird_dog: Exercise) -> None:
    """Wherever the exercise would come again."""
    visit.begin(bird_dog, CLAM, bird_dog)
    visit.press(Key.Key_H, Key.Key_E, Key.Key_J)
    rows = [find(visit.window, Button, f"jump_{n}").words.split(" · ")[0] for n in range(1, 5)]
    assert rows == ["Bird dog", "Half bird dog", "Clam", "Half bird dog"]


def test_where_nothing_is_easier_nothing_is_offered(visit: Visit) -> None:
    """No button and no line, and the key does nothing."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_H)
    assert not is_shown(visit.window, "hurt_easier")
    assert not is_shown(visit.window, "hurt_easier_name")
    visit.press(Key.Key_E)
    assert is_shown(visit.window, "hurt_panel")


def test_left_out_it_does_not_come_again(visit: Visit) -> None:
    """N after H in a round that is done twice: the other exercise follows, and then the end."""
    visit.begin(BRIDGE, CLAM, BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_H, Key.Key_N)
    assert visit.says("exercise") == "Clam"
    visit.until(15, "0:05")
    assert visit.says("next") == "nothing more, this is the last one"
    visit.pass_s(1000)
    visit.wait_for("pain_after")
    steps = visit.logged().steps
    assert [(s.outcome, s.answer) for s in steps] == [
        (StepOutcome.PARTLY, HurtAnswer.LEFT_OUT),
        (StepOutcome.DONE, None),
        (StepOutcome.SKIPPED, None),
    ]


def test_ending_there_is_in_the_journal_and_can_be_taken_back(visit: Visit) -> None:
    """Esc after H; Undo leads back to the question."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_H, Key.Key_Escape)
    assert visit.logged().steps[0].answer is HurtAnswer.ENDED
    click(visit.window, "toast_undo")
    assert is_shown(visit.window, "hurt_panel")
    visit.press(Key.Key_Space)
    visit.until(3, "0:17")


def test_the_exercise_before_can_be_rated_while_the_next_one_gets_ready(visit: Visit) -> None:
    """One key, no question: 1 fine, 2 hard, 3 hurt; another key corrects it, and it can be left."""
    visit.begin(CLAM, BRIDGE)
    assert not is_shown(visit.window, "session_rating")
    visit.until(30, "0:08")
    assert visit.says("rating") == "Clam was: 1 fine, 2 hard, 3 hurt"
    visit.press(Key.Key_2)
    assert visit.says("rating") == "Clam was: hard"
    visit.press(Key.Key_1)
    assert visit.logged().steps[0].effort is Effort.FINE
    visit.until(10, "0:18")
    assert not is_shown(visit.window, "session_rating")
    visit.press(Key.Key_3)
    assert visit.logged().steps[0].effort is Effort.FINE


def test_the_next_time_the_page_says_what_happened(visit: Visit, bird_dog: Exercise) -> None:
    """Day, where, how much, what was chosen, and the key for the easier one; gone when the effort begins."""
    visit.begin(bird_dog)
    visit.until(8, "0:05")
    visit.press(Key.Key_H, Key.Key_5, Key.Key_6, Key.Key_Space, Key.Key_Escape, Key.Key_3, Key.Key_Return)
    visit.begin(bird_dog)
    told = visit.says("last_time")
    assert told.startswith("Last time, ")
    assert told.endswith(
        ": it hurt, lower back, 6 of 10; you went on. E takes the easier one: Half bird dog."
    )
    visit.until(6, "0:07")
    assert not is_shown(visit.window, "session_last_time")


def test_from_the_mat_it_is_said_as_well(visit: Visit, bird_dog: Exercise) -> None:
    """In the far view, in the place of what comes, until the exercise begins."""
    visit.begin(bird_dog)
    visit.press(Key.Key_H, Key.Key_Escape, Key.Key_Return)
    visit.begin(bird_dog)
    visit.press(Key.Key_F11)
    assert find(visit.window, FittedLabel, "far_next").text() == "hurt last time, E: easier"
    visit.until(6, "0:07", "far_digits")
    assert "easier" not in find(visit.window, FittedLabel, "far_next").text()


def test_a_good_time_since_says_nothing(visit: Visit) -> None:
    """It is the last time that counts, not the worst."""
    for keys in ((Key.Key_H, Key.Key_Space), ()):
        visit.begin(CLAM)
        visit.until(8, "0:07")
        visit.press(*keys, Key.Key_Escape, Key.Key_3, Key.Key_Return)
    visit.begin(CLAM)
    assert not is_shown(visit.window, "session_last_time")


def test_the_questions_are_named_for_a_screen_reader(visit: Visit) -> None:
    """Every region is a button with its name and says whether it is chosen."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_H, Key.Key_3)
    chip = QAccessible.queryAccessibleInterface(find(visit.window, Button, "hurt_in_upper-back"))
    assert chip.text(QAccessible.Text.Name) == "Upper back"
    assert chip.state().checked
    assert digits(visit.window) == "0:05"
