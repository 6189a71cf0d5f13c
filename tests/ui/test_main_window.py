"""The window: the way between the pages, the toast, and what is remembered."""

import json
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from backstay.ui import tokens
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.fade import Fade
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.toast import Toast
from tests.fakes import HandClock
from tests.ui.find import find, press, shown, words
from tests.ui.hands import is_shown

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_and_a_number_open_the_pages_in_the_order_of_the_rail(window: MainWindow) -> None:
    """Every page is one key away, from wherever the focus stands."""
    for key, page in (
        (Qt.Key.Key_2, "routines"),
        (Qt.Key.Key_4, "journal"),
        (Qt.Key.Key_5, "settings"),
        (Qt.Key.Key_1, "today"),
    ):
        QTest.keyClick(window, key, CONTROL)
        assert window.current_page == page
        assert find(window, QWidget, page).isVisible()


def test_the_rail_marks_the_page_that_is_shown(window: MainWindow) -> None:
    """A click on a word opens its page and moves the mark."""
    QTest.mouseClick(find(window, Button, "rail_settings"), Qt.MouseButton.LeftButton)
    assert window.current_page == "settings"
    checked = [
        b.objectName()
        for b in window.findChildren(Button)
        if b.objectName().startswith("rail_") and b.isChecked()
    ]
    assert checked == ["rail_settings"]


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    """What nobody opened costs the start nothing."""
    assert window.findChild(QWidget, "routines") is None
    window.show_page("routines")
    assert window.findChild(QWidget, "routines") is not None


def test_size_and_page_are_remembered(window: MainWindow, app: App, qtbot: QtBot) -> None:
    """The next start opens as the last one closed."""
    window.show_page("settings")
    window.resize(760, 640)
    window.close()
    again = MainWindow(app)
    qtbot.addWidget(again)
    again.open()
    assert (again.width(), again.height(), again.current_page) == (760, 640, "settings")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"width": "wide", "page": 7}', '{"width": -4, "page": "nowhere"}']
)
def test_a_damaged_window_file_costs_only_the_size(app: App, qtbot: QtBot, text: str) -> None:
    """Whatever stands in it, the window opens on Today."""
    app.paths.window.write_text(text, encoding="utf-8")
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    # On a busy computer the files take more than one slice to read.
    qtbot.waitUntil(lambda: window.current_page == "today")


def test_the_saved_window_file_holds_nothing_personal(window: MainWindow, app: App) -> None:
    """It says how large the window was and which page was open, no more."""
    window.close()
    saved = json.loads(app.paths.window.read_text(encoding="utf-8"))
    assert set(saved) == {"width", "height", "is_maximised", "page"}


def test_a_page_out_of_date_reloads_when_it_is_shown(window: MainWindow, app: App, clock: HandClock) -> None:
    """An entry written elsewhere is on Today when the person comes back to it."""
    window.show_page("settings")
    app.carry_out(lambda: app.journal.pain.add(PainScore(4), clock.moment())[1])
    caption = find(window, PlainLabel, "spark_caption")
    assert "1 entry" not in caption.text()
    window.show_page("today")
    assert "1 entry" in caption.text()


def test_a_setting_reaches_the_pages_that_show_it(window: MainWindow, app: App) -> None:
    """A new weekly plan is on Today the next time it is shown."""
    window.show_page("settings")
    app.set_preferences(replace(app.preferences, weekly_sessions=5))
    window.show_page("today")
    count = find(window, PlainLabel, "week_count")
    assert count.text() == "0 of 5 sessions"


def test_ctrl_z_takes_the_toast_back_once(window: MainWindow) -> None:
    """The way back is a key, and it is gone once used."""
    undone: list[str] = []
    window.toast("Entry deleted", lambda: undone.append("back"))
    toast = find(window, Toast, "toast")
    assert toast.text() == "Entry deleted"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert undone == ["back"]
    assert toast.text() == ""


