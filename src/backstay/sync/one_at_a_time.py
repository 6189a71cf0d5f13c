"""Of all programs over one folder only one at a time writes the change files."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_LOCK_FILE = ".lock"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else is inside. Where a system or a network folder knows no locks two may be: what
    they get wrong is found the next time, because every file is looked at before it is lengthened.

    Raises ``OSError``.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
