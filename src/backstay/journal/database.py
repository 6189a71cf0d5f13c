"""The one connection to the journal file: how it is opened, guarded, read and written.

A file that is damaged, foreign or newer than the program is never written and never replaced.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from backstay.domain.errors import BackstayError, JournalError, NotSavedError
from backstay.journal.faults import KEEP_THE_FILE, exchanged, reported
from backstay.journal.file_id import FileId, file_at
from backstay.journal.first_look import (
    DAMAGED,
    ensure_file,
    is_written_at_opening,
    no_place,
    reason_not_to_write,
    refuse_emptied,
    refuse_loss,
    require_readable,
    require_sqlite,
)
from backstay.journal.migrations import (
    TABLES,
    is_outdated,
    migrate,
    require_columns,
    stand_in_for_missing,
)
from backstay.journal.rows import Cell, Row
from backstay.journal.second_look import SecondLook
from backstay.journal.steps import Step, in_steps, no_step
from backstay.private_files import create_private

BUSY_TIMEOUT_S = 5.0


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
    written, as far as that is known; ``settle`` makes sure.

    ``file`` is what stood at ``path`` when it was opened: what stands there now may be another one.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        read_only_reason: str = "",
        *,
        file: FileId | None = None,
        look: SecondLook | None = None,
    ) -> None:
        self._connection = connection
        self._seen_version = self._data_version()
        self._file = file
        self._look = look
        self._renewed: Callable[[], None] = lambda: None
        self.path = path
        self.read_only_reason = read_only_reason
        self.has_written = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that is on the disk when the block is left.

        Raises ``NotSavedError`` when it did not get there (nothing of it is stored then, or only in a file
        that is gone from its place), and ``JournalError`` when the file is damaged.
        """
        self._make_ready()
        with reported(self.path, saving=True), self._transaction("BEGIN IMMEDIATE"):
            yield self._connection
        self.has_written = True
        if self._is_exchanged():
            raise exchanged(self.path)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see one and the same state. Raises ``JournalError``."""
        with reported(self.path, saving=False), self._transaction("BEGIN"):
            yield

    def rows(self, query: str, values: Sequence[Cell] = (), step: Step = no_step) -> list[Row]:
        """The rows of ``query`` by column name. Raises ``JournalError``, and what ``step`` does."""
        with reported(self.path, saving=False):
            try:
                return self._fetch(query, values, step)
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
                # Not from SQLite: a damaged letter. It must cost its own row, which the checksum
                # finds, and not the whole table. Set only now, because it slows every read.
                self._connection.text_factory = _TOLERANT
                return self._fetch(query, values, step)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since the last call, or another file has taken the place of
        this one, which is the one that is read from then on. Raises ``JournalError``.
        """
        if self._is_exchanged() and not self._connection.in_transaction:
            self.renew()
        with reported(self.path, saving=False):
            version = self._data_version()
        if not self.read_only_reason:
            refuse_emptied(self.path)
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def begin_look(self, refused: Callable[[], None]) -> None:
        """Have what was not looked at when it was opened looked at now, in a thread, which calls ``refused``
        when the file turns out to be damaged; ``settle`` takes it up then.
        """
        if self._look is not None:
            self._look.begin(refused)

    def settle(self, *, is_waiting: bool = True) -> None:
        """Take up what the look at the whole file found, unless it is still under way and not to be waited
        for: a damaged file is only read from then on. Raises ``JournalError`` when it cannot be looked at.
        """
        look = self._look
        if look is None or (look.verdict is None and not is_waiting):
            return
        with reported(self.path, saving=False):
            is_sound = look.is_passed()
        self._look = None
        if not is_sound:
            self._distrust()

    def renew(self) -> None:
        """Open what stands at the path now; listeners are told. Raises ``JournalError``, and what was open
        before is read on then.
        """
        if not os.path.lexists(self.path):
            raise JournalError(
                "The journal file is gone.", where=str(self.path), mend="put the file back, or begin anew"
            )
        self._take_over(open_database(self.path))

    def on_renewal(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` hear that what is read from now on is another file."""
        self._renewed = listener

    def close(self) -> None:
        """Give the file back. May be called twice."""
        if self._look is not None:
            self._look.stop()
        self._connection.close()

    def _make_ready(self) -> None:
        try:
            self.settle()
            if self._is_exchanged():
                self.renew()
        except JournalError as error:
            raise NotSavedError(f"Not saved. {error.what}", where=error.where, mend=error.mend) from error
        if self.read_only_reason:
            raise NotSavedError(f"Not saved. {self.read_only_reason}", where=str(self.path))

    def _is_exchanged(self) -> bool:
        # What is committed into a file that lost its name would never be read again.
        return file_at(self.path) != self._file

    def _distrust(self) -> None:
        try:
            self._take_over(_open_read_only(self.path, DAMAGED))
        except JournalError as error:
            self.read_only_reason = error.what

    def _take_over(self, other: "Database") -> None:
        if self._look is not None:
            self._look.stop()
        self._connection.close()
        self._connection, self._file, self._look = other._connection, other._file, other._look
        self.read_only_reason = other.read_only_reason
        # No file has this number: whoever asks hears that something changed.
        self._seen_version = -1
        self._renewed()

    def _fetch(self, query: str, values: Sequence[Cell], step: Step) -> list[Row]:
        cursor = self._connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, cells, strict=True)) for cells in in_steps(cursor, step)]

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


def open_database(
    path: Path,
    before_migration: BeforeMigration = lambda _path: None,
    *,
    is_looked_at_later: bool = False,
) -> Database:
    """Open the journal at ``path``; make it when there never was one, for which the mark beside it speaks.

    A journal that may not be written (no permission, newer than the program, damaged in part, of an older
    form and no copy of it could be kept) is opened for reading only. Raises ``JournalError`` when not even
    that is possible. ``is_looked_at_later`` leaves the look at all that is in it, which takes the longer the
    more there is, to ``Database.begin_look``, or to the first write.
    """
    require_sqlite()
    try:
        has_been_used = ensure_file(path, marker_of(path))
    except OSError as error:
        raise no_place(path, error) from error
    require_readable(path)
    file = file_at(path)
    is_protected = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    connection = _connect(path, "ro" if is_protected else "rw")
    try:
        with reported(path, saving=False):
            refuse_loss(connection, path, has_been_used or is_protected)
            is_thorough = not is_looked_at_later or is_protected or is_written_at_opening(connection)
            reason = reason_not_to_write(connection, path, is_protected=is_protected, is_thorough=is_thorough)
            if not reason and is_outdated(connection):
                reason = _copy_missing(path, before_migration)
            if not reason:
                look = None if is_thorough else SecondLook(partial(_connect, path, "ro", is_shared=True))
                return Database(_prepared(connection, path), path, file=file, look=look)
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


def mark_used(path: Path) -> None:
    """Make that file, where it is not there yet. Raises ``OSError``."""
    create_private(marker_of(path), _MARKER_TEXT)


def _connect(path: Path, mode: str, *, is_shared: bool = False) -> sqlite3.Connection:
    with reported(path, saving=False):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S, check_same_thread=not is_shared
        )


def _copy_missing(path: Path, before_migration: BeforeMigration) -> str:
    try:
        before_migration(path)
    except BackstayError as error:
        return (
            f"It has to be brought to the form of this version first, and no copy could be kept: {error.what}"
        )
    return ""


def _prepared(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    set_pragmas(connection, WRITING_PRAGMAS)
    migrate(connection)
    try:
        mark_used(path)
    except OSError as error:
        raise no_place(marker_of(path), error) from error
    return connection


def _open_read_only(path: Path, reason: str) -> Database:
    file = file_at(path)
    connection = _connect(path, "ro")
    try:
        with reported(path, saving=False):
            set_pragmas(connection, READING_PRAGMAS)
            require_columns(connection)
            stand_in_for_missing(connection)
            told = f"The journal is open for reading only. {reason}"
            database = Database(connection, path, told, file=file)
        # Every row is touched once, so that a file too damaged to show is refused here.
        for table in TABLES:
            database.rows(f"SELECT * FROM {table}")
        return database
    except JournalError as error:
        connection.close()
        what = f"The journal cannot be read. {reason}"
        raise JournalError(what, where=str(path), mend=KEEP_THE_FILE) from error
