"""A table whose cells are looked at one by one: by the pointer, by the arrow keys, or by a screen reader."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from backstay.ui.widgets.quiet_table import QuietTable

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_SEEN_AROUND = 0.35


class SeenTable(QuietTable):
    """``read`` carries the words of the cell that is looked at, empty when none is.

    The words are those that its model has for a screen reader; what it draws is its own matter.
    """

    read = Signal(str)

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(label, name=name, by_cells=True, parent=parent)
        self.setMouseTracking(True)
        self.entered.connect(self._tell)

    def first_looked_at(self) -> QModelIndex:
        """The cell that the keys start from."""
        return self.model().index(0, 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the cell that the keys went to."""
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._tell(current)
            self._bring_into_view(current, 0.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin somewhere, and tell it."""
        # Before Qt does, which would begin at the oldest.
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.first_looked_at())
        super().focusInEvent(event)
        self._tell(self.currentIndex())
        self._bring_into_view(self.currentIndex(), _SEEN_AROUND)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is looked at any more."""
        super().focusOutEvent(event)
        self.read.emit("")
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone; what the keys look at is told again."""
        super().leaveEvent(event)
        self._tell(self.currentIndex() if self.hasFocus() else NOWHERE)

    def words_of(self, index: Index) -> str:
        """What is told of the cell at ``index``; nothing of an invalid one."""
        return index.data(Qt.ItemDataRole.AccessibleTextRole) or ""

    def _bring_into_view(self, index: Index, around: float) -> None:
        """With that share of the page's height above and below: the table may be higher than the page."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = area.widget() if area is not None else None
        if area is not None and content is not None:
            box = self.visualRect(index)
            at = self.viewport().mapTo(content, box.center())
            margin = max(box.height(), round(around * area.viewport().height()))
            area.ensureVisible(at.x(), at.y(), box.width(), margin)

    def _tell(self, index: Index) -> None:
        self.read.emit(self.words_of(index))
