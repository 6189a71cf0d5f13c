"""The surfaces that text and buttons stand on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import IconButton
from backstay.ui.widgets.labels import PlainLabel


class Card(QFrame):
    """A white sheet with rounded corners; put widgets into ``body``. ``tone`` may be ``caution``."""

    def __init__(
        self,
        name: str,
        *,
        tone: str = "",
        padding: int = tokens.CARD_PADDING,
        spacing: int = tokens.GRID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)


class Banner(QFrame):
    """One line of notice above a page: a read-only journal, a missing sound. Hidden while empty, and
    when the person has read it.
    """

    def __init__(self, name: str, *, tone: str = "rest", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("tone", tone)
        self._label = PlainLabel(wrap=True, name=f"{name}_text")
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * tokens.GRID, tokens.GRID, 2 * tokens.GRID, tokens.GRID)
        row.addWidget(self._label, 1)
        row.addWidget(self._close_button(name), 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def _close_button(self, name: str) -> IconButton:
        button = IconButton("x", self.tr("Hide this notice"), name=f"{name}_close", parent=self)
        button.clicked.connect(lambda: self.say(""))
        return button

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show ``text``, or hide when it is empty."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def stacked(*cards: Card) -> QWidget:
    """The cards one below the other, from the top."""
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(tokens.CARD_GAP)
    for card in cards:
        box.addWidget(card)
    box.addStretch(1)
    return column
