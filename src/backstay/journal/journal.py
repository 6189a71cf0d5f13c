"""The journal as the rest of the program holds it: all its logs, and what is wrong with it.

What only some pages need, files and the list of everything, is imported when it is asked for.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.domain.errors import JournalError
from backstay.domain.moment import Moment
from backstay.journal.change import Change
from backstay.journal.database import BeforeMigration, Database, open_database
from backstay.journal.dated import ActivityLog, MarkLog, activity_log, mark_log
from backstay.journal.migrations import TABLES, migrate
from backstay.journal.pain import PainLog
from backstay.journal.rows import Row, TableRow
from backstay.journal.sessions import SessionLog

if TYPE_CHECKING:
    from backstay.journal.chronicle import Chronicle
    from backstay.journal.difference import Difference, States
    from backstay.journal.intake import GoOn, TakenIn


class Journal:
    """An open journal, used from the thread that opened it."""

    def __init__(self, database: Database, now: Callable[[], Moment]) -> None:
        self._database = database
        self._now = now
        self._damaged: set[str] = set()
        self.pain = PainLog(database, now)
        self.sessions = SessionLog(database, self.pain, now)
        self.activities = activity_log(database, now)
        self.marks = mark_log(database, now)

    @property
    def is_writable(self) -> bool:
        """Whether anything can be saved."""
        return not self._database.read_only_reason

    @property
    def notice(self) -> str | None:
        """What a person should know: why nothing can be saved, or that entries are missing."""
        lines = []
        if not self.is_writable:
            lines.append(self._database.read_only_reason)
        shown = sum(log.unreadable for log in self._logs())
        # Whoever reads every row meets damage that no page would show.
        if unreadable := max(shown, len(self._damaged)):
            what = "1 entry is" if unreadable == 1 else f"{unreadable} entries are"
            lines.append(f"{what} damaged and not shown; nothing was removed from the file.")
        return " ".join(lines) or None

    def first_day(self) -> date | None:
        """The day of the earliest entry of any kind; None without entries. Raises ``JournalError``."""
        return min(filter(None, (log.first_day() for log in self._logs())), default=None)

    def chronicle(self) -> "Chronicle":
        """All entries of every kind, newest first, to be read in parts."""
        from backstay.journal.chronicle import Chronicle

        return Chronicle([log.source() for log in self._logs()])

    def rows(self, table: str) -> list[Row]:
        """Every row of ``table`` as it was written, superseded and deleted ones too, for a file without
        loss. Raises ``JournalError``.
        """
        from backstay.journal.intake import all_rows

        sound, damaged = all_rows(self._database, table)
        self._damaged |= damaged
        return sound

    def take_in(self, rows: Iterable[TableRow], go_on: "GoOn" = lambda _done: True) -> "TakenIn":
        """Store the rows that are not here yet, all of them or none; see ``journal.intake.take_in``."""
        from backstay.journal.intake import take_in

        return take_in(self._database, self._now, rows, go_on)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def difference(self, other: "Journal") -> "Difference":
        """What would be otherwise here if every entry were as ``other`` has it. Raises ``JournalError``."""
        from backstay.journal.difference import difference

        readers = {
            "session": self.sessions.source().read,
            "pain": self.pain.source().read,
            "activity": self.activities.source().read,
            "mark": self.marks.source().read,
        }
        return difference(self.states(), other.states(), readers)

    def turn_back(self, other: "Journal") -> Change:
        """Make every entry stand as ``other`` has it: one change, by which nothing is removed. Raises
        ``NotSavedError`` and ``JournalError``.
        """
        from backstay.journal.turning_back import turn_back

        rows = ((table, row) for table in TABLES for row in other.rows(table))
        return turn_back(self._database, self._now, rows, other.states())

    def states(self) -> "States":
        """By table, the sound row that stands for each entry; of one that was deleted a tombstone. Raises
        ``JournalError``.
        """
        from backstay.journal.turning_back import states

        return states(self._database)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since the last call. Raises ``JournalError``."""
        return self._database.changed_elsewhere()

    def _logs(self) -> tuple[PainLog | SessionLog | ActivityLog | MarkLog, ...]:
        return self.pain, self.sessions, self.activities, self.marks

    def close(self) -> None:
        """Give the file back. May be called twice."""
        self._database.close()


def open_journal(
    path: Path, now: Callable[[], Moment], before_migration: BeforeMigration = lambda _path: None
) -> Journal:
    """Open the journal at ``path``, making it when there never was one.

    ``now`` gives the moment that a write is dated with; ``before_migration`` keeps a copy of a journal of an
    older form. Raises ``JournalError`` when the file cannot be read at all; when it can only be read,
    ``notice`` says why.
    """
    return Journal(open_database(path, before_migration), now)


def unavailable_journal(error: JournalError, now: Callable[[], Moment]) -> Journal:
    """A journal that is empty and saves nothing, in place of one that could not be opened."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    mend = f" To mend it: {error.mend}." if error.mend else ""
    reason = f"{error.what} Nothing can be saved.{mend}"
    return Journal(Database(connection, Path(error.where), reason), now)


def journal_at(
    path: Path, now: Callable[[], Moment], before_migration: BeforeMigration = lambda _path: None
) -> Journal:
    """As ``open_journal``; where that is not possible, a journal that says why and saves nothing."""
    try:
        return open_journal(path, now, before_migration)
    except JournalError as error:
        return unavailable_journal(error, now)
