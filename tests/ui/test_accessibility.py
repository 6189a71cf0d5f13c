"""Whoever hears the window instead of seeing it: each thing that can be used has a name and a role."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.domain.pain import PainScore
from backstay.domain.preferences import Theme
from backstay.ui.main_window import MainWindow
from backstay.ui.pages.trial_closing import TrialClosing
from backstay.ui.theme import Appearance
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.scrolling import scrolling
from tests.ui.find import click, find
from tests.ui.hands import Key, is_shown, press
from tests.ui.journal_hand import add
from tests.ui.reader import Reader

# A page, and after a colon what is opened on it.
PAGES = (
    "today", "routines", "routines:core-light", "routines:exercises/bird-dog", "progress", "journal",
    "settings",
)  # fmt: skip
UPRIGHT, LYING = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture
def filled(app: App, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """With a score, so that no page is empty."""
    app.carry_out(lambda: app.journal.pain.add(PainScore(3), app.clock.moment())[1])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def show(window: MainWindow, page: str) -> None:
    """Turn to one of ``PAGES``."""
    name, _, item = page.partition(":")
    window.show_page(name, item)


def usable(window: QWidget) -> Iterator[QWidget]:
    """What can be clicked or typed into now, but for the parts of such a thing."""
    for widget in window.findChildren(QWidget):
        is_part = isinstance(widget.parent(), QAbstractSpinBox | QAbstractItemView) or isinstance(
            widget, QScrollBar
        )
        takes_focus = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if widget.isVisible() and not is_part and (isinstance(widget, CONTROLS) or takes_focus):
            yield widget


def unnamed(window: QWidget) -> list[str]:
    """Those that a screen reader could not name, or a test not find."""
    return [f"{type(w).__name__} {w.objectName()!r}" for w in usable(window) if not _is_named(w)]


def _is_named(widget: QObject) -> bool:
    told = QAccessible.queryAccessibleInterface(widget)
    name = told.text(QAccessible.Text.Name)
    return bool(widget.objectName() and name.strip()) and told.role() is not QAccessible.Role.NoRole


def test_each_control_of_each_page_has_a_name(filled: MainWindow) -> None:
    """A button without a name is “button” to somebody who cannot see its icon."""
    for page in PAGES:
        show(filled, page)
        assert unnamed(filled) == [], page
    filled.show_page("progress")
    click(filled, "progress_toggle")
    assert unnamed(filled) == []
    filled.show_page("journal")
    for kind in ("pain", "activity", "sessions", "marks"):
        add(filled, kind)
        assert unnamed(filled) == [], kind


def test_each_control_of_a_trial_and_of_the_library_has_a_name(app: App, filled: MainWindow) -> None:
    """The other list, an empty search, and what follows a set that was tried."""
    reader = Reader(filled)
    filled.show_page("routines")
    click(filled, "library_view_exercises")
    assert unnamed(filled) == []
    reader.search("zzz")
    assert unnamed(filled) == []
    closing = TrialClosing(app.library.exercise("superman"), tuple(app.library.routines.values()))
    closing.setParent(filled)
    closing.show()
    assert unnamed(filled) == []


def test_each_control_of_each_stage_of_a_session_has_a_name(app: App, filled: MainWindow) -> None:
    """From the caution to the closing page, with the far view and what follows “It hurts”."""
    filled.start_routine(app.library.routines["classics"])
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_F11, Key.Key_H, Key.Key_F11, Key.Key_Escape):
        assert unnamed(filled) == [], key
        press(filled, key)
    assert unnamed(filled) == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_each_control_of_a_page(filled: MainWindow, page: str) -> None:
    """All of it by keyboard. Of buttons that exclude each other one is a stop, and the arrows do the rest."""
    show(filled, page)
    reached = _walked()
    expected = {w for w in usable(filled) if w.isEnabled() and _is_stop(w)}
    assert {w.objectName() for w in expected} - reached == set()


def _is_stop(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton) and not widget.isChecked() and _excludes_others(widget):
        return False
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _excludes_others(button: QAbstractButton) -> bool:
    return button.autoExclusive() or button.group() is not None


def _walked() -> set[str]:
    reached: set[str] = set()
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.objectName())
        press(focused.window(), Key.Key_Tab)
    return reached


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("page", PAGES)
def test_the_focus_is_seen_on_each_control(
    app: App, filled: MainWindow, appearance: Appearance, page: str, theme: Theme
) -> None:
    """Whoever walks by Tab sees where they are: the control looks other than without the focus."""
    appearance.apply(replace(app.preferences, theme=theme))
    show(filled, page)
    unseen = []
    for _ in range(26):
        press(filled, Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        with_focus = focused.grab().toImage()
        focused.clearFocus()
        if focused.grab().toImage() == with_focus:
            unseen.append(focused.objectName())
        focused.setFocus(Qt.FocusReason.TabFocusReason)
    assert unseen == []


def test_what_a_screen_reader_toggles_is_chosen(filled: MainWindow) -> None:
    """For a score or a page it has no other action than Toggle, and means what a click does."""
    _act(find(filled, Button, "score_4"), "Toggle")
    assert is_shown(filled, "score_said")
    _act(find(filled, Button, "rail_progress"), "Toggle")
    assert filled.current_page == "progress"


def test_an_area_has_as_many_parts_for_a_screen_reader_however_much_is_in_it(qtbot: QtBot) -> None:
    """Asked for the scroll bar that went a moment ago, Qt would bring the program down."""
    content = QWidget()
    area = scrolling(content, name="area", across=True)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    told = QAccessible.queryAccessibleInterface(area)
    for height, width in ((100, 100), (900, 100), (900, 900), (100, 100)):
        content.setMinimumSize(width, height)
        expected = {o for o, length in ((UPRIGHT, height), (LYING, width)) if length > 200}
        qtbot.waitUntil(partial(_has_bars, area, expected))
        assert told.childCount() == 1


def _has_bars(area: QWidget, expected: set[Qt.Orientation]) -> bool:
    return {bar.orientation() for bar in area.findChildren(QScrollBar) if bar.isVisible()} == expected


def _act(widget: QWidget, action: str) -> None:
    told = QAccessible.queryAccessibleInterface(widget).actionInterface()
    assert action in told.actionNames()
    told.doAction(action)
