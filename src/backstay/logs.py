"""The program's own log file, for finding faults: never a score, a note or an exercise history."""

import logging
import os
import sys
from contextlib import suppress
from copy import copy
from pathlib import Path
from types import TracebackType

from backstay.domain.errors import BackstayError
from backstay.mishaps.account import account_of
from backstay.private_files import make_private_folder

if sys.platform != "win32":
    import fcntl

LOG_NAME = "backstay.log"

_LOGGER = "backstay"
# Three files, of which each may grow by one more run when it is all but full: half a megabyte.
_FULL_BYTES = 96 * 1024
_RUN_MOST_BYTES = 64 * 1024
_FULL = b"This run has said enough; what follows of it is left out.\n"

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _PrivateLog(logging.Handler):
    """Opens the file at the first line, so that a program that says nothing leaves nothing behind.

    Each line is one write at the end of the file: several processes may do that at once. What the disk
    refuses is lost, and what comes after many lines of one run as well.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._handle: int | None = None
        self._left_bytes = _RUN_MOST_BYTES

    def emit(self, record: logging.LogRecord) -> None:
        """A full disk costs the line; the terminal of the person is not the place for it."""
        with suppress(Exception):
            self._write(f"{self.format(record)}\n".encode("utf-8", "replace"))

    def close(self) -> None:
        """Let the file go."""
        super().close()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, line: bytes) -> None:
        if self._left_bytes <= 0:
            return
        if self._handle is None:
            self._handle = _opened(self._folder)
        self._left_bytes -= len(line)
        os.write(self._handle, line if self._left_bytes > 0 else line + _FULL)


class _Reticent(logging.Formatter):
    """Names no home folder, and tells of an error nothing but its kind and its place."""

    def format(self, record: logging.LogRecord) -> str:
        reticent = copy(record)
        # Another handler may have left the whole traceback there.
        reticent.exc_text = reticent.stack_info = None
        return without_home(super().format(reticent))

    def formatException(self, ei: _Raised) -> str:
        return account_of(ei[1]) if ei[1] is not None else ""


def start_logging(folder: Path) -> logging.Handler:
    """Writes from now on to ``folder/backstay.log`` (mode 0600, half a megabyte in all, oldest dropped).

    A folder that cannot be written to costs the log, never the start. Hand the result to
    ``stop_logging``.
    """
    handler = _PrivateLog(folder)
    handler.setFormatter(_Reticent("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(_LOGGER)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Closes what ``start_logging`` opened."""
    logging.getLogger(_LOGGER).removeHandler(handler)
    handler.close()


def without_home(text: str) -> str:
    """``text`` with ``~`` in the place of the home folder, whose name is mostly that of a person."""
    try:
        home = str(Path.home())
    except RuntimeError:
        # Nobody said where home is, so no text can name it.
        return text
    # A service that runs without a home of its own is given the root folder.
    return text.replace(home, "~") if len(home) > 1 else text


def _opened(folder: Path) -> int:
    with suppress(BackstayError):
        make_private_folder(folder)
    path = folder / LOG_NAME
    handle = _open(path)
    if os.fstat(handle).st_size < _FULL_BYTES:
        return handle
    _lay_aside(path, handle)
    return _open(path)


def _open(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o600)


def _lay_aside(path: Path, handle: int) -> None:
    """Rename the full file that ``handle`` is of, unless another process has just done so. Whoever has it
    open goes on writing to the end of it, under its new name. ``handle`` is closed.
    """
    # Where it is refused the log grows on: better too long a log than none.
    with suppress(OSError):
        if sys.platform != "win32":
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_at(path, handle):
            _rename(path)
    os.close(handle)


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _rename(path: Path) -> None:
    first, second = (path.with_name(f"{path.name}.{number}") for number in (1, 2))
    if first.exists():
        first.replace(second)
    path.replace(first)
