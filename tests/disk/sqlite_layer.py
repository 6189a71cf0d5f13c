"""SQLite on the watched disk: a layer under APSW's own SQLite, spoken to as if it were ``sqlite3``.

The ``sqlite3`` module cannot be given such a layer. So while the disk is watched, ``sqlite3.connect`` hands
out a connection of APSW for files in the folder, in the shape of the part of ``sqlite3`` that the program
uses, with the exceptions of ``sqlite3``.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import apsw

from tests.disk import model
from tests.disk.recorder import Recorder, RefusedError

_NAMES = count(1)
_WAY_BACK = ("-journal", "-wal")
_BROKEN = {
    "open": apsw.SQLITE_CANTOPEN,
    "read": apsw.SQLITE_IOERR_READ, "write": apsw.SQLITE_IOERR_WRITE, "sync": apsw.SQLITE_IOERR_FSYNC,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE, "delete": apsw.SQLITE_IOERR_DELETE,
    "folder": apsw.SQLITE_IOERR_DIR_FSYNC,
}  # fmt: skip
# As Python's own module sorts the result codes.
_OPERATIONAL = frozenset(
    (
        sqlite3.SQLITE_ERROR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_ABORT, sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_EMPTY,
        sqlite3.SQLITE_SCHEMA,
    )
)  # fmt: skip
_INTEGRITY = frozenset((sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH))


@contextmanager
def sqlite_layer(recorder: Recorder) -> Iterator[Callable[..., Any]]:
    """What stands in for ``sqlite3.connect`` while the disk is watched."""
    name = f"watched-{next(_NAMES)}"
    layer = _Layer(name, recorder)
    real = sqlite3.connect

    def connect(database: Any, **options: Any) -> Any:
        if str(recorder.root) not in str(database):
            return real(database, **options)
        # The program says itself where a transaction begins; the other way is not built here.
        assert options["isolation_level"] is None
        return _Connection(str(database), name, options.get("timeout", 5.0))

    try:
        yield connect
    finally:
        layer.unregister()


class _Layer(apsw.VFS):
    def __init__(self, name: str, recorder: Recorder) -> None:
        super().__init__(name, "")
        self._recorder = recorder

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None or not self._recorder.owns(path):
            return apsw.VFSFile("", name, flags)
        return _File(self._recorder, path, name, flags)

    def xDelete(self, path: str, is_synced: bool) -> None:
        _ask(self._recorder, "delete")
        super().xDelete(path, False)
        self._recorder.removed(path)
        if is_synced:
            _ask(self._recorder, "folder")
            self._recorder.did(model.SyncFolder(_folder_of(self._recorder, path)))

    def excepthook(self, _kind: Any, error: BaseException | None, _trace: Any) -> bool:
        """A fault while a file is closed or removed for good has nobody left to be told to."""
        return isinstance(error, apsw.Error)


class _File(apsw.VFSFile):
    """A file of SQLite; what is asked of it is written down."""

    def __init__(self, recorder: Recorder, path: str, name: Any, flags: list[int]) -> None:
        from os.path import exists

        is_new = not exists(path)
        if is_new:
            _ask(recorder, "open")
        super().__init__("", name, flags)
        self._recorder, self._path = recorder, path
        self._number = recorder.created(path) if is_new else recorder.number_of(path)
        # SQLite's layer for Unix syncs the folder with the first sync of a file that leads back.
        self._syncs_folder = is_new and path.endswith(_WAY_BACK)

    def xRead(self, amount: int, offset: int) -> bytes:
        _ask(self._recorder, "read")
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        _ask(self._recorder, "write")
        super().xWrite(data, offset)
        self._recorder.did(model.Write(self._number, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        _ask(self._recorder, "truncate")
        super().xTruncate(size)
        self._recorder.did(model.Truncate(self._number, size))

    def xSync(self, _flags: int) -> None:
        # Not for real: what matters is that it was asked for.
        _ask(self._recorder, "sync")
        self._recorder.did(model.Sync(self._number))
        if self._syncs_folder:
            _ask(self._recorder, "folder")
            self._recorder.did(model.SyncFolder(_folder_of(self._recorder, self._path)))
            self._syncs_folder = False


def _folder_of(recorder: Recorder, path: str) -> str:
    return recorder.name_of(path.rpartition("/")[0])


def _ask(recorder: Recorder, what: str) -> None:
    try:
        recorder.ask(changes=what != "read")
    except RefusedError as refused:
        raise _said_by_sqlite(refused, what) from refused


def _said_by_sqlite(refused: RefusedError, what: str) -> Exception:
    if refused.errno == errno.ENOSPC and what in ("write", "sync"):
        return apsw.exception_for(apsw.SQLITE_FULL)
    return apsw.exception_for(_BROKEN[what])


class _Connection:
    """The part of ``sqlite3.Connection`` that the program uses."""

    text_factory: Any = str

    def __init__(self, database: str, layer: str, timeout_s: float) -> None:
        mode = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        with _as_sqlite3():
            self._connection = apsw.Connection(database, mode, layer)
            self._connection.set_busy_timeout(int(timeout_s * 1000))

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, query: str, values: Any = ()) -> "_Cursor":
        return _Cursor(self._connection, query, values)

    def backup(
        self,
        target: "_Connection",
        *,
        pages: int = -1,
        progress: Callable[[int, int, int], object] | None = None,
        name: str = "main",
    ) -> None:
        with _as_sqlite3(), target._connection.backup("main", self._connection, name) as backup:
            while not backup.done:
                backup.step(pages)
                if progress is not None:
                    progress(0, backup.remaining, backup.page_count)

    def set_progress_handler(self, handler: Callable[[], object] | None, steps: int) -> None:
        self._connection.set_progress_handler(None if handler is None else lambda: bool(handler()), steps)

    def interrupt(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        with _as_sqlite3():
            self._connection.close(True)


class _Cursor:
    """All rows of one statement, read at once."""

    def __init__(self, connection: apsw.Connection, query: str, values: Any) -> None:
        self.description: tuple[tuple[Any, ...], ...] = ()
        cursor = connection.cursor()
        cursor.exec_trace = self._note_columns
        with _as_sqlite3():
            cursor.execute(query, values if isinstance(values, dict) else tuple(values))
            self._rows = iter(cursor.fetchall())
        self.rowcount = connection.changes()

    def _note_columns(self, cursor: apsw.Cursor, _query: str, _values: Any) -> bool:
        self.description = tuple((column[0], *(None,) * 6) for column in cursor.get_description())
        return True

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return self._rows

    def fetchone(self) -> Sequence[Any] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Sequence[Any]]:
        return list(self._rows)


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raise _as_module_says(error) from error


def _as_module_says(error: apsw.Error) -> sqlite3.Error:
    code = getattr(error, "extendedresult", apsw.SQLITE_ERROR)
    kind: type[sqlite3.Error] = sqlite3.DatabaseError
    if code & 0xFF in _OPERATIONAL:
        kind = sqlite3.OperationalError
    elif code & 0xFF in _INTEGRITY:
        kind = sqlite3.IntegrityError
    said = kind(str(error))
    said.sqlite_errorcode = code
    return said
