"""One backup: how its file is named, and which backups stand in a folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from backstay.domain.errors import BackstayError


class Reason(StrEnum):
    """What a backup was made for; it stands in the name of the file."""

    SESSION = "session"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_IMPORT = "before-import"
    BEFORE_RESTORE = "before-restore"
    AFTER_RESTORE = "after-restore"
    BEFORE_DELETING = "before-deleting"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of the journal at ``path``; ``made_at`` is in UTC, to the second."""

    path: Path
    made_at: datetime
    reason: Reason
    size_bytes: int


class BackupError(BackstayError):
    """No backup was made; the journal and all former backups are as they were."""


_FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"journal-(\d{8}T\d{6}Z)(?:-([a-z-]+?))?(?:-(\d+))?\.sqlite3", re.ASCII)


def backup_name(made_at: datetime, reason: Reason, number: int = 1) -> str:
    """The name of the ``number``-th backup of one second: ``journal-20261123T051200Z-by-hand.sqlite3``."""
    parts = ["journal", made_at.astimezone(UTC).strftime(_FORM)]
    parts += [reason.value] if reason is not Reason.SESSION else []
    parts += [str(number)] if number > 1 else []
    return f"{'-'.join(parts)}.sqlite3"


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups that stand in ``folder``, newest first; none when it is not there. Files of other names
    are left out. Raises ``OSError`` when it may not be looked into.
    """
    if not folder.exists():
        return ()
    found = sorted(_found(folder), key=lambda pair: pair[0], reverse=True)
    return tuple(backup for _, backup in found)


def _found(folder: Path) -> Iterator[tuple[tuple[datetime, int, str], Backup]]:
    for path in folder.iterdir():
        named = _NAME.fullmatch(path.name)
        if not named or path.is_symlink() or not path.is_file():
            continue
        try:
            made_at = datetime.strptime(named[1], _FORM).replace(tzinfo=UTC)
            backup = Backup(path, made_at, Reason(named[2] or Reason.SESSION), path.stat().st_size)
        except (ValueError, FileNotFoundError):
            # No such day, a reason of a newer program, or gone since: none of ours to count.
            continue
        yield (made_at, int(named[3] or 1), path.name), backup
