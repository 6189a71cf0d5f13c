"""Which days are named under a time axis."""

from collections.abc import Iterator
from datetime import date, timedelta

_DAY_STEPS = (1, 2, 7, 14, 28, 56, 112)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
_WEEKS_ARE_NAMED_UP_TO_DAYS = 200
_YEARS_ARE_NAMED_FROM_DAYS = 300
_A_MONDAY = date(1, 1, 1).toordinal()


def date_ticks(first: date, last: date, most: int) -> tuple[date, ...]:
    """The days to name under the axis, at most ``most`` (1 or more): every so many days, weeks from
    Monday, or in a long span the firsts of months. A day keeps its name while the span moves.
    """
    if (last - first).days < _WEEKS_ARE_NAMED_UP_TO_DAYS:
        days = tuple(first + timedelta(days=passed) for passed in range((last - first).days + 1))
        choices = (tuple(d for d in days if (d.toordinal() - _A_MONDAY) % step == 0) for step in _DAY_STEPS)
    else:
        months = tuple(_month_starts(first, last))
        choices = (
            tuple(m for m in months if (m.year * 12 + m.month - 1) % step == 0) for step in _MONTH_STEPS
        )
    named: tuple[date, ...] = ()
    for days_of_step in choices:
        named = days_of_step or named
        if len(named) <= most:
            break
    return named[:most]


def has_years(first: date, last: date) -> bool:
    """Whether the span is so long that its days are named by month and year."""
    return (last - first).days > _YEARS_ARE_NAMED_FROM_DAYS


def _month_starts(first: date, last: date) -> Iterator[date]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        start = date(month // 12, month % 12 + 1, 1)
        if start >= first:
            yield start
