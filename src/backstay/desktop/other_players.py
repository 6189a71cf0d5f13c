"""The players of other programs, found and steered through MPRIS: made quiet, and brought back to what they
were unless somebody touched them meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from backstay.desktop.bus_calls import Method, Reply, is_signal, text_of
from backstay.desktop.media_interface import NAME, PATH, PLAYER, PROPERTIES, ROOT
from backstay.desktop.message_bus import Bus

QUIET = 0.3
"""The part of its volume that a lowered player keeps: under a voice and still there."""

_STATUS, _VOLUME = "PlaybackStatus", "Volume"
_PLAYING, _PAUSED = "Playing", "Paused"
_CHANGED = "PropertiesChanged"
# Players round to a hundredth, some to a sixteenth; nobody turns by so little.
_SAME = 0.03
# It shows the others once more, under its own name.
_MIRROR = f"{ROOT}.playerctld"

Undo = Callable[[], None]


@dataclass(slots=True)
class OtherPlayers:
    """Those of one ``bus``, by the names of their connections: one that ends takes what we know of it along.
    Every method raises ``BusError``; whoever refuses or is silent is passed over.
    """

    bus: Bus
    _lowered: dict[str, float] = field(default_factory=dict)
    _paused: dict[str, list[object]] = field(default_factory=dict)

    def lower(self) -> None:
        """Turn down each that plays, as soon as it has said how loud it is."""
        known: dict[str, dict[str, object]] = {}
        for (name, what), reply in self._ask(self._names(), (_STATUS, _VOLUME)):
            about = known.setdefault(name, {})
            about[what] = _value(reply)
            volume = about.get(_VOLUME)
            if about.get(_STATUS) == _PLAYING and isinstance(volume, float) and volume > 0:
                self._lower(reply.sender, volume)

    def pause(self) -> None:
        """Pause each that plays."""
        for _, reply in self._ask(self._names(), (_STATUS,)):
            if _value(reply) == _PLAYING and reply.sender not in self._paused:
                self._paused[reply.sender] = []
                self.bus.hear(reply.sender, PROPERTIES, _CHANGED)
                self.bus.tell(_method(reply.sender, PLAYER, "Pause"))

    def restore(self) -> None:
        """Bring back what is still as we left it."""
        for (owner, _), reply in self._ask(self._lowered, (_VOLUME,)):
            volume, now = self._lowered[owner], _value(reply)
            if isinstance(now, float) and abs(now - volume * QUIET) <= _SAME:
                self._set_volume(owner, volume)
        for (owner, _), reply in self._ask(self._paused, (_STATUS,)):
            self._note_changes()
            if _value(reply) == _PAUSED and not _is_taken_over(self._paused[owner]):
                self.bus.tell(_method(owner, PLAYER, "Play"))
        self._lowered.clear()
        self._paused.clear()

    def _names(self) -> list[str]:
        own = (NAME, f"{NAME}.")
        names = (name for name in self.bus.names() if name.startswith(f"{ROOT}.") and name != _MIRROR)
        return [name for name in names if name != own[0] and not name.startswith(own[1])]

    def _ask(self, names: Iterable[str], what: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], Reply]]:
        get = {name: _method(name, PROPERTIES, "Get", "ss") for name in names}
        return self.bus.ask_each({(name, each): (get[name], (PLAYER, each)) for name in get for each in what})

    def _lower(self, owner: str, volume: float) -> None:
        if owner not in self._lowered:
            self._lowered[owner] = volume
            self._set_volume(owner, volume * QUIET)

    def _set_volume(self, owner: str, volume: float) -> None:
        self.bus.tell(_method(owner, PROPERTIES, "Set", "ssv"), PLAYER, _VOLUME, ("d", volume))

    def _note_changes(self) -> None:
        for message in self.bus.waiting():
            statuses = self._paused.get(text_of(message, "sender"))
            if statuses is not None and is_signal(message, PROPERTIES, _CHANGED):
                changed = message.body[1] if len(message.body) > 1 else {}
                if isinstance(changed, Mapping) and _STATUS in changed:
                    statuses.append(changed[_STATUS][1])


def _is_taken_over(statuses: list[object]) -> bool:
    """Whether it played again after we had paused it: whoever made it play decides from there on."""
    return _PAUSED in statuses and _PLAYING in statuses[statuses.index(_PAUSED) :]


def _method(owner: str, interface: str, member: str, signature: str = "") -> Method:
    return Method(owner, PATH, interface, member, signature)


def _value(reply: Reply) -> object:
    match reply.body:
        case ((str(), value),):
            return value
    return None
