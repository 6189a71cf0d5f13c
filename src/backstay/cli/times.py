"""Days and times as a person types them."""

import re
from datetime import MAXYEAR, date, datetime

from backstay.domain.errors import InputError
from backstay.domain.local_time import FIRST_YEAR, moment_here
from backstay.domain.moment import Moment

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EXAMPLE = "a day and a time such as 2026-03-02T07:30 or 2026-03-02T07:30+01:00, not in the future"


def read_day(text: str, where: str = "--since") -> date:
    """A day of the calendar as ``YYYY-MM-DD``, typed behind the option ``where``. Raises ``InputError``, also
    for a year so near to an end of the calendar that no days can be counted from it.
    """
    try:
        if _DAY.fullmatch(text) and FIRST_YEAR <= (day := date.fromisoformat(text)).year < MAXYEAR:
            return day
    except ValueError:
        pass
    expected = f"YYYY-MM-DD from {FIRST_YEAR} on, such as 2026-03-02"
    raise InputError(f'"{text}" is not a day.', where=where, expected=expected)


def read_moment(text: str, now: Moment) -> Moment:
    """A past moment in ISO 8601; without an offset it is the time of the person's own clock.

    Raises ``InputError``, also for a moment after ``now``.
    """
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        given = None
    if given is None or _is_day(text) or given.year < FIRST_YEAR:
        raise InputError(f'"{text}" is not a time.', where="--at", expected=_EXAMPLE)
    try:
        return moment_here(given, now)
    except InputError as error:
        raise InputError(
            error.what.replace(given.isoformat(), text), where="--at", expected=error.expected
        ) from error


def _is_day(text: str) -> bool:
    # A day alone would quietly become its midnight.
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
