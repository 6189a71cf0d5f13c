"""A copy of a journal that is in use: through SQLite, which never gives half of a write."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from backstay.domain.errors import JournalError, NotSavedError
from backstay.journal.faults import reported
from backstay.journal.intake import CancelledError, GoOn
from backstay.private_files import create_private, sync_folder

# A step of 1 MiB keeps a writer waiting for a millisecond or two.
_PAGES_AT_ONCE = 256
_ALL_PAGES = -1
# Each write of another program begins the copy anew; one that writes on and on would never let it end.
_RESTARTS_MAX = 20
# Asked for often, so that even between the writes of one that hardly pauses there is room for a step.
_WAIT_S, _WAITS_MAX = 0.002, 1000
_OF_THE_TARGET = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def copy_journal(source: Path, target: Path, go_on: GoOn = lambda _pages: True) -> None:
    """Make ``target``, a new 0600 file, the journal ``source`` as it stands at one instant, on the disk.

    Writers wait for a moment at most; ``go_on`` is told how many pages are copied. Nothing is left behind
    on failure. Raises ``JournalError`` when ``source`` cannot be read, ``NotSavedError`` when ``target`` is
    there already or could not be written, ``CancelledError``.
    """
    if not source.is_file():
        raise JournalError("There is no journal to copy.", where=str(source))
    try:
        is_new = create_private(target)
    except OSError as error:
        raise _not_written(target, error) from error
    if not is_new:
        raise NotSavedError("Not saved: a file of this name is there already.", where=str(target))
    try:
        try:
            _fill(source, target, _PAGES_AT_ONCE, _Steps(source, go_on, _RESTARTS_MAX))
        except _TooOftenError:
            os.truncate(target, 0)
            _fill(source, target, _ALL_PAGES, _Steps(source, go_on))
        _sync(target)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _fill(source: Path, target: Path, pages: int, steps: "_Steps") -> None:
    # A write that was cut off is rolled back by the next reader, which has to be allowed to.
    mode = "rw" if os.access(source, os.W_OK) and os.access(source.parent, os.W_OK) else "ro"
    uri = f"{source.absolute().as_uri()}?mode={mode}"
    with reported(source, saving=False):
        reading = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0)
    try:
        with closing(reading), closing(sqlite3.connect(target, isolation_level=None)) as writing:
            # A copy that is cut off is thrown away whole, so nothing is kept to take it back.
            writing.execute("PRAGMA journal_mode = OFF")
            writing.execute("PRAGMA synchronous = OFF")
            reading.backup(writing, pages=pages, progress=steps, sleep=_WAIT_S)
    except sqlite3.Error as error:
        is_target = getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_TARGET
        with reported(target if is_target else source, saving=is_target):
            raise


class _TooOftenError(Exception):
    """Others write faster than the copy is made."""


class _Steps:
    """Told of each step of a copy; ends it when nobody wants it or it cannot come to its end."""

    def __init__(self, source: Path, go_on: GoOn, restarts_max: int | None = None) -> None:
        self._source, self._go_on = source, go_on
        self._restarts_max = restarts_max
        self._done = self._restarts = self._waits = 0

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._wait()
            return
        self._waits = 0
        done = total - remaining
        # As much as before is a copy that was begun anew as well.
        if done <= self._done:
            self._restarts += 1
            if self._restarts == self._restarts_max:
                raise _TooOftenError
        self._done = done
        if not self._go_on(done):
            raise CancelledError

    def _wait(self) -> None:
        self._waits += 1
        # The sqlite3 module would wait for ever for a program that hangs in the middle of a write.
        if self._waits == _WAITS_MAX:
            raise JournalError(
                "The journal is not available: another program is using the journal.",
                where=str(self._source),
                mend="wait a moment, then try again",
            )


def _sync(target: Path) -> None:
    try:
        handle = os.open(target, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        sync_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error


def _not_written(target: Path, error: OSError) -> NotSavedError:
    return NotSavedError(
        f"Not saved: {error.strerror or error}.",
        where=str(target),
        mend="check the folder, or choose another one",
    )
