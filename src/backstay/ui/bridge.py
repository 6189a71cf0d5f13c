"""Between a session without Qt and the widgets that show it: events become signals, and the
session's next moment becomes one timer. Ticks are never counted; the session reads the clock.
"""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backstay.player import Player, PlayerEvent
from backstay.ui import tokens


class PlayerBridge(QObject):
    """``happened`` carries each event, ``moved`` says that the view is another, and ``framed`` asks
    for the next picture of the figure: only while the session runs and ``set_animated`` is on.
    """

    happened = Signal(object)
    moved = Signal()
    framed = Signal()

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._is_animated = False
        self._is_closed = False
        self._wake = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._wake.timeout.connect(self._on_wake)
        self._frame = QTimer(self, interval=tokens.FRAME_MS)
        self._frame.timeout.connect(self.framed)
        player.listen(self._on_event)

    @property
    def is_awake(self) -> bool:
        """Whether any timer is set; a paused or ended session needs none."""
        return self._wake.isActive() or self._frame.isActive()

    def run(self, act: Callable[[], object]) -> None:
        """Do something with the session, then show how it stands."""
        act()
        self._refresh()

    def set_animated(self, is_animated: bool) -> None:
        """Whether the figure has anything to move."""
        self._is_animated = is_animated
        self._arm()

    def close(self) -> None:
        """No signal and no timer from now on."""
        self._is_closed = True
        self._arm()

    def _on_wake(self) -> None:
        self.run(self._player.tick)

    def _on_event(self, event: PlayerEvent) -> None:
        if not self._is_closed:
            self.happened.emit(event)
            self._refresh()

    def _refresh(self) -> None:
        if not self._is_closed:
            self._arm()
            self.moved.emit()

    def _arm(self) -> None:
        wake_s = None if self._is_closed else self._player.next_wake_s()
        if wake_s is None:
            self._wake.stop()
            self._frame.stop()
            return
        # Rounded up: a timer that fires before its moment would only be set again.
        self._wake.start(ceil(wake_s * 1000))
        if not self._is_animated:
            self._frame.stop()
        elif not self._frame.isActive():
            self._frame.start()
