"""The signs at which to get help: one page, one key from anywhere, and back to where one was."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.safety import LIMITS, LISTS
from backstay.ui.main_window import MainWindow
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel
from tests.samples import exercise
from tests.ui.conftest import NO_FRAME
from tests.ui.find import click, find, words
from tests.ui.hands import Key, digits, is_shown, press
from tests.ui.journal_hand import add
from tests.ui.visit import Visit

pytestmark = pytest.mark.pace(1000)

HOLD = replace(exercise("Clam"), stop_if=("hip pain",))


def shown_text(window: MainWindow) -> list[str]:
    """Every text of the page."""
    return [label.text() for label in find(window, QWidget, "safety").findChildren(PlainLabel)]


def test_f2_shows_every_list_on_one_page(window: MainWindow) -> None:
    """All signs are there, with the line that says what a list cannot do."""
    press(window, Key.Key_F2)
    told = shown_text(window)
    assert LIMITS in told
    for signs in LISTS:
        assert signs.title in told
        assert set(signs.signs) <= set(told)
    assert any("between the shoulder blades often comes from a muscle" in text for text in told)
    assert any("Greenhalgh" in text and "22 November 2026" in text for text in told)


@pytest.mark.parametrize("page", ["today", "routines", "progress", "journal", "settings"])
@pytest.mark.parametrize("back", [Key.Key_F2, Key.Key_Escape])
def test_from_each_page_and_back(window: MainWindow, page: str, back: Qt.Key) -> None:
    """Where one was is shown again, with the focus where it was and the title of the window."""
    window.show_page(page)
    focused, title = QApplication.focusWidget(), window.windowTitle()
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    assert not is_shown(window, page)
    assert window.windowTitle() == "When to get help – Backstay"
    press(window, back)
    assert is_shown(window, page)
    assert not is_shown(window, "safety")
    assert QApplication.focusWidget() is focused
    assert window.windowTitle() == title


def test_the_rail_shows_the_way_without_a_key(window: MainWindow) -> None:
    """A click at the foot of the rail; another page is one click away again."""
    click(window, "rail_safety")
    assert is_shown(window, "safety")
    assert find(window, Button, "rail_safety").isChecked()
    click(window, "rail_journal")
    assert is_shown(window, "journal")
    assert not is_shown(window, "safety")
    assert find(window, Button, "rail_journal").isChecked()


def test_ctrl_and_a_number_leave_it(window: MainWindow) -> None:
    """It is in nobody's way."""
    press(window, Key.Key_F2)
    press(window, Key.Key_2, modifier=Qt.KeyboardModifier.ControlModifier)
    assert is_shown(window, "routines")
    press(window, Key.Key_F2)
    press(window, Key.Key_Escape)
    assert window.current_page == "routines"
    assert is_shown(window, "routines")


def test_while_something_is_typed(window: MainWindow) -> None:
    """The half-written note of a score is there afterwards."""
    window.show_page("journal")
    add(window, "pain")
    note = find(window, QLineEdit, "journal_note")
    note.setFocus()
    QTest.keyClicks(note, "after the stairs")
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    press(window, Key.Key_F2)
    assert QApplication.focusWidget() is note
    assert note.text() == "after the stairs"


@pytest.mark.qt_log_ignore(NO_FRAME, "This plugin does not support (raise|grabbing)", extend=True)
def test_while_a_list_of_choices_is_open(window: MainWindow, qtbot: QtBot) -> None:
    """The list closes, and nothing is chosen."""
    window.show_page("settings")
    choice = find(window, QComboBox, "region")
    choice.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(choice.view(), Key.Key_F2)
    assert QApplication.activePopupWidget() is None
    assert is_shown(window, "safety")
    assert choice.currentText() == "not said"


