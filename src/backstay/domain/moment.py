"""An instant together with what the person's calendar and clock showed at it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone


@dataclass(frozen=True, slots=True)
class Moment:
    """``utc`` is aware and in UTC; ``offset_min`` are the minutes east of UTC on the person's clock;
    ``zone`` is the IANA name, empty when unknown; ``day`` is the calendar day fixed at recording,
    so that travelling never moves an old entry to another day.
    """

    utc: datetime
    offset_min: int
    zone: str
    day: date

    @staticmethod
    def from_local(local: datetime, zone: str = "") -> "Moment":
        """The moment of an aware local time. Raises ``ValueError`` when ``local`` is naive."""
        offset = local.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a time with its UTC offset")
        minutes = round(offset.total_seconds() / 60)
        return Moment(local.astimezone(UTC), minutes, zone, local.date())

    @property
    def local(self) -> datetime:
        """The time as the person's clock showed it, with its offset."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_min)))

    def iso(self) -> str:
        """ISO 8601 with the offset, to the second: ``2026-03-02T07:29:00+01:00``."""
        return self.local.isoformat(timespec="seconds")
