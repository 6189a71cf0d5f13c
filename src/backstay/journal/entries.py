"""One append-only table of entries: an edit is a new row that supersedes, a delete is a tombstone.

So undo, history and a later merge are one mechanism, and no write can destroy an earlier one.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.versions import Version
from backstay.journal.change import Change, Kind
from backstay.journal.database import Database
from backstay.journal.rows import NO_ENTRY, Cell, Row, checksum, is_sound, utc_text

T = TypeVar("T")

_TICK = timedelta(microseconds=1)
# Kept by journal/heads.py: what another computer wrote of the same entry, unaware of a later row.
_NOT_ECLIPSED = "id NOT IN (SELECT id FROM eclipsed)"


class Entries:
    """The entries of ``table``. ``entry`` names the thing and is the id of its first row.

    ``unreadable`` collects the ids of stored rows that no longer are what was written, or that
    hold a value this version does not know; they stay in the file and are not shown.
    """

    def __init__(self, database: Database, table: str, now: Callable[[], Moment]) -> None:
        self._database = database
        self._table = table
        self._now = now
        self.unreadable: set[str] = set()
        self._sound: set[str] = set()

    def add(self, content: Row, entry_id: str | None = None) -> Row:
        """Store a new entry and return its row. Raises ``NotSavedError`` or ``JournalError``.

        A write that failed at its very end may be stored all the same. Who tries it again with the
        ``entry_id`` of the first attempt never stores it twice.
        """
        row = self.draft(content, entry_id)
        with self._database.writing() as connection:
            insert(connection, self._table, row)
        return row

    def draft(self, content: Row, entry_id: str | None = None) -> Row:
        """The row that ``add`` would store, not stored."""
        row_id = entry_id or new_id()
        return signed({**content, "id": row_id, "entry": row_id, "replaces": None, "deleted": 0}, self._now())

    def supersede(
        self, entry: str, columns: Row, kinds: frozenset[Kind], at: Moment | None = None
    ) -> tuple[Row, Change]:
        """Give ``columns`` new values in a row that replaces the present one, and return it.

        ``at`` is when this is written, None means now. A deleted entry stays deleted unless
        ``columns`` say otherwise. Raises ``InputError`` when there is no such entry,
        ``NotSavedError`` or ``JournalError`` when it could not be written.
        """
        with self._database.writing() as connection:
            former = self._present(entry)
            row = successor(former, columns, at or self._now())
            insert(connection, self._table, row)
        return row, self.change(entry, {name: former[name] for name in columns}, kinds)

    def change(self, entry: str, former: Row, kinds: frozenset[Kind]) -> Change:
        """A change whose undo gives the columns ``former`` of the entry their values again.

        Only those: what another program changed beside them in the meantime stays.
        """
        return Change(kinds, lambda: self.supersede(entry, former, kinds)[1])

    def current(self, to_value: Callable[[Row], T], where: str, values: Sequence[Cell]) -> list[T]:
        """The entries that stand now and match ``where``, oldest moment first, as ``to_value`` makes
        them of their rows. Raises ``JournalError``.
        """
        rows = [row for row in self._newest(where, values) if not row["deleted"]]
        rows.sort(key=lambda row: row["at_utc"])
        return list(self._readable(rows, to_value))

    def versions(self, entry: str, to_value: Callable[[Row], T]) -> tuple[Version[T], ...]:
        """Everything that the entry ever was, oldest first. Raises ``JournalError``."""
        return tuple(self._versions("entry = ?", (entry,), to_value))

    def versions_at(self, numbers: Sequence[int], to_value: Callable[[Row], T]) -> tuple[Version[T], ...]:
        """The same of the rows with these ``numbers``, of any entries. Raises ``JournalError``."""
        return tuple(self._versions(_numbered(numbers), (), to_value)) if numbers else ()

    def numbered(self, numbers: Sequence[int], to_value: Callable[[Row], T]) -> list[T]:
        """As ``current``, of the rows with these ``numbers``: of an entry all or none of its rows."""
        return self.current(to_value, _numbered(numbers), ())

    def latest(self, to_value: Callable[[Row], T], limit: int) -> list[T]:
        """The ``limit`` entries of the latest moments, oldest of them first. Raises ``JournalError``."""
        # Most were stored on their day: those since the first day of the last ones are few to sort.
        lately = f"SELECT day FROM {self._table} ORDER BY rowid DESC LIMIT {2 * limit}"
        found = self._latest(to_value, f"day >= (SELECT MIN(day) FROM ({lately}))", limit)
        return found if len(found) == limit else self._latest(to_value, "1", limit)

    def last_number(self) -> int:
        """The number of the row that was stored last, which is how many there are; 0 without any."""
        return int(self._database.rows(f"SELECT COALESCE(MAX(rowid), 0) AS n FROM {self._table}")[0]["n"])

    def sketch(self, after: int, limit: int, belongs: str, is_told: str) -> list[Row]:
        """Of the rows that were stored behind number ``after``, up to ``limit`` of them: their number, which
        entry they are of, what they replace, and when; and two expressions. Raises ``JournalError``.
        """
        return self._database.rows(
            "SELECT rowid AS number, id, entry, replaces, deleted, day, at_utc, "
            f"{belongs} AS belongs, {is_told} AS is_told FROM {self._table} "
            "WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (after, limit),
        )

    def tally(self, columns: Sequence[str]) -> list[Row]:
        """How many entries stand with each combination of ``columns``: a row of those, with ``n`` and the
        ``first_day``. Damage is not looked for. Raises ``JournalError``.
        """
        names = ", ".join(columns)
        return self._database.rows(
            f"SELECT {names}, MIN(day) AS first_day, COUNT(*) AS n FROM {self._table} WHERE deleted = 0 "
            f"AND {standing(self._table)} GROUP BY {names}"
        )

    def first_day(self) -> date | None:
        """The earliest day of the entries that stand. Raises ``JournalError``."""
        found = self.tally(("1",))
        return date.fromisoformat(found[0]["first_day"]) if found else None

    def last_day(self, where: str, values: Sequence[Cell]) -> date | None:
        """The latest day of the entries that stand and match ``where``. Raises ``JournalError``."""
        found = self._database.rows(
            f"SELECT MAX(day) AS day FROM {self._table} WHERE ({where}) AND deleted = 0 "
            f"AND {standing(self._table)}",
            values,
        )
        return date.fromisoformat(found[0]["day"]) if found[0]["day"] else None

    def has_any(self) -> bool:
        """Whether any entry stands now. Raises ``JournalError``."""
        table = self._table
        return bool(
            self._database.rows(
                f"SELECT 1 FROM {table} WHERE deleted = 0 AND {_NOT_ECLIPSED} AND NOT EXISTS "
                f"(SELECT 1 FROM {table} AS later WHERE later.replaces = {table}.id) LIMIT 1"
            )
        )

    def _versions(
        self, where: str, values: Sequence[Cell], to_value: Callable[[Row], T]
    ) -> Iterator[Version[T]]:
        in_order = f"SELECT * FROM {self._table} WHERE {where} ORDER BY written_utc, id"
        rows = self._database.rows(in_order, values)
        for row in _in_turn([row for row in rows if self._checked(row)]):
            for value in self._readable([row], to_value):
                yield Version(value, datetime.fromisoformat(row["written_utc"]), bool(row["deleted"]))

    def _latest(self, to_value: Callable[[Row], T], where: str, limit: int) -> list[T]:
        these = f"{where} AND deleted = 0 AND {standing(self._table)}"
        of_these = f"SELECT rowid FROM {self._table} WHERE {these} ORDER BY day DESC, at_utc DESC LIMIT ?"
        return self.current(to_value, f"rowid IN ({of_these})", (limit,))

    def _newest(self, where: str, values: Sequence[Cell]) -> list[Row]:
        table = self._table
        rows = self._database.rows(
            f"SELECT * FROM {table} WHERE ({where}) AND {_NOT_ECLIPSED} AND NOT EXISTS "
            f"(SELECT 1 FROM {table} AS later WHERE later.replaces = {table}.id) "
            "ORDER BY written_utc, rowid",
            values,
        )
        return [row for row in rows if self._checked(row)]

    def _present(self, entry: str) -> Row:
        found = self._newest("entry = ?", (entry,))
        if not found:
            raise InputError("The journal has no such entry.", where=entry)
        return found[0]

    def _checked(self, row: Row) -> bool:
        # A row never changes once it is written, so one look in a run is enough.
        if row["id"] in self._sound:
            return True
        (self._sound if is_sound(row) else self.unreadable).add(row["id"])
        return row["id"] in self._sound

    def _readable(self, rows: list[Row], to_value: Callable[[Row], T]) -> Iterator[T]:
        for row in rows:
            try:
                yield to_value(row)
            except NO_ENTRY:
                self.unreadable.add(row["id"])


def _in_turn(rows: list[Row]) -> Iterator[Row]:
    """``rows`` with none before the one that it replaces; the clock may have been put back in between."""
    waiting = {row["id"]: row for row in rows}
    for row in rows:
        chain: list[Row] = []
        row_id = row["id"]
        while row_id in waiting:
            chain.append(waiting.pop(row_id))
            row_id = chain[-1]["replaces"]
        yield from reversed(chain)


def _numbered(numbers: Sequence[int]) -> str:
    return f"rowid IN ({', '.join(map(str, numbers))})"


def standing(table: str) -> str:
    """The condition in SQL for the rows of ``table`` that say what their entries are now, one for each;
    those of deleted entries are among them.
    """
    # Made once, where a look at the index for each row takes seconds in a journal of a million.
    return f"id NOT IN (SELECT replaces FROM {table} WHERE replaces IS NOT NULL) AND {_NOT_ECLIPSED}"


def new_id() -> str:
    """An id that no other entry has, in this journal or in any other."""
    return str(uuid4())


def insert(connection: sqlite3.Connection, table: str, row: Row) -> bool:
    """Store ``row``, unless a row of its id is there already; whether it was stored."""
    marks = ", ".join(f":{name}" for name in row)
    query = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING"
    return connection.execute(query, row).rowcount > 0


def successor(former: Row, columns: Row, at: Moment) -> Row:
    """The row that replaces ``former`` and gives ``columns`` new values. It is dated ``at``, but always later
    than what it replaces: of two rows the later one stands, and clocks are put back.
    """
    earliest = datetime.fromisoformat(former["written_utc"]) + _TICK
    row = {**former, **columns, "id": new_id(), "replaces": former["id"]}
    return signed(row, replace(at, utc=max(at.utc, earliest)))


def signed(row: Row, written_at: Moment) -> Row:
    """``row`` with the instant of its writing and its checksum."""
    dated = {**row, "written_utc": utc_text(written_at.utc)}
    return {**dated, "checksum": checksum(dated)}
