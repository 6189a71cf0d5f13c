"""Entries given a state that they had, in one transaction: nothing is removed, newer rows stand."""

import sqlite3
from collections.abc import Callable, Mapping

from backstay.domain.moment import Moment
from backstay.journal.change import KIND_OF_TABLE, Change, Kind
from backstay.journal.database import Database
from backstay.journal.entries import insert, new_id, signed
from backstay.journal.migrations import TABLES
from backstay.journal.rows import Row, content_of, is_sound

# With the newest last, so that it counts where two replace the same one.
_NOT_REPLACED = "NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.replaces = {table}.id)"
_STANDING = f"SELECT * FROM {{table}} WHERE {_NOT_REPLACED} ORDER BY written_utc, rowid"

Wanted = Mapping[tuple[str, str], Row | None]
"""By table and entry, the row that is to stand for the entry; None for one that is to be deleted."""


def standing(connection: sqlite3.Connection, table: str) -> dict[str, Row]:
    """The row that stands for each entry; read in one go, because nothing but the id is indexed."""
    cursor = connection.execute(_STANDING.format(table=table))
    names = [column[0] for column in cursor.description]
    entry = names.index("entry")
    return {cells[entry]: dict(zip(names, cells, strict=True)) for cells in cursor}


def states(database: Database) -> dict[str, dict[str, Row]]:
    """By table, the sound row that stands for each entry. Raises ``JournalError``."""
    found = {}
    for table in TABLES:
        rows = database.rows(_STANDING.format(table=table))
        found[table] = {row["entry"]: row for row in rows if is_sound(row)}
    return found


def put_back(database: Database, now: Callable[[], Moment], wanted: Wanted, kinds: frozenset[Kind]) -> Change:
    """Give every entry of ``wanted`` that state, in one transaction. Raises ``NotSavedError`` and
    ``JournalError``; nothing is stored then.
    """
    at = now()
    with database.writing() as connection:
        former = _give(connection, wanted, at)
    return Change(kinds, lambda: put_back(database, now, former, kinds))


def turn_back(database: Database, now: Callable[[], Moment], other: Database) -> Change:
    """Make every entry stand as it does in ``other``, whose rows are sound. Those that are missing here are
    stored; what is not there is deleted. Raises as ``put_back``.
    """
    rows = [(table, row) for table in TABLES for row in other.rows(f"SELECT * FROM {table} ORDER BY rowid")]
    former_states = states(other)
    at = now()
    with database.writing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        before = {table: standing(connection, table) for table in TABLES}
        stored = {(table, row["entry"]) for table, row in rows if insert(connection, table, row)}
        entries = {
            (table, entry) for table in TABLES for entry in (*before[table], *former_states.get(table, {}))
        }
        wanted = {(table, entry): former_states.get(table, {}).get(entry) for table, entry in entries}
        touched = stored | _give(connection, wanted, at).keys()
    former = {(table, entry): before[table].get(entry) for table, entry in touched}
    # What is damaged here must not be written down once more as if it were sound.
    former = {key: row for key, row in former.items() if row is None or is_sound(row)}
    kinds = frozenset(KIND_OF_TABLE[table] for table, _ in touched)
    return Change(kinds, lambda: put_back(database, now, former, kinds))


def _give(connection: sqlite3.Connection, wanted: Wanted, at: Moment) -> dict[tuple[str, str], Row]:
    """The rows that stood for the entries that had to be changed."""
    former: dict[tuple[str, str], Row] = {}
    present = {table: standing(connection, table) for table in {table for table, _ in wanted}}
    for (table, entry), state in wanted.items():
        # Of a row whose entry can no longer be told, the id is still taken: the new row replaces it.
        newest = present[table].get(entry, state)
        if newest is None or not _is_to_change(newest, state, is_lost=entry not in present[table]):
            continue
        content = {"deleted": 1} if state is None else content_of(state)
        row = {**newest, **content, "entry": entry, "id": new_id(), "replaces": newest["id"]}
        insert(connection, table, signed(row, at))
        former[table, entry] = newest
    return former


def _is_to_change(newest: Row, state: Row | None, *, is_lost: bool) -> bool:
    if state is None:
        return not newest["deleted"] and is_sound(newest)
    return is_lost or any(newest[name] != cell for name, cell in content_of(state).items())
