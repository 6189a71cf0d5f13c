"""What stands in a journal, row for row, so that two of them can be compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from backstay.domain.errors import BackstayError
from backstay.domain.pain import PainScore
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import TABLES
from backstay.journal.rows import TableRow
from tests.fakes import HandClock

State = frozenset[tuple[str, str, str]]
"""Of every row its table, its id and its checksum."""

EMPTY: State = frozenset()


def rows_of(journal: Journal) -> list[TableRow]:
    """Every sound row, with its table."""
    return [(table, row) for table in TABLES for row in journal.rows(table)]


def state_of(journal: Journal) -> State:
    """Every sound row."""
    return frozenset((table, row["id"], row["checksum"]) for table, row in rows_of(journal))


class DamagedError(Exception):
    """What the disk holds is no journal that can be read whole and written."""


def state_at(path: Path, clock: HandClock) -> State:
    """What the real program finds at ``path``. Raises ``DamagedError`` unless all of it is sound and one
    more entry can be saved.
    """
    try:
        with closing(open_journal(path, clock.moment)) as journal:
            state = state_of(journal)
            journal.pain.add(PainScore(1), clock.moment())
            if journal.notice or len(state_of(journal)) != len(state) + 1:
                raise DamagedError(journal.notice)
        with closing(sqlite3.connect(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
    except (BackstayError, sqlite3.Error) as error:
        raise DamagedError(str(error)) from error
    if said != [("ok",)]:
        raise DamagedError(str(said))
    return state


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A new folder in memory where the system has one, so that nothing waits for a real disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)
