"""The notes of a period to choose from; none is on the page until the person ticks it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from backstay.domain.report import Note, Scope
from backstay.ui import tokens
from backstay.ui.report.words import note_about, note_date
from backstay.ui.theme import control_height, scaled

_ROWS = 5


class NoteList(QListWidget):
    """Arrow keys walk, Space ticks. ``changed`` says that another set of notes is ticked."""

    changed = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(self.changed)

    def show_notes(self, notes: Sequence[Note], scope: Scope) -> None:
        """Offer ``notes``; those that were ticked and are still among them stay so."""
        ticked = self.ticked()
        with QSignalBlocker(self):
            self.clear()
            for note in notes:
                item = QListWidgetItem(_words(note, scope), self)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setData(Qt.ItemDataRole.UserRole, note.id)
                item.setCheckState(_state(note.id in ticked))

    def ticked(self) -> frozenset[str]:
        """The ids of the entries whose notes are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def tick_all(self, is_ticked: bool, *_of_the_click: bool) -> None:
        """All of them, or none."""
        with QSignalBlocker(self):
            for row in range(self.count()):
                self.item(row).setCheckState(_state(is_ticked))
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """Some rows; there may be many more."""
        return QSize(scaled(40 * tokens.GRID), _ROWS * control_height(4 * tokens.GRID))


def _words(note: Note, scope: Scope) -> str:
    return " · ".join((note_date(note, scope), note_about(note), " ".join(note.text.split())))


def _state(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
