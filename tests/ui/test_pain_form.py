"""The question before and after a session: one key, no default, always to be left out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from backstay.domain.pain import Region, Timing
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.score_row import ScoreRow
from tests.fakes import no_room_on_disk
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 2)


pytestmark = pytest.mark.pace(1000)


def test_the_question_says_what_is_about_to_start(visit: Visit) -> None:
    """Name, length, exercises and what to have at hand stand above it, and nothing is chosen."""
    visit.enter(BRIDGE)
    assert words(visit.window, "pain_before_title") == "Sample"
    assert words(visit.window, "pain_before_note") == "48 s · 1 exercise · no equipment"
    assert find(visit.window, ScoreRow, "pain_before_question_row").score() is None


@pytest.mark.parametrize(("key", "score"), [(Key.Key_0, 0), (Key.Key_4, 4), (Key.Key_9, 9), (Key.Key_X, 10)])
def test_one_key_answers_and_starts(visit: Visit, key: Qt.Key, score: int) -> None:
    """The score is written with the session, and the clock runs."""
    visit.enter(BRIDGE)
    visit.press(key)
    assert is_shown(visit.window, "near_view")
    assert visit.scores() == [(Timing.BEFORE, score)]
    assert visit.logged().pain_before == score


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_S])
def test_enter_or_s_starts_without_a_score(visit: Visit, key: Qt.Key) -> None:
    """A score that was not given is not a score of zero."""
    visit.enter(BRIDGE)
    visit.press(key)
    assert is_shown(visit.window, "near_view")
    assert visit.scores() == []
    assert visit.logged().pain_before is None


def test_escape_before_the_start_logs_nothing(visit: Visit) -> None:
    """Whoever turns back has not had a session."""
    visit.enter(BRIDGE)
    visit.press(Key.Key_Escape)
    assert visit.window.current_page == "today"
    assert not is_shown(visit.window, "session")
    assert visit.app.journal.sessions.between() == ()


def test_the_arrow_keys_walk_and_enter_takes(visit: Visit) -> None:
    """The first arrow key goes onto the scale; from there Enter takes the number under the focus."""
    visit.enter(BRIDGE)
    visit.press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Return)
    assert visit.scores() == [(Timing.BEFORE, 2)]


def test_a_click_answers_too(visit: Visit) -> None:
    """The scale is made of buttons."""
    visit.enter(BRIDGE)
    click(find(visit.window, ScoreRow, "pain_before_question_row"), "score_7")
    assert visit.scores() == [(Timing.BEFORE, 7)]


def test_the_place_that_was_set_goes_with_the_score(visit: Visit) -> None:
    """Somebody who logs one region need not name it each time."""
    visit.app.set_preferences(replace(visit.app.preferences, region=Region.MID_BACK))
    visit.enter(BRIDGE)
    visit.press(Key.Key_5)
    (entry,) = visit.app.journal.pain.between()
    assert entry.pain.region is Region.MID_BACK


def test_after_the_last_step_the_question_comes_again(visit: Visit) -> None:
    """The second score belongs to the same session, and the closing page follows."""
    visit.finish(BRIDGE)
    visit.press(Key.Key_3)
    assert is_shown(visit.window, "closing")
    assert visit.scores() == [(Timing.AFTER, 3)]
    assert visit.logged().pain_after == 3


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_S, Key.Key_Escape])
def test_the_second_question_can_be_left_out(visit: Visit, key: Qt.Key) -> None:
    """Nobody owes a number."""
    visit.finish(BRIDGE)
    visit.press(key)
    assert is_shown(visit.window, "closing")
    assert visit.scores() == []


def test_a_full_disk_keeps_the_answer_on_the_screen(visit: Visit) -> None:
    """The number stays pressed, the reason is said, and Try again saves it once there is room."""
    visit.finish(BRIDGE)
    with no_room_on_disk():
        visit.press(Key.Key_6)
        assert find(visit.window, ScoreRow, "pain_after_question_row").score() == 6
        assert words(visit.window, "pain_after_unsaved_text").startswith("Not saved: ")
        visit.press(Key.Key_T)
        assert is_shown(visit.window, "pain_after_unsaved")
    assert visit.scores() == []
    visit.press(Key.Key_T)
    assert is_shown(visit.window, "closing")
    assert visit.scores() == [(Timing.AFTER, 6)]


def test_a_second_number_cannot_become_a_second_entry(visit: Visit) -> None:
    """While an answer waits to be saved the scale takes no other."""
    visit.finish(BRIDGE)
    with no_room_on_disk():
        visit.press(Key.Key_6, Key.Key_2)
    click(visit.window, "pain_after_unsaved_retry")
    assert visit.scores() == [(Timing.AFTER, 6)]


def test_a_full_disk_does_not_hold_anybody_up(visit: Visit) -> None:
    """Enter goes on to the closing page, which still says what is not saved."""
    visit.finish(BRIDGE)
    with no_room_on_disk():
        visit.press(Key.Key_6)
        assert find(visit.window, Button, "pain_after_skip").words == "Go on"
        visit.press(Key.Key_Return)
        assert is_shown(visit.window, "closing_unsaved")
