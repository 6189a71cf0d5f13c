"""A desktop on the session bus for tests, through GLib, which refuses every call of the wrong type.

To be run by the system's Python with its bindings to GLib. It says ``held``, ``refused`` and ``gone``.
"""

import importlib
import sys
from typing import Any

Gio = importlib.import_module("gi.repository.Gio")
GLib = importlib.import_module("gi.repository.GLib")

_INTERFACES = """<node>
<interface name="org.freedesktop.ScreenSaver">
  <method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="u" direction="out"/></method>
  <method name="UnInhibit"><arg type="u" direction="in"/></method>
</interface>
<interface name="org.freedesktop.portal.Inhibit">
  <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method>
</interface>
<interface name="org.freedesktop.login1.Manager">
  <method name="Suspend"><arg type="b" direction="in"/></method>
  <signal name="PrepareForSleep"><arg type="b"/></signal>
</interface>
</node>"""
_PLACES = {
    "screensaver": ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", 0),
    "logind": ("org.freedesktop.login1", "/org/freedesktop/login1", 2),
    "portal": ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", 1),
}


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def _answer(
    bus: Any, sender: str, _path: str, interface: str, _method: str, parameters: Any, call: Any
) -> None:
    _say("held", interface, parameters.print_(True), sender)
    Gio.bus_watch_name_on_connection(bus, sender, 0, None, lambda _bus, name: _say("gone", name))
    is_portal = interface.endswith("portal.Inhibit")
    call.return_value(GLib.Variant("(o)", ("/request/1",)) if is_portal else GLib.Variant("(u)", (4242,)))


def _sleep(
    bus: Any, _sender: str, path: str, interface: str, _method: str, _parameters: Any, call: Any
) -> None:
    """Down and up again, as a computer does whose lid is closed for a moment."""
    for is_going in (True, False):
        bus.emit_signal(None, path, interface, "PrepareForSleep", GLib.Variant("(b)", (is_going,)))
    call.return_value(None)


def main(services: list[str]) -> None:
    """Serve until killed. ``silent`` has the name of the screen saver and never answers."""
    interfaces = Gio.DBusNodeInfo.new_for_xml(_INTERFACES).interfaces
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for service in services:
        name, path, index = _PLACES["screensaver" if service == "silent" else service]
        answers = {"silent": lambda *_: _say("asked"), "logind": _sleep}
        answer = answers.get(service, _answer)
        bus.register_object(path, interfaces[index], answer, None, None)
        Gio.bus_own_name_on_connection(bus, name, 0, None, None)
    bus.flush_sync()
    # Asked after the names, so that they are ours by the time it is answered.
    bus.call_sync(
        "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", None, None, 0, -1, None
    )  # fmt: skip
    _say("ready")
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1:])
