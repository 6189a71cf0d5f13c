"""Text on a page. Text from a file is never read as mark-up, so this is the one label there is."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_ENDLESS_WORD = re.compile(r"\S{28,}")
# Never before a mark that belongs to the letter in front of it.
_PART = re.compile(r".{8}(?=[!-~\w])")
_MAY_BREAK = "\u200b"


class PlainLabel(QLabel):
    """A label that shows its text as it stands; where it wraps, a word without end wraps as well.

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

    def setText(self, text: str) -> None:
        """Show ``text``."""
        super().setText(breakable(text))

    def text(self) -> str:
        """What is shown."""
        return super().text().replace(_MAY_BREAK, "")

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


def breakable(text: str) -> str:
    """``text`` in which a word of 28 characters and more may go on in the next line.

    Else it would be cut off, or push the page past the edge of the window.
    """
    return _ENDLESS_WORD.sub(lambda word: _PART.sub(rf"\g<0>{_MAY_BREAK}", word[0]), text)


class Divider(QFrame):
    """A hair line between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
