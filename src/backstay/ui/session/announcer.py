"""What a session tells a screen reader of its own accord: politely, and never so much that nothing else
can be heard.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

QUIET_MS = 3000
"""Real milliseconds from one thing to the next, unless the next is an answer to the person."""


class Announcer(QObject):
    """Tells in the name of ``source``. What is said in one moment is told in one; within ``quiet_ms`` after
    that nothing is told, and of what is said meanwhile only the last is left for the end of it.
    """

    def __init__(self, source: QWidget, *, quiet_ms: int = QUIET_MS) -> None:
        super().__init__(source)
        self._source = source
        self._quiet_ms = quiet_ms
        self._waiting: list[str] = []
        self._is_assertive = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)

    def make_way(self) -> None:
        """The person does something: what waits is out of date, and the answer is not to wait."""
        self._timer.stop()
        self._waiting.clear()
        self._is_assertive = False

    def say(self, text: str, *, is_assertive: bool = False) -> None:
        """Tell ``text`` as soon as it is time; ``is_assertive`` breaks into whatever is being read out."""
        if not self._timer.isActive():
            self._timer.start(0)
        elif self._timer.interval() > 0:
            self._waiting.clear()
        self._waiting.append(text)
        self._is_assertive = self._is_assertive or is_assertive

    def _on_timeout(self) -> None:
        if not self._waiting:
            return
        event = QAccessibleAnnouncementEvent(self._source, " ".join(self._waiting))
        if self._is_assertive:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self._waiting.clear()
        self._is_assertive = False
        self._timer.start(self._quiet_ms)
