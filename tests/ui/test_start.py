"""How the window starts: painted first, filled afterwards, and quiet in the terminal."""

import logging

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backstay.app import App
from backstay.ui.first_paint import FirstPaint
from backstay.ui.main_window import MainWindow
from backstay.ui.qt_messages import keep_qt_messages


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


@pytest.mark.expects_log("something about a plugin")
def test_what_qt_says_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Its warnings are for the log file, not for the terminal of the person."""
    before = qInstallMessageHandler(None)
    try:
        keep_qt_messages()
        with caplog.at_level(logging.INFO):
            qWarning("something about a plugin")
    finally:
        qInstallMessageHandler(before)
    assert [(r.name, r.levelname) for r in caplog.records] == [("backstay.qt", "WARNING")]
