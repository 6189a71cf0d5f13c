"""A player of music on the session bus for tests, through GLib, which refuses every call of the wrong type.

To be run by the system's Python with its bindings to GLib. It says ``Volume``, ``Pause`` and ``Play``.
"""

import importlib
import sys
from typing import Any

Gio = importlib.import_module("gi.repository.Gio")
GLib = importlib.import_module("gi.repository.GLib")

_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_VOLUME = '<property name="Volume" type="d" access="readwrite"/>'
_INTERFACE = """<node><interface name="org.mpris.MediaPlayer2.Player">
  <method name="Play"/><method name="Pause"/>
  <property name="PlaybackStatus" type="s" access="read"/>%s
</interface></node>"""


class Player:
    """It plays nothing, and keeps book."""

    def __init__(self, traits: set[str]) -> None:
        self.status = "Paused" if "paused" in traits else "Playing"
        self.volume = 0.8

    def call(self, bus: Any, _sender: str, path: str, _of: str, method: str, _values: Any, call: Any) -> None:
        status = "Playing" if method == "Play" else "Paused"
        if status != self.status:
            self.status = status
            changed = {"PlaybackStatus": GLib.Variant("s", status)}
            told = GLib.Variant("(sa{sv}as)", (_PLAYER, changed, []))
            bus.emit_signal(None, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", told)
        _say(method)
        call.return_value(None)

    def get(self, _bus: Any, _sender: str, _path: str, _interface: str, name: str) -> Any:
        return GLib.Variant("d", self.volume) if name == "Volume" else GLib.Variant("s", self.status)

    def set(self, _bus: Any, _sender: str, _path: str, _interface: str, name: str, value: Any) -> bool:
        self.volume = value.get_double()
        _say(name, repr(self.volume))
        return True


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def main(name: str, traits: set[str]) -> None:
    """Serve until killed."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    player = Player(traits)
    (interface,) = Gio.DBusNodeInfo.new_for_xml(
        _INTERFACE % ("" if "fixed" in traits else _VOLUME)
    ).interfaces
    bus.register_object(_PATH, interface, player.call, player.get, player.set)
    Gio.bus_own_name_on_connection(bus, f"org.mpris.MediaPlayer2.{name}", 0, None, None)
    bus.flush_sync()
    # Asked after the name, so that it is ours by the time it is answered.
    bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", None, None, 0, -1, None)
    _say("ready")
    if "hangs" in traits:
        GLib.usleep(3600 * 1_000_000)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1], set(sys.argv[2:]))
