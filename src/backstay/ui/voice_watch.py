"""Shows what becomes of a voice or of tones that are looked for, which takes a while and ends by itself."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250


class Settling(Protocol):
    """What is looked for at some times."""

    @property
    def is_settling(self) -> bool:
        """Whether that is now."""


def watch_voice(voice: Settling, owner: QObject, show: Callable[[], None]) -> None:
    """Call ``show`` now, and until the voice is found or given up; no longer than ``owner`` lives. The
    same for tones.
    """
    timer = QTimer(owner, interval=_LOOK_MS)

    def look() -> None:
        if not voice.is_settling:
            timer.stop()
            timer.deleteLater()
        show()

    timer.timeout.connect(look)
    if voice.is_settling:
        timer.start()
    show()
