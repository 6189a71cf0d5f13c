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
    """The name of a file or of an empty folder taken out of its folder."""

    path: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A file under another name; what had that name is gone. Between two folders it is a step in each."""

    path: str
    new_path: str


@dataclass(frozen=True, slots=True)
class Link:
    """A second name for a file."""

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


Operation = Create | Write | Truncate | Sync | Remove | Rename | Link | MakeFolder | SyncFolder | Said


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
    """A pending change is a name that goes and names that come."""

    durable: "dict[str, _File | _Folder]" = field(default_factory=dict)
    pending: "list[tuple[str | None, dict[str, _File | _Folder]]]" = field(default_factory=list)
    names: "dict[str, _File | _Folder]" = field(default_factory=dict)

    def take(self, gone: str | None, new: "dict[str, _File | _Folder]") -> None:
        """A change of names that is not synced."""
        if gone is not None:
            del self.names[gone]
        self.names |= new
        self.pending.append((gone, new))

    def keep(self) -> None:
        """What the names are now, they are for good."""
        self.durable, self.pending = dict(self.names), []


class Disk:
    """The disk after some operations. It begins with ``files`` on it for good, each with its number."""

    def __init__(self, files: Mapping[str, tuple[int, bytes]], folders: Iterable[str] = ()) -> None:
        self._root = _Folder()
        self._files: dict[int, _File] = {}
        for path in folders:
            self._add(path, _Folder()).keep()
        for path, (number, content) in files.items():
            self._files[number] = _File(content)
            self._add(path, self._files[number]).keep()

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
                self._add(path, self._files[file])
            case MakeFolder(path):
                self._add(path, _Folder())
            case SyncFolder(path):
                self._folder(path).keep()
            case Said():
                pass
            case _:
                self._change_names(operation)

    def image(self, luck: Luck, dice: random.Random) -> Image:
        """One of the states that the disk may be in when the power goes now."""
        found: Image = {}
        _look(self._root, PurePosixPath(ROOT), luck, dice, found)
        return found

    def _change_names(self, operation: Remove | Rename | Link) -> None:
        place = PurePosixPath(operation.path)
        folder = self._folder(str(place.parent))
        if isinstance(operation, Remove):
            folder.take(place.name, {})
            return
        new_place = PurePosixPath(operation.new_path)
        new_folder, new = self._folder(str(new_place.parent)), {new_place.name: folder.names[place.name]}
        if isinstance(operation, Link):
            new_folder.take(None, new)
        elif new_folder is folder:
            folder.take(place.name, new)
        else:
            new_folder.take(None, new)
            folder.take(place.name, {})

    def _add(self, path: str, new: _File | _Folder) -> _Folder:
        place = PurePosixPath(path)
        folder = self._folder(str(place.parent))
        folder.take(None, {place.name: new})
        return folder

    def _folder(self, path: str) -> _Folder:
        folder = self._root
        for name in PurePosixPath(path).parts:
            inner = folder.names[name]
            assert isinstance(inner, _Folder)
            folder = inner
        return folder


def _look(folder: _Folder, path: PurePosixPath, luck: Luck, dice: random.Random, found: Image) -> None:
    names = dict(folder.durable)
    for gone, new in folder.pending[: _share(len(folder.pending), luck, dice)]:
        if gone is not None:
            names.pop(gone, None)
        names |= new
    for name, inner in names.items():
        if isinstance(inner, _File):
            found[str(path / name)] = _drawn(inner, luck, dice)
        else:
            found[str(path / name)] = None
            _look(inner, path / name, luck, dice, found)


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
