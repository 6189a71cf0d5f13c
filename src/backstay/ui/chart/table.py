"""The chart's data as a real table: for eyes that prefer numbers, and for screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from backstay.domain.history import SessionRecord
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.domain.trend import WeeklyMean
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.words import circumstances, dated
from backstay.ui.wording import clock_text

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MEASURED_ROWS = 100


@dataclass(frozen=True, slots=True)
class _Source:
    """What a row is about. ``week`` is the mean of the week that the day belongs to, if any."""

    thing: PainEntry | SessionRecord
    week: WeeklyMean | None


class ChartTableModel(QAbstractTableModel):
    """A row for every reading and every session of the span, newest first.

    Cells are put into words when they are asked for, so that thousands of rows cost nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Source, ...] = ()

    def show_data(self, data: ChartData) -> None:
        """Show ``data`` from now on."""
        weeks = {w.week_start.isocalendar()[:2]: w for segment in data.segments for w in segment}
        things: list[PainEntry | SessionRecord] = [*data.entries, *data.sessions]
        things.sort(key=lambda thing: _moment(thing).utc, reverse=True)
        self.beginResetModel()
        self._rows = tuple(_Source(t, weeks.get(_moment(t).day.isocalendar()[:2])) for t in things)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as there are readings and sessions."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(self._headings())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._headings()[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self._cells(self._rows[index.row()])[index.column()]

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("Date"),
            self.tr("Time"),
            self.tr("Pain, 0 to 10"),
            self.tr("Week's average"),
            self.tr("Session"),
            self.tr("Minutes"),
            self.tr("Where and when"),
            self.tr("Note"),
        )

    def _cells(self, row: _Source) -> tuple[str, ...]:
        at = _moment(row.thing)
        when = dated(at.day), clock_text(at.local)
        if isinstance(row.thing, SessionRecord):
            minutes = str(round(row.thing.active_s / 60))
            return (*when, "", "", row.thing.plan.routine_name, minutes, "", "")
        pain = row.thing.pain
        week = ""
        if row.week is not None:
            words = self.tr("{mean} ({n} entries)") if row.week.n > 1 else self.tr("{mean} (1 entry)")
            week = words.format(mean=f"{row.week.mean:.1f}", n=row.week.n)
        return (*when, str(pain.score), week, "", "", circumstances(row.thing), pain.note)


class ChartTable(QTableView):
    """The table itself: rows are read, not changed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Pain and sessions as a table"))
        self._model = ChartTableModel(self)
        self.setModel(self._model)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setSectionResizeMode(self._model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        heading.setResizeContentsPrecision(_MEASURED_ROWS)

    def show_data(self, data: ChartData) -> None:
        """Show ``data``; columns as wide as what the first rows hold."""
        self._model.show_data(data)
        if self.isVisible():
            self._fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the columns only now: while the chart is shown nobody needs them."""
        super().showEvent(event)
        self._fit_columns()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row that the keys start from: the marked row is what shows the focus."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(0)

    def _fit_columns(self) -> None:
        # All at once would fit the last one too, which has to take what the others leave.
        for column in range(self._model.columnCount() - 1):
            self.resizeColumnToContents(column)


def _moment(thing: PainEntry | SessionRecord) -> Moment:
    return thing.at if isinstance(thing, PainEntry) else thing.started_at
