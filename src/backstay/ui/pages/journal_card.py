"""The card that an entry is written down or changed on: a title, what is asked, Save and Cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.ui import tokens
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class EntryCard(Card):
    """``given`` carries what ``filled`` returns when the person saves it, ``cancelled`` says there is
    nothing. ``compose`` puts the fields into it. ``name`` begins the object names.
    """

    given = Signal(object)
    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{name}_form", spacing=2 * tokens.GRID, parent=parent)
        self._title = PlainLabel(role="lead", wrap=True, name=f"{name}_form_title")
        self._trouble = PlainLabel(tone="caution", wrap=True, name=f"{name}_trouble")
        self._trouble.hide()
        self._save = PrimaryButton(self.tr("Save"), name=f"{name}_save")
        self._save.clicked.connect(self.save)
        self._cancel = SecondaryButton(self.tr("Cancel"), key=self.tr("Esc"), name=f"{name}_cancel")
        self._cancel.clicked.connect(self.cancelled)

    def compose(self, *fields: QLayout) -> None:
        """Put ``fields`` one under the other, and the buttons below: Tab comes to them in this order."""
        buttons = FlowLayout()
        self.body.addWidget(self._title)
        for field in fields:
            self.body.addLayout(field)
        self.body.addWidget(self._trouble)
        self.body.addLayout(buttons)
        buttons.addWidget(self._save)
        buttons.addWidget(self._cancel)

    def filled(self) -> object:
        """What the fields hold. Raises ``InputError`` for what cannot be."""
        raise NotImplementedError

    def begin(self, title: str) -> None:
        """Show the card, with nothing wrong in it."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._say("")
        self.show()

    def save(self) -> None:
        """Give what is in the fields, or say what is wrong with it."""
        try:
            content = self.filled()
        except InputError as error:
            self._say(str(error))
            return
        self._say("")
        self.given.emit(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Cancel."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


def labelled(words: str, field: QWidget) -> QVBoxLayout:
    """``field`` with its label above it."""
    column = QVBoxLayout()
    column.setSpacing(tokens.GRID // 2)
    column.addWidget(PlainLabel(words, role="small", tone="soft"))
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    return column


def is_same_minute(first: Moment, second: Moment) -> bool:
    """Whether both show the same day and time: fields ask for no seconds, and for no other zone."""
    then, later = (at.local.replace(second=0, microsecond=0, tzinfo=None) for at in (first, second))
    return then == later
