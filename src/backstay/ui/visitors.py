"""What a start of the program asks of the window, its own or a second one, for which it comes forward."""

from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt

from backstay.app import App
from backstay.desktop.doorbell import Doorbell, Wish
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
        grant(self._app, self._window, wish)


def grant(app: App, window: MainWindow, wish: Wish) -> None:
    """Start the routine or show the file that is wished for, if there is such a thing."""
    if wish.file:
        window.open_file(Path(wish.file))
    elif (routine := app.library.routines.get(wish.routine)) is not None:
        window.start_routine(routine)
