"""A folder of backups: one program at work in it at a time, and no draft of a killed one left."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from backstay.backups.backup import BackupError, backups_in
from backstay.domain.errors import BackstayError
from backstay.domain.keeping import kept

if sys.platform != "win32":
    import fcntl

_DRAFT = ".draft-"
_TRIES, _WAIT_S = 100, 0.1


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Inside, no other program makes or removes backups in ``folder``, and no draft of a former run is there.

    Raises ``BackupError`` when another one is at it for longer than ten seconds, and ``OSError``.
    """
    busy = BackupError(
        "No backup was made: another Backstay is making one.",
        where=str(folder),
        mend="wait a moment, then try again",
    )
    with alone_in(folder, busy):
        for draft in folder.glob(f"{_DRAFT}*"):
            # Where a system has no locks it does not let a file be removed that is in use.
            with suppress(OSError):
                draft.unlink()
        yield


@contextmanager
def alone_in(folder: Path, busy: BackstayError) -> Iterator[None]:
    """Inside, no other program that asks for ``folder`` in this way is at work in it. Raises ``busy`` when
    one is for longer than ten seconds, and ``OSError``.
    """
    handle = _lock(folder, busy)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def draft_of(path: Path) -> Path:
    """The place beside ``path`` where it is made, out of sight until it is whole."""
    return path.with_name(f"{_DRAFT}{path.name}")


def thin(folder: Path, now: datetime) -> None:
    """Remove the backups in ``folder`` that are not to stay; what cannot be removed is left."""
    backups = backups_in(folder)
    staying = kept([backup.made_at for backup in backups], now)
    for backup in backups:
        if backup.made_at not in staying:
            with suppress(OSError):
                backup.path.unlink()


def _lock(folder: Path, busy: BackstayError) -> int | None:
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    # Some network folders know no locks.
    with suppress(OSError):
        if _is_got(handle):
            return handle
        os.close(handle)
        raise busy
    return handle


def _is_got(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The system can wait for a lock, but not with a limit.
            time.sleep(_WAIT_S)
        else:
            return True
    return False
