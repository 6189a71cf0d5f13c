"""A day and a time as somebody writes them down, placed on the person's own clock."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

FIRST_YEAR = 1900
"""Nobody's diary reaches back further; an earlier year is a slip."""


def moment_here(given: datetime, now: Moment) -> Moment:
    """The moment of ``given``; without an offset it is the time of the person's own clock, whose zone is
    that of ``now``.

    Raises ``InputError`` for a time that the clocks were put forward over, for one after ``now``, and
    for a year before 1900.
    """
    # A year far ahead is not converted: at the end of the calendar that fails.
    if given.year > now.utc.year + 1:
        raise _in_the_future(given, now)
    if given.year < FIRST_YEAR:
        raise InputError(f'"{given.isoformat()}" is too long ago.', expected=f"a year from {FIRST_YEAR} on")
    moment = _placed(given, now)
    if moment.utc > now.utc:
        raise _in_the_future(given, now)
    return moment


def instant_here(instant: datetime, now: Moment) -> Moment:
    """The moment of an aware ``instant``, as the person's own clock showed it. Raises as ``moment_here``."""
    moment = moment_here(instant, now)
    here = _zone(now.zone) or timezone(timedelta(minutes=now.offset_min))
    return Moment.from_local(moment.utc.astimezone(here), now.zone)


def _in_the_future(given: datetime, now: Moment) -> InputError:
    return InputError(f'"{given.isoformat()}" is in the future.', expected=f"{now.iso()} or earlier")


def _placed(given: datetime, now: Moment) -> Moment:
    zone = _zone(now.zone)
    if given.utcoffset() is None:
        # Where the zone is not known by name, its present offset is the best guess there is.
        here = zone or timezone(timedelta(minutes=now.offset_min))
        local = given.replace(tzinfo=here)
        if local.astimezone(UTC).astimezone(here).replace(tzinfo=None) != given:
            raise InputError(
                f'"{given.isoformat()}" was never shown here: the clocks were put forward over it.',
                expected="a time that the clock showed, or one with its offset such as +01:00",
            )
        return Moment.from_local(local, now.zone)
    is_here = zone is not None and given.astimezone(zone).utcoffset() == given.utcoffset()
    return Moment.from_local(given, now.zone if is_here else "")


def _zone(name: str) -> tzinfo | None:
    # It brings a dozen modules along, which a start has no use for.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
