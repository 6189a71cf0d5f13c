"""It hurts, when something else is in the way: asked twice, asked after a crash, asked of an exercise whose
easier one needs care or is not there.
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from backstay.app import App
from backstay.domain.exercise import Exercise
from backstay.domain.trial import one_set
from backstay.player import Player
from backstay.ui import tokens
from backstay.ui.session.control_bar import ControlBar
from backstay.ui.session.hurt_questions import RegionChip
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sign_list import SignList
from tests.cut_off import cut_off
from tests.fakes import HandClock
from tests.samples import exercise_text, hold
from tests.ui.find import find, words
from tests.ui.hands import Key, digits, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 3, 2, rest_s=30)
CARE = "Lift no higher than is easy."

pytestmark = pytest.mark.pace(1000)


@pytest.fixture
def careful(app: App) -> Exercise:
    """An exercise of one's own, with an easier one that somebody has written a caution for."""
    mine = {
        "high": exercise_text("high", "High bridge") + "easier: low\n",
        "low": exercise_text("low", "Low bridge") + f"caution: {CARE}\n",
    }
    for name, text in mine.items():
        (app.paths.user_routines / "exercises" / f"{name}.yaml").write_text(text)
    app.reload_library()
    return app.library.exercises["high"]


@pytest.fixture
def cut_at_the_question(app: App, clock: HandClock) -> None:
    """The battery died while it was asked where the first exercise of core-light hurts."""
    cut_off(app, clock, app.library.routines["core-light"], 8, press=Player.hurt)


def test_pressed_again_it_keeps_what_was_answered(visit: Visit) -> None:
    """H where it is asked already: the answers stand, and another number corrects instead of adding."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_H, Key.Key_5, Key.Key_6, Key.Key_H)
    assert find(visit.window, RegionChip, "hurt_in_lower-back").isChecked()
    visit.press(Key.Key_4)
    assert [entry.pain.score for entry in visit.app.journal.pain.between()] == [4]


def test_it_is_said_of_which_exercise_it_is_asked(visit: Visit) -> None:
    """Between two exercises it is the next one that is left out or eased, so its name stands there."""
    visit.begin(hold("Clam", 10, 1), BRIDGE)
    visit.until(18, "0:07")
    visit.press(Key.Key_H)
    assert words(visit.window, "hurt_exercise") == "Bridge"


@pytest.mark.usefixtures("cut_at_the_question")
def test_taken_up_at_the_question_it_is_asked_in_full(visit: Visit) -> None:
    """After a crash the easier exercise of the one that hurt and its own signs are there again."""
    visit.press(Key.Key_Return)
    assert words(visit.window, "hurt_exercise") == "Cat-camel"
    assert words(visit.window, "hurt_easier_name").startswith("Easier (E): ")
    assert find(visit.window, SignList, "hurt_own_signs").findChildren(PlainLabel)


def test_a_caution_is_said_before_the_easier_one_comes_and_with_it(visit: Visit, careful: Exercise) -> None:
    """What needs care is not slipped in: beside the key that chooses it, and as it begins."""
    visit.begin(careful)
    visit.press(Key.Key_H)
    assert words(visit.window, "hurt_easier_name").endswith(CARE)
    visit.press(Key.Key_E)
    assert words(visit.window, "toast_text") == f"Low bridge: {CARE}"


def test_where_nothing_is_easier_the_key_says_so(visit: Visit) -> None:
    """A key that does nothing leaves a person on a mat guessing."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_E)
    assert words(visit.window, "toast_text") == "There is no easier exercise than Bridge."


def test_what_can_be_done_fits_with_the_largest_text_in_the_smallest_window(visit: Visit) -> None:
    """Every word of every button is there: what is cut off at its beginning is read as something else."""
    visit.app.set_preferences(replace(visit.app.preferences, text_percent=200))
    visit.window.resize(*tokens.WINDOW_LEAST)
    visit.begin(visit.app.library.exercises["bird-dog"])
    visit.press(Key.Key_H)
    bar = find(visit.window, ControlBar, "session_controls")
    shown = [button for button in bar.findChildren(Button) if button.isVisible()]
    assert len(shown) == 4
    assert all(bar.rect().contains(button.geometry()) for button in shown)
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    assert bar.width() < visit.window.width()


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_R, Key.Key_J, Key.Key_D, Key.Key_Plus, Key.Key_Minus])
def test_what_is_no_choice_does_nothing_while_it_is_asked(visit: Visit, key: Qt.Key) -> None:
    """A hand that slips does not take the question away, nor change what goes on afterwards."""
    visit.begin(hold("Clam", 10, 1), BRIDGE)
    visit.until(18, "0:07")
    visit.press(Key.Key_H, key)
    assert is_shown(visit.window, "hurt_panel")
    visit.press(Key.Key_Space)
    assert (visit.says("exercise"), digits(visit.window)) == ("Bridge", "0:07")


def test_what_was_left_out_is_not_offered_as_the_easier_one(visit: Visit) -> None:
    """It hurt a moment ago: the next one down the ladder takes its place."""
    known = visit.app.library.exercises
    visit.begin(known["bird-dog-leg"], known["bird-dog"])
    visit.press(Key.Key_H, Key.Key_N)
    assert visit.says("exercise") == "Bird dog"
    visit.press(Key.Key_H)
    assert words(visit.window, "hurt_easier_name").startswith("Easier (E): Abdominal brace takes")
    visit.press(Key.Key_E)
    assert visit.says("exercise") == "Abdominal brace"


def test_nothing_of_a_trial_is_kept_even_when_it_hurts(visit: Visit) -> None:
    """Score, easier exercise and all; and the window can be closed on it."""
    exercise = visit.app.library.exercises["bird-dog"]
    visit.window.start_routine(one_set(exercise, "Bird dog"), is_trial=True)
    visit.press(Key.Key_H, Key.Key_5, Key.Key_6, Key.Key_E)
    assert visit.says("exercise") == "Half bird dog"
    visit.window.close()
    assert visit.app.journal.sessions.between() == ()
    assert visit.app.journal.pain.between() == ()
    assert visit.app.unfinished() is None
