"""The terminal as the front end meets it: lines out, keys and answers in, and the wish to stop.

A signal never raises wherever the program happens to be; it is noted, and the next wait for the
person tells of it. So it cannot cut a write to the journal in two.
"""

import os
import re
import select
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib.util import find_spec
from textwrap import fill
from types import FrameType
from typing import Protocol, TextIO

from backstay.cli.exits import drop_output

SAFETY_KEY = "s"
HELP_KEY = "?"
ENTER_KEY = "\n"
ESCAPE_KEY = "\x1b"
# F1 and F2 as xterm and its kin, rxvt, and the Linux console send them.
_NAMED = {
    **dict.fromkeys(("\x1bOP", "\x1b[11~", "\x1b[[A"), HELP_KEY),
    **dict.fromkeys(("\x1bOQ", "\x1b[12~", "\x1b[[B"), SAFETY_KEY),
    "\r": ENTER_KEY,
}
# What one press sends: with an escape in front all that belongs to it.
_PRESS = re.compile(r"\x1b(?:\[\[[A-E]|\[[0-9;?]*[@-~]|O[@-~]|[^\x1b])?|.", re.DOTALL)
# The rest of such a press comes at once, also over a slow line; Esc by itself has none.
_REST_OF_PRESS_S = 0.05
_CTRL_D = "\x04"
_CLEAR_LINE = "\r\x1b[K"
_READ_BYTES = 1024


class StopAskedError(Exception):
    """The person, or the computer, wants the program to end what it does."""


class HungUpError(StopAskedError):
    """It is the computer that wants it: it shuts down, or the terminal was closed."""


class Console(Protocol):
    """A place for lines, keys and answers. Output that nobody can receive is dropped."""

    @property
    def can_type(self) -> bool:
        """Whether somebody may answer."""

    def say(self, text: str) -> None:
        """Write a line that stays."""

    def show(self, text: str) -> None:
        """Write over the line shown before; nothing where a line cannot be written over."""

    def ask(self, question: str) -> str:
        """The answer without its line end. Raises ``StopAskedError`` when there will be none."""

    def key(self, wait_s: float | None) -> str:
        """The next key, or an empty text after ``wait_s`` real seconds (None waits for ever).

        Raises ``StopAskedError``, and ``HungUpError`` when the computer ends it.
        """

    def ring(self) -> None:
        """Ring the bell; nothing where there is none."""

    def single_keys(self) -> AbstractContextManager[None]:
        """While it holds, ``key`` hears each key at once and nothing that is typed is shown."""


@contextmanager
def open_terminal() -> Iterator[Console]:
    """The terminal this process runs in. Ctrl+C, SIGTERM and a closed terminal ask to stop."""
    waker, sleeper = socket.socketpair()
    waker.setblocking(False)
    sleeper.setblocking(False)
    console = Terminal(sleeper, sys.stdout, _typing_handle())

    def on_signal(number: int, _frame: FrameType | None) -> None:
        console.note_stop(is_final=number != signal.SIGINT)

    # Written by the system's own handler: one that Python runs would come too late for a signal that
    # arrives just before the wait begins.
    former_wakeup = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    former = {number: signal.getsignal(number) for number in _stop_signals()}
    for number in former:
        signal.signal(number, on_signal)
    try:
        yield console
    finally:
        console.show("")
        for number, handler in former.items():
            signal.signal(number, handler or signal.SIG_DFL)
        signal.set_wakeup_fd(former_wakeup)
        waker.close()
        sleeper.close()


