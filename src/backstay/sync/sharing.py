"""This computer's own change files, put into the folder that all its person's computers share."""

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
            _put(there / path.name, read_bytes(path) or b"")
        _put(there / DEVICE_FILE, name_text(machine).encode())
    return True


def _put(path: Path, content: bytes) -> None:
    if read_bytes(path) != content:
        write_private(path, content)


def _has_strangers(own: Path, there: Path) -> bool:
    known: frozenset[str] | None = None
    for path in change_files(there):
        content = read_bytes(path) or b""
        if (read_bytes(own / path.name) or b"").startswith(content):
            continue
        if known is None:
            known = ids_in(own)
        if any(event.row["id"] not in known for event in parse(content).events):
            return True
    return False
