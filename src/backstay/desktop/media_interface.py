"""What a desktop may ask of a session and read from it: the two interfaces of MPRIS 2.2 as data, so that
what is described, what is checked and what is answered are the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

NAME = "org.mpris.MediaPlayer2.backstay"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
PEER = "org.freedesktop.DBus.Peer"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"

_TRACKS = "/io/github/backstay/Backstay/step/"
_DESKTOP_ENTRY = "io.github.backstay.Backstay"
_MICROSECONDS = 1_000_000


class MediaCommand(StrEnum):
    """What a key, a headset or a panel asks for."""

    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play-pause"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """A session as a panel shows it: an exercise is a track. ``track`` counts from 1; ``length_s`` and
    ``position_s`` are those of the exercise. The texts are plain.
    """

    title: str
    album: str
    track: int
    length_s: float
    position_s: float
    is_running: bool


Variant = tuple[str, object]
"""A value that carries its type before it."""

Properties = dict[str, Variant]

# The arguments of each method in and out, and the command it stands for.
METHODS: Mapping[str, Mapping[str, tuple[str, str, MediaCommand | None]]] = {
    # Neither is offered (CanRaise, CanQuit); asked for all the same, they do nothing, as MPRIS wants it.
    ROOT: {"Raise": ("", "", None), "Quit": ("", "", None)},
    PLAYER: {
        "Play": ("", "", MediaCommand.PLAY),
        "Pause": ("", "", MediaCommand.PAUSE),
        "PlayPause": ("", "", MediaCommand.PLAY_PAUSE),
        "Next": ("", "", MediaCommand.NEXT),
        "Previous": ("", "", MediaCommand.PREVIOUS),
        # A session that a slip of the thumb had ended could not be taken up again from the mat.
        "Stop": ("", "", MediaCommand.PAUSE),
        "Seek": ("x", "", None),
        "SetPosition": ("ox", "", None),
        "OpenUri": ("s", "", None),
    },
    PROPERTIES: {"Get": ("ss", "v", None), "GetAll": ("s", "a{sv}", None), "Set": ("ssv", "", None)},
    PEER: {"Ping": ("", "", None)},
    INTROSPECTABLE: {"Introspect": ("", "s", None)},
}
_SIGNALS = {PLAYER: {"Seeked": "x"}, PROPERTIES: {"PropertiesChanged": "sa{sv}as"}}


def microseconds(seconds: float) -> int:
    """MPRIS counts in them."""
    return round(seconds * _MICROSECONDS)


def properties_of(now: NowPlaying) -> Mapping[str, Properties]:
    """The value of every property, by its interface."""
    return {ROOT: _ROOT_PROPERTIES, PLAYER: _player_properties(now)}


_ROOT_PROPERTIES: Properties = {
    "CanQuit": ("b", False),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "Identity": ("s", "Backstay"),
    "DesktopEntry": ("s", _DESKTOP_ENTRY),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}


def _player_properties(now: NowPlaying) -> Properties:
    return {
        "PlaybackStatus": ("s", "Playing" if now.is_running else "Paused"),
        "Metadata": ("a{sv}", _metadata(now)),
        "Position": ("x", microseconds(now.position_s)),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Volume": ("d", 1.0),
        "CanGoNext": ("b", True),
        "CanGoPrevious": ("b", True),
        "CanPlay": ("b", True),
        "CanPause": ("b", True),
        "CanSeek": ("b", False),
        "CanControl": ("b", True),
    }


def _metadata(now: NowPlaying) -> Properties:
    return {
        "mpris:trackid": ("o", f"{_TRACKS}{now.track}"),
        "mpris:length": ("x", microseconds(now.length_s)),
        "xesam:title": ("s", _plain(now.title)),
        "xesam:album": ("s", _plain(now.album)),
        "xesam:trackNumber": ("i", now.track),
    }


def _plain(text: str) -> str:
    """What a name from a file may hold and a line on a panel may not."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def describe(properties: Mapping[str, Properties]) -> str:
    """Both interfaces in the form in which D-Bus describes objects, for tools that ask first."""
    interfaces = "".join(
        f'<interface name="{name}">{"".join(_members(name, properties.get(name, {})))}</interface>'
        for name in METHODS
    )
    return f"<node>{interfaces}</node>"


def _members(interface: str, properties: Properties) -> Iterator[str]:
    for name, (taken, given, _) in METHODS[interface].items():
        arguments = "".join(
            f'<arg type="{kind}" direction="{way}"/>'
            for kinds, way in ((taken, "in"), (given, "out"))
            for kind in _types(kinds)
        )
        yield f'<method name="{name}">{arguments}</method>'
    for name, kinds in _SIGNALS.get(interface, {}).items():
        yield f'<signal name="{name}">{"".join(f"<arg type={kind!r}/>" for kind in _types(kinds))}</signal>'
    for name, (kind, _) in properties.items():
        yield f'<property name="{name}" type="{kind}" access="read"/>'


def _types(signature: str) -> list[str]:
    """The complete types of those above: ``sa{sv}as`` has three."""
    return re.findall(r"a?(?:\{\w+\}|\w)", signature)
