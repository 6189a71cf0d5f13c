"""A person at a terminal of their own: what the program writes there, and the keys they press."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from types import TracebackType

from backstay.desktop.clock import SystemClock

ROOT = Path(__file__).parents[2]
LIMIT_S = 20.0
# A little longer than the session is deaf to what was typed for something else.
_HEARD_FROM_S = 0.6

# Takes the terminal as its own, as a shell's child has it; whatever started the tests may have
# ignored Ctrl+C, and a child inherits that.
_CHILD = """
import fcntl, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from backstay.__main__ import main
sys.exit(main())
"""


def surroundings(data: Path) -> dict[str, str]:
    """A process without a display, whose files are in ``data``."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "BACKSTAY_DATA_DIR": str(data), "TERM": "xterm"}


class TerminalPerson:
    """Runs ``backstay`` with ``arguments`` in a new terminal."""

    def __init__(self, data: Path, *arguments: str, columns: int = 80) -> None:
        self.text = ""
        self._clock = SystemClock()
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._theirs = os.dup(theirs)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings(data),
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> "TerminalPerson":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT_S)
        self.hang_up()

    def sees(self, text: str) -> str:
        """Read on until ``text`` comes; what came up to it."""
        while text not in self.text:
            assert self._read(), f"{text!r} never came after {self.text!r}"
        before, _, self.text = self.text.partition(text)
        return before

    def types(self, keys: str) -> None:
        """Press keys."""
        os.write(self._mine, keys.encode())

    def looks_up(self) -> None:
        """See what has come up before pressing anything: for a moment no key is heard."""
        ends_s = self._clock.now_s() + _HEARD_FROM_S
        while (left_s := ends_s - self._clock.now_s()) > 0:
            ready, _, _ = select.select([self._mine], [], [], left_s)
            if ready:
                self._read(0.0)

    def is_echoing(self) -> bool:
        """Whether the terminal shows what is typed, as it does outside a program."""
        flags: int = termios.tcgetattr(self._theirs)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def signals(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        for handle in (self._mine, self._theirs):
            if handle >= 0:
                os.close(handle)
        self._mine = self._theirs = -1

    def leaves(self) -> int:
        """The exit code, once the program is through; reads the rest."""
        while self.process.poll() is None:
            self._read()
        while self._mine >= 0 and self._read(0.0):
            pass
        return self.process.wait(LIMIT_S)

    def _read(self, limit_s: float = LIMIT_S) -> bool:
        if self._mine < 0:
            self.process.wait(limit_s)
            return False
        ready, _, _ = select.select([self._mine], [], [], min(limit_s, 0.1) if limit_s else 0.0)
        waited = 0.0
        while not ready and self.process.poll() is None and waited < limit_s:
            ready, _, _ = select.select([self._mine], [], [], 0.1)
            waited += 0.1
        if not ready:
            return False
        data = os.read(self._mine, 65536).decode()
        self.text += data
        return bool(data)
