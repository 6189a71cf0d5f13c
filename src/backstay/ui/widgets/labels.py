"""Text on a page. Text from a file is never read as mark-up, so this is the one label there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it stands.

    ``role`` is the size: body, small, medium, strong, read, lead, title or hero. ``tone`` is the colour: ink,
    soft, go, caution or rest. ``tag`` (go, rest or caution) puts the text on a tinted pill.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: str = "ink",
        tag: str = "",
        wrap: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setProperty("tag", tag)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if name:
            self.setObjectName(name)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._restyle("tone", tone)

    def set_tag(self, tag: str) -> None:
        """Change the tint behind the text."""
        self._restyle("tag", tag)

    def _restyle(self, key: str, value: str) -> None:
        if self.property(key) == value:
            return
        self.setProperty(key, value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()


class Divider(QFrame):
    """A hair line between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
