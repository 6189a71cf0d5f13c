"""Our own line to the message bus, by which a desktop's services are asked and its panels answered.

Every wait has a limit and happens in a thread of its own: a bus that is silent, or stops half-way, costs
what it would have done for us and never a moment of the session. The messages themselves are jeepney's.
"""

import socket
from collections import deque
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, Self, TypeVar
from urllib.parse import unquote

from backstay.desktop.bus_calls import Method, Reply, call_of, is_error, number_answered, reply_of, unanswered

if TYPE_CHECKING:
    from jeepney import Message

LIMIT_S = 2.0
"""How long the bus, or a service on it, may take for an answer."""

NO_LIBRARY = "the package jeepney is not installed"
"""Why nothing can be asked of a desktop that could answer."""

MESSAGE_MOST_BYTES = 1 << 20
"""Nobody has more to say to us; the protocol itself allows 128 MiB."""

_CHUNK_BYTES = 65536
_NOWHERE = "unix:path=/dev/null"
_SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"
_IS_OWNER = 1

_WHAT = "the message bus of this desktop (D-Bus)"
_NOT_THERE = "this desktop has no message bus (D-Bus)"
_SILENT = f"{_WHAT} does not answer"


class BusError(Exception):
    """The bus cannot be used; the text says why, as the end of a sentence."""


class SilenceError(BusError):
    """Nothing came back in time."""


class RefusedError(Exception):
    """The bus works, but whoever was called refused, or is not there."""


Key = TypeVar("Key")


