"""Finding what is on a page, by the names it was given."""

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel

W = TypeVar("W", bound=QWidget)


def find(parent: QObject, kind: type[W], name: str) -> W:
    """The child of this kind with this object name."""
    found: W | None = parent.findChild(kind, name)
    assert found is not None, name
    return found


def click(parent: QObject, name: str) -> None:
    """A real click on the button with this name."""
    button = find(parent, Button, name)
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words(parent: QObject, name: str) -> str:
    """What the label with this name says."""
    return find(parent, PlainLabel, name).text()


def press(key: Qt.Key | str) -> None:
    """A real key press on what has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    if isinstance(key, str):
        QTest.keyClicks(focused, key)
    else:
        QTest.keyClick(focused, key)
    QApplication.processEvents()


def shown(qtbot: QtBot, widget: W, width: int = 900, height: int = 300) -> W:
    """``widget`` as a window of its own, active."""
    widget.resize(width, height)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget
