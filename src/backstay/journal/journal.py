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
from backstay.journal.file_id import file_at
from backstay.journal.migrations import migrate
from backstay.journal.pain import PainLog
from backstay.journal.rows import Row, TableRow
from backstay.journal.sessions import SessionLog

if TYPE_CHECKING:
    from backstay.journal.chronicle import Chronicle
    from backstay.journal.difference import Difference
    from backstay.journal.intake import GoOn, TakenIn


class Journal:
    """An open journal, used from the thread that opened it."""

    def __init__(self, database: Database, now: Callable[[], Moment]) -> None:
        self._database = database
        self._now = now
        self._begin_anew()
        database.on_renewal(self._begin_anew)

    @property
    def path(self) -> Path:
        """Where its file stands."""
        return self._database.path

    @property
    def is_writable(self) -> bool:
        """Whether anything can be saved, as far as that is known."""
        return not self._database.read_only_reason

    @property
    def has_written(self) -> bool:
        """Whether anything was saved through it since it was opened."""
        return self._database.has_written

    @property
    def notice(self) -> str | None:
        """What a person should know: why nothing can be saved, or that entries are missing.

        Waits for the look at the whole file, where one is under way or has been put off, and raises
        ``JournalError`` when none can be taken.
        """
        self._database.settle()
        return self.notice_so_far

    @property
    def notice_so_far(self) -> str | None:
        """The same at once, without a word on what has not been looked at yet."""
        self._database.settle(is_waiting=False)
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

    def difference(self, other: Database) -> "Difference":
        """What would be otherwise here if every entry were as ``other`` has it. Raises ``JournalError``."""
        from backstay.journal.difference import difference
        from backstay.journal.turning_back import states

        readers = {
            "session": self.sessions.source().read,
            "pain": self.pain.source().read,
            "activity": self.activities.source().read,
            "mark": self.marks.source().read,
        }
        return difference(states(self._database), states(other), readers)

    def turn_back(self, other: Database) -> Change:
        """Make every entry stand as ``other``, of this version, has it: one change, by which nothing is
        removed. Raises ``NotSavedError`` and ``JournalError``.
        """
        from backstay.journal.turning_back import turn_back

        return turn_back(self._database, self._now, other)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since the last call, or has put another file in the place of
        this one, which is the one that is open from then on. Raises ``JournalError``.
        """
        return self._database.changed_elsewhere()

    def begin_look(self, refused: Callable[[], None]) -> None:
        """Begin the look at the whole file that opening it has put off. A thread calls ``refused`` when the
        file is damaged; ``notice_so_far`` says so from then on.
        """
        self._database.begin_look(refused)

    def renew(self) -> None:
        """Open the file that stands at the path now, after a recovery say. What was read before may have
        changed in every kind. One that cannot be read shows nothing and saves nothing from then on, as at a
        start, and ``notice`` says why.
        """
        try:
            self._database.renew()
        except JournalError as error:
            self._database.close()
            self._database = unavailable_journal(error, self._now, self.path)._database
            self._database.on_renewal(self._begin_anew)
            self._begin_anew()

    def _begin_anew(self) -> None:
        # What the logs have found sound, or damaged, was so in the file that was open then.
        self._damaged: set[str] = set()
        self.pain = PainLog(self._database, self._now)
        self.sessions = SessionLog(self._database, self.pain, self._now)
        self.activities = activity_log(self._database, self._now)
        self.marks = mark_log(self._database, self._now)

    def _logs(self) -> tuple[PainLog | SessionLog | ActivityLog | MarkLog, ...]:
        return self.pain, self.sessions, self.activities, self.marks

    def close(self) -> None:
        """Give the file back. May be called twice."""
        self._database.close()


def open_journal(
    path: Path,
    now: Callable[[], Moment],
    before_migration: BeforeMigration = lambda _path: None,
    *,
    is_looked_at_later: bool = False,
) -> Journal:
    """Open the journal at ``path``, making it when there never was one.

    ``now`` gives the moment that a write is dated with; ``before_migration`` keeps a copy of a journal of an
    older form; ``is_looked_at_later`` puts the look at the whole file off until ``begin_look``. Raises
    ``JournalError`` when the file cannot be read at all; when it can only be read, ``notice`` says why.
    """
    database = open_database(path, before_migration, is_looked_at_later=is_looked_at_later)
    return Journal(database, now)


def unavailable_journal(error: JournalError, now: Callable[[], Moment], path: Path | None = None) -> Journal:
    """A journal that is empty and saves nothing, in place of the one at ``path`` that could not be opened.
    Once another file stands there, that one is opened by ``changed_elsewhere``.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    mend = f" To mend it: {error.mend}." if error.mend else ""
    reason = f"{error.what} Nothing can be saved.{mend}"
    place = path or Path(error.where)
    return Journal(Database(connection, place, reason, file=file_at(place)), now)


def journal_at(
    path: Path,
    now: Callable[[], Moment],
    before_migration: BeforeMigration = lambda _path: None,
    *,
    is_looked_at_later: bool = False,
) -> Journal:
    """As ``open_journal``; where that is not possible, a journal that says why and saves nothing."""
    try:
        return open_journal(path, now, before_migration, is_looked_at_later=is_looked_at_later)
    except JournalError as error:
        return unavailable_journal(error, now, path)
