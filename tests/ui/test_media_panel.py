"""The desktop's panels and keys beside a session in the window: what they show, and what they may do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.desktop.media_interface import MediaCommand
from backstay.domain.exercise import Sides
from backstay.ui.widgets.toast import Toast
from tests.fakes import HeldScreen, WrittenPanel
from tests.samples import hold
from tests.ui.find import find, words
from tests.ui.hands import Key, is_shown, press
from tests.ui.visit import Visit

BRIDGE = hold("Bridge", 30, 2)
BIRD_DOG = hold("Bird dog", 30, 1, sides=Sides.EACH)


def test_only_a_session_is_on_the_panel(visit: Visit, panel: WrittenPanel) -> None:
    """Not the question before it, and not the page after it."""
    visit.enter(BRIDGE)
    assert panel.now is None
    visit.press(Key.Key_Return)
    assert panel.now is not None
    visit.press(Key.Key_Escape)
    assert panel.now is None


def test_the_panel_shows_exercise_side_and_routine(visit: Visit, panel: WrittenPanel) -> None:
    """The same words as in the window, and the time within the exercise."""
    visit.begin(BIRD_DOG)
    visit.until(1, "0:04")
    assert panel.now is not None
    assert (panel.now.title, panel.now.album) == ("Bird dog – left side", "Sample")
    assert (panel.now.track, panel.now.is_running) == (1, True)
    assert panel.now.position_s == pytest.approx(1)
    assert panel.now.length_s == pytest.approx(5 + 30 + 5 + 30)
    visit.press(Key.Key_Space)
    assert panel.now is not None
    assert not panel.now.is_running


@pytest.mark.parametrize(
    ("asked", "phases"),
    [
        ((MediaCommand.PLAY_PAUSE,), ["PAUSED"]),
        ((MediaCommand.PLAY_PAUSE, MediaCommand.PLAY_PAUSE), ["PAUSED", "GET READY"]),
        ((MediaCommand.PAUSE, MediaCommand.PAUSE), ["PAUSED", "PAUSED"]),
        ((MediaCommand.PLAY, MediaCommand.PAUSE, MediaCommand.PLAY), ["GET READY", "PAUSED", "GET READY"]),
        ((MediaCommand.NEXT,), ["HOLD"]),
        ((MediaCommand.NEXT, MediaCommand.PREVIOUS), ["HOLD", "GET READY"]),
    ],
)
def test_a_media_key_is_as_good_as_a_key(
    visit: Visit, panel: WrittenPanel, asked: tuple[MediaCommand, ...], phases: list[str]
) -> None:
    """Play and pause say what they want; the others do what Space, N and B do."""
    visit.begin(BRIDGE)
    seen = []
    for command in asked:
        panel.press(command)
        QApplication.processEvents()
        seen.append(visit.says("phase"))
    assert seen == phases


def test_a_key_that_comes_too_late_does_nothing(visit: Visit, panel: WrittenPanel) -> None:
    """It was pressed in the moment in which the session ended."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_Escape)
    panel.press(MediaCommand.PLAY_PAUSE)
    QApplication.processEvents()
    assert panel.now is None
    assert is_shown(visit.window, "closing")


def test_an_ending_taken_back_is_on_the_panel_again(visit: Visit, panel: WrittenPanel) -> None:
    """The session is open, and paused."""
    visit.begin(BRIDGE)
    visit.press(Key.Key_Escape)
    press(visit.window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert panel.now is not None
    assert not panel.now.is_running


def test_the_screen_is_let_go_with_the_window(visit: Visit, screen: HeldScreen, panel: WrittenPanel) -> None:
    """A window that is closed keeps nothing on."""
    visit.begin(BRIDGE)
    assert screen.is_held
    visit.window.close()
    assert not screen.is_held
    visit.app.close()
    assert panel.now is None


def test_a_screen_that_may_go_dark_is_said_before(visit: Visit, screen: HeldScreen, qtbot: QtBot) -> None:
    """Beside the question, while there is time to change it, and nothing lies over the session."""
    visit.enter(BRIDGE)
    screen.status = "The screen may go dark: because."
    qtbot.waitUntil(lambda: words(visit.window, "pain_before_foot") == screen.status)
    visit.press(Key.Key_Return)
    assert find(visit.window, Toast, "toast").text() == ""


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_F2])
def test_going_on_takes_away_what_lies_over_the_session(
    visit: Visit, panel: WrittenPanel, key: Qt.Key
) -> None:
    """Play while a page is read that says the session waits: the session is seen again, and runs."""
    visit.begin(BRIDGE)
    visit.press(key)
    assert not is_shown(visit.window, "playing")
    panel.press(MediaCommand.PLAY)
    QApplication.processEvents()
    assert is_shown(visit.window, "playing")
    assert visit.says("phase") == "GET READY"
