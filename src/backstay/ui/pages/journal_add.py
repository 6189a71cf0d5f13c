"""The button that says what can be written down, in a menu."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from backstay.journal.change import Kind
from backstay.ui.widgets.buttons import SecondaryButton


class AddButton(SecondaryButton):
    """``asked`` carries the kind of entry that the person wants to add."""

    asked = Signal(Kind)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", name="journal_add", icon="plus", parent=parent)
        self.set_words(self.tr("Add"))
        self._menu = QMenu(self)
        self._menu.setObjectName("journal_add_menu")
        self._entries = {kind: self._entry(kind, words) for kind, words in self._kinds().items()}
        self.clicked.connect(self._on_clicked)

    def offer_pain(self, is_offered: bool) -> None:
        """Whether a pain score is among what can be added."""
        self._entries[Kind.PAIN].setVisible(is_offered)

    def _kinds(self) -> dict[Kind, str]:
        return {
            Kind.PAIN: self.tr("&Pain score"),
            Kind.ACTIVITY: self.tr("&Run or walk"),
            Kind.SESSIONS: self.tr("&Session done elsewhere"),
            Kind.MARKS: self.tr("&Mark"),
        }

    def _entry(self, kind: Kind, words: str) -> QAction:
        entry = self._menu.addAction(words)
        entry.setObjectName(f"journal_add_{kind.value}")
        entry.triggered.connect(lambda: self.asked.emit(kind))
        return entry

    def _on_clicked(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
