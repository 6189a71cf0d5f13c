"""Which file stands at a path: one that was exchanged has the same name and is another one."""

from pathlib import Path

FileId = tuple[int, int]
"""The device, and the file's number on it."""


def file_at(path: Path) -> FileId | None:
    """What tells the file at ``path`` from any other, whatever its name; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
