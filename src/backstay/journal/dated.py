"""Entries that stand on their own at a moment: runs and walks, and marks. One log serves both."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind, Origin
from backstay.domain.errors import InputError
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.versions import Version
from backstay.journal.change import Change, Kind
from backstay.journal.chronicle import Source
from backstay.journal.database import Database
from backstay.journal.entries import Entries
from backstay.journal.rows import Row, TableRow, moment_columns, moment_of, require_text, within

C = TypeVar("C")
E = TypeVar("E", bound=ActivityEntry | MarkEntry)


class DatedLog(Generic[C, E]):
    """The entries ``E`` of one table, made of what a person enters, ``C``."""

    def __init__(
        self,
        entries: Entries,
        *,
        table: str,
        kind: Kind,
        columns_of: Callable[[C], Row],
        entry_of: Callable[[Row], E],
    ) -> None:
        self._entries = entries
        self._table, self._kinds = table, frozenset({kind})
        self._columns_of, self._entry_of = columns_of, entry_of

    @property
    def unreadable(self) -> int:
        """How many stored rows were met so far that could not be read."""
        return len(self._entries.unreadable)

    def source(self) -> Source:
        """Where a chronicle reads."""
        return Source(self._entries, self._entry_of)

    def add(self, content: C, at: Moment, entry_id: str | None = None) -> tuple[E, Change]:
        """Store what was at ``at``. With the ``entry_id`` of a failed attempt it is stored once, not twice.

        When this returns the entry is on the disk. Raises ``NotSavedError``, ``JournalError``, and
        ``InputError`` for words that are not text.
        """
        row = self._entries.add({**moment_columns(at), **self._columns_of(content)}, entry_id)
        return self._entry_of(row), self._entries.change(row["entry"], {"deleted": 1}, self._kinds)

    def draft(self, content: C, at: Moment, entry_id: str) -> TableRow:
        """The row of such an entry, for ``Journal.take_in``. Raises ``InputError`` as ``add``."""
        return self._table, self._entries.draft({**moment_columns(at), **self._columns_of(content)}, entry_id)

    def edit(self, entry_id: str, content: C, at: Moment | None = None) -> tuple[E, Change]:
        """Give the entry another content, at its old moment or at ``at``. Raises as ``add``, and
        ``InputError`` when there is no such entry.
        """
        self._require(entry_id)
        moved = {} if at is None else moment_columns(at)
        row, change = self._entries.supersede(entry_id, {**self._columns_of(content), **moved}, self._kinds)
        return self._entry_of(row), change

    def delete(self, entry_id: str, at: Moment) -> Change:
        """Take the entry out of sight, at the moment ``at``. Raises as ``edit``."""
        self._require(entry_id)
        return self._entries.supersede(entry_id, {"deleted": 1}, self._kinds, at)[1]

    def first_day(self) -> date | None:
        """The day of the earliest entry; None without any. Raises ``JournalError``."""
        return self._entries.first_day()

    def between(self, since: date | None = None, until: date | None = None) -> tuple[E, ...]:
        """The entries of the days from ``since`` to ``until``, both included, oldest first.

        None leaves that end open. Raises ``JournalError``.
        """
        return tuple(self._entries.current(self._entry_of, *within(since, until)))

    def versions(self, entry_id: str) -> tuple[Version[E], ...]:
        """Everything that the entry ever was, oldest first. Raises ``JournalError``."""
        return self._entries.versions(entry_id, self._entry_of)

    def _require(self, entry_id: str) -> None:
        if not self._entries.current(self._entry_of, "entry = ?", (entry_id,)):
            raise InputError("The journal has no such entry.", where=entry_id)


ActivityLog = DatedLog[Activity, ActivityEntry]
MarkLog = DatedLog[Mark, MarkEntry]


def activity_log(database: Database, now: Callable[[], Moment]) -> ActivityLog:
    """The runs and walks of one journal."""
    entries = Entries(database, "activity", now)
    return DatedLog(
        entries, table="activity", kind=Kind.ACTIVITY, columns_of=_activity_columns, entry_of=_activity_entry
    )


def mark_log(database: Database, now: Callable[[], Moment]) -> MarkLog:
    """A person's own marks in one journal."""
    entries = Entries(database, "mark", now)
    return DatedLog(entries, table="mark", kind=Kind.MARKS, columns_of=_mark_columns, entry_of=_mark_entry)


def _activity_columns(activity: Activity) -> Row:
    require_text(activity.note)
    return {
        "kind": activity.kind,
        "duration_s": float(activity.duration_s),
        "distance_m": None if activity.distance_m is None else float(activity.distance_m),
        "note": activity.note,
        "origin": activity.origin,
    }


def _activity_entry(row: Row) -> ActivityEntry:
    kind, origin = ActivityKind(row["kind"]), Origin(row["origin"])
    activity = Activity(kind, row["duration_s"], row["distance_m"], row["note"], origin)
    return ActivityEntry(row["entry"], moment_of(row), activity)


def _mark_columns(mark: Mark) -> Row:
    return {"text": mark.text}


def _mark_entry(row: Row) -> MarkEntry:
    return MarkEntry(row["entry"], moment_of(row), Mark(row["text"]))
