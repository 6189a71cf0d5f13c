"""Whether a file holds a journal that is what was written, and how much is in it.

Nothing is written, and nobody who writes waits for more than a part of the look.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backstay.domain.contents import Contents
from backstay.domain.errors import JournalError
from backstay.journal.database import BUSY_TIMEOUT_S, READING_PRAGMAS, Database, set_pragmas
from backstay.journal.faults import reported
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.migrations import APPLICATION_ID, CURRENT, MIGRATIONS, TABLES
from backstay.journal.rows import Row, is_sound

_ROWS_AT_ONCE = 500
_FAULTS_MAX = 100
_EMPTY = "The file is empty: there is no journal in it."


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a journal found. ``problems`` are plain sentences that quote no entry; ``contents`` is
    None when they could not be counted, ``version`` (“1.3”) empty when it could not be read.
    """

    contents: Contents | None
    problems: tuple[str, ...]
    version: str

    @property
    def is_sound(self) -> bool:
        """Whether everything is what was written."""
        return not self.problems


def examine(path: Path, go_on: GoOn = lambda _rows: True) -> Health:
    """Look at all of the journal at ``path``: the file's structure, the shape of its tables, what belongs to
    what, and the checksum of every row, also of those that are superseded or deleted.

    ``go_on`` is told how many rows are done. Raises ``CancelledError`` and nothing else: damage is an answer.
    """
    try:
        with opened_to_read(path) as database:
            return _examined(database, go_on)
    except JournalError as error:
        return Health(None, (error.what,), "")


def contents_of(path: Path) -> Contents:
    """How much is in the journal at ``path``, without a look for damage. Raises ``JournalError``."""
    with opened_to_read(path) as database:
        _require_journal(database)
        return _contents(database)


def last_rows(path: Path) -> Mapping[str, tuple[int, str]]:
    """The number and the id of the row that was stored last in each table that has any. As rows are only ever
    added, two journals where these are equal hold the same. Raises ``JournalError``.
    """
    with opened_to_read(path) as database:
        _require_journal(database)
        found = {
            table: database.rows(f"SELECT rowid AS number, id FROM {table} ORDER BY rowid DESC LIMIT 1")
            for table in _tables(database)
        }
        return {table: (rows[0]["number"], rows[0]["id"]) for table, rows in found.items() if rows}


@contextmanager
def opened_to_read(path: Path) -> Iterator[Database]:
    """A connection of its own to the journal at ``path``, from any thread. Raises ``JournalError``."""
    _require_file(path)
    with reported(path, saving=False):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    with closing(connection):
        with reported(path, saving=False):
            _require_at_rest(connection, path)
            set_pragmas(connection, READING_PRAGMAS)
            database = Database(connection, path, "It is only looked at.")
        yield database


def _require_file(path: Path) -> None:
    try:
        is_there = path.is_file()
    except OSError as error:
        raise JournalError(f"It cannot be looked at: {error.strerror}.", where=str(path)) from error
    if not is_there:
        raise JournalError("The journal file is gone.", where=str(path))


def _require_at_rest(connection: sqlite3.Connection, path: Path) -> None:
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        # To look is not to touch; whoever may write takes it back.
        raise JournalError(
            "A write to the journal was cut off and has not been taken back yet.",
            where=str(path),
            mend="start Backstay once, which does that",
        ) from error


def _examined(database: Database, go_on: GoOn) -> Health:
    version = _version_of(database)
    try:
        _require_journal(database)
    except JournalError as error:
        return Health(None, (error.what,), "")
    problems = [*_in_structure(database), *_in_shape(database)]
    if not problems:
        problems += _in_rows(database, go_on)
        problems += _in_links(database)
    try:
        return Health(_contents(database), tuple(problems), version)
    except JournalError as error:
        return Health(None, (*(problems or [error.what]),), version)


def _version_of(database: Database) -> str:
    number = _one(database, "PRAGMA user_version")
    return f"{number >> 16}.{number & 0xFFFF}"


def _require_journal(database: Database) -> None:
    application_id = _one(database, "PRAGMA application_id")
    if application_id == 0 and _one(database, "SELECT count(*) FROM sqlite_master") == 0:
        raise JournalError(_EMPTY, where=str(database.path))
    if application_id != APPLICATION_ID:
        raise JournalError("This file is not a Backstay journal.", where=str(database.path))


def _one(database: Database, query: str) -> int:
    return int(next(iter(database.rows(query)[0].values())))


def _tables(database: Database) -> list[str]:
    present = {row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in TABLES if table in present]


