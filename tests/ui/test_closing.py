"""The closing page: what was done, what was felt, what is not saved yet."""

from dataclasses import replace

import pytest

from backstay.domain.exercise import Sides
from backstay.domain.history import Outcome
from backstay.domain.pain import Timing
from backstay.ui.widgets.toast import Toast
from tests.fakes import no_room_on_disk
from tests.samples import hold
from tests.ui.find import click, find, words
from tests.ui.hands import Key, is_shown
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 2)
CLAM = hold("Clam", 10, 2, sides=Sides.EACH)


pytestmark = pytest.mark.pace(1000)


def test_it_says_what_was_done(visit: Visit) -> None:
    """Every step with its repetitions and its time, and the session's time without pauses."""
    visit.finish(BRIDGE, CLAM)
    visit.press(Key.Key_Return)
    assert words(visit.window, "closing_title") == "Session done"
    assert words(visit.window, "closing_note") == "Sample · 1:49 · 2 of 2 steps done"
    assert words(visit.window, "step_1_name") == "Bridge"
    assert words(visit.window, "step_1_amount") == "2 repetitions · 0:48"
    assert words(visit.window, "step_1_outcome") == "done"
    assert words(visit.window, "step_2_amount") == "4 repetitions · 1:01"


def test_steps_done_in_part_and_left_out_are_called_so(visit: Visit) -> None:
    """No word of blame, and no claim that something was done that was not."""
    visit.begin(BRIDGE, CLAM, hold("Plank", 10, 1))
    visit.until(30, "0:18")
    visit.press(Key.Key_N, Key.Key_H, Key.Key_N, Key.Key_Escape)
    assert words(visit.window, "closing_title") == "Session ended early"
    assert words(visit.window, "step_1_outcome") == "in part"
    assert words(visit.window, "step_1_amount") == "1 repetition · 0:30"
    assert words(visit.window, "step_2_name") == "Clam"
    assert words(visit.window, "step_2_hurt").startswith("it hurt")
    assert words(visit.window, "step_2_outcome") == "left out"
    assert words(visit.window, "step_2_amount") == ""


def test_the_scores_stand_side_by_side_without_a_claim(visit: Visit) -> None:
    """Two numbers of one day; no word about better or worse."""
    visit.enter(BRIDGE)
    visit.press(Key.Key_5)
    visit.pass_s(1000)
    visit.wait_for("pain_after")
    visit.press(Key.Key_3)
    assert words(visit.window, "closing_scores") == "Pain before 5, after 3"


def test_without_scores_there_is_no_line_about_them(visit: Visit) -> None:
    """No empty card."""
    visit.finish(BRIDGE)
    visit.press(Key.Key_Return)
    assert not is_shown(visit.window, "closing_scores")
    assert not is_shown(visit.window, "closing_calm")
    assert not is_shown(visit.window, "closing_asking")


def test_a_session_that_ended_early_asks_on_the_closing_page(visit: Visit) -> None:
    """Escape asks nothing first; whoever wants to can still give a score, with one key."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    visit.press(Key.Key_Escape, Key.Key_7)
    assert words(visit.window, "closing_scores") == "Pain after: 7"
    visit.press(Key.Key_2)
    assert visit.scores() == [(Timing.AFTER, 7)]


def test_ending_before_anything_was_done_asks_nothing(visit: Visit) -> None:
    """There is nothing to feel after."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_Escape)
    assert not is_shown(visit.window, "closing_asking")
    assert visit.logged().outcome is Outcome.STOPPED


def test_a_second_escape_does_not_take_the_way_back_away(visit: Visit) -> None:
    """Escape pressed twice in a hurry ends the session once; Undo is still there."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_Escape, Key.Key_Escape)
    assert is_shown(visit.window, "closing")
    assert is_shown(visit.window, "toast_undo")


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (3, "1 of 3 sessions this week."),
        (1, "1 of 1: the week's plan is kept. Rest days belong to it."),
    ],
)
def test_the_week_is_counted_as_on_today(visit: Visit, goal: int, text: str) -> None:
    """This session is in it; rest days are kept days, and nothing is missed or owed."""
    visit.app.set_preferences(replace(visit.app.preferences, weekly_sessions=goal))
    visit.finish(BRIDGE)
    visit.press(Key.Key_Return)
    assert words(visit.window, "closing_week") == text
    visit.press(Key.Key_Return)
    assert words(visit.window, "week_count") == f"1 of {goal} sessions"


def test_more_than_was_planned_is_said_without_praise_or_alarm(visit: Visit) -> None:
    """Two numbers."""
    visit.app.set_preferences(replace(visit.app.preferences, weekly_sessions=1))
    visit.finish(BRIDGE)
    visit.press(Key.Key_Return, Key.Key_Return)
    visit.finish(BRIDGE)
    visit.press(Key.Key_Return)
    expected = "2 sessions this week, 1 planned. Rest days belong to it."
    assert words(visit.window, "closing_week") == expected


def test_a_week_in_which_nothing_was_done_yet_is_not_mentioned(visit: Visit) -> None:
    """Nought of three would be a reproach."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_Escape)
    assert not is_shown(visit.window, "closing_known")


def test_the_week_is_counted_once_the_session_is_on_the_disk(visit: Visit) -> None:
    """Before, it would be one short."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    with no_room_on_disk():
        visit.press(Key.Key_Escape)
        assert not is_shown(visit.window, "closing_week")
    visit.press(Key.Key_T)
    assert words(visit.window, "closing_week") == "1 of 3 sessions this week."


def test_done_leads_back_to_today(visit: Visit) -> None:
    """Enter closes the page, and the session has gone from the window."""
    visit.finish(BRIDGE)
    visit.press(Key.Key_Return, Key.Key_Return)
    assert visit.window.current_page == "today"
    assert is_shown(visit.window, "today")
    assert not is_shown(visit.window, "session")


def test_what_could_not_be_saved_is_tried_again(visit: Visit) -> None:
    """The banner stays until the disk took everything, and then goes."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    with no_room_on_disk():
        visit.press(Key.Key_Escape)
        assert words(visit.window, "closing_unsaved_text").startswith("Not saved: ")
    click(visit.window, "closing_unsaved_retry")
    assert not is_shown(visit.window, "closing_unsaved")
    assert visit.logged().outcome is Outcome.STOPPED


def test_nothing_unsaved_is_thrown_away_without_a_word(visit: Visit) -> None:
    """Done tries once more and warns; only the second Done leaves."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    with no_room_on_disk():
        visit.press(Key.Key_Escape, Key.Key_Return)
        assert "Leaving now loses" in words(visit.window, "closing_unsaved_text")
        visit.press(Key.Key_Return)
        assert visit.window.current_page == "today"
        assert find(visit.window, Toast, "toast").text() == "Session ended; part of it is not saved."


def test_done_saves_what_was_left_over(visit: Visit) -> None:
    """With room on the disk again, Done alone is enough."""
    visit.begin(BRIDGE)
    visit.until(8, "0:17")
    with no_room_on_disk():
        visit.press(Key.Key_Escape)
    visit.press(Key.Key_Return)
    assert visit.window.current_page == "today"
    assert visit.logged().outcome is Outcome.STOPPED
