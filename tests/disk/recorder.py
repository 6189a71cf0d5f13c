"""What the program asks of the disk under one folder: written down in order, and refused where a test says.

Every way to the disk that the program takes leads through here: Python's functions for files, and SQLite by
a layer of its own (``sqlite_layer``). The folder is real, so that looking at it needs no stand-in.
"""

import builtins
import errno
import io
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any

import pytest

from tests.disk import model
from tests.disk.model import Disk, Luck, Operation


class Trouble(Enum):
    """Which requests a disk does not do, and what it says then."""

    READING = "reading", errno.EIO
    CHANGING = "changing", errno.EIO
    FULL = "full", errno.ENOSPC


@dataclass(frozen=True, slots=True)
class Fault:
    """``trouble`` at request number ``at`` of its kind, counted from 1, and at all that come later when it
    ``lasts``.
    """

    trouble: Trouble
    at: int
    lasts: bool

    def hits(self, number: int) -> bool:
        """Whether the request with this number is refused."""
        return number == self.at or (self.lasts and number > self.at)


class RefusedError(OSError):
    """A request to the disk that a test wanted refused."""


class Recorder:
    """Watches ``root``. ``operations`` is everything that was done there, in order.

    ``fault`` may be set and taken away at any time; ``requests`` counts those of its kind from then on.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.operations: list[Operation] = []
        self.requests = 0
        self.was_refused = False
        self._fault: Fault | None = None
        self._numbers: dict[str, int] = {}
        self._count = 0
        found = sorted(path for path in root.rglob("*"))
        self._folders = [self.name_of(path) for path in found if path.is_dir()]
        files = [path for path in found if path.is_file()]
        self._start = {self.name_of(path): (self._new_number(path), path.read_bytes()) for path in files}

    @property
    def fault(self) -> Fault | None:
        """What is refused at present."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        self._fault, self.requests, self.was_refused = fault, 0, False

    def fresh_disk(self) -> Disk:
        """The disk as it was before all operations."""
        return Disk(self._start, self._folders)

    def require_complete(self) -> None:
        """Nothing went past the recorder: all operations lead to what stands in the folder."""
        disk = self.fresh_disk()
        for operation in self.operations:
            disk.do(operation)
        there = {self.name_of(p): None if p.is_dir() else p.read_bytes() for p in self.root.rglob("*")}
        assert disk.image(Luck.ALL, random.Random(0)) == there

    def ask(self, changes: bool = True) -> None:
        """Count a request. Raises ``RefusedError`` where the fault wants it."""
        if self._fault is None or changes is (self._fault.trouble is Trouble.READING):
            return
        self.requests += 1
        if self._fault.hits(self.requests):
            self.was_refused = True
            _, number = self._fault.trouble.value
            raise RefusedError(number, os.strerror(number), str(self.root))

    def did(self, operation: Operation) -> None:
        """Write an operation down."""
        self.operations.append(operation)

    def name_of(self, path: object) -> str:
        """The path below ``root``, as the model calls it."""
        return Path(os.fspath(path)).absolute().relative_to(self.root).as_posix()  # type: ignore[call-overload]

    def owns(self, path: object) -> bool:
        """Whether ``path`` is below ``root``."""
        return isinstance(path, str | os.PathLike) and Path(path).absolute().is_relative_to(self.root)

    def created(self, path: object) -> int:
        """A new file; its number."""
        number = self._new_number(path)
        self.did(model.Create(self.name_of(path), number))
        return number

    def number_of(self, path: object) -> int:
        """The number of the file that has this name now."""
        return self._numbers[self.name_of(path)]

    def removed(self, path: object) -> None:
        """The name is gone."""
        del self._numbers[self.name_of(path)]
        self.did(model.Remove(self.name_of(path)))

    def folder_removed(self, path: object) -> None:
        """The empty folder is gone."""
        self.did(model.Remove(self.name_of(path)))

    def linked(self, path: object, new_path: object) -> None:
        """The file has a second name."""
        self._numbers[self.name_of(new_path)] = self.number_of(path)
        self.did(model.Link(self.name_of(path), self.name_of(new_path)))

    def renamed(self, path: object, new_path: object) -> None:
        """The name leads to what had another one."""
        self._numbers[self.name_of(new_path)] = self._numbers.pop(self.name_of(path))
        self.did(model.Rename(self.name_of(path), self.name_of(new_path)))

    def _new_number(self, path: object) -> int:
        self._count += 1
        self._numbers[self.name_of(path)] = self._count
        return self._count

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While this lasts, whatever the program asks of the disk below ``root`` is seen."""
        from tests.disk.sqlite_layer import sqlite_layer

        with pytest.MonkeyPatch.context() as patch, sqlite_layer(self) as connect:
            for name, stand_in in _stand_ins(self).items():
                patch.setattr(os, name, stand_in)
            opened = _opened(self, builtins.open)
            patch.setattr(builtins, "open", opened)
            patch.setattr(io, "open", opened)
            patch.setattr(sqlite3, "connect", connect)
            yield


def _stand_ins(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    return {
        **_handle_functions(recorder),
        **_name_functions(recorder),
        # Copying inside the kernel; whoever asks for it goes on by reading and writing.
        "sendfile": _not_supported,
        "symlink": _not_modelled,
        "truncate": _not_modelled,
    }


def _handle_functions(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    real_open, real_write, real_cut = os.open, os.write, os.ftruncate

    def open_(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        full = _full(path, dir_fd)
        if not recorder.owns(full) or not flags & (os.O_WRONLY | os.O_RDWR):
            return real_open(path, flags, mode, dir_fd=dir_fd)
        is_new = not os.path.exists(full)
        if is_new or flags & os.O_TRUNC:
            recorder.ask()
        handle = real_open(path, flags, mode, dir_fd=dir_fd)
        if is_new:
            recorder.created(full)
        elif flags & os.O_TRUNC:
            recorder.did(model.Truncate(recorder.number_of(full), 0))
        return handle

    def write(handle: int, data: Any) -> int:
        if not recorder.owns(_path_of(handle)):
            return real_write(handle, data)
        recorder.ask()
        offset = _offset(handle)
        count = real_write(handle, data)
        number = recorder.number_of(_path_of(handle))
        recorder.did(model.Write(number, offset, bytes(memoryview(data).cast("B")[:count])))
        return count

    def ftruncate(handle: int, size_bytes: int) -> None:
        if recorder.owns(_path_of(handle)):
            recorder.ask()
            recorder.did(model.Truncate(recorder.number_of(_path_of(handle)), size_bytes))
        real_cut(handle, size_bytes)

    return {
        "open": open_, "write": write, "ftruncate": ftruncate,
        "fsync": _syncing(recorder, os.fsync), "fdatasync": _syncing(recorder, os.fdatasync),
    }  # fmt: skip


def _syncing(recorder: Recorder, real: Callable[[int], None]) -> Callable[[int], None]:
    def sync(handle: int) -> None:
        path = _path_of(handle)
        if not recorder.owns(path):
            # The folder that the watched one stands in may be synced for real: it is not the model's.
            return real(handle)
        recorder.ask()
        # Not for real: what matters is that it was asked for.
        if os.path.isdir(path):
            recorder.did(model.SyncFolder(recorder.name_of(path)))
        else:
            recorder.did(model.Sync(recorder.number_of(path)))
        return None

    return sync


def _name_functions(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    real_make = os.mkdir

    def mkdir(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        full = _full(path, dir_fd)
        if recorder.owns(full) and not os.path.exists(full):
            recorder.ask()
        real_make(path, mode, dir_fd=dir_fd)
        if recorder.owns(full):
            recorder.did(model.MakeFolder(recorder.name_of(full)))

    move = _giving_name(recorder, os.replace, recorder.renamed)
    remove = _removing(recorder, os.unlink, recorder.removed)
    return {
        "replace": move, "rename": move, "link": _giving_name(recorder, os.link, recorder.linked),
        "unlink": remove, "remove": remove, "rmdir": _removing(recorder, os.rmdir, recorder.folder_removed),
        "mkdir": mkdir,
    }  # fmt: skip


def _giving_name(
    recorder: Recorder, real: Callable[..., None], done: Callable[[object, object], None]
) -> Callable[..., None]:
    def give(path: Any, new_path: Any, **options: Any) -> None:
        # A name that is not there costs the disk nothing.
        if recorder.owns(path) and os.path.lexists(path):
            recorder.ask()
        real(path, new_path, **options)
        if recorder.owns(path):
            done(path, new_path)

    return give


def _removing(
    recorder: Recorder, real: Callable[..., None], done: Callable[[object], None]
) -> Callable[..., None]:
    def remove(path: Any, *, dir_fd: int | None = None) -> None:
        full = _full(path, dir_fd)
        if recorder.owns(full) and os.path.lexists(full):
            recorder.ask()
        real(path, dir_fd=dir_fd)
        if recorder.owns(full):
            done(full)

    return remove


def _full(path: Any, folder: int | None) -> Any:
    return path if folder is None else os.path.join(_path_of(folder), path)


class _Watched(io.FileIO):
    """A file whose bytes go through ``os.write``, where they are seen."""

    def write(self, data: Any, /) -> int:
        return os.write(self.fileno(), data)

    def truncate(self, size: int | None = None, /) -> int:
        size_bytes = self.tell() if size is None else size
        os.ftruncate(self.fileno(), size_bytes)
        return size_bytes


def _opened(recorder: Recorder, real: Callable[..., IO[Any]]) -> Callable[..., IO[Any]]:
    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Callable[[str, int], int] | None = None,
    ) -> IO[Any]:
        path = _path_of(file) if isinstance(file, int) else file
        if not set(mode) & set("wax+") or not recorder.owns(path):
            return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
        opening = opener or (lambda name, flags: os.open(name, flags, 0o666))
        raw = _Watched(file, mode.replace("b", "").replace("t", ""), closefd, opening)
        buffer = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding, errors, newline)

    return opened


def _path_of(handle: int) -> str:
    return os.readlink(f"/proc/self/fd/{handle}")


def _offset(handle: int) -> int:
    import fcntl

    if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_APPEND:
        return os.fstat(handle).st_size
    return os.lseek(handle, 0, os.SEEK_CUR)


def _not_supported(*_given: object, **_named: object) -> None:
    raise OSError(errno.ENOTSOCK, "copied by reading and writing")


def _not_modelled(*given: object, **_named: object) -> None:
    raise NotImplementedError(f"the model of the disk does not know this: {given}")
