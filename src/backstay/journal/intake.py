"""Many rows at once, from a file: all of them or none, each by its id, so that twice is once."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.journal.change import KIND_OF_TABLE, Change
from backstay.journal.database import Database
from backstay.journal.entries import insert
from backstay.journal.heads import settle_heads
from backstay.journal.migrations import TABLES, columns_of
from backstay.journal.rows import Row, TableRow, is_sound
from backstay.journal.turning_back import put_back, standing_rows

_EVERY_ROWS = 500

GoOn = Callable[[int], bool]
"""Told how many rows are done; False ends the work, and nothing of it stays."""


class CancelledError(Exception):
    """The person ended the work before it was whole; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many rows were ``new`` and how many were ``known`` already; ``change`` takes the new ones back."""

    new: int
    known: int
    change: Change


def all_rows(database: Database, table: str) -> tuple[list[Row], set[str]]:
    """Every sound row of ``table`` as it was written, oldest first, with those that are superseded or
    deleted; and the ids of those that are not sound. Raises ``JournalError``.
    """
    rows = database.rows(f"SELECT * FROM {table} ORDER BY written_utc, id")
    sound = [row for row in rows if is_sound(row)]
    return sound, {row["id"] for row in rows} - {row["id"] for row in sound}


def take_in(
    database: Database, now: Callable[[], Moment], rows: Iterable[TableRow], go_on: GoOn = lambda _done: True
) -> TakenIn:
    """Store the rows that are not there yet, in one transaction.

    Raises ``InputError`` for a row that is not what was written, of an unknown table or column, or that
    belongs to something that is in neither; ``CancelledError``; ``NotSavedError`` and ``JournalError``.
    Whichever it is, nothing is stored.
    """
    former: dict[tuple[str, str], Row | None] = {}
    branched: dict[tuple[str, str], None] = {}
    new = known = 0
    with database.writing() as connection:
        # A score may come before the session that it belongs to.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        columns = {table: columns_of(connection, table) for table in TABLES}
        present = {table: standing_rows(connection, table) for table in TABLES}
        for done, (table, row) in enumerate(rows):
            if done % _EVERY_ROWS == 0 and not go_on(done):
                raise CancelledError
            _require_sound(columns, table, row)
            if _stored(connection, table, row):
                former.setdefault((table, row["entry"]), present[table].get(row["entry"]))
                new += 1
                if row.get("replaces"):
                    branched[table, row["entry"]] = None
            else:
                known += 1
        _require_whole(connection)
        settle_heads(connection, branched)
    kinds = frozenset(KIND_OF_TABLE[table] for table, _ in former)
    return TakenIn(new, known, Change(kinds, lambda: put_back(database, now, former, kinds)))


def _stored(connection: sqlite3.Connection, table: str, row: Row) -> bool:
    try:
        return insert(connection, table, row)
    except sqlite3.IntegrityError as error:
        raise InputError(f"An entry is not what this journal can hold: {error}.", where=row["id"]) from error


def _require_sound(columns: dict[str, set[str]], table: str, row: Row) -> None:
    unknown = set(row) - columns.get(table, set())
    if unknown or not row:
        raise InputError("An entry is of a kind that is not known here.", where=table)
    if not is_sound(row):
        raise InputError("An entry is not what was written: it is damaged.", where=str(row["id"]))


def _require_whole(connection: sqlite3.Connection) -> None:
    if loose := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise InputError("An entry belongs to something that is missing from the file.", where=loose[0])
    for table in TABLES:
        # A forged row could otherwise take an entry out of sight that is none of its own.
        crossed = (
            f"SELECT 1 FROM {table} AS later JOIN {table} AS former ON later.replaces = former.id "
            "WHERE later.entry <> former.entry LIMIT 1"
        )
        if connection.execute(crossed).fetchone():
            raise InputError("An entry takes the place of another one.", where=table)
