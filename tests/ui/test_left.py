"""The window is closed in the middle of a session, and the next start goes on where it was."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.desktop.media_interface import MediaCommand
from backstay.domain.history import Outcome
from backstay.ui import tokens
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.buttons import Button
from tests.fakes import (
    HandClock,
    HeldScreen,
    WrittenPanel,
    WrittenTones,
    WrittenVoice,
    no_room_on_disk,
)
from tests.ui.conftest import is_activated
from tests.ui.find import find, words
from tests.ui.hands import Key, digits, is_shown
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)


@contextmanager
def next_start(visit: Visit, clock: HandClock) -> Iterator[App]:
    """The program is closed and started again."""
    visit.app.close()
    app = build(
        visit.app.paths,
        window=True,
        clock=clock,
        tones=WrittenTones(),
        voice=WrittenVoice(),
        screen=HeldScreen(),
        media_keys=WrittenPanel(),
    )
    with closing(app):
        yield app


def opened(app: App, clock: HandClock, qtbot: QtBot) -> Visit:
    """Somebody in front of its window."""
    window = MainWindow(app, key_guard_s=0.0)
    qtbot.addWidget(window)
    window.open()
    window.show()
    qtbot.waitUntil(lambda: window.current_page != "")
    qtbot.waitUntil(lambda: is_activated(window))
    return Visit(app, window, clock, qtbot)


def hold_on(visit: Visit, seconds: float, shows: str) -> None:
    """A few seconds into desk-reset."""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_4)
    visit.until(seconds, shows)


def test_the_next_start_goes_on_where_the_window_was_closed(
    visit: Visit, clock: HandClock, qtbot: QtBot
) -> None:
    """One session in the end, with each second once; how long ago it was stands on the card."""
    hold_on(visit, 15, "0:03")
    assert visit.window.close()
    clock.pass_s(17 * 60)
    with next_start(visit, clock) as app:
        again = opened(app, clock, qtbot)
        assert words(again.window, "unfinished_why") == "Interrupted 17 minutes ago"
        again.press(Key.Key_Return)
        assert (again.says("phase"), digits(again.window)) == ("PAUSED", "0:03")
        again.press(Key.Key_Space)
        again.pass_s(1999)
        again.wait_for("pain_after")
        again.press(Key.Key_3)
        session = again.logged()
        assert (session.outcome, session.pain_before, session.pain_after) == (Outcome.COMPLETED, 4, 3)
        assert session.active_s == pytest.approx(session.plan.planned_s)


def test_a_pause_is_left_as_it_stands(visit: Visit, clock: HandClock) -> None:
    """Closed in a pause: the seconds of the pause count for nothing."""
    hold_on(visit, 15, "0:03")
    visit.press(Key.Key_Space)
    visit.pass_s(900)
    visit.window.close()
    with next_start(visit, clock) as app:
        unfinished = app.unfinished()
        assert unfinished is not None
        assert unfinished.place.active_s == pytest.approx(15)


def test_an_ended_session_is_not_offered_again(visit: Visit, clock: HandClock, qtbot: QtBot) -> None:
    """Only the question after it was open, and that can be left out: nothing is asked twice."""
    visit.window.start_routine(visit.app.library.routines["desk-reset"])
    visit.press(Key.Key_4)
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    visit.window.close()
    with next_start(visit, clock) as app:
        again = opened(app, clock, qtbot)
        assert not is_shown(again.window, "unfinished_card")
        assert again.logged().outcome is Outcome.COMPLETED


def test_what_was_not_saved_is_tried_once_more(visit: Visit, clock: HandClock) -> None:
    """The disk was full until just now: closing writes what was kept back."""
    with no_room_on_disk():
        hold_on(visit, 15, "0:03")
        assert words(visit.window, "session_unsaved_text").startswith("Not saved: ")
    visit.window.close()
    with next_start(visit, clock) as app:
        (session,) = app.journal.sessions.between()
        assert (session.outcome, session.pain_before) == (None, 4)
        unfinished = app.unfinished()
        assert unfinished is not None
        assert unfinished.place.active_s == pytest.approx(15)


def test_a_headset_button_does_not_start_it_again(visit: Visit, panel: WrittenPanel) -> None:
    """The window has gone, and so has the session's clock."""
    hold_on(visit, 15, "0:03")
    press = panel.press
    visit.window.close()
    press(MediaCommand.PLAY)
    assert not any(timer.isActive() for timer in visit.window.findChildren(QTimer))


def test_minimised_it_runs_on_and_nothing_is_drawn(
    visit: Visit, app: App, tones: WrittenTones, qtbot: QtBot
) -> None:
    """Digits, tones and the journal go on; the frames of the figure have nobody to see them."""
    visit.begin(app.library.exercise("glute-bridge"))
    visit.pass_s(8)
    qtbot.waitUntil(lambda: visit.says("phase") == "MOVE")
    assert len(frames(visit)) == 1
    visit.window.showMinimized()
    before, played = digits(visit.window), len(tones.played)
    visit.pass_s(1.5)
    qtbot.waitUntil(lambda: digits(visit.window) != before)
    assert frames(visit) == []
    visit.pass_s(1.5)
    qtbot.waitUntil(lambda: len(tones.played) > played)
    visit.window.showNormal()
    visit.pass_s(1)
    qtbot.waitUntil(lambda: len(frames(visit)) == 1)


def frames(visit: Visit) -> list[QTimer]:
    """What asks for one picture of the figure after the other."""
    timers = visit.window.findChildren(QTimer)
    return [timer for timer in timers if timer.isActive() and timer.interval() == tokens.FRAME_MS]


@pytest.mark.parametrize("act", ["hide", "showMinimized"])
def test_nobody_has_to_see_the_window_for_it_to_come_to_its_end(visit: Visit, act: str) -> None:
    """Hidden, covered or on another screen: it is led by the clock."""
    hold_on(visit, 15, "0:03")
    getattr(visit.window, act)()
    visit.pass_s(1999)
    visit.window.showNormal()
    visit.wait_for("pain_after")
    assert visit.logged().outcome is Outcome.COMPLETED


def test_the_button_that_goes_on_names_the_place(visit: Visit, clock: HandClock, qtbot: QtBot) -> None:
    """Enter on the card of the next start."""
    hold_on(visit, 15, "0:03")
    visit.window.close()
    with next_start(visit, clock) as app:
        again = opened(app, clock, qtbot)
        assert find(again.window, Button, "unfinished_go_on").words.startswith("Continue at step 1")
