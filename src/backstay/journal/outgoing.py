"""What this computer wrote itself, and what came from which other one: read over a connection of its own that
never writes, from any thread.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backstay.journal.database import BUSY_TIMEOUT_S, READING_PRAGMAS, Database, set_pragmas
from backstay.journal.faults import reported
from backstay.journal.migrations import TABLES, is_outdated, stand_in_for_missing
from backstay.journal.rows import Row, is_sound

Anchors = Mapping[str, tuple[int, str]]
"""Of each table the number and the id of the row that was stored last; without a row it is left out."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """Where a row of this computer's own is found, and when it was written, as the row has it."""

    table: str
    number: int
    id: str
    written_utc: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many entries came from ``device``, when the last of them was written, and when a file of it was
    last read to its end; both aware, in UTC.
    """

    device: str
    entries: int
    last_written: datetime | None
    last_read: datetime | None


@contextmanager
def reading_only(path: Path) -> Iterator[Database]:
    """The journal at ``path``, whatever version it has. Raises ``JournalError``."""
    with reported(path, saving=False):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    try:
        with reported(path, saving=False):
            set_pragmas(connection, READING_PRAGMAS)
            if is_outdated(connection):
                stand_in_for_missing(connection)
            database = Database(connection, path, "This connection only reads.")
        yield database
    finally:
        connection.close()


def anchors_of(database: Database) -> Anchors:
    """Where each table ends now. Raises ``JournalError``."""
    last = [(table, database.rows(_numbered(table, "1 ORDER BY rowid DESC LIMIT 1"))) for table in TABLES]
    return {table: (rows[0]["number"], rows[0]["id"]) for table, rows in last if rows}


def holds(database: Database, anchors: Anchors) -> bool:
    """Whether the rows are still where they were. Raises ``JournalError``."""
    found = ((database.rows(_numbered(t, "rowid = ?"), (n,)), row_id) for t, (n, row_id) in anchors.items())
    return all(rows and rows[0]["id"] == row_id for rows, row_id in found)


def own_rows(database: Database, after: Anchors) -> list[OwnRow]:
    """The rows that came from no other computer and stand behind ``after``, oldest first.

    Raises ``JournalError``.
    """
    found: list[OwnRow] = []
    for table in TABLES:
        number, _ = after.get(table, (0, ""))
        own = _numbered(table, "rowid > ? AND id NOT IN (SELECT id FROM arrival)")
        rows = database.rows(own, (number,))
        found += (OwnRow(table, row["number"], row["id"], row["written_utc"]) for row in rows)
    found.sort(key=lambda row: row.written_utc)
    return found


def fetch(database: Database, wanted: Sequence[OwnRow]) -> Iterator[tuple[OwnRow, Row]]:
    """The rows themselves, in this order, without those that are damaged. Raises ``JournalError``."""
    found: dict[tuple[str, str], Row] = {}
    for table in {row.table for row in wanted}:
        numbers = ", ".join(str(row.number) for row in wanted if row.table == table)
        for row in database.rows(f"SELECT * FROM {table} WHERE rowid IN ({numbers})"):
            found[table, row["id"]] = row
    pairs = ((own, found.get((own.table, own.id))) for own in wanted)
    return ((own, row) for own, row in pairs if row is not None and is_sound(row))


def arrived(database: Database) -> tuple[Arrived, ...]:
    """What came from each device; with ``device`` empty what was written here. Raises ``JournalError``."""
    told: dict[str, tuple[int, str]] = {}
    for table in TABLES:
        rows = database.rows(
            f"SELECT COALESCE(device, '') AS device, SUM(id = entry) AS n, MAX(written_utc) AS last_utc "
            f"FROM (SELECT {table}.id, entry, written_utc, device FROM {table} LEFT JOIN arrival USING (id)) "
            "GROUP BY 1"
        )
        for row in rows:
            n, last_utc = told.get(row["device"], (0, ""))
            # To a person a step is part of its session.
            entries = 0 if table == "step" else row["n"]
            told[row["device"]] = n + entries, max(last_utc, row["last_utc"])
    query = "SELECT device, MAX(read_utc) AS read_utc FROM exchanged GROUP BY device"
    read = {row["device"]: row["read_utc"] for row in database.rows(query)}
    devices = dict.fromkeys((*told, *read))
    counted = ((device, *told.get(device, (0, ""))) for device in devices)
    return tuple(Arrived(name, n, _instant(last), _instant(read.get(name, ""))) for name, n, last in counted)


def _numbered(table: str, where: str) -> str:
    return f"SELECT rowid AS number, id, written_utc FROM {table} WHERE {where}"


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