class Terminal:
    """Lines to ``stream`` and keys from the terminal behind ``handle``; None when nobody can type."""

    def __init__(self, wakes: socket.socket, stream: TextIO | None, handle: int | None) -> None:
        self._wakes = wakes
        self._stream = stream
        self._handle = handle
        self._can_rewrite = _can_rewrite(stream)
        self._is_line_open = False
        self._is_stop_asked = False
        self._is_gone = False
        self._typed: list[str] = []

    @property
    def can_type(self) -> bool:
        """Whether there is a keyboard and nobody has hung up."""
        return self._handle is not None and not self._is_gone

    def note_stop(self, *, is_final: bool) -> None:
        """The next wait ends at once; after a final one every wait does."""
        self._is_stop_asked = True
        self._is_gone = self._is_gone or is_final

    def say(self, text: str) -> None:
        """A line that stays."""
        self._write(f"{self._line_start()}{self._wrapped(text)}\n")
        self._is_line_open = False

    def show(self, text: str) -> None:
        """A line that the next one takes the place of; what has no room at its end is left out."""
        if self._can_rewrite and (text or self._is_line_open):
            self._write(f"{_CLEAR_LINE}{_cut(text, _columns() - 1)}")
            self._is_line_open = bool(text)

    def ask(self, question: str) -> str:
        """Waits as long as it takes."""
        self._write(f"{self._line_start()}{self._wrapped(question)} ")
        self._is_line_open = False
        try:
            return self._line().decode(errors="replace").strip()
        except StopAskedError:
            # What comes next does not belong behind the question.
            self._write("\n")
            raise

    def key(self, wait_s: float | None) -> str:
        """Keys that send several characters, such as the arrows, count as none; F1 is ``HELP_KEY`` and
        F2 is ``SAFETY_KEY``.
        """
        if not self._typed:
            typed = self._read(wait_s)
            if typed is None:
                return ""
            if typed.endswith(ESCAPE_KEY.encode()):
                typed += self._read(_REST_OF_PRESS_S) or b""
            self._is_gone = self._is_gone or not typed
            self._typed += _keys_in(typed.decode(errors="replace"))
        key = self._typed.pop(0) if self._typed else ""
        if self._is_gone:
            raise HungUpError
        if key == _CTRL_D:
            raise StopAskedError
        return key

    def ring(self) -> None:
        """Only a terminal has a bell; in a file it would be a stray character."""
        if self._stream is not None and self._stream.isatty():
            self._write("\a")

    @contextmanager
    def single_keys(self) -> Iterator[None]:
        """Puts the terminal back as it was, whatever happens; keys typed ahead are dropped then."""
        if self._handle is None:
            yield
            return
        import termios
        import tty

        # A terminal that was closed meanwhile refuses; the next read finds that out as well.
        former = None
        with suppress(termios.error):
            former = termios.tcgetattr(self._handle)
            tty.setcbreak(self._handle, termios.TCSADRAIN)
        try:
            yield
        finally:
            self._typed.clear()
            with suppress(termios.error):
                if former is not None:
                    termios.tcsetattr(self._handle, termios.TCSAFLUSH, former)

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            typed = self._read(None)
            if not typed:
                raise StopAskedError
            line += typed
        return line

    def _read(self, wait_s: float | None) -> bytes | None:
        """What was typed; None when the time is over, nothing at the end. Raises ``StopAskedError``."""
        sources: list[int | socket.socket] = [self._wakes]
        if self._handle is not None:
            sources.append(self._handle)
        self._tell_stop()
        ready, _, _ = select.select(sources, [], [], wait_s)
        self._tell_stop()
        if self._handle is None or self._handle not in ready:
            return None
        try:
            return os.read(self._handle, _READ_BYTES)
        except OSError:
            return b""

    def _tell_stop(self) -> None:
        if self._is_stop_asked or self._is_gone:
            self._is_stop_asked = False
            with suppress(BlockingIOError):
                self._wakes.recv(_READ_BYTES)
            raise HungUpError if self._is_gone else StopAskedError

    def _wrapped(self, text: str) -> str:
        indent = " " * (len(text) - len(text.lstrip()))
        return fill(text, _columns() - 1, subsequent_indent=indent) if self._can_rewrite else text

    def _line_start(self) -> str:
        return _CLEAR_LINE if self._is_line_open else ""

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            drop_output()
            self.note_stop(is_final=True)


def _keys_in(text: str) -> list[str]:
    presses: list[str] = _PRESS.findall(text)
    return [_NAMED.get(press, press) for press in presses if press in _NAMED or len(press) == 1]


def _cut(text: str, width: int) -> str:
    while len(text) > width and ", " in text:
        text = text.rpartition(", ")[0]
    return text[:width]


def _typing_handle() -> int | None:
    """Stdin, when it is a terminal that listens to this process rather than to another one."""
    try:
        handle = sys.stdin.fileno()
        is_ours = os.isatty(handle) and os.tcgetpgrp(handle) == os.getpgrp()
    except (AttributeError, OSError, ValueError):
        return None
    # Windows has no termios: a session runs there, but hears no keys.
    return handle if is_ours and find_spec("termios") is not None else None


def _columns() -> int:
    return max(20, shutil.get_terminal_size().columns)


def _can_rewrite(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _stop_signals() -> list[signal.Signals]:
    """What was ignored from the start, as “nohup” does it, stays ignored."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP"):
        numbers.append(signal.SIGHUP)
    return [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
