"""What is wrong with a journal file that cannot be used as it should: told apart by what can be done."""

import os
import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from backstay.domain.errors import JournalError
from backstay.journal.database import BUSY_TIMEOUT_S, READING_PRAGMAS, set_pragmas
from backstay.journal.first_look import DAMAGED, SQLITE_PAGE_MIN_BYTES, is_empty, reason_not_to_write
from backstay.journal.migrations import TABLES, require_columns

_NO_DAMAGE = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
)  # fmt: skip


class Harm(StrEnum):
    """``GONE``: there is no file. ``EMPTY``: nothing is in it. ``UNREADABLE``: nothing can be shown of it.
    ``IN_PART``: entries can still be shown, and nothing may be added.
    """

    GONE = "gone"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    IN_PART = "in part"


def harm_of(path: Path) -> Harm | None:
    """What is wrong with the file at ``path``; None when it is sound at a quick look, was written by a newer
    version, or cannot be looked at now. Nothing is changed in it, but that a write that was cut off is taken
    back.
    """
    if not path.exists():
        return Harm.GONE
    if not (path.is_file() and os.access(path, os.R_OK)):
        return None
    if path.stat().st_size < SQLITE_PAGE_MIN_BYTES:
        return Harm.EMPTY
    can_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    uri = f"{path.absolute().as_uri()}?mode={'rw' if can_write else 'ro'}"
    try:
        with closing(
            sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
        ) as connection:
            return _harm(connection, path)
    except (UnicodeDecodeError, JournalError):
        return Harm.UNREADABLE
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return None if code in _NO_DAMAGE else Harm.UNREADABLE


def _harm(connection: sqlite3.Connection, path: Path) -> Harm | None:
    set_pragmas(connection, READING_PRAGMAS)
    if is_empty(connection):
        return Harm.EMPTY
    if reason_not_to_write(connection, path, is_protected=False, is_thorough=True) != DAMAGED:
        return None
    require_columns(connection)
    for table in TABLES:
        # What a minor version added may not be there.
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            connection.execute(f"SELECT * FROM {table}").fetchall()
    return Harm.IN_PART
