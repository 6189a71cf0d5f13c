"""Media keys, headset buttons and desktop panels reach a session by MPRIS, the desktop's own way to steer
whatever plays. The name is on the bus while a session is open, and goes with its connection.
"""

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from backstay.desktop.bus_wire import Flag, Kind, Message
from backstay.desktop.media_interface import (
    INTROSPECTABLE,
    METHODS,
    PATH,
    PLAYER,
    PROPERTIES,
    MediaCommand,
    NowPlaying,
    describe,
    microseconds,
    properties_of,
)
from backstay.desktop.session_bus import BusError, BusStay, SessionBus

_NAME = "org.mpris.MediaPlayer2.backstay"
_DO_NOT_QUEUE = 4
_IS_OWNER = 1
# Pictures of the position come once a second; whatever is further away was not reached by waiting.
_JUMP_S = 2.0
_OTHER_SYSTEM = "Backstay cannot hear them under this system"
_NAME_TAKEN = "another program has their name"
_ERROR = "org.freedesktop.DBus.Error."

Asked = Callable[[MediaCommand], None]


class MediaKeys(Protocol):
    """Shows a session to the desktop and hears what it asks for. No method raises or waits."""

    def open(self, now: NowPlaying, asked: Asked) -> None:
        """Be there from now; ``asked`` is called in another thread."""

    def show(self, now: NowPlaying) -> None:
        """The session has come so far."""

    def close(self) -> None:
        """Be gone. A command that is under way may still arrive."""

    @property
    def status(self) -> str | None:
        """One line that says why the keys are not heard; None while they are, or before it was tried."""


class NullMediaKeys:
    """Keys that nobody hears, and why."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def open(self, now: NowPlaying, asked: Asked) -> None:
        """There is nobody to show it to."""

    def show(self, now: NowPlaying) -> None:
        """There is nobody to show it to."""

    def close(self) -> None:
        """It was not there."""

    @property
    def status(self) -> str | None:
        """The reason."""
        return _line(self._reason)


class BusMediaKeys:
    """A session as a player on the session bus."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._stage: _Stage | None = None
        self._stay: BusStay | None = None
        self._status: str | None = None

    def open(self, now: NowPlaying, asked: Asked) -> None:
        """Take the name on the bus, as soon as the bus gives it."""
        self.close()
        self._stage = _Stage(now, asked)
        self._stay = BusStay(self._environ, partial(self._perform, self._stage), self._on_failed)

    def show(self, now: NowPlaying) -> None:
        """Tell the bus what is another than before."""
        if self._stage is not None:
            self._stage.show(now)

    def close(self) -> None:
        """Hang up; the name goes with the line."""
        if self._stay is not None:
            self._stay.leave()
        self._stage = self._stay = None

    @property
    def status(self) -> str | None:
        """Why nobody hears the keys, as it was found the last time."""
        return self._status

    def _perform(self, stage: "_Stage", bus: SessionBus) -> None:
        stage.enter(bus)
        self._status = None
        bus.serve(partial(stage.answer, bus))

    def _on_failed(self, reason: str) -> None:
        self._status = _line(reason)


def choose_media_keys(environ: Mapping[str, str]) -> MediaKeys:
    """The session bus where there can be one, else none, with its reason."""
    if sys.platform.startswith("linux"):
        return BusMediaKeys(environ)
    return NullMediaKeys(_OTHER_SYSTEM)


def check_media_keys(environ: Mapping[str, str]) -> None:
    """Waits for the bus some seconds at the most. Raises ``BusError`` with the reason when the keys could
    not be heard.
    """
    if not sys.platform.startswith("linux"):
        raise BusError(_OTHER_SYSTEM)
    bus = SessionBus.connect(environ)
    try:
        bus.greet()
    finally:
        bus.close()


