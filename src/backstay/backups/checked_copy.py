"""A copy of the journal that was read back whole before anybody may rely on it."""

import os
from contextlib import suppress
from pathlib import Path

from backstay.backups.backup import BackupError
from backstay.domain.contents import Contents
from backstay.domain.errors import BackstayError
from backstay.journal.copying import copy_journal
from backstay.journal.health import examine
from backstay.journal.intake import GoOn
from backstay.private_files import sync_folder

_STAYS = "the journal and all former backups are as they were"


def checked_copy(journal: Path, target: Path, go_on: GoOn) -> Contents:
    """Make ``target`` a copy of ``journal``, on the disk and found sound, and say what is in it.

    Raises ``BackupError`` when the copy could not be made or the journal is damaged, and
    ``CancelledError``; then there is no ``target``.
    """
    try:
        copy_journal(journal, target, lambda _pages: go_on(0))
    except BackstayError as error:
        raise BackupError(f"No backup was made. {error.what}", where=error.where, mend=error.mend) from error
    try:
        health = examine(target, go_on)
        if health.contents is None or health.problems:
            found = " ".join(health.problems)
            raise BackupError(
                f"No backup was made, because the journal is damaged. {found}",
                where=str(journal),
                mend=_STAYS,
            )
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    return health.contents


def write_copy(journal: Path, out: Path, go_on: GoOn = lambda _rows: True) -> Contents:
    """Make ``out`` a checked copy of ``journal``, readable by its owner alone; what stood there before is
    replaced at the very end. Raises ``BackupError`` and ``CancelledError``.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    contents = checked_copy(journal, draft, go_on)
    try:
        draft.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise BackupError(f"No backup was made: {error.strerror or error}.", where=str(out)) from error
    return contents
