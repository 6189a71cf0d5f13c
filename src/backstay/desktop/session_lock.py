"""Whether a session is led somewhere over one folder: a lock that dies with its holder, so that what was
cut off can be told from what still runs. Where a system has none, every session without an end counts as
cut off.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from backstay.desktop.lock_file import is_held

if sys.platform != "win32":
    import fcntl

IS_KNOWN = sys.platform != "win32"
"""Whether this system tells a session that runs from one that was cut off."""


class SessionLock:
    """One session's part of the lock over ``folder``. Any number of sessions may hold it at once."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / "session.lock"
        self._handle: int | None = None

    def take(self) -> None:
        """A session runs. A folder that refuses costs the knowledge of it, not the session."""
        if sys.platform == "win32" or self._handle is not None:
            return
        self._handle = _open(self._place)
        if self._handle is not None:
            # Whoever looks at this moment is done at once; some network folders know no locks.
            with suppress(OSError):
                fcntl.flock(self._handle, fcntl.LOCK_SH)

    def release(self) -> None:
        """It runs no more. Nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def is_session_led(folder: Path) -> bool:
    """Whether any program, this one included, leads a session over ``folder`` now."""
    return is_held(folder / "session.lock")


def _open(place: Path) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(place, os.O_RDWR | os.O_CLOEXEC | os.O_CREAT, 0o600)
    except OSError:
        return None
