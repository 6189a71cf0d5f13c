"""The file into which Python's fault handler writes as the process dies of a fault in native code. It is
open from the start on: a dying process can open nothing, and says only what it was doing, not what with.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = "crash.txt"
_MOST_BYTES = 64 * 1024
_MOST_LINES = 60
_BEGUN = "begun"
_WINDOW = "window"
_STANDS = "stands"
# Any dump has one of these two. The patterns are made when there is one, not at every start.
_SIGNS = (b"Fatal Python error: ", b"Windows fatal exception: ")
_FAULT = (
    r"Fatal Python error: (Segmentation fault|Aborted|Bus error|Illegal instruction|Floating-point exception)"
    r"|Windows fatal exception: ([a-z ]{1,40}|code 0x[0-9a-f]{1,8})"
)
_FRAME = r'  File "(.{1,600})", line (\d{1,7}) in ([\w<>.]{1,200})'
_LIBRARY = r".*[\\/](?:(?:site|dist)-packages|python3\.\d+|src)[\\/]"
_MARK = rf"({_BEGUN} (\w{{1,20}}) ([\w.+]{{1,40}}))|({_STANDS})"


@dataclass(frozen=True, slots=True)
class Crash:
    """``account`` holds the fault and the frames of every thread; ``is_at_start`` says that a window had not
    stood yet.
    """

    at: datetime
    account: str
    is_at_start: bool


class CrashFile:
    """The file as one process holds it open. Any number may at once; each appends. Raises ``OSError``."""

    def __init__(self, folder: Path, version: str, *, is_window: bool) -> None:
        self._handle = os.open(folder / _NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._write(f"{_BEGUN} {_WINDOW if is_window else 'terminal'} {version}")

    def fileno(self) -> int:
        """The descriptor for the fault handler."""
        return self._handle

    def stands(self) -> None:
        """The window is there and has been for a while."""
        self._write(_STANDS)

    def close(self) -> None:
        """What happens from now on is not caught."""
        os.close(self._handle)

    def _write(self, line: str) -> None:
        os.write(self._handle, f"{line}\n".encode("ascii", "replace"))


def crash_in(folder: Path) -> Crash | None:
    """What the fault handler left in ``folder`` since it was last emptied; nothing is changed."""
    path = folder / _NAME
    try:
        with path.open("rb") as file:
            at = datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
            written = file.read(_MOST_BYTES)
    except OSError:
        return None
    if not any(sign in written for sign in _SIGNS):
        return None
    return _read(written.decode("ascii", "replace").splitlines(), at)


def empty_crash_file(folder: Path) -> None:
    """Begin anew. The file stays, for those who hold it open. Raises ``OSError``."""
    path = folder / _NAME
    if path.exists():
        os.truncate(path, 0)


def _read(lines: list[str], at: datetime) -> Crash | None:
    told, version, is_starting, is_at_start = list[str](), "", False, False
    for line in lines:
        if begun := re.fullmatch(_MARK, line):
            version = begun[3] or version
            is_starting = begun[2] == _WINDOW if begun[1] else False
        elif fault := re.fullmatch(_FAULT, line):
            is_at_start = is_starting
            told.append(f"{fault[1] or fault[2]}{f' in Backstay {version}' if version else ''}")
        elif told:
            told.extend(_told(line))
    return Crash(at, "\n".join(told[:_MOST_LINES]), is_at_start) if told else None


def _told(line: str) -> Iterator[str]:
    if frame := re.fullmatch(_FRAME, line):
        yield f"  {_module(frame[1])}:{frame[2]} in {frame[3]}"
    elif line.startswith("Current thread"):
        yield "in this thread, innermost first:"
    elif line.startswith("Thread 0x"):
        yield "in another thread:"


def _module(file: str) -> str:
    """``backstay.ui.icons``; of a file outside every library its name alone: a folder can be a person's."""
    if file.startswith("<"):
        return file
    inside = re.sub(_LIBRARY, "", file)
    name = inside if inside != file else re.split(r"[\\/]", file)[-1]
    return re.sub(r"[\\/]", ".", name.removesuffix(".py"))
