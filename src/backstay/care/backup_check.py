"""The backups: each one read whole, and whether the newest is new enough."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from backstay.backups.backup import Backup, backups_in
from backstay.backups.second_folder import known_place_in
from backstay.care.check import LET_IN, Check, doubt, sound
from backstay.care.journal_check import told
from backstay.domain.errors import JournalError
from backstay.domain.moment import Moment
from backstay.journal.checkup import last_written
from backstay.journal.health import examine
from backstay.journal.intake import GoOn
from backstay.paths import Paths

BEHIND_MOST = timedelta(days=1)
"""A backup is made after a session and at the start and the end of the program; one that is further behind
the last change than this was not made when it should have been.
"""

_ALL, _NAME = "backups", "backup"
_SECOND = "second folder"
_BACK_UP = "make one now: backstay backup"


def check_backups(paths: Paths, now: Moment, next_file: Callable[[], GoOn]) -> Iterator[Check]:
    """A line for each, the newest first, and one about how new that is. Raises ``CancelledError``."""
    try:
        backups = backups_in(paths.backups)
    except OSError as error:
        yield doubt(_ALL, f"{paths.backups} cannot be looked into: {error.strerror}", LET_IN)
        return
    yield _of_newest(paths, backups)
    for backup in backups:
        yield _of_backup(backup, now, next_file())


def check_second_folder(folder: str, paths: Paths, now: Moment, go_on: GoOn) -> Check:
    """Whether the newest backup also stands in the second ``folder``, and is sound there. One in the network
    that has gone can keep whoever asks waiting for long. Raises ``CancelledError``.
    """
    try:
        if not Path(folder).is_dir():
            return doubt(_SECOND, f"{folder} is not there", "plug it in, or choose another one in Settings")
        place = known_place_in(Path(folder), paths.backups)
        there, here = backups_in(place) if place else (), backups_in(paths.backups)
    except OSError as error:
        return doubt(_SECOND, f"{folder} cannot be used: {error.strerror}", "allow reading and writing it")
    if here and here[0].path.name not in {backup.path.name for backup in there}:
        return doubt(_SECOND, f"{folder} lacks the newest backup", _BACK_UP)
    if not there:
        return sound(_SECOND, f"{folder}: nothing yet")
    newest = _of_backup(there[0], now, go_on)
    how_many = "1 backup" if len(there) == 1 else f"{len(there)} backups"
    text = f"{folder}: {how_many}, the newest of {newest.text}"
    return sound(_SECOND, text) if newest.is_sound else doubt(_SECOND, text, _BACK_UP)


def _of_newest(paths: Paths, backups: tuple[Backup, ...]) -> Check:
    try:
        changed_at = last_written(paths.journal)
    except JournalError:
        return doubt(_ALL, "whether one is missing cannot be told without the journal", "see above")
    if changed_at is None:
        return sound(_ALL, "none is needed, as nothing has been entered yet")
    if not backups:
        return doubt(_ALL, "there is none yet", _BACK_UP)
    behind = changed_at - max(backup.made_at for backup in backups)
    if behind > BEHIND_MOST:
        return doubt(_ALL, f"the newest lacks what was entered up to {behind.days} days after it", _BACK_UP)
    how_many = "there is 1" if len(backups) == 1 else f"there are {len(backups)}"
    return sound(_ALL, f"{how_many}, the newest less than a day behind the last change")


def _of_backup(backup: Backup, now: Moment, go_on: GoOn) -> Check:
    made = f"{backup.made_at.astimezone(now.local.tzinfo):%Y-%m-%d %H:%M}"
    health = examine(backup.path, go_on)
    if health.is_sound and health.contents is not None:
        return sound(_NAME, f"{made}: {told(health.contents)}, every checksum fits")
    mend = f"do not restore it; it may be removed: {backup.path}"
    return doubt(_NAME, f"{made}: {' '.join(health.problems)}", mend)
