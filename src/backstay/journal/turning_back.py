"""Entries given a state that they had, in one transaction: nothing is removed, newer rows stand."""

import sqlite3
from collections.abc import Callable, Mapping

from backstay.domain.moment import Moment
from backstay.journal.change import KIND_OF_TABLE, Change, Kind
from backstay.journal.database import Database
from backstay.journal.entries import insert, standing, successor
from backstay.journal.heads import settle_heads
from backstay.journal.migrations import TABLES
from backstay.journal.rows import Row, content_of, is_sound
from backstay.journal.steps import Step, in_steps, no_step

Wanted = Mapping[tuple[str, str], Row | None]
"""By table and entry, the row that is to stand for the entry; None for one that is to be deleted."""


def standing_rows(connection: sqlite3.Connection, table: str, step: Step = no_step) -> dict[str, Row]:
    """The row that stands for each entry; read in one go, because nothing but the id is indexed."""
    cursor = connection.execute(_standing(table))
    names = [column[0] for column in cursor.description]
    entry = names.index("entry")
    return {cells[entry]: dict(zip(names, cells, strict=True)) for cells in in_steps(cursor, step)}


def states(database: Database, step: Step = no_step) -> dict[str, dict[str, Row]]:
    """By table, the sound row that stands for each entry. Raises ``JournalError``, and what ``step`` does."""
    rows = {table: database.rows(_standing(table), step=step) for table in TABLES}
    return {
        table: {row["entry"]: row for row in in_steps(found, step) if is_sound(row)}
        for table, found in rows.items()
    }


def put_back(database: Database, now: Callable[[], Moment], wanted: Wanted, kinds: frozenset[Kind]) -> Change:
    """Give every entry of ``wanted`` that state, in one transaction. Raises ``NotSavedError`` and
    ``JournalError``; nothing is stored then.
    """
    at = now()
    with database.writing() as connection:
        former = _give(connection, wanted, at)
    return Change(kinds, lambda: put_back(database, now, former, kinds))


def turn_back(database: Database, now: Callable[[], Moment], other: Database, step: Step = no_step) -> Change:
    """Make every entry stand as it does in ``other``; all rows of both are sound. Those that are missing here
    are stored; what is not there is deleted. Raises as ``put_back``; ``step`` is called now and then, and
    with what it raises nothing is stored either.
    """
    rows = [
        (table, row)
        for table in TABLES
        for row in other.rows(f"SELECT * FROM {table} ORDER BY rowid", step=step)
    ]
    former_states = states(other, step)
    at = now()
    with database.writing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        before = {table: standing_rows(connection, table, step) for table in TABLES}
        stored = {
            (table, row["entry"]) for table, row in in_steps(rows, step) if insert(connection, table, row)
        }
        settle_heads(connection, stored)
        entries = {(table, entry) for table in TABLES for entry in (*before[table], *former_states[table])}
        wanted = {(table, entry): former_states[table].get(entry) for table, entry in entries}
        touched = stored | _give(connection, wanted, at, step).keys()
    former = {(table, entry): before[table].get(entry) for table, entry in touched}
    kinds = frozenset(KIND_OF_TABLE[table] for table, _ in touched)
    return Change(kinds, lambda: put_back(database, now, former, kinds))


def _give(
    connection: sqlite3.Connection, wanted: Wanted, at: Moment, step: Step = no_step
) -> dict[tuple[str, str], Row]:
    """The rows that stood for the entries that had to be changed."""
    former: dict[tuple[str, str], Row] = {}
    present = {table: standing_rows(connection, table, step) for table in {table for table, _ in wanted}}
    for (table, entry), state in in_steps(wanted.items(), step):
        newest = present[table][entry]
        content = {"deleted": 1} if state is None or state["deleted"] else content_of(state)
        if any(newest[name] != cell for name, cell in content.items()):
            insert(connection, table, successor(newest, content, at))
            former[table, entry] = newest
    return former


def _standing(table: str) -> str:
    # With the newest last: it counts where a file of an older form has two that nothing replaces.
    return f"SELECT * FROM {table} WHERE {standing(table)} ORDER BY written_utc, id"
