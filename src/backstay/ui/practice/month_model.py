"""The days of some months as cells of a table: a few months side by side, newer rows of months above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from backstay.domain.practice import Practice, PracticeDay
from backstay.ui.practice.seen_table import NOWHERE, Index
from backstay.ui.practice.words import day_words, month_name, weekday_letters

WEEKDAYS = 7
# A month takes seven columns, and one parts it from the next.
PITCH = WEEKDAYS + 1
HEADINGS = 2
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MonthHeading:
    """Above the days of a month: its name, in the first of its columns."""

    first: date


@dataclass(frozen=True, slots=True)
class WeekdayHeading:
    """Above a column of days; 0 is Monday."""

    weekday: int


Cell = date | MonthHeading | WeekdayHeading | None
_Row = list[Cell]


class DaysModel(QAbstractTableModel):
    """From ``first`` to ``last`` a day can be looked at; the others are there to make the months whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = self.last = date.min
        self.across = 1
        self._done: dict[date, PracticeDay] = {}
        self._rows: list[_Row] = []
        self._places: dict[date, tuple[int, int]] = {}

    def show_practice(self, practice: Practice, most_across: int) -> None:
        """Lay the months of ``practice`` out, at most so many (1 or more) beside one another."""
        self.beginResetModel()
        self.first, self.last = practice.first, practice.last
        self._done = {done.day: done for done in practice.days}
        months = list(_months(self.first, self.last))
        self.across = min(most_across, len(months))
        self._rows = [row for band in _bands(months, self.across) for row in _band_rows(band, self.across)]
        self._places = {
            cell: (r, c)
            for r, row in enumerate(self._rows)
            for c, cell in enumerate(row)
            if isinstance(cell, date)
        }
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Those of all rows of months."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Those of the months beside one another, and what parts them."""
        return 0 if parent.isValid() or not self._rows else self.across * PITCH - 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """None is seen or heard: a cell names its day."""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only a day of the span can be gone to."""
        is_day = self.is_shown(self.cell(index))
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_day else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The day and its sessions in words."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        cell = self.cell(index)
        if isinstance(cell, MonthHeading):
            return month_name(cell.first)
        if isinstance(cell, WeekdayHeading):
            return weekday_letters(cell.weekday)
        return day_words(cell, self.done(cell)) if cell is not None and self.is_shown(cell) else None

    def cell(self, index: Index) -> Cell:
        """What stands at ``index``."""
        return self._rows[index.row()][index.column()] if index.isValid() else None

    def done(self, day: date) -> PracticeDay | None:
        """What was done on ``day``, None for nothing."""
        return self._done.get(day)

    def is_shown(self, cell: Cell) -> bool:
        """Whether this is a day of the span."""
        return isinstance(cell, date) and self.first <= cell <= self.last

    def index_of(self, day: date) -> QModelIndex:
        """Where ``day`` stands; an invalid index for one of another month."""
        place = self._places.get(day)
        return QModelIndex() if place is None else self.index(*place)

    def headings(self) -> Iterator[tuple[int, int]]:
        """The rows and columns of the names of the months."""
        for number, row in enumerate(self._rows):
            yield from ((number, c) for c, cell in enumerate(row) if isinstance(cell, MonthHeading))


def _months(first: date, last: date) -> Iterator[date]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(month // 12, month % 12 + 1, 1)


def _bands(months: list[date], across: int) -> Iterator[list[date]]:
    """Months side by side run from left to right; the row with the newest is the first one."""
    end = len(months)
    while end > 0:
        yield months[max(0, end - across) : end]
        end -= across


def _band_rows(months: list[date], across: int) -> list[_Row]:
    weeks = max((_next(first) - first).days + first.weekday() + WEEKDAYS - 1 for first in months) // WEEKDAYS
    rows: list[_Row] = [[None] * (across * PITCH - 1) for _ in range(HEADINGS + weeks)]
    for number, first in enumerate(months):
        left = number * PITCH
        rows[0][left] = MonthHeading(first)
        rows[1][left : left + WEEKDAYS] = [WeekdayHeading(weekday) for weekday in range(WEEKDAYS)]
        for passed in range((_next(first) - first).days):
            week, weekday = divmod(first.weekday() + passed, WEEKDAYS)
            rows[HEADINGS + week][left + weekday] = first + passed * _ONE_DAY
    return rows


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
