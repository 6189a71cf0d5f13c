"""A backup brought back into a sound journal: as one change that can be taken back, never as another file."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backstay.backups.backup import Reason
from backstay.backups.backups import Backups
from backstay.care.sound_copy import copy_sound, workshop
from backstay.domain.errors import NotSavedError
from backstay.journal.change import Change
from backstay.journal.database import Database, open_database
from backstay.journal.difference import Difference
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.journal import Journal

_WORKSHOP = ".restoring"


def preview(journal: Journal, backup: Path, go_on: GoOn = lambda _done: True) -> Difference:
    """What would be otherwise in ``journal`` after ``restore``; nothing is written into it.

    Raises ``InputError`` for a file that is no sound journal or is of a newer version, ``CancelledError``,
    ``NotSavedError`` when there is no room for a copy to read, and ``JournalError``.
    """
    with _former(backup, journal, go_on) as former:
        return journal.difference(former)


def restore(journal: Journal, backup: Path, backups: Backups, go_on: GoOn = lambda _done: True) -> Change:
    """Make every entry of ``journal`` stand as it does in ``backup``, in one transaction.

    A backup of the journal as it is now is made first. Nothing is removed: rows that are missing are taken
    in, newer rows give entries their former state, and tombstones stand for those that were not there yet.
    So other computers learn of it, and the change can be undone. Raises as ``preview``, and ``BackupError``;
    whichever it is, every entry is as it was.
    """
    if journal.notice and not journal.is_writable:
        raise NotSavedError(f"Nothing was restored. {journal.notice}", where=str(journal.path))
    with _former(backup, journal, go_on) as former:
        backups.make(journal.path, Reason.BEFORE_RESTORE, go_on)
        return journal.turn_back(former, lambda: _require_wanted(go_on))


def _require_wanted(go_on: GoOn) -> None:
    if not go_on(0):
        raise CancelledError


@contextmanager
def _former(backup: Path, journal: Journal, go_on: GoOn) -> Iterator[Database]:
    with workshop(journal.path.parent / _WORKSHOP) as folder:
        copy = folder / "backup.sqlite3"
        copy_sound(backup, copy, go_on)
        with closing(open_database(copy)) as former:
            yield former
