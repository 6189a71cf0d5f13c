"""Something broke last time: the card on Today, and the small window before a start that broke at once."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.mishaps.record import Mishap, Outcome, keep_mishap, last_mishap
from backstay.ui.main_window import MainWindow
from backstay.ui.mishap_window import MishapWindow, tell_before_opening
from backstay.ui.pages.mishap_card import MishapCard
from backstay.ui.theme import Appearance
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.toast import Toast
from tests.ui.conftest import WrittenDesk
from tests.ui.find import click, find, press, shown, words
from tests.ui.hands import is_shown

AT = datetime(2026, 11, 21, 19, 4, tzinfo=UTC)
DETAILS = "Backstay 0.7.0\n\nKeyError\n  backstay.ui.icons:5 in icon_image"


def break_down(app: App, outcome: Outcome = Outcome.WENT_ON) -> None:
    """What a run before leaves behind."""
    keep_mishap(app.paths.logs, Mishap(AT, outcome, DETAILS))


def is_told(app: App) -> bool:
    """Whether the next start has nothing to say."""
    mishap = last_mishap(app.paths.logs)
    return mishap is not None and mishap.is_told


@pytest.fixture
def broken(app: App) -> App:
    """Somebody for whom something broke on the evening before; to be asked for before the window."""
    break_down(app)
    app.paths.window.write_text('{"width": 900, "height": 700, "page": "settings", "is_maximised": false}')
    return app


@pytest.fixture
def again(broken: App, window: MainWindow) -> MainWindow:
    """The window at the next start."""
    assert last_mishap(broken.paths.logs) is not None
    return window


def test_today_says_that_something_broke(again: MainWindow) -> None:
    """Whatever page was open last, Today comes first: when it was, and that nothing is lost or sent."""
    assert again.current_page == "today"
    assert is_shown(again, "mishap")
    assert words(again, "mishap_text") == (
        "On Saturday 21 November at 19:04 something in Backstay did not work as it should. "
        "What was saved is saved, and nothing was sent."
    )


def test_it_is_told_once(broken: App, again: MainWindow, qtbot: QtBot) -> None:
    """The next start opens as ever."""
    assert is_told(broken)
    again.show_page("settings")
    again.close()
    third = MainWindow(broken)
    qtbot.addWidget(third)
    third.open()
    third.show()
    assert third.current_page == "settings"
    third.show_page("today")
    assert not is_shown(third, "mishap")


def test_what_was_never_before_somebodys_eyes_is_not_told(app: App, written: WrittenDesk) -> None:
    """A card that is made, and a start that breaks before it is shown."""
    break_down(app)
    MishapCard(app, written.desk().toast)
    assert not is_told(app)


def test_it_stays_until_it_is_dismissed(again: MainWindow) -> None:
    """Another page and back; then it goes, and the keys are with the one obvious button."""
    again.show_page("routines")
    again.show_page("today")
    assert is_shown(again, "mishap")
    click(again, "mishap_dismiss")
    assert not is_shown(again, "mishap")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "start"


def test_enter_still_starts_the_routine(again: MainWindow) -> None:
    """News of yesterday takes no key away."""
    press(Qt.Key.Key_Return)
    assert is_shown(again, "session")


def test_the_details_are_copied(again: MainWindow) -> None:
    """To the clipboard and nowhere else, and the window says so."""
    click(again, "mishap_copy")
    assert QGuiApplication.clipboard().text() == DETAILS
    assert find(again, Toast, "toast").text() == "The details are copied."


@pytest.mark.parametrize("can_open", [True, False])
def test_the_folder_of_the_log_opens(
    can_open: bool, broken: App, again: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the program that is set for folders; where there is none, the toast says where it is."""
    asked: list[str] = []

    def open_url(url: object) -> bool:
        asked.append(str(url))
        return can_open

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", open_url)
    click(again, "mishap_folder")
    assert len(asked) == 1
    assert str(broken.paths.logs) in asked[0]
    said = find(again, Toast, "toast").text()
    assert said == ("" if can_open else f"No program is set for folders. It is here: {broken.paths.logs}")


def test_where_nothing_broke_nothing_is_said(window: MainWindow, app: App) -> None:
    """Every ordinary start."""
    assert not is_shown(window, "mishap")
    assert last_mishap(app.paths.logs) is None


@pytest.fixture
def first(app: App, qtbot: QtBot, appearance: Appearance) -> MishapWindow:
    """The small window before a start that follows one that broke at once."""
    appearance.apply(app.preferences)
    break_down(app, Outcome.AT_START)
    return shown(qtbot, MishapWindow(app), 720, 520)


def test_after_a_start_that_broke_the_news_comes_alone(first: MishapWindow, app: App) -> None:
    """Before any page is made, which might break again; it counts as told."""
    assert "broke as it started." in words(first, "mishap_text")
    assert is_told(app)
    assert not is_shown(first, "mishap_dismiss")
    click(first, "mishap_copy")
    assert find(first, Toast, "toast").text() == "The details are copied."
    assert not first.is_opening


def test_enter_goes_on_from_the_news(first: MishapWindow) -> None:
    """The one obvious button has the keys."""
    press(Qt.Key.Key_Return)
    assert first.is_opening
    assert not first.isVisible()


def test_the_news_can_be_closed_without_going_on(first: MishapWindow) -> None:
    """As any window can."""
    first.close()
    assert not first.is_opening


def test_every_button_of_the_news_has_its_words(first: MishapWindow) -> None:
    """In the order in which they are reached."""
    buttons = [button for button in first.findChildren(Button) if button.isVisible()]
    assert [button.words for button in buttons] == [
        "Open Backstay",
        "Copy the details",
        "Open the log’s folder",
    ]
    assert first.findChild(QWidget, "rail") is None


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from backstay.__main__ import main
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.today import TodayPage
def break_down(*_):
    QTimer.singleShot(3500, QApplication.closeAllWindows)
    raise KeyError("aching since Anna's party")
TodayPage.__init__ = break_down
# As where the files of the routines take a moment to read.
at_once = MainWindow.open
MainWindow.open = lambda window: QTimer.singleShot(50, window, lambda: at_once(window))
sys.exit(main(["--data-dir", sys.argv[1]]))
"""
ENVIRON = {
    **os.environ,
    "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    "QT_QPA_PLATFORM": "offscreen",
}


def test_a_first_page_that_cannot_be_made_counts_as_a_start_that_broke(tmp_path: Path) -> None:
    """The window goes on, but there is nothing on it where the news could be; nor does it ever stand."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    mishap = last_mishap(tmp_path / "logs")
    assert mishap is not None
    assert mishap.outcome is Outcome.AT_START
    assert mishap.details.endswith(" in break_down")
    assert "stands" not in (tmp_path / "logs" / "crash.txt").read_text()
    assert "Anna" not in mishap.details + done.stdout + done.stderr


@pytest.mark.parametrize("outcome", [None, Outcome.WENT_ON, Outcome.ENDED])
def test_only_a_start_that_broke_keeps_the_window_waiting(
    outcome: Outcome | None, app: App, qapp: QApplication
) -> None:
    """Any other news is on Today."""
    if outcome is not None:
        break_down(app, outcome)
    QTimer.singleShot(0, qapp, qapp.closeAllWindows)
    assert tell_before_opening(qapp, app)
    assert not is_told(app)
