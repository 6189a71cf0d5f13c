"""The one room that reads the computer's clocks; everything else is handed a reading."""

import math
import os
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_PACE_MAX = 3600.0


class Clock(Protocol):
    """A reading that only runs forward, and the time of day."""

    @property
    def pace(self) -> float:
        """Seconds that ``now_s`` advances in one real second; 1 but for rehearsals and tests."""

    def now_s(self) -> float:
        """Seconds since some fixed point, times ``pace``. Only differences mean anything."""

    def moment(self) -> Moment:
        """The present instant with the person's offset and zone; never scaled."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clocks. Raises ``InputError`` for a ``pace`` outside 0 < pace <= 3600."""

    pace: float = 1.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.pace) and 0 < self.pace <= _PACE_MAX):
            raise InputError(
                f"A pace of {self.pace:g} cannot be played.",
                expected=f"a number above 0, at most {_PACE_MAX:g}",
            )

    def now_s(self) -> float:
        """Seconds times ``pace``. Time asleep counts on Linux and Windows; macOS leaves it out."""
        return _steady_s() * self.pace

    def moment(self) -> Moment:
        """The wall clock now, with the zone as it is set at this instant."""
        _reread_zone()
        return Moment.from_local(datetime.now(UTC).astimezone(), local_zone(os.environ, Path("/etc")))


def _steady_s() -> float:
    # On Linux the monotonic clock stands while the computer sleeps: a session would go on at the
    # opened lid as if nothing had been, with nobody on the mat.
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def local_zone(environ: Mapping[str, str], etc: Path) -> str:
    """The IANA name of the zone in force, empty when it cannot be known.

    ``TZ`` wins, then the link ``localtime`` (which is what the C library reads), then the file
    ``timezone`` for systems where ``localtime`` is a copy.
    """
    if environ.get("TZ"):
        return _as_zone_name(environ["TZ"].removeprefix(":"))
    return _zone_of_link(etc / "localtime") or _zone_of_file(etc / "timezone")


def _reread_zone() -> None:
    # Without it a zone changed while the program runs (travel) would go unnoticed.
    if hasattr(time, "tzset"):
        time.tzset()


def _zone_of_link(path: Path) -> str:
    try:
        target = str(path.readlink())
    except OSError:
        return ""
    _, found, name = target.partition("zoneinfo/")
    return _as_zone_name(name) if found else ""


def _zone_of_file(path: Path) -> str:
    try:
        return _as_zone_name(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return ""


def _as_zone_name(text: str) -> str:
    return text if _ZONE_NAME.fullmatch(text) else ""
