"""New files that are their owner's alone, and on the disk when we say so."""

import os
from pathlib import Path


def create_private(path: Path, text: str = "") -> bool:
    """Make a new 0600 file with ``text`` on the disk. False when one was there already.

    Raises ``OSError``.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Put the names in ``folder`` on the disk, where the system can do that. Raises ``OSError``."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
