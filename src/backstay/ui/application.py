"""Starts the window around an app that stands."""

import sys

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from backstay import __version__
from backstay.app import App
from backstay.domain.routine import Routine
from backstay.resources import icon
from backstay.ui.main_window import MainWindow
from backstay.ui.theme import Appearance

APP_ID = "io.github.backstay.Backstay"


def run_window(app: App, routine: Routine | None = None) -> int:
    """Show the window until it is closed, with ``routine`` already begun when one is given; the exit
    code for the shell.
    """
    qt_app = make_application(sys.argv[:1])
    window = open_window(qt_app, app)
    window.show()
    if routine is not None:
        window.start_routine(routine)
    return qt_app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """The one Qt application of the process, named so that the desktop knows it."""
    QGuiApplication.setDesktopFileName(APP_ID)
    qt_app = QApplication(arguments)
    qt_app.setApplicationName("backstay")
    qt_app.setApplicationDisplayName("Backstay")
    qt_app.setApplicationVersion(__version__)
    qt_app.setWindowIcon(QIcon(str(icon("backstay"))))
    return qt_app


def open_window(qt_app: QApplication, app: App) -> MainWindow:
    """The dressed window, not yet shown."""
    appearance = Appearance(qt_app, app.preferences)
    app.on_preferences(appearance.apply)
    return MainWindow(app)
