"""This computer's own change files, put into the folder that all its person's computers share."""

import os
from pathlib import Path

from backstay.private_files import write_private
from backstay.sync.device import DEVICE_FILE, Machine, name_text
from backstay.sync.one_at_a_time import one_at_a_time
from backstay.sync.own_files import folder_of
from backstay.sync.reading import change_files, ids_in, parse, read_bytes


def put_own_files(folder: Path, shared: Path, device: str, machine: Machine) -> bool:
    """Copy what is not there yet. False, and nothing is written, when somebody else has written as
    ``device``. Raises ``OSError``.
    """
    own, there = folder_of(folder, device), folder_of(shared, device)
    with one_at_a_time(folder):
        if _has_strangers(own, there):
            return False
        # One by one: a shared folder that is gone must not be made anew, on the disk below the missing one.
        for part in (there.parent, there):
            part.mkdir(mode=0o700, exist_ok=True)
        for path in change_files(own):
            if not _is_same(path, there / path.name):
                _put(path, there / path.name)
        name = name_text(machine).encode()
        if read_bytes(there / DEVICE_FILE) != name:
            write_private(there / DEVICE_FILE, name)
    return True


def _put(path: Path, target: Path) -> None:
    written = path.stat()
    content = path.read_bytes()
    if read_bytes(target) != content:
        write_private(target, content)
    os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))


def _is_same(path: Path, target: Path) -> bool:
    """Whether ``target`` still has the length and the time that it was given."""
    try:
        here, there = path.stat(), target.stat()
    except OSError:
        return False
    return (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def _has_strangers(own: Path, there: Path) -> bool:
    known: frozenset[str] | None = None
    for path in change_files(there):
        if _is_same(own / path.name, path):
            continue
        content = read_bytes(path) or b""
        if (read_bytes(own / path.name) or b"").startswith(content):
            continue
        if known is None:
            known = ids_in(own)
        if any(event.row["id"] not in known for event in parse(content).events):
            return True
    return False
