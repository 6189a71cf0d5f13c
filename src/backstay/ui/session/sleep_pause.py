"""Between a session and the computer's sleep: it stands still before the computer does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from backstay.desktop.sleep_watch import SleepWatch
from backstay.domain.session_view import State
from backstay.player import Player


class SleepPause(QObject):
    """Listens while a session is open; ``pause`` is what makes it stand still.

    ``follow`` is to be called whenever the session may be another.
    """

    _told = Signal()

    def __init__(self, player: Player, watch: SleepWatch, pause: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._watch = watch
        self._pause = pause
        self._is_open = False
        # What is told is told in another thread.
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def follow(self) -> None:
        """Listen from the first second to the end, and no longer."""
        is_open = self._player.view().state in (State.RUNNING, State.PAUSED)
        if is_open and not self._is_open:
            self._watch.open(self._told.emit)
        elif self._is_open and not is_open:
            self._watch.close()
        self._is_open = is_open

    def _on_told(self) -> None:
        if self._is_open and self._player.view().state is State.RUNNING:
            self._pause()
