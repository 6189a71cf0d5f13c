"""What is asked of a journal file before anything in it is believed: quick questions, in every start."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from backstay.domain.errors import JournalError
from backstay.journal.faults import KEEP_THE_FILE
from backstay.journal.migrations import APPLICATION_ID, CURRENT, has_known_shape, is_outdated, stored_version
from backstay.private_files import create_private, sync_folder

SQLITE_FLOOR = (3, 37, 0)
SQLITE_PAGE_MIN_BYTES = 512
DAMAGED = "The file is damaged; a backup copy can take its place."


def require_sqlite() -> None:
    """Raises ``JournalError`` for a library that cannot keep what is promised."""
    if sqlite3.sqlite_version_info < SQLITE_FLOOR:
        raise JournalError(
            "The SQLite of this Python is too old for the journal.",
            where=f"SQLite {sqlite3.sqlite_version}",
            expected="3.37 or newer",
            mend="use a newer Python",
        )


def ensure_file(path: Path, marker: Path) -> bool:
    """Make the file where there never was one; whether ``marker`` says that there was.

    Raises ``JournalError`` when it is gone, and ``OSError``.
    """
    # The marker is looked at first: another program may be writing both at this moment, the
    # journal before the marker, and then the order of looking must be the other way round.
    has_been_used = marker.exists()
    if path.exists():
        return has_been_used
    if has_been_used:
        raise lost(path, "gone", marker.name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    create_private(path)
    # The folder may be as new as the file; without its name on the disk the file would be lost too.
    with suppress(PermissionError):
        sync_folder(path.parent.parent)
    return False


def lost(path: Path, how: str, *traces: str) -> JournalError:
    """What to say of a journal that is ``how``, and that ``traces`` beside it say there was."""
    return JournalError(
        f"The journal file is {how}.",
        where=str(path),
        mend="put the file back, or bring the newest backup back with “backstay restore --newest”; to begin "
        f"anew, move {' and '.join(traces)} beside it away first",
    )


def no_place(path: Path, error: OSError) -> JournalError:
    """The same refusal of the disk in words."""
    return JournalError(
        f"The journal could not be opened or made: {error.strerror or error}.",
        where=str(error.filename or path),
        mend="check the folder, or choose another one with --data-dir",
    )


def require_readable(path: Path) -> None:
    """Raises ``JournalError``."""
    # SQLite would say that it cannot open it, or that the disk reported an error.
    if not path.is_file():
        raise JournalError(
            "Something that is not a file stands where the journal should be.",
            where=str(path),
            mend="move it away, or choose another folder with --data-dir",
        )
    if not os.access(path, os.R_OK):
        raise JournalError("The journal may not be read.", where=str(path), mend="allow reading it")


def refuse_loss(connection: sqlite3.Connection, path: Path, is_old: bool) -> None:
    """Raises ``JournalError`` for a file without anything in it where something has been."""
    if not is_empty(connection):
        return
    # SQLite takes a file of one byte for a new one and would write over it.
    if is_old or 0 < path.stat().st_size < SQLITE_PAGE_MIN_BYTES:
        raise JournalError("The journal file is damaged: it is empty.", where=str(path), mend=KEEP_THE_FILE)


def refuse_emptied(path: Path) -> None:
    """Raises ``JournalError`` for a file that was emptied while open: SQLite reads it without a word."""
    if path.exists() and path.stat().st_size == 0:
        raise JournalError("The journal file is damaged: it is empty.", where=str(path), mend=KEEP_THE_FILE)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether it is a new file, without a table."""
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(objects == 0 and _application_id(connection) == 0)


def is_written_at_opening(connection: sqlite3.Connection) -> bool:
    """Whether opening it for writing would change what is in it already."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    return is_outdated(connection) or mode != "delete"


def reason_not_to_write(
    connection: sqlite3.Connection, path: Path, *, is_protected: bool, is_thorough: bool
) -> str:
    """Why the file can only be read; empty when nothing speaks against writing. Only ``is_thorough`` looks
    at the contents, which takes the longer the more there is. Raises ``JournalError`` for a file that is
    none of ours.
    """
    if is_empty(connection):
        return ""
    if _application_id(connection) != APPLICATION_ID:
        raise JournalError(
            "This file is not a Backstay journal.", where=str(path), mend="choose another data folder"
        )
    major = stored_version(connection) >> 16
    if major > CURRENT.major:
        return "It was written by a newer version of Backstay, which is needed to add to it."
    if major < 1 or not _looks_whole(connection, path, is_thorough=is_thorough):
        return DAMAGED
    if is_protected:
        return "The file or its folder is write-protected; allow writing to both to add to it."
    return ""


def is_content_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds every page of the file in its place, and in it what belongs there."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _looks_whole(connection: sqlite3.Connection, path: Path, *, is_thorough: bool) -> bool:
    # One and the same state for every question: a program that writes in between changes the answers.
    connection.execute("BEGIN")
    try:
        # SQLite fills half a page at the end with zeros; where that is the page of an empty table, it is
        # content.
        size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        size_bytes = connection.execute(size).fetchone()[0]
        if path.stat().st_size < size_bytes:
            return False
        return (not is_thorough or is_content_whole(connection)) and has_known_shape(connection)
    finally:
        connection.execute("ROLLBACK")


def _application_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])
