"""Rows of text to look through, as a real table: what would be written, and what is left out."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from backstay.ui import tokens
from backstay.ui.theme import scaled
from backstay.ui.widgets.quiet_table import QuietTable

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MEASURED_ROWS = 100
_ROW_HEIGHT = 4 * tokens.GRID
_WIDEST = 56 * tokens.GRID

Cells = tuple[str, ...]


class TextTableModel(QAbstractTableModel):
    """Rows of texts under their headings."""

    def __init__(self, headings: Cells, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows: Sequence[Cells] = ()

    def show_rows(self, rows: Sequence[Cells]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as were given."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._headings[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell, in one line."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return " ".join(self._rows[index.row()][index.column()].split())


class TextTable(QuietTable):
    """As high as its rows, up to ``most_rows``; then it scrolls. The last column takes what is left, and is
    as wide as its text where that is more.
    """

    def __init__(
        self, label: str, headings: Cells, *, name: str, most_rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, name=name, parent=parent)
        self._most_rows = most_rows
        self._model = TextTableModel(headings, self)
        self.setModel(self._model)
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_HEIGHT))
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setResizeContentsPrecision(_MEASURED_ROWS)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_height)

    def show_rows(self, rows: Sequence[Cells]) -> None:
        """Show ``rows``, from the first one on."""
        self._model.show_rows(rows)
        self._fit_columns()
        self._fit_height()
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width for the last column."""
        super().resizeEvent(event)
        self._fit_last()

    def showEvent(self, event: QShowEvent) -> None:
        """Measured before, the text would not have had its font."""
        super().showEvent(event)
        self._fit_columns()
        self._fit_height()

    def _fit_columns(self) -> None:
        for column in range(self._model.columnCount() - 1):
            width = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            self.setColumnWidth(column, min(width, scaled(_WIDEST)))
        self._fit_last()

    def _fit_last(self) -> None:
        last = self._model.columnCount() - 1
        left = self.viewport().width() - sum(self.columnWidth(column) for column in range(last))
        self.setColumnWidth(last, max(left, self.sizeHintForColumn(last)))

    def _fit_height(self) -> None:
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        head = self.horizontalHeader().sizeHint().height()
        rows = min(self._model.rowCount(), self._most_rows)
        self.setFixedHeight(rows * scaled(_ROW_HEIGHT) + head + below)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row that the keys start from: the marked row is what shows the focus."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the page: a row has nothing to open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)
