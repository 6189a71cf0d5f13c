"""What a disk keeps when the power goes.

A file is its content and, apart from that, its name in a folder. Of what was written to a file since it was
last synced, any part may have reached the disk, in any order, a sector at a time. Of what happened to the
names in a folder since that was synced, the first few changes may have. Syncing a file says nothing about
its name. What was synced stays; disks that lie about this are not modelled.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath

SECTOR_BYTES = 512
ROOT = "."

Image = dict[str, bytes | None]
"""The content of each file by its path; None for a folder."""


@dataclass(frozen=True, slots=True)
class Create:
    """A new file ``file`` by the name ``path``."""

    path: str
    file: int


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes into a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """The end of a file moved."""

    file: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written to a file is on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Remove:
    """A name taken out of its folder."""

    path: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A name given to another file, or a new name, in the same folder."""

    path: str
    new_path: str


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A new folder."""

    path: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """The names in a folder are on the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """The person was told that everything up to this number is done."""

    number: int


Operation = Create | Write | Truncate | Sync | Remove | Rename | MakeFolder | SyncFolder | Said


class Luck(Enum):
    """How much of what was not synced is on the disk."""

    NOTHING = "nothing"
    ALL = "all"
    SOME = "some"


@dataclass(slots=True)
class _File:
    durable: bytes = b""
    pending: list[Write | Truncate] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    """Names lead to the number of a file, or to None for a folder. A pending change is a name that goes and
    one that comes.
    """

    durable: dict[str, int | None] = field(default_factory=dict)
    pending: list[tuple[str | None, dict[str, int | None]]] = field(default_factory=list)
    names: dict[str, int | None] = field(default_factory=dict)


class Disk:
    """The disk after some operations. It begins with ``files`` on it for good."""

    def __init__(self, files: Mapping[str, tuple[int, bytes]], folders: Iterable[str] = ()) -> None:
        self._files = {number: _File(content) for number, content in files.values()}
        self._folders = {ROOT: _Folder()}
        for path in folders:
            self._folders[path] = _Folder()
            self._keep(path, None)
        for path, (number, _) in files.items():
            self._keep(path, number)

    def do(self, operation: Operation) -> None:
        """Take one operation in."""
        match operation:
            case Write(file) | Truncate(file):
                self._files[file].pending.append(operation)
            case Sync(file):
                kept = self._files[file]
                kept.durable, kept.pending = _all_of(kept), []
            case Create(path, file):
                self._files[file] = _File()
                self._name(path, file)
            case MakeFolder(path):
                self._folders[path] = _Folder()
                self._name(path, None)
            case Remove(path):
                folder, name = self._place(path)
                del folder.names[name]
                folder.pending.append((name, {}))
            case Rename(path, new_path):
                self._rename(path, new_path)
            case SyncFolder(path):
                folder = self._folders[path]
                folder.durable, folder.pending = dict(folder.names), []
            case Said():
                pass

    def image(self, luck: Luck, dice: random.Random) -> Image:
        """One of the states that the disk may be in when the power goes now."""
        found: Image = {}
        self._look(ROOT, luck, dice, found)
        return found

    def _look(self, path: str, luck: Luck, dice: random.Random, found: Image) -> None:
        folder = self._folders[path]
        names = dict(folder.durable)
        for gone, new in folder.pending[: _share(len(folder.pending), luck, dice)]:
            if gone is not None:
                names.pop(gone, None)
            names |= new
        for name, number in names.items():
            inner = str(PurePosixPath(path, name))
            if number is None:
                found[inner] = None
                self._look(inner, luck, dice, found)
            else:
                found[inner] = _drawn(self._files[number], luck, dice)

    def _rename(self, path: str, new_path: str) -> None:
        folder, name = self._place(path)
        new_folder, new_name = self._place(new_path)
        if folder is not new_folder:
            raise NotImplementedError(f"a file moved to another folder: {path} to {new_path}")
        number = folder.names.pop(name)
        folder.names[new_name] = number
        folder.pending.append((name, {new_name: number}))

    def _name(self, path: str, number: int | None) -> None:
        folder, name = self._place(path)
        folder.names[name] = number
        folder.pending.append((None, {name: number}))

    def _keep(self, path: str, number: int | None) -> None:
        folder, name = self._place(path)
        folder.names[name] = folder.durable[name] = number

    def _place(self, path: str) -> tuple[_Folder, str]:
        place = PurePosixPath(path)
        return self._folders[str(place.parent)], place.name


def _share(count: int, luck: Luck, dice: random.Random) -> int:
    return {Luck.NOTHING: 0, Luck.ALL: count}.get(luck, dice.randint(0, count))


def _drawn(file: _File, luck: Luck, dice: random.Random) -> bytes:
    if luck is Luck.NOTHING or not file.pending:
        return file.durable
    if luck is Luck.ALL:
        return _all_of(file)
    content = bytearray(file.durable)
    for change in file.pending:
        if dice.random() < 0.5:
            _apply(content, change)
        elif isinstance(change, Write) and dice.random() < 0.5:
            for sector in _sectors(change):
                if dice.random() < 0.5:
                    _apply(content, sector)
    return bytes(content)


def _all_of(file: _File) -> bytes:
    content = bytearray(file.durable)
    for change in file.pending:
        _apply(content, change)
    return bytes(content)


def _apply(content: bytearray, change: Write | Truncate) -> None:
    end = change.offset if isinstance(change, Write) else change.size_bytes
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(change, Write):
        content[end : end + len(change.data)] = change.data
    else:
        del content[end:]


def _sectors(write: Write) -> Iterable[Write]:
    end = write.offset + len(write.data)
    first = write.offset - write.offset % SECTOR_BYTES
    for start in range(first, end, SECTOR_BYTES):
        begin, stop = max(start, write.offset), min(start + SECTOR_BYTES, end)
        yield Write(write.file, begin, write.data[begin - write.offset : stop - write.offset])
