"""The one question before and after a session: how strong the pain is. It can always be left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.session.unsaved import UnsavedBar
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.score_row import ScoreRow
from backstay.ui.widgets.sheet import Sheet

_WALK = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
FORM_WIDTH = (tokens.SCORE_WIDTH + tokens.GRID) * 11 - tokens.GRID + 2 * tokens.CARD_PADDING
"""The scale with all its numbers, and the card around it."""


class PainQuestion(QWidget):
    """The scale with its question. ``chosen`` carries the score."""

    chosen = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._row = ScoreRow(
            self.tr("How strong is your pain right now?"), name=f"{name}_row", can_skip=False
        )
        self._row.chosen.connect(self.chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._row)

    def score(self) -> int | None:
        """The number that is pressed."""
        return self._row.score()

    def freeze(self) -> None:
        """Keep the choice: another one now would be another entry."""
        self._row.setEnabled(False)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the question."""
        if not self._row.isEnabled():
            return False
        if event.key() in _WALK and is_bare(event):
            self._row.focus_scale()
            return True
        return self._row.take_key(event)


class PainForm(Sheet):
    """A page with the question alone. Enter or S goes on without a score; ``left`` is Escape."""

    chosen = Signal(int)
    skipped = Signal()
    retried = Signal()
    left = Signal()

    def __init__(
        self,
        title: str,
        note: str,
        *,
        name: str,
        skip: str,
        leave: str = "",
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, note, name=name, width=FORM_WIDTH, picture=picture, parent=parent)
        self.question = PainQuestion(name=f"{name}_question")
        self.question.chosen.connect(self.chosen)
        self._unsaved = UnsavedBar(name=f"{name}_unsaved")
        self._unsaved.retried.connect(self.retried)
        card = Card(f"{name}_card")
        card.body.addWidget(self.question)
        self._skip = PrimaryButton(skip, name=f"{name}_skip", key=self.tr("Enter"))
        self._skip.clicked.connect(self.skipped)
        self._leave = SecondaryButton(leave, name=f"{name}_leave", key=self.tr("Esc"))
        self._leave.clicked.connect(self.left)
        self.fill(card, self._unsaved, buttons=(self._skip, self._leave))
        self._leave.setVisible(bool(leave))

    def say(self, text: str) -> None:
        """A quiet line at the foot: what this computer lacks. An empty ``text`` takes it back."""
        self.foot.setText(text)

    def show_unsaved(self, text: str) -> None:
        """The choice stays, and here is why it is not on the disk."""
        self.question.freeze()
        self._unsaved.say(text)
        self._skip.set_words(self.tr("Go on"))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this page."""
        if self.question.take_key(event) or self._unsaved.take_key(event):
            return True
        if not is_bare(event):
            return False
        if event.key() in (*ENTER, Qt.Key.Key_S):
            self._skip.click()
        elif event.key() == Qt.Key.Key_Escape:
            (self._skip if self._leave.isHidden() else self._leave).click()
        else:
            return self.scroll_by(event)
        return True
