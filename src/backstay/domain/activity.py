"""Runs and walks: what may be entered, and what an entry is."""

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from backstay.domain.errors import InputError
from backstay.domain.local_time import instant_here
from backstay.domain.moment import Moment

LONGEST_S = 100 * 3600.0
FARTHEST_M = 1_000_000.0


class ActivityKind(StrEnum):
    """What was done. ``OTHER`` is what a file names that is neither a run nor a walk."""

    RUN = "run"
    WALK = "walk"
    OTHER = "other"


class Origin(StrEnum):
    """Where an entry came from: typed in, or a file of this format."""

    HAND = "hand"
    GPX = "gpx"
    TCX = "tcx"
    FIT = "fit"


@dataclass(frozen=True, slots=True)
class Activity:
    """What a person enters, before it is written: ``duration_s`` above 0 and up to 100 hours,
    ``distance_m`` from 0 to 1,000 km or None where it is not known.

    Raises ``InputError`` outside those.
    """

    kind: ActivityKind
    duration_s: float
    distance_m: float | None = None
    note: str = ""
    origin: Origin = Origin.HAND

    def __post_init__(self) -> None:
        if not (math.isfinite(self.duration_s) and 0 < self.duration_s <= LONGEST_S):
            raise InputError(
                f"{self.duration_s / 60:g} minutes cannot be entered.",
                expected="more than 0 and at most 6000 minutes",
            )
        if self.distance_m is not None and not 0 <= self.distance_m <= FARTHEST_M:
            raise InputError(
                f"{self.distance_m / 1000:g} km cannot be entered.", expected="0 to 1000 km, or nothing"
            )


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity as it stands in the journal; ``at`` is when it began. ``id`` stays through every edit."""

    id: str
    at: Moment
    activity: Activity


def just_ended(activity: Activity, now: Moment) -> Moment:
    """When ``activity`` began, if it ended at ``now``."""
    return instant_here(now.utc - timedelta(seconds=activity.duration_s), now)
