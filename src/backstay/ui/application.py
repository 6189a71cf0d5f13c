"""Starts the window around an app that stands."""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from backstay import __version__
from backstay.app import App
from backstay.desktop.doorbell import Wish, hang
from backstay.desktop.message_bus import hide_silent_bus
from backstay.mishaps.watch import Watch
from backstay.resources import icon
from backstay.ui.ending import EndingSignals
from backstay.ui.first_paint import FirstPaint
from backstay.ui.main_window import MainWindow
from backstay.ui.mishap_window import tell_before_opening
from backstay.ui.qt_messages import keep_qt_messages
from backstay.ui.recovery_door import RecoveryDoor
from backstay.ui.session.key_guard import KEY_GUARD_S
from backstay.ui.theme import Appearance
from backstay.ui.visitors import Visitors, grant

APP_ID = "io.github.backstay.Backstay"

# A window that has stood so long has painted its first page and answered.
_STANDS_MS = 3000


def run_window(app: App, wish: Wish, watch: Watch, *, opened: Callable[[], None]) -> int:
    """Show the window until it is closed, with what is wished for on it; the exit code for the shell.
    ``opened`` is called once, when the first page stands; ``watch`` hears of what breaks.
    """
    keep_qt_messages(watch.note_fatal)
    hide_silent_bus(os.environ)
    qt_app = make_application(sys.argv[:1])
    if not tell_before_opening(qt_app, app):
        return 0
    window = dressed_window(qt_app, app)
    EndingSignals(window)
    bell = hang(app.paths.data)

    def fill() -> None:
        window.open()
        if wish != Wish():
            grant(app, window, wish)
        if bell is not None:
            Visitors(app, window, bell)
        opened()
        window.care.begin()
        RecoveryDoor(window.desk, window.care, window)
        _tell_once_it_stands(window, watch)

    # The frame is seen at once; what takes longer to read and to lay out comes a moment later.
    FirstPaint(window, fill)
    window.show()
    try:
        return qt_app.exec()
    finally:
        if bell is not None:
            bell.close()


def _tell_once_it_stands(window: MainWindow, watch: Watch) -> None:
    def look() -> None:
        if window.current_page:
            watch.stands()
        else:
            _tell_once_it_stands(window, watch)

    QTimer.singleShot(_STANDS_MS, window, look)


def make_application(arguments: list[str]) -> QApplication:
    """The one Qt application of the process, named so that the desktop knows it."""
    QGuiApplication.setDesktopFileName(APP_ID)
    qt_app = QApplication(arguments)
    qt_app.setApplicationName("backstay")
    qt_app.setApplicationDisplayName("Backstay")
    qt_app.setApplicationVersion(__version__)
    qt_app.setWindowIcon(QIcon(str(icon("backstay"))))
    return qt_app


def dressed_window(qt_app: QApplication, app: App, *, key_guard_s: float = KEY_GUARD_S) -> MainWindow:
    """The window in its colours, without a page and not yet shown."""
    appearance = Appearance(qt_app, app.preferences)
    app.on_preferences(appearance.apply)
    return MainWindow(app, key_guard_s=key_guard_s)
