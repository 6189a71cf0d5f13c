"""The journal as rows: a day, the entries of that day, and under an entry its steps and what it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backstay.domain.history import SessionRecord, StepDone
from backstay.domain.moment import Moment
from backstay.journal.chronicle import Standing, moment_of
from backstay.ui.pages.journal_words import (
    NameOf,
    Was,
    change_text,
    changes,
    detail,
    headline,
    note_of,
    step_detail,
)
from backstay.ui.wording import clock_text, day_text

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = 0
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

FIRST_ENTRIES = 100
"""More than any window shows at once."""


@dataclass(frozen=True, slots=True)
class Day:
    """The heading above the entries of ``day``; ``year`` only where it is not this one."""

    day: date
    year: int | None


Thing = Day | Standing
Below = StepDone | Was
StepLoader = Callable[[str], tuple[StepDone, ...]]


class JournalModel(QAbstractItemModel):
    """Days and entries stand at the top, newest first; ``reveal`` shows more of those that were found. The
    children of an entry are its steps, read by ``load_steps`` when it is opened, and what it was before.
    """

    def __init__(self, load_steps: StepLoader, name_of: NameOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load_steps, self._name_of = load_steps, name_of
        self._now: Moment | None = None
        self._found: Sequence[Standing] = ()
        self._shown = 0
        self._things: list[Thing] = []
        self._rows: dict[str, int] = {}
        self._below: dict[str, tuple[Below, ...]] = {}
        self._changes: dict[str, tuple[Was, ...]] = {}

    @property
    def shown(self) -> int:
        """How many entries there are rows for."""
        return self._shown

    def shows(self, found: Sequence[Standing]) -> bool:
        """Whether it is this very list that is shown; it may have grown meanwhile."""
        return self._found is found

    def show_found(self, found: Sequence[Standing], now: Moment, at_least: int = FIRST_ENTRIES) -> None:
        """Show ``found`` from now on, newest first: ``at_least`` so many of them, days as at ``now``."""
        self.beginResetModel()
        self._found, self._now, self._shown = found, now, 0
        self._things, self._rows, self._below, self._changes = [], {}, {}, {}
        self._take(self._next(at_least))
        self.endResetModel()

    def reveal(self, entries: int) -> None:
        """Show so many more, as far as there are."""
        more = self._next(entries)
        if more:
            first = len(self._things)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._take(more)
            self.endInsertRows()

    def thing(self, index: _Index) -> Thing | Below:
        """What stands at ``index``."""
        if index.internalId() == _TOP:
            return self._things[index.row()]
        parent = self._things[index.internalId() - 1]
        assert isinstance(parent, Standing)
        return self._below[parent.entry.id][index.row()]

    def entry(self, index: _Index) -> Standing | None:
        """The entry at ``index``; None for a heading, what is below an entry, or an invalid index."""
        thing = self.thing(index) if index.isValid() else None
        return thing if isinstance(thing, Standing) else None

    def index_of(self, entry_id: str) -> QModelIndex:
        """Where the entry stands; an invalid index when it is not shown."""
        row = self._rows.get(entry_id)
        return QModelIndex() if row is None else self.index(row, 0)

    def nearest_entry(self, row: int) -> QModelIndex:
        """The first entry from top-level ``row`` on, else the last before it, else an invalid index."""
        below = range(max(0, row), len(self._things))
        above = range(min(row, len(self._things)) - 1, -1, -1)
        for candidate in (*below, *above):
            if isinstance(self._things[candidate], Standing):
                return self.index(candidate, 0)
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """The index of a row at the top, or of one below an entry."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    # Qt gives the same name to the parent of an index and to the parent object.
    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The entry that a row is below; nothing above the others."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Rows at the top, or those below an entry as far as they were read."""
        if not parent.isValid():
            return len(self._things)
        standing = self._openable(parent)
        return len(self._below.get(standing.entry.id, ())) if standing else 0

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        """A session may have steps until it was looked."""
        if not parent.isValid():
            return bool(self._things)
        standing = self._openable(parent)
        return standing is not None and bool(self._below.get(standing.entry.id, True))

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether what is below was not read yet."""
        standing = self._openable(parent)
        return standing is not None and standing.entry.id not in self._below

    def fetchMore(self, parent: _Index) -> None:
        """Read what is below an entry."""
        standing = self._openable(parent)
        if standing is None:
            return
        is_session = isinstance(standing.entry, SessionRecord)
        steps = self._load_steps(standing.entry.id) if is_session else ()
        below: tuple[Below, ...] = (*steps, *self.changes(standing))
        if below:
            self.beginInsertRows(self.index(parent.row(), 0), 0, len(below) - 1)
        self._below[standing.entry.id] = below
        if below:
            self.endInsertRows()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is read, not chosen."""
        if index.isValid() and isinstance(self.thing(index), Day):
            return Qt.ItemFlag.ItemNeverHasChildren
        return _CHOOSABLE

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The whole row in words: what a screen reader says and what typing searches."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        thing = self.thing(index)
        if isinstance(thing, Day):
            return self.heading(thing)
        lines = [self.headline(thing), self.detail(thing)]
        if isinstance(thing, Standing):
            entry = thing.entry
            lines = [clock_text(moment_of(entry).local), *lines, note_of(entry)]
        return ", ".join(line for line in lines if line)

    def heading(self, day: Day) -> str:
        """``Sunday 22 November``, with the year where it needs one."""
        return day_text(day.day) if day.year is None else f"{day_text(day.day)} {day.year}"

    def headline(self, thing: Standing | Below) -> str:
        """What it was."""
        match thing:
            case StepDone():
                return thing.name
            case Was():
                words = change_text(thing, self._today())
                return words[:1].upper() + words[1:]
            case Standing():
                return headline(thing.entry)

    def detail(self, thing: Standing | Below) -> str:
        """How it went, or what it was about, and of an entry that was changed what it was."""
        match thing:
            case StepDone():
                return step_detail(thing)
            case Was():
                return ""
            case Standing():
                last = self.changes(thing)[:1]
                parts = [
                    detail(thing.entry, self._name_of),
                    *(change_text(was, self._today()) for was in last),
                ]
                return " · ".join(part for part in parts if part)

    def changes(self, standing: Standing) -> tuple[Was, ...]:
        """What the entry was before each of its changes, the last change first."""
        if not standing.versions or self._now is None:
            return ()
        known = self._changes.get(standing.entry.id)
        if known is None:
            known = self._changes[standing.entry.id] = changes(standing, self._now)
        return known

    def _today(self) -> date:
        assert self._now is not None
        return self._now.day

    def _openable(self, index: _Index) -> Standing | None:
        if not index.isValid() or index.internalId() != _TOP:
            return None
        thing = self._things[index.row()]
        if not isinstance(thing, Standing):
            return None
        return thing if isinstance(thing.entry, SessionRecord) or self.changes(thing) else None

    def _next(self, entries: int) -> list[Thing]:
        following = self._found[self._shown : self._shown + entries]
        last = self._things[-1] if self._things else None
        before = moment_of(last.entry).day if isinstance(last, Standing) else None
        return list(_with_days(following, before, self._today().year))

    def _take(self, things: Iterable[Thing]) -> None:
        for thing in things:
            if isinstance(thing, Standing):
                self._rows[thing.entry.id] = len(self._things)
                self._shown += 1
            self._things.append(thing)


def _with_days(found: Iterable[Standing], last: date | None, year: int) -> Iterator[Thing]:
    for standing in found:
        day = moment_of(standing.entry).day
        if day != last:
            yield Day(day, None if day.year == year else day.year)
            last = day
        yield standing
