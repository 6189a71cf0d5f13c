"""The process that speaks, as the program holds it: lines to it, lines from it, and its end."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from threading import Semaphore, Thread

_LINE_MAX = 65536
_LINES_AHEAD = 8
_END_S = 2.0

Hear = Callable[["VoiceProcess", bytes], None]


class VoiceProcess:
    """One running process. ``hear`` gets every line in a thread of its own, and an empty one at the end;
    after each it waits for ``heard``, so that a flood stays in the pipe. Raises ``OSError`` when it
    cannot be started.
    """

    def __init__(self, command: Sequence[str], hear: Hear) -> None:
        self._room = Semaphore(_LINES_AHEAD)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Ctrl+C and Ctrl+Z in a terminal are meant for the session.
            start_new_session=True,
            # On Windows no console may open for it.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
        )
        Thread(target=self._read, args=(hear,), name="voice-reader", daemon=True).start()

    def tell(self, order: Mapping[str, object]) -> None:
        """Send one line. Raises ``OSError`` when nobody is there; never more than fits into a pipe."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")

    def heard(self) -> None:
        """One line was dealt with."""
        self._room.release()

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_S)
        assert self._process.stdin is not None
        self._process.stdin.close()

    def _read(self, hear: Hear) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            while line := lines.readline(_LINE_MAX):
                self._room.acquire()
                hear(self, line)
        hear(self, b"")
