"""The chart's data as a real table: for eyes that prefer numbers, and for screen readers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from backstay.ui.chart.data import ChartData
from backstay.ui.chart.table_model import ChartTableModel, Column
from backstay.ui.widgets.quiet_table import QuietTable

_MEASURED_ROWS = 100
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ChartTable(QuietTable):
    """The table itself: rows are read, not changed. A click on a heading sorts by it, a second one the
    other way round; O goes from heading to heading and Shift+O the other way round.

    ``sorted_by`` carries what the rows are sorted by, in words.
    """

    sorted_by = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name=name, parent=parent)
        self.setAccessibleName(self.tr("Pain, sessions, runs, walks and marks as a table"))
        self._model = ChartTableModel(self)
        self.setModel(self._model)
        self._dress_heading(self.horizontalHeader())
        self._say_order()

    def show_data(self, data: ChartData) -> None:
        """Show ``data`` in the order chosen before; columns as wide as what the first rows hold."""
        self._model.show_data(data)
        if self.isVisible():
            self._fit_columns()

    def sort_by(self, column: Column, order: Qt.SortOrder) -> None:
        """Order the rows by the values of ``column``, and say so."""
        self._model.sort(column, order)
        self._say_order()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._model.order_words()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """O orders by the next column, Shift+O turns the order round."""
        if event.key() != Qt.Key.Key_O or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        column, order = self._model.order()
        if event.modifiers():
            self.sort_by(column, _UP if order is _DOWN else _DOWN)
        else:
            self._on_heading((column + 1) % len(Column))

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the columns only now: while the chart is shown nobody needs them."""
        super().showEvent(event)
        self._fit_columns()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row that the keys start from: the marked row is what shows the focus."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(0)

    def _dress_heading(self, heading: QHeaderView) -> None:
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setSectionResizeMode(self._model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        heading.setResizeContentsPrecision(_MEASURED_ROWS)
        heading.sectionClicked.connect(self._on_heading)

    def _on_heading(self, section: int) -> None:
        column, order = self._model.order()
        if section == column:
            self.sort_by(column, _UP if order is _DOWN else _DOWN)
        else:
            # The newest, the highest score, the longest: what is looked for comes first.
            is_worded = section in (Column.WHAT, Column.WHERE, Column.NOTE)
            self.sort_by(Column(section), _UP if is_worded else _DOWN)

    def _say_order(self) -> None:
        self.setAccessibleDescription(self._model.order_words())
        self.sorted_by.emit(self._model.order_words())

    def _fit_columns(self) -> None:
        # All at once would fit the last one too, which has to take what the others leave.
        for column in range(self._model.columnCount() - 1):
            self.resizeColumnToContents(column)
