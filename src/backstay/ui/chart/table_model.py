"""The rows of the table twin, ordered by what they mean and not by how it is written."""

import math
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import PainEntry
from backstay.domain.trend import WeeklyMean
from backstay.ui.chart.data import ChartData, minutes_of, moment_of
from backstay.ui.chart.things import distance_text, feel_words, kind_name
from backstay.ui.chart.words import circumstances, dated
from backstay.ui.wording import clock_text

_Index = QModelIndex | QPersistentModelIndex
_Thing = PainEntry | SessionRecord | ActivityEntry | MarkEntry
_Rank = tuple[float, str]
_NOWHERE = QModelIndex()
_NOTHING: _Rank = math.inf, ""
_FALLING = Qt.SortOrder.DescendingOrder


class Column(IntEnum):
    """What a column is about, from left to right."""

    DATE = 0
    TIME = 1
    SCORE = 2
    WEEK = 3
    WHAT = 4
    MINUTES = 5
    WHERE = 6
    NOTE = 7


@dataclass(frozen=True, slots=True)
class _Source:
    """What a row is about. ``week`` is the mean of the week that a score belongs to, if any."""

    thing: _Thing
    week: WeeklyMean | None


class ChartTableModel(QAbstractTableModel):
    """A row for every score, session, run, walk and mark of the span, at first the newest above.

    Cells are put into words when they are asked for, so that thousands of rows cost nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Source] = []
        self._order = Column.DATE, _FALLING

    def show_data(self, data: ChartData) -> None:
        """Show ``data`` from now on, in the order that is on."""
        weeks = {w.week_start.isocalendar()[:2]: w for segment in data.segments for w in segment}
        things: list[_Thing] = [*data.sessions, *data.activities, *data.marks]
        self.beginResetModel()
        self._rows = [_Source(e, weeks.get(e.at.day.isocalendar()[:2])) for e in data.entries]
        self._rows += [_Source(thing, None) for thing in things]
        self._arrange()
        self.endResetModel()

    def order(self) -> tuple[Column, Qt.SortOrder]:
        """The column that the rows are ordered by, and which way."""
        return self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by the values of ``column``. Rows without one come last, and of equal ones the newest
        comes first.
        """
        self.layoutAboutToBeChanged.emit()
        kept = [(old, self._rows[old.row()]) for old in self.persistentIndexList()]
        self._order = Column(column), order
        self._arrange()
        places = {id(row): number for number, row in enumerate(self._rows)} if kept else {}
        for old, row in kept:
            self.changePersistentIndex(old, self.index(places[id(row)], old.column()))
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def order_words(self) -> str:
        """``Sorted by date, newest first``."""
        column, order = self._order
        if column is Column.DATE:
            newest, oldest = self.tr("Sorted by date, newest first"), self.tr("Sorted by date, oldest first")
            return newest if order is _FALLING else oldest
        falling, rising = self.tr("Sorted by “{heading}”, falling"), self.tr("Sorted by “{heading}”, rising")
        return (falling if order is _FALLING else rising).format(heading=self._headings()[column])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as there are things in the span."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings of the columns; the one that the rows are ordered by says so, with an arrow for
        the eye and in words for the ear.
        """
        if orientation != Qt.Orientation.Horizontal:
            return None
        column, order = self._order
        is_ordering = section == column
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = "↓" if order is _FALLING else "↑"
            heading = self._headings()[section]
            return f"{heading} {arrow}" if is_ordering else heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._headings()[section]
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and is_ordering:
            return self.order_words()
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self._cell(self._rows[index.row()], Column(index.column()))

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("Date"),
            self.tr("Time"),
            self.tr("Pain, 0 to 10"),
            self.tr("Week's average"),
            self.tr("What"),
            self.tr("Minutes"),
            self.tr("Where and when"),
            self.tr("Note"),
        )

    def _arrange(self) -> None:
        """Newest first, then by the values: a stable sort keeps equal ones in that order."""
        column, order = self._order
        self._rows.sort(key=lambda row: moment_of(row.thing).utc, reverse=True)
        if column is Column.DATE:
            if order is not _FALLING:
                self._rows.reverse()
            return
        ranked = [(self._rank(row, column), row) for row in self._rows]
        known = [pair for pair in ranked if pair[0] != _NOTHING]
        unknown = [row for rank, row in ranked if rank == _NOTHING]
        known.sort(key=lambda pair: pair[0], reverse=order is _FALLING)
        self._rows = [row for _, row in known] + unknown

    def _rank(self, row: _Source, column: Column) -> _Rank:
        """What a cell is ordered by: a number where it stands for one, else its letters."""
        thing = row.thing
        if column is Column.TIME:
            local = moment_of(thing).local
            return local.hour * 60.0 + local.minute, ""
        if column is Column.SCORE:
            return (thing.pain.score, "") if isinstance(thing, PainEntry) else _NOTHING
        if column is Column.WEEK:
            return _NOTHING if row.week is None else (row.week.mean, "")
        if column is Column.MINUTES:
            return (minutes_of(thing), "") if isinstance(thing, SessionRecord | ActivityEntry) else _NOTHING
        return math.inf, self._cell(row, column).casefold()

    def _cell(self, row: _Source, column: Column) -> str:
        thing = row.thing
        at = moment_of(thing)
        match column:
            case Column.DATE:
                return dated(at.day)
            case Column.TIME:
                return clock_text(at.local)
            case Column.SCORE:
                return str(thing.pain.score) if isinstance(thing, PainEntry) else ""
            case Column.WEEK:
                return self._week_words(row.week)
            case Column.WHAT:
                return self._what_words(thing)
            case Column.MINUTES:
                return (
                    str(round(minutes_of(thing))) if isinstance(thing, SessionRecord | ActivityEntry) else ""
                )
            case Column.WHERE:
                return _where_words(thing)
            case Column.NOTE:
                return _note(thing)

    def _week_words(self, week: WeeklyMean | None) -> str:
        if week is None:
            return ""
        words = self.tr("{mean} ({n} entries)") if week.n > 1 else self.tr("{mean} (1 entry)")
        return words.format(mean=f"{week.mean:.1f}", n=week.n)

    def _what_words(self, thing: _Thing) -> str:
        match thing:
            case PainEntry():
                return self.tr("Score")
            case SessionRecord():
                return thing.plan.routine_name
            case ActivityEntry():
                activity = thing.activity
                distance = distance_text(activity.distance_m)
                return f"{kind_name(activity.kind)}, {distance}" if distance else kind_name(activity.kind)
            case MarkEntry():
                return self.tr("Mark")


def _where_words(thing: _Thing) -> str:
    if not isinstance(thing, PainEntry):
        return ""
    return " · ".join(part for part in (circumstances(thing), feel_words(thing)) if part)


def _note(thing: _Thing) -> str:
    match thing:
        case PainEntry():
            return thing.pain.note
        case ActivityEntry():
            return thing.activity.note
        case MarkEntry():
            return thing.mark.text
        case SessionRecord():
            return ""
