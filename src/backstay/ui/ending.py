"""The ways a window is asked to end from outside: Ctrl+C in its terminal, logging out."""

import signal
import socket
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QWidget

_AGAIN_MS = 100
_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class EndingSignals(QObject):
    """Closes ``window`` in the usual way when a signal asks for it, so that a session can be gone on with.

    Python runs its signal handlers only between two of its own instructions, and Qt may wait for
    hours; so the signal's arrival is written to a socket that Qt listens to.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self.destroyed.connect(partial(_let_go, self._reader, self._writer))
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        for number in _SIGNALS:
            # A signal that was ignored when the program was started (nohup) stays ignored.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)

    def _on_signal(self) -> None:
        self._reader.recv(64)
        self._close()

    def _close(self) -> None:
        # What is in the middle of a write ends that first, and lets nothing close meanwhile.
        if not self._window.close():
            QTimer.singleShot(_AGAIN_MS, self, self._close)


def _let_go(*ends: socket.socket) -> None:
    signal.set_wakeup_fd(-1)
    for end in ends:
        end.close()
