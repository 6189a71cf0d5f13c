"""Whole sessions in the window, from the first key to the journal."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.pain import Timing
from tests.fakes import HandClock, no_room_on_disk
from tests.ui.find import words
from tests.ui.hands import Key, is_shown, press
from tests.ui.test_left import next_start
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


def test_a_desk_worker_follows_a_desk_reset_without_the_mouse(visit: Visit) -> None:
    """“Between two calls I press Enter, give a 4, follow it to the end, give a 2, and am back at work.”"""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_4)
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    visit.press(Key.Key_2, Key.Key_Return)
    assert visit.window.current_page == "today"
    session = visit.logged()
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 4, 2)
    assert [step.outcome for step in session.steps] == [StepOutcome.DONE] * session.plan.steps
    assert session.active_s == pytest.approx(session.plan.planned_s)


def test_a_call_comes_in_and_the_lid_is_closed(visit: Visit, qtbot: QtBot) -> None:
    """“I shut the laptop in the middle; an hour later it waits, and the hour is not in my log.”"""
    visit.window.start_routine(visit.app.library.routines["core-light"])
    visit.press(Key.Key_Return)
    visit.pass_s(100)
    qtbot.waitUntil(lambda: visit.says("place").startswith("step 2"))
    visit.pass_s(3600 * 1000)
    qtbot.waitUntil(lambda: visit.says("phase") == "PAUSED")
    visit.press(Key.Key_Space, Key.Key_Escape)
    assert visit.logged().active_s == pytest.approx(100)


def test_a_runner_stops_because_it_hurts(visit: Visit, qtbot: QtBot) -> None:
    """“My wrist hurts, I press H, leave this one out and go on; the log knows which it was.”"""
    visit.window.start_routine(visit.app.library.routines["core-light"])
    visit.press(Key.Key_Return)
    visit.pass_s(20)
    qtbot.waitUntil(lambda: visit.says("phase") == "MOVE")
    visit.press(Key.Key_H, Key.Key_N)
    assert visit.says("phase") == "GET READY"
    visit.press(Key.Key_Escape, Key.Key_6, Key.Key_Return)
    session = visit.logged()
    assert session.outcome is Outcome.STOPPED
    assert [(step.hurt, step.outcome) for step in session.steps] == [(True, StepOutcome.PARTLY)]
    assert visit.scores() == [(Timing.AFTER, 6)]


def test_somebody_closes_the_window_in_the_middle(visit: Visit, clock: HandClock, qtbot: QtBot) -> None:
    """“I just closed it; it was gone at once, and nothing of what I had done by then is lost.”"""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_Return)
    visit.pass_s(15)
    qtbot.waitUntil(lambda: visit.says("phase") == "HOLD")
    assert visit.window.close()
    assert visit.logged().outcome is None
    with next_start(visit, clock) as app:
        unfinished = app.unfinished()
        assert unfinished is not None
        assert unfinished.place.active_s == pytest.approx(15)


def test_the_disk_is_full_all_the_way_through(visit: Visit) -> None:
    """“The disk was full; the session ran all the same, said so, and saved it once I made room.”"""
    with no_room_on_disk():
        visit.window.start_routine(visit.app.library.routines["desk-reset"])
        visit.press(Key.Key_5)
        assert words(visit.window, "session_unsaved_text").startswith("Not saved: ")
        visit.pass_s(1999)
        visit.wait_for("pain_after")
        visit.press(Key.Key_3)
        assert is_shown(visit.window, "pain_after_unsaved")
    assert visit.app.journal.sessions.between() == ()
    visit.press(Key.Key_T)
    session = visit.logged()
    assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 5, 3)
    assert len(session.steps) == session.plan.steps


def test_somebody_ends_too_soon_and_takes_it_back(visit: Visit, qtbot: QtBot) -> None:
    """“Escape was a slip; Ctrl+Z and I was where I had been, and the log shows one whole session.”"""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_Return)
    visit.pass_s(15)
    qtbot.waitUntil(lambda: visit.says("phase") == "HOLD")
    visit.press(Key.Key_Escape)
    press(visit.window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    visit.press(Key.Key_Space)
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    visit.press(Key.Key_Return)
    session = visit.logged()
    assert session.outcome is Outcome.COMPLETED
    assert session.active_s == pytest.approx(session.plan.planned_s)
