"""Media keys, headset buttons and desktop panels reach a session by MPRIS, the desktop's own way to steer
whatever plays. The name is on the bus while a session is open, and goes with its connection.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from backstay.desktop.bus_stay import BusStay
from backstay.desktop.media_interface import MediaCommand, NowPlaying
from backstay.desktop.message_bus import NO_LIBRARY, Bus, BusError

if TYPE_CHECKING:
    from backstay.desktop.media_stage import MediaStage

_OTHER_SYSTEM = "Backstay cannot hear them under this system"

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
        self._connect = partial(Bus.of_session, environ)
        self._stage: MediaStage | None = None
        self._stay: BusStay | None = None
        self._status: str | None = None

    def open(self, now: NowPlaying, asked: Asked) -> None:
        """Take the name on the bus, as soon as the bus gives it."""
        self.close()
        try:
            # What the bus speaks is loaded when somebody is there to be spoken to.
            from backstay.desktop.media_stage import MediaStage
        except ImportError:
            self._on_failed(NO_LIBRARY)
            return
        self._stage = MediaStage(now, asked)
        self._stay = BusStay(self._connect, partial(self._perform, self._stage), self._on_failed)

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

    def _perform(self, stage: "MediaStage", bus: Bus) -> None:
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
    bus = Bus.of_session(environ)
    try:
        bus.greet()
    finally:
        bus.close()


def _line(reason: str) -> str:
    return f"Media keys and headset buttons do not reach the session: {reason}."
