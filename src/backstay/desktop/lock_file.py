"""A lock of the system on a file, gone with the program that holds it."""

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def is_held(place: Path) -> bool:
    """Whether any program, this one included, holds the lock on ``place`` now; where a system or a folder
    knows no such locks, nobody does.
    """
    if sys.platform == "win32":
        return False
    try:
        handle = os.open(place, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