class _Stage:
    """The one object on the bus. ``show`` is called by whoever leads the session, the rest by the thread
    that reads; what they share is one value, replaced as a whole.
    """

    def __init__(self, now: NowPlaying, asked: Asked) -> None:
        self._now = now
        self._asked = asked
        self._bus: SessionBus | None = None

    def enter(self, bus: SessionBus) -> None:
        """Take the name; a second window gets one of its own. Raises ``BusError``."""
        # From here on changes are told: whoever sees the name asks at once how things are.
        self._bus = bus
        for name in (_NAME, f"{_NAME}.instance{os.getpid()}"):
            if bus.ask_bus("RequestName", "su", name, _DO_NOT_QUEUE) == (_IS_OWNER,):
                return
        raise BusError(_NAME_TAKEN)

    def show(self, now: NowPlaying) -> None:
        before, self._now = self._now, now
        if self._bus is None:
            return
        try:
            self._announce(self._bus, before, now)
        except BusError:
            self._bus = None

    def answer(self, bus: SessionBus, call: Message) -> None:
        if call.kind is not Kind.CALL:
            return
        reply = self._reply(call)
        if not call.flags & Flag.NO_REPLY:
            bus.send(reply)

    def _announce(self, bus: SessionBus, before: NowPlaying, now: NowPlaying) -> None:
        old, new = (properties_of(each)[PLAYER] for each in (before, now))
        # A panel counts the position on by itself, and is told when that would lead it astray.
        changed = {name: new[name] for name in new if new[name] != old[name] and name != "Position"}
        if changed:
            bus.send(_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", PLAYER, changed, ()))
        if now.track != before.track or not 0 <= now.position_s - before.position_s <= _JUMP_S:
            bus.send(_signal(PLAYER, "Seeked", "x", microseconds(now.position_s)))

    def _reply(self, call: Message) -> Message:
        interface = call.interface or _interface_of(call.member)
        taken, given, command = METHODS.get(interface, {}).get(call.member, (None, "", None))
        if taken is None or (call.path != PATH and interface != INTROSPECTABLE):
            return _error(call, "UnknownMethod", f"There is no {call.member} here.")
        if call.signature != taken:
            return _error(call, "InvalidArgs", f"{call.member} takes “{taken}”, not “{call.signature}”.")
        if command is not None:
            self._asked(command)
        if interface == PROPERTIES:
            return self._property_reply(call, given)
        body = (_description(call.path, self._now),) if given else ()
        return _answer(call, given, *body)

    def _property_reply(self, call: Message, given: str) -> Message:
        interface, *rest = (str(value) for value in call.body[:2])
        properties = properties_of(self._now).get(interface)
        if properties is None:
            return _error(call, "UnknownInterface", f"There is no {interface} here.")
        if call.member == "GetAll":
            return _answer(call, given, properties)
        if rest[0] not in properties:
            return _error(call, "UnknownProperty", f"{interface} has no {rest[0]}.")
        if call.member == "Set":
            return _error(call, "PropertyReadOnly", f"{rest[0]} can only be read.")
        return _answer(call, given, properties[rest[0]])


def _interface_of(member: str) -> str:
    """A call may leave its interface out."""
    return next((name for name, methods in METHODS.items() if member in methods), "")


def _description(path: str, now: NowPlaying) -> str:
    if path == PATH:
        return describe(properties_of(now))
    # Tools walk down from the root.
    below = PATH.removeprefix(path.rstrip("/") + "/")
    step = below.split("/")[0] if below != PATH else ""
    return f'<node><node name="{step}"/></node>' if step else "<node/>"


def _answer(call: Message, signature: str, *body: object) -> Message:
    return Message(Kind.REPLY, reply_to=call.serial, destination=call.sender, signature=signature, body=body)


def _error(call: Message, name: str, text: str) -> Message:
    return Message(
        Kind.ERROR,
        error=_ERROR + name,
        reply_to=call.serial,
        destination=call.sender,
        signature="s",
        body=(text,),
    )


def _signal(interface: str, member: str, signature: str, *body: object) -> Message:
    return Message(Kind.SIGNAL, PATH, interface, member, signature=signature, body=body)


def _line(reason: str) -> str:
    return f"Media keys and headset buttons do not reach the session: {reason}."
