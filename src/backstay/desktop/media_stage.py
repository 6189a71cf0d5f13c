"""The session as the one object that other programs on the bus see: it answers them and tells them of what
has changed.
"""

import os
from collections.abc import Callable

from jeepney import (
    DBusAddress,
    Message,
    MessageFlag,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)

from backstay.desktop.bus_calls import text_of
from backstay.desktop.media_interface import (
    INTROSPECTABLE,
    METHODS,
    NAME,
    PATH,
    PLAYER,
    PROPERTIES,
    MediaCommand,
    NowPlaying,
    describe,
    microseconds,
    properties_of,
)
from backstay.desktop.message_bus import Bus, BusError

# Pictures of the position come once a second; whatever is further away was not reached by waiting.
_JUMP_S = 2.0
_NAME_TAKEN = "another program has their name"
_ERROR = "org.freedesktop.DBus.Error."

Asked = Callable[[MediaCommand], None]


class MediaStage:
    """The one object on the bus. ``show`` is called by whoever leads the session, the rest by the thread
    that reads; what they share is one value, replaced as a whole.
    """

    def __init__(self, now: NowPlaying, asked: Asked) -> None:
        self._now = now
        self._asked = asked
        self._bus: Bus | None = None

    def enter(self, bus: Bus) -> None:
        """Take the name; a second window gets one of its own. Raises ``BusError``."""
        # From here on changes are told: whoever sees the name asks at once how things are.
        self._bus = bus
        if not any(bus.take_name(name) for name in (NAME, f"{NAME}.instance{os.getpid()}")):
            raise BusError(_NAME_TAKEN)

    def show(self, now: NowPlaying) -> None:
        """Tell whoever listens what is another than before."""
        before, self._now = self._now, now
        if self._bus is None:
            return
        try:
            self._announce(self._bus, before, now)
        except BusError:
            self._bus = None

    def answer(self, bus: Bus, call: Message) -> None:
        """Answer ``call``, and carry out what it asks for. Raises ``BusError``."""
        if call.header.message_type is not MessageType.method_call:
            return
        reply = self._reply(call)
        if not call.header.flags & MessageFlag.no_reply_expected:
            bus.send(reply)

    def _announce(self, bus: Bus, before: NowPlaying, now: NowPlaying) -> None:
        old, new = (properties_of(each)[PLAYER] for each in (before, now))
        # A panel counts the position on by itself, and is told when that would lead it astray.
        changed = {name: new[name] for name in new if new[name] != old[name] and name != "Position"}
        if changed:
            bus.send(_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", PLAYER, changed, []))
        if now.track != before.track or not 0 <= now.position_s - before.position_s <= _JUMP_S:
            bus.send(_signal(PLAYER, "Seeked", "x", microseconds(now.position_s)))

    def _reply(self, call: Message) -> Message:
        path, member, signature = (text_of(call, name) for name in ("path", "member", "signature"))
        interface = text_of(call, "interface") or _interface_of(member)
        taken, given, command = METHODS.get(interface, {}).get(member, (None, "", None))
        if taken is None or (path != PATH and interface != INTROSPECTABLE):
            return _error(call, "UnknownMethod", f"There is no {member} here.")
        if signature != taken:
            return _error(call, "InvalidArgs", f"{member} takes “{taken}”, not “{signature}”.")
        if command is not None:
            self._asked(command)
        if interface == PROPERTIES:
            return self._property_reply(call, member, given)
        if not given:
            return new_method_return(call)
        return new_method_return(call, given, (_description(path, self._now),))

    def _property_reply(self, call: Message, member: str, given: str) -> Message:
        interface, *rest = (str(value) for value in call.body[:2])
        properties = properties_of(self._now).get(interface)
        if properties is None:
            return _error(call, "UnknownInterface", f"There is no {interface} here.")
        if member == "GetAll":
            return new_method_return(call, given, (properties,))
        if rest[0] not in properties:
            return _error(call, "UnknownProperty", f"{interface} has no {rest[0]}.")
        if member == "Set":
            return _error(call, "PropertyReadOnly", f"{rest[0]} can only be read.")
        return new_method_return(call, given, (properties[rest[0]],))


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


def _error(call: Message, name: str, text: str) -> Message:
    return new_error(call, _ERROR + name, "s", (text,))


def _signal(interface: str, member: str, signature: str, *body: object) -> Message:
    return new_signal(DBusAddress(PATH, interface=interface), member, signature, body)
