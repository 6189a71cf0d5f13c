"""Answers a second start of the program: the window comes forward, with the routine asked for."""

from PySide6.QtCore import QObject, QSocketNotifier, Qt

from backstay.app import App
from backstay.desktop.doorbell import Doorbell
from backstay.ui.main_window import MainWindow


class Visitors(QObject):
    """Listens at ``bell`` for as long as ``window`` lives."""

    def __init__(self, app: App, window: MainWindow, bell: Doorbell) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._bell = bell
        self._notifier = QSocketNotifier(bell.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_ring)

    def _on_ring(self) -> None:
        wish = self._bell.answer()
        if wish is None:
            return
        state = self._window.windowState() & ~Qt.WindowState.WindowMinimized
        self._window.setWindowState(state | Qt.WindowState.WindowActive)
        self._window.raise_()
        self._window.activateWindow()
        routine = self._app.library.routines.get(wish)
        if routine is not None:
            self._window.start_routine(routine)