class Bus:
    """One connection. What was asked for through it ends with it, also when the program is killed.

    Only ``send`` and ``hang_up`` may be called from another thread than the one that reads.
    """

    def __init__(self, line: socket.socket) -> None:
        from jeepney import Parser

        self._line = line
        self._parser = Parser()
        self._lock = Lock()
        self._serial = 0
        self._waiting: deque[Message] = deque()

    @classmethod
    def of_session(cls, environ: Mapping[str, str]) -> Self:
        """The bus of the person's session. Raises ``BusError`` where there is none that takes us."""
        folder = environ.get("XDG_RUNTIME_DIR", "")
        usual = f"unix:path={Path(folder, 'bus')}" if folder else ""
        return cls._connected(environ.get("DBUS_SESSION_BUS_ADDRESS") or usual)

    @classmethod
    def of_system(cls, environ: Mapping[str, str]) -> Self:
        """The bus of the computer. Raises ``BusError`` where there is none that takes us."""
        return cls._connected(environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS)

    @classmethod
    def _connected(cls, addresses: str) -> Self:
        if not hasattr(socket, "AF_UNIX"):
            raise BusError(_NOT_THERE)
        for place in _sockets(addresses):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(LIMIT_S)
            try:
                line.connect(place)
                return cls(line)
            except ImportError as error:
                line.close()
                raise BusError(NO_LIBRARY) from error
            except (TimeoutError, BlockingIOError) as error:
                # Nobody takes those who have come before us.
                line.close()
                raise SilenceError(_SILENT) from error
            except OSError:
                line.close()
        raise BusError(_NOT_THERE)

    def greet(self) -> None:
        """Say who we are. Raises ``BusError`` when the bus is silent or refuses."""
        from jeepney.auth import BEGIN, AuthenticationError, Authenticator
        from jeepney.bus_messages import message_bus

        talk = Authenticator()
        try:
            for line in talk:
                self._line.sendall(line)
                talk.feed(self._receive())
            self._line.sendall(BEGIN)
        except AuthenticationError as error:
            raise BusError(f"{_WHAT} does not let this program in") from error
        except OSError as error:
            raise SilenceError(_SILENT) from error
        self._ask_bus(message_bus.Hello())

    def take_name(self, name: str) -> bool:
        """Go by ``name`` from now; False when somebody else does. Raises ``BusError``."""
        from jeepney.bus_messages import DBusNameFlags, message_bus

        return self._ask_bus(message_bus.RequestName(name, DBusNameFlags.do_not_queue)) == (_IS_OWNER,)

    def has_owner(self, name: str) -> bool:
        """Whether somebody on the bus goes by ``name`` now. Raises ``BusError``."""
        from jeepney.bus_messages import message_bus

        return self._ask_bus(message_bus.NameHasOwner(name)) == (True,)

    def names(self) -> tuple[str, ...]:
        """All by which somebody on the bus goes now. Raises ``BusError``."""
        from jeepney.bus_messages import message_bus

        (names,) = self._ask_bus(message_bus.ListNames())
        return tuple(names) if isinstance(names, list) else ()

    def hear(self, sender: str, interface: str, member: str) -> None:
        """Be told of a signal from now on; waits for nothing. Raises ``BusError``."""
        from jeepney.bus_messages import MatchRule, message_bus

        rule = MatchRule(type="signal", sender=sender, interface=interface, member=member)
        self.send(unanswered(message_bus.AddMatch(rule)))

    def tell(self, method: Method, *values: object) -> None:
        """Make a call and wait for nothing. Raises ``BusError``."""
        self.send(unanswered(call_of(method, values)))

    def call(self, method: Method, *values: object) -> Reply:
        """The answer to a call, waited for ``LIMIT_S`` at the most after the last sign of life.

        Raises ``RefusedError`` for an error in return, and ``BusError``.
        """
        return self._answer_to(call_of(method, values))

    def ask_each(self, calls: Mapping[Key, tuple[Method, tuple[object, ...]]]) -> Iterator[tuple[Key, Reply]]:
        """Make all the calls at once. Their answers by their keys as they come; whoever refuses or is
        silent is left out. Raises ``BusError``.
        """
        asked = {self.send(call_of(method, values)): key for key, (method, values) in calls.items()}
        while asked:
            try:
                message = self._next()
            except SilenceError:
                return
            key = asked.pop(number_answered(message), None)
            if key is None:
                self._waiting.append(message)
            elif not is_error(message):
                yield key, reply_of(message)

    def waiting(self) -> tuple["Message", ...]:
        """What came of its own accord while an answer was waited for; each is handed over once."""
        taken = tuple(self._waiting)
        self._waiting.clear()
        return taken

    def send(self, message: "Message") -> int:
        """Send without waiting; the number the message went under. Raises ``BusError`` when the bus takes
        no more, and the connection is over then.
        """
        with self._lock:
            self._serial += 1
            data = message.serialise(self._serial)
            try:
                is_whole = self._line.send(data, socket.MSG_DONTWAIT) == len(data)
            except OSError:
                is_whole = False
            if not is_whole:
                self.hang_up()
                raise SilenceError(_SILENT)
            return self._serial

    def serve(self, answer: Callable[["Message"], None]) -> NoReturn:
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

    def _ask_bus(self, message: "Message") -> tuple[object, ...]:
        try:
            return self._answer_to(message).body
        except RefusedError as error:
            raise BusError(f"{_WHAT} refuses what it is asked") from error

    def _answer_to(self, message: "Message") -> Reply:
        number = self.send(message)
        passed_by: list[Message] = []
        while number_answered(answer := self._next()) != number:
            passed_by.append(answer)
        self._waiting.extend(passed_by)
        if is_error(answer):
            raise RefusedError
        return reply_of(answer)

    def _next(self) -> "Message":
        while (message := self._parsed()) is None:
            self._parser.add_data(self._receive())
        return message

    def _parsed(self) -> "Message | None":
        try:
            message = self._parser.get_next_message()
            is_too_long = message is None and self._parser.bytes_desired() > MESSAGE_MOST_BYTES
        except Exception as error:
            # jeepney has no error of its own for bytes that are no message: anything may come of them.
            raise BusError(f"{_WHAT} says what cannot be understood") from error
        if is_too_long:
            raise BusError(f"{_WHAT} says what cannot be understood")
        return message

    def _receive(self) -> bytes:
        try:
            more = self._line.recv(_CHUNK_BYTES)
        except OSError as error:
            raise SilenceError(_SILENT) from error
        if not more:
            raise BusError(f"{_WHAT} has ended")
        return more


def hide_silent_bus(environ: MutableMapping[str, str]) -> None:
    """Qt looks for the bus before it shows a window, and waits without a limit for one that takes
    connections and says nothing. Such a one is taken out of ``environ``, after ``LIMIT_S`` at the most.
    """
    try:
        with closing(Bus.of_session(environ)) as bus:
            bus.greet()
    except SilenceError:
        environ["DBUS_SESSION_BUS_ADDRESS"] = _NOWHERE
    except BusError:
        # Where there is none, nobody waits for it.
        return


def _sockets(addresses: str) -> list[str]:
    """Every socket that is named, best first; never a host."""
    found = []
    for address in addresses.split(";"):
        transport, _, rest = address.partition(":")
        keys = dict(pair.partition("=")[::2] for pair in rest.split(","))
        if transport == "unix" and "path" in keys:
            found.append(unquote(keys["path"]))
        elif transport == "unix" and "abstract" in keys:
            found.append("\0" + unquote(keys["abstract"]))
    return found
