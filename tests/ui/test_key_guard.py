"""Keys that come too soon after a change of page are not for it, so that typing elsewhere skips nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.pain import Timing
from backstay.domain.preferences import Theme
from backstay.ui.main_window import MainWindow
from backstay.ui.session.key_guard import KeyGuard
from backstay.ui.theme import Appearance
from tests.fakes import HandClock
from tests.samples import exercise, hold
from tests.ui.conftest import is_activated
from tests.ui.hands import Key, is_shown, press
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 20, 2)
TOO_SOON_S, LATER_S = 0.49, 0.02


@pytest.fixture
def guarded(app: App, clock: HandClock, qtbot: QtBot, appearance: Appearance) -> Visit:
    """The window as the program makes it."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    appearance.apply(replace(app.preferences, theme=Theme.LIGHT))
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    window.show()
    qtbot.waitUntil(lambda: window.current_page != "")
    qtbot.waitUntil(lambda: is_activated(window))
    return Visit(app, window, clock, qtbot)


@pytest.mark.parametrize("pace", [1.0, 30.0])
def test_half_a_second_is_a_real_one(pace: float) -> None:
    """In a rehearsal the session's clock runs faster, and the person's fingers do not."""
    clock = HandClock(pace=pace)
    guard = KeyGuard(clock, 0.5)
    clock.pass_s(0.6)
    assert not guard.is_on
    guard.begin()
    clock.pass_s(0.45)
    assert guard.is_on
    clock.pass_s(0.1)
    assert not guard.is_on


@pytest.mark.parametrize("key", [Key.Key_3, Key.Key_Return, Key.Key_S, Key.Key_Escape])
def test_the_question_before_takes_no_key_at_once(guarded: Visit, clock: HandClock, key: Qt.Key) -> None:
    """Neither a score nor a start nor the way back by what was typed a moment ago."""
    guarded.enter(BRIDGE)
    clock.pass_s(TOO_SOON_S)
    guarded.press(key)
    assert is_shown(guarded.window, "pain_before")
    clock.pass_s(LATER_S)
    guarded.press(key)
    assert not is_shown(guarded.window, "pain_before")


def test_each_change_of_page_begins_it_anew(guarded: Visit, clock: HandClock) -> None:
    """From the caution to the question, to the session, to the closing page."""
    guarded.enter(exercise(caution="Take care."))
    assert is_shown(guarded.window, "caution")
    for before, key, after in (
        ("caution", Key.Key_Return, "pain_before"),
        ("pain_before", Key.Key_Return, "playing"),
        ("playing", Key.Key_Escape, "closing"),
    ):
        clock.pass_s(TOO_SOON_S)
        guarded.press(key)
        assert is_shown(guarded.window, before)
        clock.pass_s(LATER_S)
        guarded.press(key)
        assert is_shown(guarded.window, after)
    guarded.press(Key.Key_Return)
    assert is_shown(guarded.window, "closing")


def test_space_and_n_at_the_start_skip_nothing(guarded: Visit, clock: HandClock) -> None:
    """Enter, then what was meant for the letter in the other window."""
    guarded.enter(BRIDGE, hold("Clam", 10, 1))
    clock.pass_s(1)
    guarded.press(Key.Key_Return, Key.Key_N, Key.Key_N, Key.Key_Space, Key.Key_H)
    assert guarded.says("phase") == "GET READY"
    assert guarded.says("exercise") == "Bridge"
    clock.pass_s(1)
    guarded.press(Key.Key_Space)
    assert guarded.says("phase") == "PAUSED"


def test_the_end_of_a_session_gives_no_score_by_what_is_typed(guarded: Visit, clock: HandClock) -> None:
    """The question after it comes by itself, in the middle of a sentence."""
    guarded.enter(hold("Bridge", 1, 1))
    clock.pass_s(1)
    guarded.press(Key.Key_Return)
    while is_shown(guarded.window, "playing"):
        clock.pass_s(1)
        # Nothing waits to be done; the key only brings the session up to the clock.
        guarded.press(Key.Key_D)
    guarded.press(Key.Key_3, Key.Key_Return)
    assert is_shown(guarded.window, "pain_after")
    clock.pass_s(1)
    guarded.press(Key.Key_3)
    assert guarded.scores() == [(Timing.AFTER, 3)]
    guarded.press(Key.Key_1)
    assert [step.effort for step in guarded.logged().steps] == [None]


def test_tab_and_enter_press_nothing_either(guarded: Visit, clock: HandClock) -> None:
    """The focus does not walk to a button on which Enter would then act."""
    guarded.enter(BRIDGE)
    guarded.press(Key.Key_Tab, Key.Key_Return)
    assert is_shown(guarded.window, "pain_before")
    clock.pass_s(1)
    guarded.press(Key.Key_Tab)
    assert guarded.window.focusWidget().objectName() != "session"


def test_what_the_person_laid_over_it_is_no_change_of_page(guarded: Visit, clock: HandClock) -> None:
    """Back from the signs at which to get help, the next key counts at once."""
    guarded.enter(BRIDGE)
    clock.pass_s(1)
    guarded.press(Key.Key_F2)
    assert is_shown(guarded.window, "safety")
    guarded.press(Key.Key_F2, Key.Key_4)
    assert guarded.scores() == [(Timing.BEFORE, 4)]


def test_safety_is_never_kept_waiting(guarded: Visit) -> None:
    """It acts on nothing."""
    guarded.enter(BRIDGE)
    press(guarded.window, Key.Key_F2)
    assert is_shown(guarded.window, "safety")


def at_instant(window: MainWindow, kind: QEvent.Type, ms: int) -> None:
    """Space goes down or up at an instant of the display server, with no mark of a repeat."""
    event = QKeyEvent(kind, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
    event.setTimestamp(ms)
    QApplication.sendEvent(window.focusWidget(), event)


def test_a_key_that_is_held_on_a_busy_desktop_is_one_press(visit: Visit, window: MainWindow) -> None:
    """There a repeat can come as the key let go and pressed at once: the session must not flicker between
    pause and going on.
    """
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    visit.begin(BRIDGE)
    at_instant(window, down, 1000)
    for ms in (1660, 1700, 1740):
        at_instant(window, up, ms)
        at_instant(window, down, ms)
        assert visit.says("phase") == "PAUSED"
    at_instant(window, up, 1780)
    at_instant(window, down, 1860)
    assert visit.says("phase") == "GET READY"
