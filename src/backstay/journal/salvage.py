"""What can still be read of a damaged journal, row by row: the checksum of each says whether it is whole.

The file itself is only read. Its pages are taken one by one, so that a broken tree, or a schema that no
longer says anything, costs no row that stands on another page.
"""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

from backstay.domain.errors import JournalError
from backstay.journal.health import opened_to_read
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.migrations import TABLES, columns_by_table
from backstay.journal.pages import Pages, Record
from backstay.journal.rows import Row, TableRow, is_sound
from backstay.private_files import make_private_folder

_READ_BYTES = 65536
_SECTOR_BYTES = 512
_PAGES_A_LOOK = 50
_CHECKSUM_COLUMN = 9
_CHECKSUM_LETTERS = 64
_COLUMNS_MIN = 11
_REFERENCES = ("entry", "replaces", "session_id")


@dataclass(frozen=True, slots=True)
class Salvage:
    """The sound ``rows`` of a damaged file; ``loose`` of them hang on rows that are not among them. Others
    were found ``damaged``, and at least ``missing`` were not found at all, as an index still tells.
    """

    rows: tuple[TableRow, ...]
    loose: int
    damaged: int
    missing: int


def salvage(path: Path, workspace: Path, go_on: GoOn = lambda _done: True) -> Salvage:
    """Every sound row of the file at ``path``, whatever else is wrong with it.

    ``workspace`` is a folder for a copy, where a write that was cut off has to be taken back first. Raises
    ``CancelledError``, and ``JournalError`` when nothing of the file can be read.
    """
    try:
        pages = Pages(_settled_content(path, workspace))
    except OSError as error:
        raise JournalError(f"Nothing of the file can be read: {error.strerror}.", where=str(path)) from error
    found, doubtful = _Found(), []
    for number in _each(range(1, len(pages) + 1), go_on):
        records, is_doubtful = pages.records(number)
        found.note(records)
        doubtful += [number] if is_doubtful else []
    for number in _each(doubtful, go_on):
        found.note(pages.guesses(number, _COLUMNS_MIN))
    damaged = found.damaged - found.rows.keys()
    missing = found.indexed - found.rows.keys() - damaged
    return Salvage(tuple(found.rows.values()), _count_loose(found.rows), len(damaged), len(missing))


def ids_of(path: Path) -> set[str]:
    """The id of every row of the journal at ``path``. Raises ``JournalError``."""
    with opened_to_read(path) as database:
        tables = database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        present = [row["name"] for row in tables if row["name"] in TABLES]
        return {row["id"] for table in present for row in database.rows(f"SELECT id FROM {table}")}


def _count_loose(rows: Mapping[str, TableRow]) -> int:
    """How many hang on a row that is not there, or on one that does."""
    hanging: defaultdict[str, list[str]] = defaultdict(list)
    for row_id, (_, row) in rows.items():
        for needed in filter(None, (row.get(name) for name in _REFERENCES)):
            hanging[needed].append(row_id)
    waiting = [row_id for needed, row_ids in hanging.items() if needed not in rows for row_id in row_ids]
    loose: set[str] = set()
    while waiting:
        if (row_id := waiting.pop()) not in loose:
            loose.add(row_id)
            waiting += hanging[row_id]
    return len(loose)


class _Found:
    """What was met so far: the rows that are sound, and the ids of the others."""

    def __init__(self) -> None:
        self.rows: dict[str, TableRow] = {}
        self.damaged: set[str] = set()
        self.indexed: set[str] = set()
        self._shapes = columns_by_table()

    def note(self, records: Iterable[Record]) -> None:
        for record in records:
            cells = record.cells
            if record.is_index and len(cells) == 2 and isinstance(cells[0], str):
                self.indexed.add(cells[0])
            seal = cells[_CHECKSUM_COLUMN] if len(cells) >= _COLUMNS_MIN else None
            if isinstance(seal, str) and len(seal) == _CHECKSUM_LETTERS:
                self._note_row(record)

    def _note_row(self, record: Record) -> None:
        count = len(record.cells)
        # A row that an older version wrote lacks the columns that came later.
        wide_enough = [pair for pair in self._shapes.items() if len(pair[1]) >= count]
        for table, columns in sorted(wide_enough, key=lambda pair: len(pair[1])):
            if is_sound(row := _row(record, columns)):
                self.rows.setdefault(row["id"], (table, row))
                return
        self.damaged.add(str(record.cells[0]))


def _each(numbers: Sequence[int], go_on: GoOn) -> Iterator[int]:
    for done, number in enumerate(numbers):
        if done % _PAGES_A_LOOK == 0 and not go_on(done):
            raise CancelledError
        yield number


def _row(record: Record, columns: Mapping[str, str]) -> Row:
    missing = [None] * (len(columns) - len(record.cells))
    row: Row = dict(zip(columns, (*record.cells, *missing), strict=True))
    for name, kind in columns.items():
        # SQLite keeps a whole number without its point, and puts that back as it reads.
        if kind == "REAL" and isinstance(row[name], int):
            row[name] = float(row[name])
    return row


def _settled_content(path: Path, workspace: Path) -> bytes:
    rollback = path.with_name(f"{path.name}-journal")
    if not rollback.exists():
        return _content(path)
    make_private_folder(workspace)
    copy = workspace / "damaged.sqlite3"
    for source, target in ((path, copy), (rollback, copy.with_name(f"{copy.name}-journal"))):
        shutil.copyfile(source, target)
        target.chmod(0o600)
    # The first look takes back what was cut off, whether or not it can read anything after that.
    with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master").fetchall()
    return _content(copy)


def _content(path: Path) -> bytes:
    """The whole file; a stretch that the disk cannot give is nothing but zeros."""
    with open(path, "rb", buffering=0) as file:
        size = path.stat().st_size
        return b"".join(_stretch(file, at, min(_READ_BYTES, size - at)) for at in range(0, size, _READ_BYTES))


def _stretch(file: RawIOBase, at: int, size: int) -> bytes:
    try:
        file.seek(at)
        return (file.read(size) or b"").ljust(size, b"\0")
    except OSError:
        if size <= _SECTOR_BYTES:
            return bytes(size)
        half = size // 2
        return _stretch(file, at, half) + _stretch(file, at + half, size - half)
