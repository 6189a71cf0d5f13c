"""Hears from the system that the computer is about to sleep, so that a session stands still before it does.

Where nobody tells, the rule about gaps pauses the session when the computer has woken.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Protocol

from backstay.desktop.bus_calls import is_signal
from backstay.desktop.bus_stay import BusStay
from backstay.desktop.message_bus import Bus, BusError

if TYPE_CHECKING:
    from jeepney import Message

_LOGIND = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SIGNAL = "PrepareForSleep"
_NOBODY_TELLS = "nobody on this computer tells"


class SleepWatch(Protocol):
    """Listens without waiting for anything. No method raises, and where nobody tells nothing is said."""

    def open(self, about_to_sleep: Callable[[], None]) -> None:
        """Listen from now; ``about_to_sleep`` is called in another thread."""

    def close(self) -> None:
        """Listen no more. What is under way may still arrive."""


class NullSleepWatch:
    """Nobody is listened to."""

    def open(self, about_to_sleep: Callable[[], None]) -> None:
        """Nobody tells."""

    def close(self) -> None:
        """Nobody was listened to."""


class LogindSleepWatch:
    """Listens to logind on the bus of the system; no sleep is held up."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._connect = partial(Bus.of_system, environ)
        self._stay: BusStay | None = None

    def open(self, about_to_sleep: Callable[[], None]) -> None:
        """Listen in a thread of its own, which sleeps between two signals."""
        self.close()
        self._stay = BusStay(self._connect, partial(_listen, about_to_sleep), lambda _reason: None)

    def close(self) -> None:
        """Hang up."""
        if self._stay is not None:
            self._stay.leave()
            self._stay = None


def choose_sleep_watch(environ: Mapping[str, str]) -> SleepWatch:
    """logind where there can be one, else nobody."""
    return LogindSleepWatch(environ) if sys.platform.startswith("linux") else NullSleepWatch()


def check_sleep_watch(environ: Mapping[str, str]) -> None:
    """Waits for the bus of the system some seconds at the most. Raises ``BusError`` with the reason when
    nobody would tell.
    """
    if not sys.platform.startswith("linux"):
        raise BusError(_NOBODY_TELLS)
    with closing(Bus.of_system(environ)) as bus:
        bus.greet()
        if not bus.has_owner(_LOGIND):
            raise BusError(_NOBODY_TELLS)


def _listen(about_to_sleep: Callable[[], None], bus: Bus) -> None:
    bus.hear(_LOGIND, _MANAGER, _SIGNAL)

    def hear(message: "Message") -> None:
        # The same signal, with False, tells that it is awake again; going on is up to the person.
        if is_signal(message, _MANAGER, _SIGNAL) and message.body == (True,):
            about_to_sleep()

    bus.serve(hear)
