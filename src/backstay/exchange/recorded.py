"""One activity as a file of another program tells it, before it is anything of ours."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """``start`` is aware. ``duration_s`` is without the pauses that the file knows of. ``distance_m`` is None
    where it is not known. ``sport`` is the file's own word, empty without one.
    """

    start: datetime
    duration_s: float
    distance_m: float | None
    sport: str


def instant(time: datetime) -> datetime:
    """``time`` with its zone; the formats mean UTC where they do not say."""
    return time if time.utcoffset() is not None else time.replace(tzinfo=UTC)


def known_distance(metres: float | None) -> float | None:
    """A watch without a distance writes 0 in its place; nobody ran no metres."""
    return metres or None
