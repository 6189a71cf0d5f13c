"""Files that hold personal entries: readable by their owner only, and on the disk when we say so."""

import os
import tempfile
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and its missing parents, each 0700, and put their names on the disk."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def create_private(path: Path, text: str = "") -> bool:
    """Make a new 0600 file with ``text`` on the disk. False when one was there already."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    try:
        _write_through(handle, text)
    finally:
        os.close(handle)
    sync_folder(path.parent)
    return True


def write_private(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` as a 0600 file, the whole of it or nothing.

    ``path`` holds the old content until the new one is on the disk. Raises ``OSError``.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        try:
            _write_through(handle, text)
        finally:
            os.close(handle)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in ``folder`` on the disk, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_through(handle: int, text: str) -> None:
    rest = memoryview(text.encode("utf-8"))
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)
