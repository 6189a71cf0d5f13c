"""SQLite's result codes in words a person can act on: not saved, not readable, or damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backstay.domain.errors import JournalError, NotSavedError

# The reason and what mends it. The primary result code is the low byte of the extended one.
_OBSTACLES = {
    sqlite3.SQLITE_FULL: ("there is no room left on the disk", "free some space, then try again"),
    sqlite3.SQLITE_IOERR: ("the disk reported an error", "check the disk, then try again"),
    sqlite3.SQLITE_READONLY: (
        "the journal cannot be written",
        "allow writing to the file and its folder, then try again",
    ),
    sqlite3.SQLITE_BUSY: ("another program is using the journal", "wait a moment, then try again"),
    sqlite3.SQLITE_LOCKED: ("another program is using the journal", "wait a moment, then try again"),
    sqlite3.SQLITE_CANTOPEN: (
        "a file in the journal's folder could not be opened",
        "check the folder, then try again",
    ),
}
# Our statements are fixed: where SQLite calls one wrong, the tables are not what they were.
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)

KEEP_THE_FILE = (
    "keep the file as it is; nothing in it was changed. "
    "What can be had back is told by the window, and by “backstay restore”"
)


@contextmanager
def reported(path: Path, *, saving: bool) -> Iterator[None]:
    """Turn SQLite's errors about the file at ``path`` into words.

    Raises ``NotSavedError`` for a write that did not reach the disk and may be tried again, and
    ``JournalError`` for damage and for everything that could not be read. Misuse of the
    connection (``sqlite3.ProgrammingError``) is a fault of the program and passes through.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except UnicodeDecodeError as error:
        # SQLite quotes what it found in the file, and the sqlite3 module cannot read the quote.
        raise _damaged(path) from error
    except sqlite3.Error as error:
        raise _in_words(error, path, saving) from error


def exchanged(path: Path) -> NotSavedError:
    """Another file stands at ``path`` than the one that was written to."""
    return NotSavedError(
        "Not saved: another file has taken the place of the journal meanwhile.",
        where=str(path),
        mend="try again; it goes into the new one",
    )


def _damaged(path: Path) -> JournalError:
    return JournalError("The journal file is damaged.", where=str(path), mend=KEEP_THE_FILE)


def _in_words(error: sqlite3.Error, path: Path, saving: bool) -> JournalError:
    extended_code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code, where = extended_code & 0xFF, str(path)
    if extended_code == sqlite3.SQLITE_READONLY_DBMOVED:
        return exchanged(path)
    if code in _DAMAGE:
        return _damaged(path)
    if code not in _OBSTACLES:
        return JournalError(f"The journal refused the request: {error}.", where=where)
    reason, mend = _OBSTACLES[code]
    if saving:
        return NotSavedError(f"Not saved: {reason}.", where=where, mend=mend)
    return JournalError(f"The journal is not available: {reason}.", where=where, mend=mend)