def test_the_rail_folds_in_a_window_that_is_narrow_for_its_text(
    window: MainWindow, app: App, qtbot: QtBot
) -> None:
    """The icons stay, and their names with them for a pointer and a screen reader."""
    button = find(window, Button, "rail_journal")
    assert button.words == "Journal"
    app.set_preferences(replace(app.preferences, text_percent=200))
    window.resize(720, 520)
    QApplication.processEvents()
    assert button.words == ""
    assert button.accessibleName() == "Journal"
    assert button.toolTip() == "Journal (Ctrl+4)"
    rail = find(window, QWidget, "rail")
    qtbot.waitUntil(lambda: rail.width() < tokens.RAIL_WIDTH)
    window.resize(1280, 800)
    QApplication.processEvents()
    assert button.words == "Journal"


def test_the_toast_stays_inside_a_window_that_shrinks(window: MainWindow, qtbot: QtBot) -> None:
    """It lies at the bottom, whatever the size."""
    window.toast("Entry deleted", lambda: None)
    window.resize(720, 520)
    toast = find(window, Toast, "toast")
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))


def test_notices_are_shown_and_can_be_put_away(app: App, qtbot: QtBot) -> None:
    """What is not as it should be stands above the page until it has been read."""
    app.notices = ("The journal can only be read.",)
    window = MainWindow(app)
    qtbot.addWidget(window)
    window.open()
    window.show()
    notice = find(window, QWidget, "notice")
    assert notice.isVisible()
    assert notice.accessibleName() == "The journal can only be read."
    QTest.mouseClick(find(window, Button, "notice_close"), Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_session_takes_the_whole_window_and_gives_it_back(window: MainWindow, app: App) -> None:
    """No rail and no page key while one runs; Today afterwards."""
    window.start_routine(app.library.routine("desk-reset"))
    rail = find(window, QWidget, "rail")
    assert not rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert find(window, QWidget, "session").isVisible()
    window.desk.end_session()
    assert rail.isVisible()
    assert window.current_page == "today"


def test_enter_right_after_the_start_begins_the_session(window: MainWindow, qtbot: QtBot) -> None:
    """Open, Enter: nothing else is needed to get going."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(Qt.Key.Key_Return)
    assert find(window, QWidget, "session").isVisible()


def test_nothing_runs_while_today_is_only_shown(window: MainWindow, qtbot: QtBot) -> None:
    """No timer wakes the processor for a page that nobody touches."""
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in window.findChildren(QTimer)))
    running = QAbstractAnimation.State.Running
    assert not any(a.state() is running for a in window.findChildren(QAbstractAnimation))


def test_a_page_fades_in_and_the_fade_goes(window: MainWindow, qtbot: QtBot) -> None:
    """150 ms, and nothing is left of it."""
    window.show_page("settings")
    assert len(window.findChildren(Fade)) == 1
    qtbot.waitUntil(lambda: window.findChildren(Fade) == [])


def test_with_less_motion_a_page_is_there_at_once(window: MainWindow, app: App) -> None:
    """Whoever is made dizzy by it never sees it."""
    app.set_preferences(replace(app.preferences, reduced_motion=True))
    window.show_page("settings")
    assert window.findChildren(Fade) == []


def test_what_another_program_wrote_is_there_on_return(window: MainWindow, app: App, qtbot: QtBot) -> None:
    """The command line and the window may run at once."""
    other = open_journal(app.paths.journal, app.clock.moment)
    with closing(other):
        other.pain.add(PainScore(4), app.clock.moment())
    elsewhere = shown(qtbot, QWidget())
    elsewhere.close()
    window.activateWindow()
    qtbot.waitUntil(lambda: "1 entry" in words(window, "spark_caption"))


def test_the_journal_leads_to_import_and_export(window: MainWindow) -> None:
    """The page lies over the journal, and the way back leads to it."""
    window.show_page("journal")
    action = window.findChild(QAction, "journal_exchange")
    assert action is not None
    action.trigger()
    assert is_shown(window, "exchange")
    press(Qt.Key.Key_Escape)
    assert is_shown(window, "journal")
