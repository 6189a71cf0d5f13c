"""When the copies of the journal are made: soon after each write, after sessions, and before what changes
much of it at once.

What the copies are made with is imported when the first one is made: no start waits for it.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.care.errands import Errands
from backstay.care.traces import was_used
from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences
from backstay.journal.database import marker_of
from backstay.journal.first_look import lost
from backstay.journal.journal import Journal, open_journal, unavailable_journal
from backstay.paths import Paths
from backstay.settings import load_settings

if TYPE_CHECKING:
    from backstay.backups.backup import Reason
    from backstay.backups.backups import Backups
    from backstay.journal.intake import GoOn
    from backstay.sync.exchange import Exchange

_log = logging.getLogger(__name__)

CHANGES, EXCHANGE, BACKUP = "change files", "exchange", "backup"
_ALL = (CHANGES, EXCHANGE, BACKUP)
_DELAY_S = 2.0
_CLOSING_S = 3.0


class Tending:
    """Makes the copies of the journal in ``paths`` in a thread of its own, ``delay_s`` seconds after the
    last reason for one, and none while a session runs. ``preferences`` tells what is set now.

    No method raises, and only ``settle`` and ``close`` wait.
    """

    def __init__(
        self,
        paths: Paths,
        preferences: Callable[[], Preferences],
        now: Callable[[], Moment],
        *,
        delay_s: float = _DELAY_S,
    ) -> None:
        self._paths, self._preferences, self._now = paths, preferences, now
        works = {CHANGES: self._write_changes, EXCHANGE: self._exchange, BACKUP: self._back_up}
        self._errands = Errands(works, delay_s=delay_s)
        self._exchanged: tuple[str, Exchange | None] = ("", None)
        self._second_trouble: str | None = None

    @property
    def status(self) -> tuple[str, ...]:
        """What went wrong the last time, a plain line for each thing; none when all is well."""
        troubles = self._errands.troubles
        last = self.last_exchange
        exchanged = troubles.get(EXCHANGE) or (last.trouble if last is not None else "")
        lines = (troubles.get(CHANGES), exchanged, self.backup_trouble)
        return tuple(line for line in (*lines, self._second_trouble) if line)

    @property
    def backup_trouble(self) -> str:
        """Why the last backup that was due could not be made; empty when it could."""
        return self._errands.troubles.get(BACKUP, "")

    @property
    def last_exchange(self) -> "Exchange | None":
        """What came of the last exchange over the folder that is set; None without one in this run."""
        with_folder, exchange = self._exchanged
        return exchange if with_folder == self._preferences().sync_folder else None

    def begin(self, heard: Callable[[], None]) -> None:
        """The program has begun: copy what is due. ``heard`` is called from the thread whenever anything
        was done: entries of other computers may have come, or a line of ``status``.
        """
        self._errands.on_done(heard)
        self._errands.ask(*_ALL)

    def wrote(self) -> None:
        """Something was written into the journal."""
        self._errands.ask(CHANGES)
        self.look()

    def look(self) -> None:
        """Other computers may have sent something."""
        if self._preferences().sync_folder:
            self._errands.ask(EXCHANGE)

    def session_follower(self) -> Callable[[object], None]:
        """A listener for a session's events: nothing is begun from its start to its end, pauses included,
        and a backup is due when it is over.
        """
        # The first picture of the window does not wait for what a session is made of.
        from backstay.domain.session_events import (
            SessionEnded,
            SessionReopened,
            SessionRestored,
            SessionStarted,
        )

        def follow(event: object) -> None:
            if isinstance(event, SessionStarted | SessionRestored | SessionReopened):
                self._errands.hold()
            elif isinstance(event, SessionEnded):
                self._errands.release()
                self._errands.ask(*_ALL)

        return follow

    def settle(self, limit_s: float) -> bool:
        """Make the copies that are asked for now, and wait for it, ``limit_s`` seconds at the most; whether
        it is done.
        """
        return self._errands.settle(limit_s)

    def close(self, *, is_last: bool, limit_s: float = _CLOSING_S) -> None:
        """The program ends: what was asked for is done within ``limit_s`` seconds, or at the next start;
        with ``is_last`` whatever is due.
        """
        if is_last:
            self._errands.ask(*_ALL)
        self._errands.close(limit_s)

    def _write_changes(self, _go_on: "GoOn") -> None:
        copy_changes(self._paths, self._now)

    def _exchange(self, go_on: "GoOn") -> None:
        shared, paths = self._preferences().sync_folder, self._paths
        if shared and os.path.exists(paths.journal):
            from backstay.sync.exchange import exchange

            exchanged = exchange(paths.changes, Path(shared), paths.journal, self._now, go_on)
            self._exchanged = (shared, exchanged)

    def _back_up(self, go_on: "GoOn") -> None:
        journal = self._paths.journal
        if os.path.exists(journal):
            from backstay.backups.backup import Reason

            backups = backups_of(self._paths, self._preferences(), self._now)
            if backups.is_due(journal):
                backups.make(journal, Reason.SESSION, go_on)
                self._second_trouble = backups.second_folder_trouble


def backups_of(paths: Paths, preferences: Preferences, now: Callable[[], Moment]) -> "Backups":
    """The backups of the journal in ``paths``, with the second folder that is set."""
    from backstay.backups.backups import Backups

    second = preferences.backup_folder
    return Backups(paths.backups, now, Path(second) if second else None)


def keep_before(
    reason: "Reason", paths: Paths, now: Callable[[], Moment], go_on: "GoOn" = lambda _rows: True
) -> None:
    """Make a backup at once, unless there is no journal; from any thread. Raises ``BackupError`` where none
    could be made, and ``CancelledError``.
    """
    if os.path.exists(paths.journal):
        preferences = load_settings(paths.settings, sets_aside=False).preferences
        backups_of(paths, preferences, now).make(paths.journal, reason, go_on)


def keep_before_import(paths: Paths, now: Callable[[], Moment], go_on: "GoOn" = lambda _rows: True) -> None:
    """The same before many entries come in at once."""
    from backstay.backups.backup import Reason

    keep_before(Reason.BEFORE_IMPORT, paths, now, go_on)


def keep_before_migration(paths: Paths, now: Callable[[], Moment], _journal: Path) -> None:
    """The same for a journal that is about to be brought to a newer form."""
    from backstay.backups.backup import Reason

    keep_before(Reason.BEFORE_MIGRATION, paths, now)


def copy_changes(paths: Paths, now: Callable[[], Moment]) -> None:
    """Bring the change files up to what was written. Raises ``BackstayError``."""
    if os.path.exists(paths.journal):
        from backstay.sync.own_files import write_changes

        write_changes(paths.changes, paths.journal, now)


def open_kept(paths: Paths, now: Callable[[], Moment], *, is_looked_at_later: bool = False) -> Journal:
    """The journal in ``paths`` as ``open_journal`` opens it, but that none is begun anew where copies say
    there was one, and none is brought to a newer form without a backup. Raises as ``open_journal``.
    """
    _require_no_loss(paths)
    keep = partial(keep_before_migration, paths, now)
    return open_journal(paths.journal, now, keep, is_looked_at_later=is_looked_at_later)


def kept_journal(paths: Paths, now: Callable[[], Moment], *, is_looked_at_later: bool = False) -> Journal:
    """The same; where that is not possible, a journal that says why and saves nothing."""
    try:
        return open_kept(paths, now, is_looked_at_later=is_looked_at_later)
    except JournalError as error:
        return unavailable_journal(error, now, paths.journal)


@contextmanager
def tended_journal(paths: Paths, now: Callable[[], Moment]) -> Iterator[Journal]:
    """The journal as a command of the terminal opens it, closed at the end; what was written is in the change
    files then. Raises as ``open_journal``.
    """
    with closing(open_kept(paths, now)) as journal:
        yield journal
    if journal.has_written:
        try:
            copy_changes(paths, now)
        except BackstayError as error:
            # The entry is saved, which is what was asked for; the next write brings its copy too.
            _log.info("%s: %s", CHANGES, error.what)


def _require_no_loss(paths: Paths) -> None:
    # Where the mark of use is there, opening asks no further.
    if _is_begun(paths.journal) or os.path.lexists(marker_of(paths.journal)):
        return
    # Looked at again: another program may have made the first one of all, and copies of it, meanwhile.
    if was_used(paths) and not _is_begun(paths.journal):
        how = "damaged: it is empty" if os.path.exists(paths.journal) else "gone"
        raise lost(paths.journal, how, paths.backups.name, paths.changes.name)


def _is_begun(journal: Path) -> bool:
    # An empty file is what a program that was killed at its first start left.
    return os.path.exists(journal) and os.path.getsize(journal) > 0
