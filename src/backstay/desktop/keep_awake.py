"""Keeps the screen from going dark while a session runs: nobody on a mat touches a key.

What is held is held by a connection of its own, so that it ends with it: at a pause, at the end, and when
the program is killed.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from backstay.desktop.bus_calls import Method
from backstay.desktop.bus_stay import BusStay
from backstay.desktop.message_bus import Bus, BusError, RefusedError, SilenceError

_WHO = "Backstay"
_WHY = "A session runs"
_IDLE = 8
_NO_SERVICE = "no service of this desktop keeps it on"
_OTHER_SYSTEM = "Backstay cannot keep it on under this system"

MEND = "set it to stay on for longer in the system's settings"
"""What a person can do where nothing keeps the screen on."""

# Older desktops know the first, sandboxed programs reach the second alone.
_WAYS: Mapping[Method, tuple[object, ...]] = {
    Method(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "Inhibit",
        "ss",
    ): (_WHO, _WHY),
    Method(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Inhibit",
        "Inhibit",
        "sua{sv}",
    ): ("", _IDLE, {"reason": ("s", _WHY)}),
}


class KeepAwake(Protocol):
    """Holds the screen without waiting for anything. No method raises."""

    def prepare(self) -> None:
        """Find out, before it is needed, whether it can be held."""

    def hold(self) -> None:
        """Keep the screen on from now; nothing happens when it is held already."""

    def release(self) -> None:
        """Let it go dark again when it likes."""

    @property
    def status(self) -> str | None:
        """One line that says why it may go dark; None while it is held, or before it was tried."""


class NullKeepAwake:
    """A screen that goes its own way, and why."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def prepare(self) -> None:
        """It is known."""

    def hold(self) -> None:
        """There is nobody to ask."""

    def release(self) -> None:
        """Nothing is held."""

    @property
    def status(self) -> str | None:
        """The reason."""
        return _line(self._reason)


class BusKeepAwake:
    """Asks the desktop's service over the session bus, anew for each hold."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._connect = partial(Bus.of_session, environ)
        self._stay: BusStay | None = None
        self._status: str | None = None

    def prepare(self) -> None:
        """Look who is there to be asked."""
        BusStay(self._connect, self._look, self._on_failed)

    def hold(self) -> None:
        """Ask for it; an answer that never comes is waited for elsewhere."""
        if self._stay is None:
            self._stay = BusStay(self._connect, self._keep, self._on_failed)

    def release(self) -> None:
        """Hang up, which is what the service watches for."""
        if self._stay is not None:
            self._stay.leave()
            self._stay = None

    @property
    def status(self) -> str | None:
        """Why the screen may go dark, as it was found the last time."""
        return self._status

    def _look(self, bus: Bus) -> None:
        _service_on(bus)
        self._status = None

    def _keep(self, bus: Bus) -> None:
        _ask(bus)
        self._status = None
        bus.serve(lambda _message: None)

    def _on_failed(self, reason: str) -> None:
        self._status = _line(reason)


def choose_keep_awake(environ: Mapping[str, str]) -> KeepAwake:
    """The session bus where there can be one, else none, with its reason."""
    if sys.platform.startswith("linux"):
        return BusKeepAwake(environ)
    return NullKeepAwake(_OTHER_SYSTEM)


def awake_while_running(screen: KeepAwake) -> Callable[[object], None]:
    """A listener for a session's events: the screen is held while its clock runs, and only then."""
    # The first picture of the window does not wait for what a session is made of.
    from backstay.domain.session_events import SessionEnded, SessionPaused, SessionResumed, SessionStarted

    def follow(event: object) -> None:
        if isinstance(event, SessionStarted | SessionResumed):
            screen.hold()
        elif isinstance(event, SessionPaused | SessionEnded):
            screen.release()

    return follow


def find_screen_service(environ: Mapping[str, str]) -> str:
    """The name of the service that will be asked. Waits for the bus some seconds at the most.

    Raises ``BusError`` with the reason when there is none.
    """
    if not sys.platform.startswith("linux"):
        raise BusError(_OTHER_SYSTEM)
    bus = Bus.of_session(environ)
    try:
        bus.greet()
        return _service_on(bus)
    finally:
        bus.close()


def _service_on(bus: Bus) -> str:
    for method in _WAYS:
        if bus.has_owner(method.owner):
            return method.owner
    raise BusError(_NO_SERVICE)


def _ask(bus: Bus) -> None:
    for method, values in _WAYS.items():
        try:
            bus.call(method, *values)
        except (RefusedError, SilenceError):
            continue
        return
    raise BusError(_NO_SERVICE)


def _line(reason: str) -> str:
    return f"The screen may go dark: {reason}. To mend it: {MEND}."