def _in_structure(database: Database) -> Iterator[str]:
    try:
        # One and the same state for both numbers.
        with database.reading():
            size_bytes = _one(database, "PRAGMA page_count") * _one(database, "PRAGMA page_size")
            missing_bytes = size_bytes - database.path.stat().st_size
        if missing_bytes > 0:
            yield f"The file is cut off: {missing_bytes} bytes are missing at its end."
            return
        found = database.rows(f"PRAGMA integrity_check({_FAULTS_MAX})")
        if [row["integrity_check"] for row in found] != ["ok"]:
            more = " or more" if len(found) >= _FAULTS_MAX else ""
            yield f"The structure of the file is damaged (faults found: {len(found)}{more})."
    except JournalError as error:
        yield error.what


def _in_shape(database: Database) -> Iterator[str]:
    stored = _one(database, "PRAGMA user_version")
    if stored >> 16 > CURRENT.major:
        yield "It was written by a newer version of Backstay, which is needed to look at its entries."
        return
    # ANALYZE keeps its figures in tables of its own; anybody may have run it.
    query = (
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_stat*' ORDER BY name"
    )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for migration in MIGRATIONS:
            if migration.user_version <= stored:
                for statement in migration.statements:
                    fresh.execute(statement)
        expected = fresh.execute(query).fetchall()
    found = [tuple(row.values()) for row in database.rows(query)]
    # A newer minor version may have added to it.
    is_whole = set(expected) <= set(found) if stored > CURRENT.user_version else expected == found
    if not expected or not is_whole:
        yield "The tables are not those that Backstay made."


def _in_rows(database: Database, go_on: GoOn) -> Iterator[str]:
    done = 0
    for table in _tables(database):
        read = damaged = 0
        try:
            for rows in _slices(database, table):
                if not go_on(done):
                    raise CancelledError
                read += len(rows)
                done += len(rows)
                damaged += sum(not is_sound(row) for row in rows)
        except JournalError:
            yield f"The rows of “{table}” cannot all be read; {read} can."
        if damaged:
            yield f"{damaged} of {read} rows of “{table}” are not what was written."


def _slices(database: Database, table: str) -> Iterator[list[Row]]:
    # What is written meanwhile is not waited for.
    number, last = -1, _one(database, f"SELECT coalesce(max(rowid), 0) FROM {table}")
    query = (
        f"SELECT rowid AS number_, * FROM {table} WHERE rowid > ? AND rowid <= ? "
        f"ORDER BY rowid LIMIT {_ROWS_AT_ONCE}"
    )
    while rows := database.rows(query, (number, last)):
        number = rows[-1]["number_"]
        yield [{name: cell for name, cell in row.items() if name != "number_"} for row in rows]


def _in_links(database: Database) -> Iterator[str]:
    try:
        loose = Counter(row["table"] for row in database.rows("PRAGMA foreign_key_check"))
        for table, count in loose.items():
            yield f"What rows of “{table}” belong to is missing ({count})."
        for table in _tables(database):
            crossed = (
                f"SELECT count(*) FROM {table} AS later JOIN {table} AS former ON later.replaces = former.id "
                "WHERE later.entry <> former.entry"
            )
            if count := _one(database, crossed):
                yield f"Rows of “{table}” take the place of another entry ({count})."
    except JournalError as error:
        yield error.what


def _contents(database: Database) -> Contents:
    tables = _tables(database)
    standing = {table: _standing(database, table) for table in tables if table != "step"}
    counts = {table: row["n"] for table, row in standing.items()}
    days = [row[end] for row in standing.values() for end in ("first", "last") if row[end] is not None]
    return Contents(
        rows={table: _one(database, f"SELECT count(*) FROM {table}") for table in tables},
        sessions=counts.get("session", 0),
        pains=counts.get("pain", 0),
        activities=counts.get("activity", 0),
        marks=counts.get("mark", 0),
        first_day=_day(min(days, default="")),
        last_day=_day(max(days, default="")),
        size_bytes=database.path.stat().st_size,
    )


def _standing(database: Database, table: str) -> Row:
    replaced = f"SELECT replaces FROM {table} WHERE replaces IS NOT NULL"
    eclipsed = "SELECT id FROM eclipsed" if _has_eclipsed(database) else "SELECT NULL WHERE 0"
    query = (
        "SELECT count(DISTINCT entry) AS n, min(day) AS first, max(day) AS last "
        f"FROM {table} WHERE deleted = 0 AND id NOT IN ({replaced}) AND id NOT IN ({eclipsed})"
    )
    return database.rows(query)[0]


def _has_eclipsed(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'eclipsed'"))


def _day(text: str) -> date | None:
    # A damaged row can hold anything, and what the others hold is to be told all the same.
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
