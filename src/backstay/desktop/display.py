"""Finds out, without starting Qt, whether a window can be shown and by which of Qt's plugins.

A variable such as DISPLAY may outlive its server, or name one that belongs to somebody else, and Qt
ends the process then; so the server is asked, not the variable.
"""

import ctypes
import re
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

_LIMIT_S = 1.0
_ATTEMPTS = 3
_PAUSE_S = 0.03
_X_DISPLAY = re.compile(r"(?P<host>[^:]*):(?P<number>\d{1,5})(\.\d+)?")
_X_FOLDER = "/tmp/.X11-unix"

Probe = Callable[[Mapping[str, str]], bool]


def is_display_available(environ: Mapping[str, str]) -> bool:
    """Whether a window can be opened. On macOS and Windows there always is a place for one."""
    return bool(find_platforms(environ))


def find_platforms(
    environ: Mapping[str, str], has_x: Probe | None = None, has_wayland: Probe | None = None
) -> tuple[str, ...]:
    """Qt's platform plugins that can work here; empty without a display. ``QT_QPA_PLATFORM`` decides
    alone, when it names one that needs no server.
    """
    if not sys.platform.startswith("linux"):
        return ("native",)
    chosen = re.split("[:;]", environ.get("QT_QPA_PLATFORM", ""))[0]
    if chosen and chosen not in ("xcb", "wayland", "wayland-egl"):
        return (chosen,)
    found = []
    if chosen != "xcb" and (has_wayland or answers_wayland)(environ):
        found.append("wayland")
    if chosen in ("", "xcb") and (has_x or answers_x)(environ):
        found.append("xcb")
    return tuple(found)


def answers_x(environ: Mapping[str, str]) -> bool:
    """Whether the X server that ``DISPLAY`` names takes connections from this person."""
    match = _X_DISPLAY.fullmatch(environ.get("DISPLAY", ""))
    if match is None:
        return False
    is_local = match["host"] in ("", "unix")
    number = int(match["number"])
    # Asked first, because the library would wait minutes for a host that is silent, and look on the
    # network for a server of this computer that is not there.
    if not (_connects_here(number) if is_local else _connects_to_port(match["host"], 6000 + number)):
        return False
    xcb = _load_xcb()
    return xcb is None or any(_is_let_in(xcb, environ["DISPLAY"], attempt) for attempt in range(_ATTEMPTS))


def answers_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the Wayland compositor that ``WAYLAND_DISPLAY`` names takes connections."""
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _connects(socket.AF_UNIX, str(Path(environ.get("XDG_RUNTIME_DIR", "/")) / name))


def _connects_here(number: int) -> bool:
    place = f"{_X_FOLDER}/X{number}"
    return _connects(socket.AF_UNIX, place) or _connects(socket.AF_UNIX, f"\0{place}")


def _connects(family: int, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as end:
            end.settimeout(_LIMIT_S)
            end.connect(address)
    except OSError:
        return False
    return True


def _connects_to_port(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=_LIMIT_S).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True


def _load_xcb() -> ctypes.CDLL | None:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    return xcb


def _is_let_in(xcb: ctypes.CDLL, display: str, attempt: int) -> bool:
    # A server without any other client starts over when one leaves, and drops who comes meanwhile.
    time.sleep(_PAUSE_S * attempt)
    connection = xcb.xcb_connect(display.encode(), None)
    is_refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not is_refused
