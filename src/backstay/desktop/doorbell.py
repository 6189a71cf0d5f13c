"""One window at a time over one folder: a second start rings, and the first one comes forward.

A lock that dies with its holder says who is first; a socket only its owner can reach carries the
ring. Where a system has neither, every start opens a window; the journal allows that.
"""

import contextlib
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from backstay.desktop.lock_file import is_held

if sys.platform != "win32":
    import fcntl

RING_MOST_BYTES = 8192
"""The longest path a system takes, and some words."""

_ANSWER = b"coming"
_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start asks for besides the window, one at most: a routine by its id, or a file to look at."""

    routine: str = ""
    file: str = ""


class Doorbell:
    """Held by the first window; ``fileno`` is what an event loop watches."""

    def __init__(self, listener: socket.socket, lock: int) -> None:
        self._listener = listener
        self._lock = lock

    def fileno(self) -> int:
        """The descriptor that becomes readable when somebody rings."""
        return self._listener.fileno()

    def answer(self) -> Wish | None:
        """Take one ring, tell the other that we come, and give what it asked for. None when whoever
        rang is gone or said nothing sensible.
        """
        try:
            caller, _ = self._listener.accept()
        except OSError:
            return None
        with caller:
            try:
                caller.settimeout(_TIMEOUT_S)
                wish = _read(caller.recv(RING_MOST_BYTES))
                caller.sendall(_ANSWER)
            except OSError:
                return None
        return wish

    def close(self) -> None:
        """Let the next start be the first."""
        self._listener.close()
        os.close(self._lock)


def hang(folder: Path) -> Doorbell | None:
    """Become the first window over ``folder``. None when another one is, or where it cannot be done."""
    if sys.platform == "win32":
        return None
    try:
        lock = os.open(folder / "window.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return Doorbell(_listen(_place(folder)), lock)
    except OSError:
        os.close(lock)
        return None


def is_window_open(folder: Path) -> bool:
    """Whether any program, this one included, shows a window over ``folder`` now."""
    return is_held(folder / "window.lock")


def ring(folder: Path, wish: Wish) -> bool:
    """Ask the window over ``folder`` to come forward, and to do what is wished if it is free.

    False when nobody answers, so that the caller opens a window of its own.
    """
    if sys.platform == "win32":
        return False
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as caller:
        try:
            caller.settimeout(_TIMEOUT_S)
            caller.connect(str(_place(folder)))
            caller.sendall(_written(wish))
            return caller.recv(len(_ANSWER)) == _ANSWER
        except OSError:
            return False


def _written(wish: Wish) -> bytes:
    return os.fsencode(f"{wish.routine}\n{wish.file}\n")


def _read(said: bytes) -> Wish | None:
    """A path may have any character but the one that ends it."""
    routine, break_after, file = said.partition(b"\n")
    if not break_after or not file.endswith(b"\n") or not routine.isascii():
        return None
    return Wish(routine.decode("ascii"), os.fsdecode(file[:-1]))


def _listen(place: Path) -> socket.socket:
    # Whoever left it there is gone: the lock is ours.
    place.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(place))
        place.chmod(0o600)
        listener.listen(4)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def _place(folder: Path) -> Path:
    """The socket's path. It may be 107 bytes long at most, which a data folder can exceed."""
    inside = folder / "window.socket"
    if len(os.fsencode(inside)) < 100:
        return inside
    # Few folders are so long, and these two take a while to load.
    import hashlib
    import tempfile

    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"backstay-{os.getuid()}-{name}.socket")