def test_while_a_toast_is_shown(window: MainWindow) -> None:
    """Its way back still works from the page."""
    undone: list[str] = []
    window.toast("Entry deleted", lambda: undone.append("back"))
    press(window, Key.Key_F2)
    assert is_shown(window, "safety")
    press(window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert undone == ["back"]


@pytest.mark.parametrize("view", ["near_view", "far_view"])
def test_a_running_session_is_paused_and_stays_so(visit: Visit, view: str) -> None:
    """The page says so; back in the session the time stands where it stood, until Space."""
    visit.begin(HOLD)
    if view == "far_view":
        visit.press(Key.Key_F11)
    name = "far_digits" if view == "far_view" else "session_digits"
    visit.pass_s(2)
    visit.press(Key.Key_F2)
    assert "The session is paused" in words(visit.window, "safety_paused")
    assert find(visit.window, Button, "safety_back").words == "Back to the session"
    stood = digits(visit.window, name)
    visit.pass_s(300)
    visit.press(Key.Key_F2)
    assert is_shown(visit.window, view)
    assert digits(visit.window, name) == stood
    assert not is_shown(visit.window, "rail")
    visit.press(Key.Key_Space)
    visit.pass_s(1999)
    visit.wait_for("pain_after")
    assert visit.logged().active_s < 300


def test_escape_on_the_page_does_not_end_the_session(visit: Visit) -> None:
    """It leads back; the next Escape is the session's."""
    visit.begin(HOLD)
    visit.press(Key.Key_F2, Key.Key_Escape)
    assert is_shown(visit.window, "playing")
    assert visit.logged().outcome is None
    visit.press(Key.Key_Escape)
    assert is_shown(visit.window, "closing")


def test_what_hurts_leads_there_and_back_to_what_hurts(visit: Visit) -> None:
    """The short list has a button to all of it; the session goes on standing for the same reason."""
    visit.begin(HOLD)
    visit.press(Key.Key_H)
    click(visit.window, "hurt_all_signs")
    assert is_shown(visit.window, "safety")
    click(visit.window, "safety_back")
    assert words(visit.window, "hurt_own_signs_0") == "hip pain"
    assert is_shown(visit.window, "hurt_panel")


@pytest.mark.parametrize("stage", ["pain_before", "caution", "pain_after", "closing"])
def test_at_each_question_around_a_session(visit: Visit, stage: str) -> None:
    """Nothing runs, so nothing is said to be paused; the question waits."""
    if stage == "caution":
        visit.enter(exercise("Handstand", caution="Mind your wrists."))
    elif stage == "pain_before":
        visit.enter(HOLD)
    elif stage == "pain_after":
        visit.finish(HOLD)
    else:
        visit.begin(HOLD)
        visit.press(Key.Key_Escape)
    visit.wait_for(stage)
    visit.press(Key.Key_F2)
    assert is_shown(visit.window, "safety")
    assert not is_shown(visit.window, "safety_paused")
    visit.press(Key.Key_F2)
    assert is_shown(visit.window, stage)


def test_the_keys_scroll_it(window: MainWindow) -> None:
    """In a low window the last line is reached without a mouse."""
    window.resize(720, 520)
    press(window, Key.Key_F2)
    bar = find(window, QScrollArea, "safety_scroll").verticalScrollBar()
    assert bar.maximum() > 0
    press(window, Key.Key_PageDown)
    assert bar.value() > 0
    press(window, *[Key.Key_PageDown] * 20)
    assert bar.value() == bar.maximum()


def test_without_a_number_of_ones_own_there_are_examples(window: MainWindow) -> None:
    """Which number is right depends on where one is."""
    press(window, Key.Key_F2)
    assert "such as 112, 999 or 911" in words(window, "advice_call_now")
    assert "such as 112, 999 or 911" in words(window, "note_stop_now")


def test_the_number_that_is_set_is_the_one_to_call(visit: Visit) -> None:
    """On the page and where it hurts, from the next time either is shown."""
    visit.window.show_page("settings")
    field = find(visit.window, QLineEdit, "emergency_number")
    field.setFocus()
    QTest.keyClicks(field, "112 or 999x")
    assert visit.app.preferences.emergency_number == "112  999"
    visit.press(Key.Key_F2)
    assert "call 112 999, or go" in words(visit.window, "advice_call_now")
    visit.press(Key.Key_F2)
    visit.begin(HOLD)
    visit.press(Key.Key_H)
    assert "call 112 999." in words(visit.window, "hurt_help")


def test_settings_lead_there_too(window: MainWindow, app: App) -> None:
    """Who has no F2, or does not know of it, finds a button beside the number."""
    app.set_preferences(replace(app.preferences, text_percent=200))
    window.show_page("settings")
    find(window, Button, "show_safety").click()
    assert is_shown(window, "safety")
