"""Days and times as a person types them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIRST_YEAR = 1900
_EXAMPLE = "a day and a time such as 2026-03-02T07:30 or 2026-03-02T07:30+01:00, not in the future"


def read_day(text: str) -> date:
    """A day of the calendar as ``YYYY-MM-DD``. Raises ``InputError``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InputError(f'"{text}" is not a day.', where="--since", expected="YYYY-MM-DD, such as 2026-03-02")


def read_moment(text: str, now: Moment) -> Moment:
    """A past moment in ISO 8601; without an offset it is the time of the person's own clock.

    Raises ``InputError``, also for a moment after ``now``.
    """
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        given = None
    if given is None or _is_day(text) or given.year < _FIRST_YEAR:
        raise InputError(f'"{text}" is not a time.', where="--at", expected=_EXAMPLE)
    # A year far ahead is not converted: at the end of the calendar that fails.
    if given.year > now.utc.year + 1 or (moment := _placed(given, now)).utc > now.utc:
        raise InputError(f'"{text}" is in the future.', where="--at", expected=f"{now.iso()} or earlier")
    return moment


def _is_day(text: str) -> bool:
    # A day alone would quietly become its midnight.
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _placed(given: datetime, now: Moment) -> Moment:
    zone = _zone(now.zone)
    if given.utcoffset() is None:
        # Where the zone is not known by name, its present offset is the best guess there is.
        here = zone or timezone(timedelta(minutes=now.offset_min))
        local = given.replace(tzinfo=here)
        if local.astimezone(UTC).astimezone(here).replace(tzinfo=None) != given:
            raise InputError(
                f'"{given.isoformat()}" was never shown here: the clocks were put forward over it.',
                where="--at",
                expected="a time that the clock showed, or one with its offset such as +01:00",
            )
        return Moment.from_local(local, now.zone)
    is_here = zone is not None and given.astimezone(zone).utcoffset() == given.utcoffset()
    return Moment.from_local(given, now.zone if is_here else "")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
