"""Our own line to the session bus, by which a desktop's services are asked and its panels answered.

Every wait has a limit and happens in a thread of its own: a bus that is silent, or stops half-way, costs
what it would have done for us and never a moment of the session.
"""

import os
import socket
from collections import deque
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import closing
from pathlib import Path
from threading import Lock, Thread
from typing import NoReturn, Self
from urllib.parse import unquote

from backstay.desktop.bus_wire import Kind, Message, WireError, decode, encode, length_of

LIMIT_S = 2.0
"""How long the bus, or a service on it, may take for an answer."""

_BUS = "org.freedesktop.DBus"
_BUS_PATH = "/org/freedesktop/DBus"
_CHUNK_BYTES = 65536
_NOWHERE = "unix:path=/dev/null"

_WHAT = "the message bus of this desktop (D-Bus)"
_NOT_THERE = "this desktop has no message bus (D-Bus)"
_SILENT = f"{_WHAT} does not answer"


class BusError(Exception):
    """The bus cannot be used; the text says why, as the end of a sentence."""


class SilenceError(BusError):
    """Nothing came back in time."""


class RefusedError(Exception):
    """The bus works, but whoever was called refused, or is not there."""


class SessionBus:
    """One connection. What was asked for through it ends with it, also when the program is killed.

    Only ``send`` and ``hang_up`` may be called from another thread than the one that reads.
    """

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._lock = Lock()
        self._serial = 0
        self._unread = b""
        self._waiting: deque[Message] = deque()

    @classmethod
    def connect(cls, environ: Mapping[str, str]) -> Self:
        """Raises ``BusError`` where there is no bus that takes us."""
        if not hasattr(socket, "AF_UNIX"):
            raise BusError(_NOT_THERE)
        for address in _addresses(environ):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(LIMIT_S)
            try:
                line.connect(address)
            except (TimeoutError, BlockingIOError) as error:
                # Nobody takes those who have come before us.
                line.close()
                raise SilenceError(_SILENT) from error
            except OSError:
                line.close()
            else:
                return cls(line)
        raise BusError(_NOT_THERE)

    def greet(self) -> None:
        """Say who we are. Raises ``BusError`` when the bus is silent or refuses."""
        try:
            self._line.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            if not self._read_line().startswith(b"OK "):
                raise BusError(f"{_WHAT} does not let this program in")
            self._line.sendall(b"BEGIN\r\n")
        except OSError as error:
            raise SilenceError(_SILENT) from error
        self.ask_bus("Hello")

    def ask_bus(self, member: str, signature: str = "", *values: object) -> tuple[object, ...]:
        """Call the bus itself. Raises ``BusError``."""
        call = Message(Kind.CALL, _BUS_PATH, _BUS, member, destination=_BUS, signature=signature, body=values)
        try:
            return self.call(call)
        except RefusedError as error:
            raise BusError(f"{_WHAT} refuses what it is asked") from error

    def call(self, message: Message) -> tuple[object, ...]:
        """The answer to a call, waited for ``LIMIT_S`` at the most after the last sign of life.

        Raises ``RefusedError`` for an error in return, and ``BusError``.
        """
        serial = self.send(message)
        passed_by: list[Message] = []
        while (answer := self._next()).reply_to != serial:
            passed_by.append(answer)
        self._waiting.extend(passed_by)
        if answer.kind is Kind.ERROR:
            raise RefusedError(answer.error)
        return answer.body

    def has_owner(self, name: str) -> bool:
        """Whether somebody on the bus goes by ``name`` now. Raises ``BusError``."""
        return self.ask_bus("NameHasOwner", "s", name) == (True,)

    def send(self, message: Message) -> int:
        """Send without waiting; the number the message went under. Raises ``BusError`` when the bus takes
        no more, and the connection is over then.
        """
        with self._lock:
            self._serial += 1
            data = encode(message, self._serial)
            try:
                is_whole = self._line.send(data, socket.MSG_DONTWAIT) == len(data)
            except OSError:
                is_whole = False
            if not is_whole:
                self.hang_up()
                raise SilenceError(_SILENT)
            return self._serial

    def serve(self, answer: Callable[[Message], None]) -> NoReturn:
        """Hand over every message; between two of them nothing runs. Raises ``BusError`` when the connection
        ends.
        """
        self._line.settimeout(None)
        while True:
            answer(self._waiting.popleft() if self._waiting else self._next())

    def hang_up(self) -> None:
        """End the connection at once, whoever is reading."""
        try:
            self._line.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It has ended already.
            return

    def close(self) -> None:
        """Give the socket back; for the thread that reads."""
        self._line.close()

    def _next(self) -> Message:
        try:
            while (length := length_of(self._unread)) is None or len(self._unread) < length:
                self._read_more()
            data, self._unread = self._unread[:length], self._unread[length:]
            return decode(data)
        except WireError as error:
            raise BusError(f"{_WHAT} says what cannot be understood") from error

    def _read_line(self) -> bytes:
        while b"\r\n" not in self._unread:
            self._read_more()
        line, _, self._unread = self._unread.partition(b"\r\n")
        return line

    def _read_more(self) -> None:
        try:
            more = self._line.recv(_CHUNK_BYTES)
        except OSError as error:
            raise SilenceError(_SILENT) from error
        if not more:
            raise BusError(f"{_WHAT} has ended")
        self._unread += more


class BusStay:
    """A stay on the bus in a thread of its own: ``stay`` is what to do there, ``failed`` hears why it
    could not be done. Both are called in that thread; ``leave`` ends it and waits for nothing.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        stay: Callable[[SessionBus], None],
        failed: Callable[[str], None],
    ) -> None:
        self._environ = environ
        self._stay = stay
        self._failed = failed
        self._lock = Lock()
        self._bus: SessionBus | None = None
        self._is_over = False
        Thread(target=self._run, name="session bus", daemon=True).start()

    def leave(self) -> None:
        """Hang up, whether or not the line stands yet."""
        with self._lock:
            self._is_over = True
            if self._bus is not None:
                self._bus.hang_up()

    def _run(self) -> None:
        try:
            with closing(SessionBus.connect(self._environ)) as bus:
                self._visit(bus)
        except BusError as error:
            if not self._is_over:
                self._failed(str(error))

    def _visit(self, bus: SessionBus) -> None:
        with self._lock:
            if self._is_over:
                return
            self._bus = bus
        try:
            bus.greet()
            self._stay(bus)
        finally:
            with self._lock:
                self._bus = None


def hide_silent_bus(environ: MutableMapping[str, str]) -> None:
    """Qt looks for the bus before it shows a window, and waits without a limit for one that takes
    connections and says nothing. Such a one is taken out of ``environ``, after ``LIMIT_S`` at the most.
    """
    try:
        with closing(SessionBus.connect(environ)) as bus:
            bus.greet()
    except SilenceError:
        environ["DBUS_SESSION_BUS_ADDRESS"] = _NOWHERE
    except BusError:
        # Where there is none, nobody waits for it.
        return


def _addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the bus may be, best first: every socket that the environment names, else the usual one."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not named:
        folder = environ.get("XDG_RUNTIME_DIR", "")
        return [str(Path(folder, "bus"))] if folder else []
    found = []
    for address in named.split(";"):
        transport, _, rest = address.partition(":")
        keys = dict(pair.partition("=")[::2] for pair in rest.split(","))
        if transport == "unix" and "path" in keys:
            found.append(unquote(keys["path"]))
        elif transport == "unix" and "abstract" in keys:
            found.append("\0" + unquote(keys["abstract"]))
    return found
