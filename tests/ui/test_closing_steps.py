"""How each exercise went, as it is said on the closing page: three choices, three keys, always skippable."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepDone
from backstay.domain.pain import Timing
from backstay.domain.timeline import compile_timeline, with_easier
from backstay.player import Summary
from backstay.ui import tokens
from backstay.ui.pages.closing import ClosingPage
from backstay.ui.pages.closing_steps import EffortChoice, EffortSegment, StepRow
from tests.fakes import no_room_on_disk
from tests.samples import QUICK, hold, routine
from tests.ui.find import click, find, shown, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)
BRIDGE, CLAM, PLANK = (hold(name, 10, 1) for name in ("Bridge", "Clam", "Plank"))


def efforts(visit: Visit) -> list[Effort | None]:
    """What the journal holds for each step."""
    return [step.effort for step in visit.logged().steps]


def chosen(page: QWidget, number: int) -> list[str]:
    """Which of the three choices of a step is pressed."""
    choice = find(page, EffortChoice, f"step_{number}_effort")
    return [segment.words for segment in choice.findChildren(EffortSegment) if segment.isChecked()]


def close(visit: Visit, *steps: Exercise) -> None:
    """Stand on the closing page of a whole session."""
    visit.finish(*steps)
    visit.press(Key.Key_Return)


def test_three_keys_rate_one_exercise_after_the_other(visit: Visit) -> None:
    """The first is marked; each key is written at once and moves on to the next."""
    close(visit, BRIDGE, CLAM, PLANK)
    visit.press(Key.Key_1)
    assert efforts(visit) == [Effort.FINE, None, None]
    visit.press(Key.Key_2, Key.Key_3)
    assert efforts(visit) == [Effort.FINE, Effort.HARD, Effort.HURT]
    assert [chosen(visit.window, number) for number in (1, 2, 3)] == [["fine"], ["hard"], ["hurt"]]


def test_up_and_down_choose_which_exercise_is_rated(visit: Visit) -> None:
    """A slip is corrected, and whoever wants to say something about one alone goes straight to it."""
    close(visit, BRIDGE, CLAM, PLANK)
    visit.press(Key.Key_Down, Key.Key_Down, Key.Key_3)
    assert efforts(visit) == [None, None, Effort.HURT]
    visit.press(Key.Key_1, Key.Key_Up, Key.Key_2)
    assert efforts(visit) == [Effort.HARD, None, Effort.HURT]


def test_all_of_it_can_be_left_out(visit: Visit) -> None:
    """Enter is Done, whether anything was said or not."""
    close(visit, BRIDGE, CLAM)
    visit.press(Key.Key_2, Key.Key_Return)
    assert visit.window.current_page == "today"
    assert efforts(visit) == [Effort.HARD, None]


def test_a_click_rates_and_leaves_the_keys_with_the_page(visit: Visit) -> None:
    """The mouse and the keys are for the same thing, and Enter is still Done."""
    close(visit, BRIDGE, CLAM)
    click(visit.window, "step_2_effort_hurt")
    assert efforts(visit) == [None, Effort.HURT]
    visit.press(Key.Key_1, Key.Key_Return)
    assert efforts(visit) == [Effort.FINE, Effort.HURT]
    assert visit.window.current_page == "today"


def test_the_same_choice_again_is_no_new_entry(visit: Visit) -> None:
    """The journal keeps every change, and this is none."""
    close(visit, BRIDGE)
    visit.press(Key.Key_1)
    before = visit.app.paths.journal.read_bytes()
    visit.press(Key.Key_1)
    click(visit.window, "step_1_effort_fine")
    assert visit.app.paths.journal.read_bytes() == before


def test_by_tab_each_row_is_one_stop_once_it_is_rated(visit: Visit) -> None:
    """And the mark goes along with the focus."""
    close(visit, BRIDGE, CLAM)
    find(visit.window, EffortSegment, "step_2_effort_fine").setFocus(Qt.FocusReason.TabFocusReason)
    visit.press(Key.Key_2)
    assert efforts(visit) == [None, Effort.HARD]
    segments = find(visit.window, EffortChoice, "step_2_effort").findChildren(EffortSegment)
    stops = [s.words for s in segments if s.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_digits_are_the_score_until_it_is_given(visit: Visit) -> None:
    """Ended early, the score is asked on the same page: 7 is pain, and the 2 after it is hard."""
    visit.begin(BRIDGE, CLAM)
    visit.until(8, "0:07")
    visit.press(Key.Key_Escape)
    assert not is_shown(visit.window, "closing_keys")
    visit.press(Key.Key_3, Key.Key_2)
    assert visit.scores() == [(Timing.AFTER, 3)]
    assert efforts(visit) == [Effort.HARD]
    assert is_shown(visit.window, "closing_keys")


def test_what_was_not_done_is_not_asked_about(visit: Visit) -> None:
    """Left out altogether, there is nothing to say."""
    visit.begin(BRIDGE, CLAM)
    visit.press(Key.Key_N, Key.Key_N)
    visit.until(12, "0:08")
    visit.press(Key.Key_Escape)
    assert not is_shown(visit.window, "step_1_effort")
    assert is_shown(visit.window, "step_2_effort")


def test_a_choice_that_is_not_on_the_disk_is_said_and_tried_again(visit: Visit) -> None:
    """As with everything else that a session writes."""
    close(visit, BRIDGE)
    with no_room_on_disk():
        visit.press(Key.Key_3)
        assert words(visit.window, "closing_unsaved_text").startswith("Not saved: ")
    visit.press(Key.Key_T)
    assert not is_shown(visit.window, "closing_unsaved")
    assert efforts(visit) == [Effort.HURT]


def page_of(steps: Sequence[StepDone], exercises: Sequence[Exercise]) -> ClosingPage:
    """A closing page of a session that was led through ``exercises``."""
    timeline = compile_timeline(routine(*exercises), QUICK)
    summary = Summary("Sample", Outcome.COMPLETED, 60, tuple(steps), None, None)
    return ClosingPage(summary, timeline, asks=False)


def done(visit: Visit, *exercises: Exercise) -> tuple[StepDone, ...]:
    """The steps of a whole session."""
    visit.finish(*exercises)
    return visit.logged().steps


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (HurtAnswer.WENT_ON, "it hurt, went on"),
        (HurtAnswer.LEFT_OUT, "it hurt, left out"),
        (HurtAnswer.ENDED, "it hurt, ended there"),
        (None, "it hurt"),
    ],
)
def test_what_was_chosen_when_it_hurt_is_told(
    visit: Visit, qtbot: QtBot, answer: HurtAnswer | None, text: str
) -> None:
    """What happened and what the person did about it, without a word of blame."""
    (step,) = done(visit, BRIDGE)
    page = shown(qtbot, page_of([replace(step, hurt=True, answer=answer)], [BRIDGE]))
    assert words(page, "step_1_hurt") == text


def test_the_easier_exercise_that_was_chosen_is_named(qtbot: QtBot, visit: Visit) -> None:
    """It stands right below, and the line says how it came there."""
    first, second = done(visit, BRIDGE, CLAM)
    eased = replace(first, hurt=True, answer=HurtAnswer.EASIER)
    timeline = with_easier(compile_timeline(routine(BRIDGE), QUICK), 0, CLAM, QUICK)
    summary = Summary("Sample", Outcome.COMPLETED, 60, (eased, second), None, None)
    page = shown(qtbot, ClosingPage(summary, timeline, asks=False))
    assert words(page, "step_1_hurt") == "it hurt, went on with Clam"
    assert not is_shown(page, "step_2_hurt")


def test_what_was_said_during_the_session_is_shown(qtbot: QtBot, visit: Visit) -> None:
    """And the mark is on the first of which nothing was said."""
    first, second = done(visit, BRIDGE, CLAM)
    page = shown(qtbot, page_of([replace(first, effort=Effort.HARD), second], [BRIDGE, CLAM]))
    rated: list[tuple[int, Effort]] = []
    page.rated.connect(lambda step, effort: rated.append((step, effort)))
    assert chosen(page, 1) == ["hard"]
    assert page.take_key(key_press(Key.Key_1))
    assert rated == [(1, Effort.FINE)]


def key_press(key: Qt.Key) -> QKeyEvent:
    """A key as the session page hands it on."""
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_a_screen_reader_hears_the_exercise_with_each_choice(visit: Visit) -> None:
    """Three buttons of the same words in each row would tell nobody which exercise they are about."""
    close(visit, BRIDGE, CLAM)
    choice = find(visit.window, EffortChoice, "step_2_effort")
    assert choice.accessibleName() == "How Clam went"
    names = [segment.accessibleName() for segment in choice.findChildren(EffortSegment)]
    assert names == ["Clam: fine", "Clam: hard", "Clam: hurt"]
    assert all(s.height() >= tokens.TOUCH_HEIGHT for s in choice.findChildren(EffortSegment))


def test_twelve_exercises_are_all_within_reach_of_the_keys(visit: Visit, qtbot: QtBot) -> None:
    """In the smallest window the page follows the mark."""
    visit.window.resize(*tokens.WINDOW_LEAST)
    close(visit, *(hold(f"Exercise {number}", 10, 1) for number in range(1, 13)))
    visit.press(*[Key.Key_Down] * 11)
    last = find(visit.window, EffortChoice, "step_12_effort")
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    assert last.visibleRegion().boundingRect().height() == last.height()
    visit.press(Key.Key_2)
    assert efforts(visit)[-1] is Effort.HARD


def test_in_a_narrow_window_the_choices_stand_below_the_words(visit: Visit) -> None:
    """At twice the text size nothing is cut off."""
    visit.app.set_preferences(replace(visit.app.preferences, text_percent=200))
    visit.window.resize(*tokens.WINDOW_LEAST)
    close(visit, BRIDGE)
    row = find(visit.window, StepRow, "step_1")
    choice = find(visit.window, EffortChoice, "step_1_effort")
    name = find(visit.window, QWidget, "step_1_name")
    assert choice.y() > name.geometry().bottom()
    assert choice.geometry().right() <= row.width()
