"""The one connection to the journal file: how it is opened, guarded, read and written.

A file that is damaged, foreign or newer than the program is never written and never replaced.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from backstay.domain.errors import BackstayError, JournalError, NotSavedError
from backstay.journal.faults import KEEP_THE_FILE, reported
from backstay.journal.migrations import (
    APPLICATION_ID,
    CURRENT,
    TABLES,
    columns_of,
    has_known_shape,
    is_outdated,
    known_columns,
    migrate,
    stand_in_for_missing,
    stored_version,
)
from backstay.journal.rows import Cell, Row
from backstay.private_files import create_private, sync_folder

BUSY_TIMEOUT_S = 5.0
SQLITE_FLOOR = (3, 37, 0)
SQLITE_PAGE_MIN_BYTES = 512

# Name, value to set, value that has to come back.
Pragma = tuple[str, str, str | int]

READING_PRAGMAS: tuple[Pragma, ...] = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
)
# EXTRA also syncs the folder after the rollback journal is removed. Without that a power cut can
# bring the removed journal back, and with it the state before an entry that was called saved.
WRITING_PRAGMAS: tuple[Pragma, ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "ON", 1),
    ("foreign_keys", "ON", 1),
    *READING_PRAGMAS,
)

_MARKER_TEXT = "A Backstay journal has been kept in this folder. An empty one here would be a loss.\n"
_TOLERANT = partial(str, encoding="utf-8", errors="surrogateescape")


class Database:
    """An open journal file, used from one thread. ``read_only_reason`` is empty when it may be
    written.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, read_only_reason: str = "") -> None:
        self._connection = connection
        self._seen_version = self._data_version()
        self.path = path
        self.read_only_reason = read_only_reason

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that is on the disk when the block is left.

        Raises ``NotSavedError`` when it did not get there (nothing of it is stored then), and
        ``JournalError`` when the file is damaged.
        """
        if self.read_only_reason:
            raise NotSavedError(f"Not saved. {self.read_only_reason}", where=str(self.path))
        with reported(self.path, saving=True), self._transaction("BEGIN IMMEDIATE"):
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see one and the same state. Raises ``JournalError``."""
        with reported(self.path, saving=False), self._transaction("BEGIN"):
            yield

    def rows(self, query: str, values: Sequence[Cell] = ()) -> list[Row]:
        """The rows of ``query`` by column name. Raises ``JournalError``."""
        with reported(self.path, saving=False):
            try:
                return self._fetch(query, values)
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
                # Not from SQLite: a damaged letter. It must cost its own row, which the checksum
                # finds, and not the whole table. Set only now, because it slows every read.
                self._connection.text_factory = _TOLERANT
                return self._fetch(query, values)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since the last call. Raises ``JournalError``."""
        with reported(self.path, saving=False):
            version = self._data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def close(self) -> None:
        """Give the file back. May be called twice."""
        self._connection.close()

    def _fetch(self, query: str, values: Sequence[Cell]) -> list[Row]:
        cursor = self._connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, cells, strict=True)) for cells in cursor]

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


BeforeMigration = Callable[[Path], None]
"""Keeps a copy of the journal at this path, which is about to be brought to a newer form; raises
``BackstayError`` when it could not."""


def open_database(path: Path, before_migration: BeforeMigration = lambda _path: None) -> Database:
    """Open the journal at ``path``; make it when there never was one.

    A journal that may not be written (no permission, newer than the program, damaged in part, of an older
    form and no copy of it could be kept) is opened for reading only. Raises ``JournalError`` when not even
    that is possible.
    """
    _require_sqlite()
    try:
        has_been_used = _ensure_file(path)
    except OSError as error:
        raise _no_place(path, error) from error
    _require_readable(path)
    is_protected = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    connection = _connect(path, "ro" if is_protected else "rw")
    try:
        with reported(path, saving=False):
            _refuse_loss(connection, path, has_been_used or is_protected)
            reason = _reason_not_to_write(connection, path, is_protected)
            if not reason and is_outdated(connection):
                reason = _copy_missing(path, before_migration)
            if not reason:
                return _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return _open_read_only(path, reason)


def set_pragmas(connection: sqlite3.Connection, pragmas: Sequence[Pragma]) -> None:
    """Set each pragma and read it back. Raises ``JournalError`` when another value comes back."""
    for name, value, wanted in pragmas:
        connection.execute(f"PRAGMA {name} = {value}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        # An SQLite built without memory mapping answers nothing, which is what we ask of it.
        found = row[0] if row else 0
        if found != wanted:
            raise JournalError(
                "The database library does not take a setting that keeps entries through a power cut.",
                where=f"{name} is {found}",
                expected=str(wanted),
                mend=f"use an SQLite that allows it; this is {sqlite3.sqlite_version}",
            )


def marker_of(path: Path) -> Path:
    """The file that says a journal has been in use here, so that an empty one means damage."""
    return path.with_suffix(".used")


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < SQLITE_FLOOR:
        raise JournalError(
            "The SQLite of this Python is too old for the journal.",
            where=f"SQLite {sqlite3.sqlite_version}",
            expected="3.37 or newer",
            mend="use a newer Python",
        )


def _ensure_file(path: Path) -> bool:
    # The marker is looked at first: another program may be writing both at this moment, the
    # journal before the marker, and then the order of looking must be the other way round.
    has_been_used = marker_of(path).exists()
    if path.exists():
        return has_been_used
    if has_been_used:
        raise JournalError(
            "The journal file is gone.",
            where=str(path),
            mend=f"put the file back, or, to begin anew, remove {marker_of(path).name} beside it",
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    create_private(path)
    # The folder may be as new as the file; without its name on the disk the file would be lost too.
    with suppress(PermissionError):
        sync_folder(path.parent.parent)
    return False


def _require_readable(path: Path) -> None:
    # SQLite would say that it cannot open it, or that the disk reported an error.
    if not path.is_file():
        raise JournalError(
            "Something that is not a file stands where the journal should be.",
            where=str(path),
            mend="move it away, or choose another folder with --data-dir",
        )
    if not os.access(path, os.R_OK):
        raise JournalError("The journal may not be read.", where=str(path), mend="allow reading it")


def _no_place(path: Path, error: OSError) -> JournalError:
    return JournalError(
        f"The journal could not be opened or made: {error.strerror or error}.",
        where=str(error.filename or path),
        mend="check the folder, or choose another one with --data-dir",
    )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    with reported(path, saving=False):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)


def _refuse_loss(connection: sqlite3.Connection, path: Path, is_old: bool) -> None:
    if not _is_empty(connection):
        return
    # SQLite takes a file of one byte for a new one and would write over it.
    if is_old or 0 < path.stat().st_size < SQLITE_PAGE_MIN_BYTES:
        raise JournalError("The journal file is damaged: it is empty.", where=str(path), mend=KEEP_THE_FILE)


def _reason_not_to_write(connection: sqlite3.Connection, path: Path, is_protected: bool) -> str:
    if _is_empty(connection):
        return ""
    if _application_id(connection) != APPLICATION_ID:
        raise JournalError(
            "This file is not a Backstay journal.", where=str(path), mend="choose another data folder"
        )
    major = stored_version(connection) >> 16
    if major > CURRENT.major:
        return "It was written by a newer version of Backstay, which is needed to add to it."
    if major < 1 or not _is_whole(connection, path):
        return "The file is damaged; a backup copy can take its place."
    if is_protected:
        return "The file or its folder is write-protected; allow writing to both to add to it."
    return ""


def _copy_missing(path: Path, before_migration: BeforeMigration) -> str:
    try:
        before_migration(path)
    except BackstayError as error:
        return (
            f"It has to be brought to the form of this version first, and no copy could be kept: {error.what}"
        )
    return ""


def _is_whole(connection: sqlite3.Connection, path: Path) -> bool:
    # One and the same state for every question: a program that writes in between changes the answers.
    connection.execute("BEGIN")
    try:
        # SQLite fills half a page at the end with zeros; where that is the page of an empty table, it is
        # content.
        size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        size_bytes = connection.execute(size).fetchone()[0]
        if path.stat().st_size < size_bytes:
            return False
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return answer == "ok" and has_known_shape(connection)
    finally:
        connection.execute("ROLLBACK")


def _is_empty(connection: sqlite3.Connection) -> bool:
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(objects == 0 and _application_id(connection) == 0)


def _application_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path) -> Database:
    set_pragmas(connection, WRITING_PRAGMAS)
    migrate(connection)
    try:
        create_private(marker_of(path), _MARKER_TEXT)
    except OSError as error:
        raise _no_place(marker_of(path), error) from error
    return Database(connection, path)


def _open_read_only(path: Path, reason: str) -> Database:
    connection = _connect(path, "ro")
    try:
        with reported(path, saving=False):
            set_pragmas(connection, READING_PRAGMAS)
            _require_columns(connection)
            stand_in_for_missing(connection)
            database = Database(connection, path, f"The journal is open for reading only. {reason}")
        # Every row is touched once, so that a file too damaged to show is refused here.
        for table in TABLES:
            database.rows(f"SELECT * FROM {table}")
        return database
    except JournalError as error:
        connection.close()
        what = f"The journal cannot be read. {reason}"
        raise JournalError(what, where=str(path), mend=KEEP_THE_FILE) from error


def _require_columns(connection: sqlite3.Connection) -> None:
    for table, columns in known_columns().items():
        if missing := columns - columns_of(connection, table):
            raise JournalError(f"The journal has no {', '.join(sorted(missing))} in {table}.")
