"""Where a person's own scores usually lie: the middle half of the 28 days before, day by day.

It compares a day with the same person's past and with nothing else. Quartiles and not limits around a
mean: scores are whole numbers that lean on one another from day to day, for which the limits of a
process chart (mean and moving range) are only approximate and often leave the scale.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from backstay.domain.pain import SCORE_MAX
from backstay.domain.trend import Reading

RANGE_DAYS = 28
MIN_READINGS = 12


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The lower and upper quartile of the ``n`` scores of the 28 days before ``day``."""

    day: date
    low: float
    high: float
    n: int


def usual_ranges(readings: Sequence[Reading], first: date, last: date) -> tuple[UsualRange, ...]:
    """The usual range of each day from ``first`` to ``last``, both included, whose 28 days before hold
    at least 12 of ``readings`` (oldest day first).
    """
    window: deque[tuple[date, int]] = deque()
    counts = [0] * (SCORE_MAX + 1)
    coming = deque((reading.day, reading.score) for reading in readings)
    found = []
    for day in (first + timedelta(days=passed) for passed in range((last - first).days + 1)):
        while coming and coming[0][0] < day:
            window.append(coming.popleft())
            counts[window[-1][1]] += 1
        while window and (day - window[0][0]).days > RANGE_DAYS:
            counts[window.popleft()[1]] -= 1
        if len(window) >= MIN_READINGS:
            low, high = _quantile(counts, len(window), 0.25), _quantile(counts, len(window), 0.75)
            found.append(UsualRange(day, low, high, len(window)))
    return tuple(found)


def _quantile(counts: Sequence[int], n: int, share: float) -> float:
    """Linear between the two nearest of the ``n`` ranked scores (type 7 of Hyndman and Fan 1996)."""
    place = (n - 1) * share
    below, above = _ranked(counts, floor(place)), _ranked(counts, ceil(place))
    return below + (above - below) * (place - floor(place))


def _ranked(counts: Sequence[int], rank: int) -> int:
    passed = 0
    for score, count in enumerate(counts):
        passed += count
        if rank < passed:
            return score
    raise ValueError(f"there is no score of rank {rank}")
