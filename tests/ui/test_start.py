"""How the window starts: painted first, filled afterwards."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.first_paint import FirstPaint
from backstay.ui.main_window import MainWindow


def test_the_frame_stands_before_any_page_is_made(app: App, qtbot: QtBot) -> None:
    """What takes long to lay out does not keep the window from being seen."""
    window = MainWindow(app)
    qtbot.addWidget(window)
    assert window.findChild(QWidget, "today") is None
    assert window.findChild(QWidget, "rail") is not None
    window.open()
    assert window.findChild(QWidget, "today") is not None


def test_the_page_comes_once_after_the_first_picture(qtbot: QtBot) -> None:
    """Painting again later does not fill the window again."""
    window = QWidget()
    qtbot.addWidget(window)
    filled: list[bool] = []
    FirstPaint(window, lambda: filled.append(True))
    assert filled == []
    window.show()
    qtbot.waitUntil(lambda: filled == [True])
    window.repaint()
    window.hide()
    window.show()
    qtbot.waitExposed(window)
    assert filled == [True]
