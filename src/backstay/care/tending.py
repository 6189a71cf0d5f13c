"""When the copies of the journal are made: soon after each write, after sessions, and before what changes
much of it at once.

What the copies are made with is imported when the first one is made: no start waits for it.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.care.errands import Errands
from backstay.domain.moment import Moment
from backstay.domain.preferences import Preferences
from backstay.journal.intake import GoOn
from backstay.journal.journal import Journal, open_journal
from backstay.paths import Paths
from backstay.settings import load_settings

if TYPE_CHECKING:
    from backstay.backups.backup import Reason
    from backstay.backups.backups import Backups

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
        self._second_trouble: str | None = None

    @property
    def status(self) -> tuple[str, ...]:
        """What went wrong the last time, a plain line for each thing; none when all is well."""
        troubles = self._errands.troubles
        lines = (troubles.get(CHANGES), troubles.get(EXCHANGE), troubles.get(BACKUP))
        return tuple(line for line in (*lines, self._second_trouble) if line)

    def begin(self, heard: Callable[[], None]) -> None:
        """The program has begun: copy what is due. ``heard`` is called from the thread whenever anything
        was done: entries of other computers may have come, or a line of ``status``.
        """
        self._errands.on_done(heard)
        self._errands.ask(*_ALL)

    def wrote(self) -> None:
        """Something was written into the journal."""
        self._errands.ask(CHANGES, EXCHANGE)

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

    def _write_changes(self, _go_on: GoOn) -> None:
        pass

    def _exchange(self, _go_on: GoOn) -> None:
        pass

    def _back_up(self, go_on: GoOn) -> None:
        if self._paths.journal.exists():
            from backstay.backups.backup import Reason

            backups = backups_of(self._paths, self._preferences(), self._now)
            if backups.is_due(self._paths.journal):
                backups.make(self._paths.journal, Reason.SESSION, go_on)
                self._second_trouble = backups.second_folder_trouble


def backups_of(paths: Paths, preferences: Preferences, now: Callable[[], Moment]) -> "Backups":
    """The backups of the journal in ``paths``, with the second folder that is set."""
    from backstay.backups.backups import Backups

    second = preferences.backup_folder
    return Backups(paths.backups, now, Path(second) if second else None)


def keep_before(
    paths: Paths,
    preferences: Preferences,
    now: Callable[[], Moment],
    reason: "Reason",
    go_on: GoOn = lambda _done: True,
) -> None:
    """Make a backup at once, unless there is no journal yet. Raises ``BackupError`` when none could be made,
    and ``CancelledError``.
    """
    if paths.journal.exists():
        backups_of(paths, preferences, now).make(paths.journal, reason, go_on)


def keep_before_migration(paths: Paths, now: Callable[[], Moment], _journal: Path) -> None:
    """The same for a journal that is about to be brought to a newer form."""
    from backstay.backups.backup import Reason

    preferences = load_settings(paths.settings, sets_aside=False).preferences
    keep_before(paths, preferences, now, Reason.BEFORE_MIGRATION)


@contextmanager
def tended_journal(paths: Paths, now: Callable[[], Moment]) -> Iterator[Journal]:
    """The journal as a command of the terminal opens it, closed at the end. Raises as ``open_journal``."""
    with closing(open_journal(paths.journal, now, partial(keep_before_migration, paths, now))) as journal:
        yield journal
