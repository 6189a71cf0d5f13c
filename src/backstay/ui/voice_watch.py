"""Shows what becomes of a voice that is being looked for, which takes seconds and ends by itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from backstay.desktop.voice import Voice

_LOOK_MS = 250


def watch_voice(voice: Voice, owner: QObject, show: Callable[[], None]) -> None:
    """Call ``show`` now, and until the voice is found or given up; no longer than ``owner`` lives."""
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
