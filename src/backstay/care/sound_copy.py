"""A copy of a backup that may be relied on: read whole, in the form of this version, and in nobody's way."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backstay.backups.folder import alone_in
from backstay.domain.errors import InputError, JournalError, NotSavedError
from backstay.journal.copying import copy_journal
from backstay.journal.database import open_database
from backstay.journal.health import Health, examine
from backstay.journal.intake import GoOn
from backstay.journal.migrations import CURRENT
from backstay.private_files import make_private_folder


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A private ``folder`` for files that are made ready, gone afterwards with all that is in it; no other
    program is at work on the files beside it. Raises ``BackstayError`` when it cannot be made, or another
    program does not come to an end there.
    """
    make_private_folder(folder.parent)
    with alone_in(folder.parent, _busy(folder.parent)):
        # What a program that was killed has left there.
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def is_newer(health: Health) -> bool:
    """Whether it is of a version that this one does not know all of."""
    numbers = tuple(int(part) for part in health.version.split(".") if part)
    return numbers > (CURRENT.major, CURRENT.minor)


def copy_sound(backup: Path, target: Path, go_on: GoOn) -> None:
    """Make ``target`` a copy of ``backup``, looked at whole and brought to the form of this version.

    Raises ``InputError`` for a file that is damaged, foreign or of a newer version, ``NotSavedError`` when
    the copy cannot be written, and ``CancelledError``.
    """
    _require_file(backup)
    try:
        copy_journal(backup, target)
    except NotSavedError:
        raise
    except JournalError as error:
        raise _refused(backup, error.what) from error
    health = examine(target, go_on)
    if is_newer(health):
        raise InputError(
            "This backup was written by a newer version of Backstay, which is needed to restore it.",
            where=str(backup),
        )
    if not health.is_sound:
        raise _refused(backup, " ".join(health.problems))
    open_database(target).close()


def _busy(place: Path) -> NotSavedError:
    return NotSavedError(
        "Nothing was changed: another Backstay is restoring or recovering the log.",
        where=str(place),
        mend="wait until it is done, then look again",
    )


def _require_file(backup: Path) -> None:
    try:
        is_there = backup.is_file()
    except OSError as error:
        raise _refused(backup, f"{error.strerror}.") from error
    if not is_there:
        raise InputError(
            "There is no such backup.", where=str(backup), mend="see which there are: backstay restore"
        )


def _refused(backup: Path, why: str) -> InputError:
    return InputError(
        f"This file is not restored: {why}",
        where=str(backup),
        expected="a backup that is whole",
        mend="choose another backup",
    )
