"""What a check asks of a journal besides its health: nothing is written."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from backstay.domain.errors import JournalError
from backstay.journal.database import BUSY_TIMEOUT_S, WRITING_PRAGMAS, set_pragmas
from backstay.journal.faults import reported
from backstay.journal.health import opened_to_read
from backstay.journal.migrations import TABLES

_KEPT_BY = "delete"


def require_durable(path: Path) -> None:
    """Raises ``JournalError`` when the journal at ``path`` does not have, or this computer's SQLite does not
    take, a setting that keeps entries through a power cut.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with (
        reported(path, saving=False),
        closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)) as looking,
    ):
        # Set, it would change the file.
        if (mode := looking.execute("PRAGMA journal_mode").fetchone()[0]) != _KEPT_BY:
            raise JournalError(
                "Another program has changed how the file is written.",
                where=f"journal_mode is {mode}",
                expected=_KEPT_BY,
                mend="close all other programs that use it, then start Backstay once",
            )
        set_pragmas(looking, WRITING_PRAGMAS)


def last_written(path: Path) -> datetime | None:
    """When the journal at ``path`` was written to last, in UTC; None when it holds nothing or does not tell.

    Raises ``JournalError``.
    """
    with opened_to_read(path) as database:
        present = {row["name"] for row in database.rows("SELECT name FROM sqlite_master")}
        found = [
            database.rows(f"SELECT max(written_utc) AS latest FROM {table}")[0]["latest"]
            for table in TABLES
            if table in present
        ]
    with suppress(ValueError):
        return datetime.fromisoformat(max(filter(None, found), default=""))
    return None
