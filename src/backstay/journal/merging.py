"""Rows from other computers: each by its id, whatever came first, so that all come to the same journal.

Nothing raises for a row that cannot be taken; it is counted, and the others go in.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import UUID, uuid5

from backstay.journal.change import KIND_OF_TABLE, Kind
from backstay.journal.database import Database
from backstay.journal.entries import insert
from backstay.journal.heads import settle_heads
from backstay.journal.migrations import TABLES
from backstay.journal.rows import Row, TableRow, checksum, is_sound, is_text, utc_text

_TWINS = UUID("0b6a24b1-94f7-4a8c-8d1e-3f4e0f3c5a77")
_TYPES: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float}
_YEARS = range(2, 9999)
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_LARGEST = 2**62

Shape = Mapping[str, Mapping[str, type]]


class _Fate(Enum):
    NEW = auto()
    KNOWN = auto()
    WAITING = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A change file that was read from one end to the other: whose it is, its name, what it was, and when
    that was (aware, in UTC).
    """

    device: str
    name: str
    size_bytes: int
    sha256: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of rows: ``waiting`` ones hang on rows that have not come yet or need a newer version,
    ``refused`` ones can be in no journal. ``kinds`` are the kinds of entry that changed.
    """

    new: int
    known: int
    waiting: int
    refused: int
    kinds: frozenset[Kind]


def merge(
    database: Database,
    rows: Sequence[TableRow],
    *,
    device: str | None = None,
    finished: ReadFile | None = None,
) -> Merged:
    """Store those of ``rows`` that are not there yet, in one transaction.

    ``device`` says which other computer they came from, None that they are this one's own. ``finished`` is
    the file that they are all of: noted when none of them waits or is refused. Raises ``NotSavedError`` or
    ``JournalError``; nothing is stored then.
    """
    with database.writing() as connection:
        merging = _Merging(connection, device)
        waiting, refused = merging.take(rows)
        merging.settle()
        if finished and not waiting and not refused:
            _note_file(connection, finished)
    new = len(merging.new)
    kinds = frozenset(KIND_OF_TABLE[table] for table, _ in merging.new)
    return Merged(new, len(rows) - new - waiting - refused, waiting, refused, kinds)


def files_read(database: Database) -> dict[tuple[str, str], ReadFile]:
    """The change files that were read whole, by device and name. Raises ``JournalError``."""
    found: dict[tuple[str, str], ReadFile] = {}
    for row in database.rows("SELECT * FROM exchanged"):
        # A note that is damaged costs a second look at the file.
        with suppress(ValueError, TypeError):
            read_at = datetime.fromisoformat(row["read_utc"])
            file = ReadFile(row["device"], row["file"], row["size_bytes"], row["sha256"], read_at)
            found[file.device, file.name] = file
    return found


class _Merging:
    """The rows of one transaction. ``new`` are the entries that got a row, one for each row."""

    def __init__(self, connection: sqlite3.Connection, device: str | None) -> None:
        self._connection = connection
        self._device = device
        self._shape = _shape_of(connection)
        self._branched: dict[tuple[str, str], None] = {}
        self.new: list[tuple[str, str]] = []

    def take(self, rows: Sequence[TableRow]) -> tuple[int, int]:
        """How many of ``rows`` wait, and how many were refused."""
        refused, waiting = 0, list(rows)
        while True:
            fates = [(self._fate(table, row), (table, row)) for table, row in waiting]
            refused += sum(fate is _Fate.REFUSED for fate, _ in fates)
            left = [pair for fate, pair in fates if fate is _Fate.WAITING]
            # One that waited may hang on one behind it.
            if not left or not any(fate is _Fate.NEW for fate, _ in fates):
                return len(left), refused
            waiting = left

    def settle(self) -> None:
        """Find out which row stands of the entries that were changed."""
        settle_heads(self._connection, self._branched)

    def _fate(self, table: str, row: Row) -> _Fate:
        columns = self._shape.get(table)
        if columns is None or not set(row) <= set(columns):
            return _Fate.WAITING
        if not _is_storable(columns, row):
            return _Fate.REFUSED
        if (stored := self._stored(table, row["id"])) is not None:
            return self._fate_of_known(table, stored, row)
        return self._fate_of_unknown(table, row)

    def _fate_of_known(self, table: str, stored: tuple[str, str], row: Row) -> _Fate:
        entry, checksum_here = stored
        if entry != row["entry"]:
            return _Fate.REFUSED
        if checksum_here == row["checksum"] or self._has_content(table, row):
            return _Fate.KNOWN
        twin = _as_twin(row)
        if self._stored(table, twin["id"]) is not None:
            return _Fate.KNOWN
        # Made here and the same wherever it is made; as a row of our own it also reaches those who never
        # see the row that it was made of.
        return self._inserted(table, twin, None)

    def _fate_of_unknown(self, table: str, row: Row) -> _Fate:
        former, session = row.get("replaces"), row.get("session_id")
        if (former is None) != (row["id"] == row["entry"]):
            return _Fate.REFUSED
        if former is not None:
            replaced = self._stored(table, former)
            if replaced is None:
                return _Fate.WAITING
            if replaced[0] != row["entry"]:
                return _Fate.REFUSED
        if session is not None and self._stored("session", session) is None:
            return _Fate.WAITING
        return self._inserted(table, row, self._device)

    def _inserted(self, table: str, row: Row, device: str | None) -> _Fate:
        try:
            insert(self._connection, table, row)
        except sqlite3.IntegrityError:
            return _Fate.REFUSED
        if device is not None:
            noting = "INSERT INTO arrival (id, device) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
            self._connection.execute(noting, (row["id"], device))
        self.new.append((table, row["entry"]))
        if row.get("replaces") is not None:
            self._branched[table, row["entry"]] = None
        return _Fate.NEW

    def _stored(self, table: str, row_id: str) -> tuple[str, str] | None:
        """The entry and the checksum of the row with this id; None when there is none."""
        query = f"SELECT entry, checksum FROM {table} WHERE id = ?"
        found: tuple[str, str] | None = self._connection.execute(query, (row_id,)).fetchone()
        return found

    def _has_content(self, table: str, row: Row) -> bool:
        cursor = self._connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row["id"],))
        names = [column[0] for column in cursor.description]
        return _content(dict(zip(names, cursor.fetchone(), strict=True))) == _content(row)


def _shape_of(connection: sqlite3.Connection) -> Shape:
    query = "SELECT name, type FROM pragma_table_info(?)"
    return {
        table: {name: _TYPES[kind] for name, kind in connection.execute(query, (table,))} for table in TABLES
    }


def _note_file(connection: sqlite3.Connection, file: ReadFile) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO exchanged (device, file, size_bytes, sha256, read_utc) "
        "VALUES (?, ?, ?, ?, ?)",
        (file.device, file.name, file.size_bytes, file.sha256, utc_text(file.read_at)),
    )


def _content(row: Row) -> Row:
    known = {name: cell for name, cell in row.items() if cell is not None}
    # The same file, read on two computers, makes rows that differ in nothing but when they were made.
    return {name: cell for name, cell in known.items() if name not in ("written_utc", "checksum")}


def _as_twin(row: Row) -> Row:
    """A row whose id is taken by another one, through a file that was changed by hand, say, as one more state
    of the entry.
    """
    twin = {**row, "id": str(uuid5(_TWINS, row["checksum"])), "replaces": row["id"]}
    return {**twin, "checksum": checksum(twin)}


def _is_storable(columns: Mapping[str, type], row: Row) -> bool:
    if not {"id", "entry", "at_utc", "day", "written_utc", "checksum"} <= set(row):
        return False
    known = [(columns[name], cell) for name, cell in row.items() if cell is not None]
    # SQLite would take a whole number for a number, and store another row than the one that was signed.
    if not all(type(cell) is kind for kind, cell in known):
        return False
    if not is_text("".join(cell for _, cell in known if isinstance(cell, str))):
        return False
    # Nothing in a journal is as large; what is not a number is in no range either.
    numbers = (cell for _, cell in known if not isinstance(cell, str))
    return all(-_LARGEST <= number <= _LARGEST for number in numbers) and is_sound(row) and _has_moments(row)


def _has_moments(row: Row) -> bool:
    prefixes = ("", "ended_") if row.get("outcome") is not None and "ended_utc" in row else ("",)
    days = (row.get(f"{prefix}day") for prefix in prefixes)
    instants = (row.get(f"{prefix or 'at_'}utc") for prefix in prefixes)
    return all(map(_is_day, days)) and all(map(_is_instant, (*instants, row["written_utc"])))


def _is_day(text: str | None) -> bool:
    try:
        return text is not None and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_instant(text: str | None) -> bool:
    try:
        return bool(text and _UTC.fullmatch(text)) and datetime.fromisoformat(text or "").year in _YEARS
    except ValueError:
        return False
