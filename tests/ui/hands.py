"""What a person's eyes and hands do in a session: read the digits, press keys where the focus stands."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from backstay.ui.session.digits import Digits
from tests.ui.find import find

Key = Qt.Key


def digits(inside: QObject, name: str = "session_digits") -> str:
    """What the timer shows."""
    return find(inside, Digits, name).text()


def is_shown(inside: QObject, name: str) -> bool:
    """Whether there is such a thing on the screen."""
    return any(child.isVisible() for child in inside.findChildren(QWidget, name))


def press(
    window: QWidget, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press keys where the focus is, as a keyboard does."""
    for key in keys:
        QTest.keyClick(window.focusWidget(), key, modifier)
        QApplication.processEvents()
