"""Scores before and after the same session, held against each other over all sessions that have both.

All of them, whatever the score before: sessions picked for a high score before show a lower one after
even where nothing happens (regression to the mean). What remains is about the same day, not a cause.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev

from backstay.domain.history import SessionRecord

MIN_FOR_MEAN = 10
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Pair:
    """The scores, 0 to 10, before and after one session."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """The mean of after minus before over ``n`` pairs, in points, with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int


def pairs_of(sessions: Iterable[SessionRecord]) -> tuple[Pair, ...]:
    """A pair for every one of ``sessions`` with both scores."""
    return tuple(
        Pair(session.pain_before, session.pain_after)
        for session in sessions
        if session.pain_before is not None and session.pain_after is not None
    )


def mean_difference(pairs: Iterable[Pair]) -> MeanDifference | None:
    """The paired difference with its t-interval (Student 1908), None for fewer than 10 ``pairs``."""
    differences = [pair.after - pair.before for pair in pairs]
    n = len(differences)
    if n < MIN_FOR_MEAN:
        return None
    mean = fmean(differences)
    reach = t_quantile(0.5 + CONFIDENCE / 2, n - 1) * stdev(differences) / sqrt(n)
    return MeanDifference(mean, mean - reach, mean + reach, n)


def t_quantile(share: float, freedom: int) -> float:
    """The value that a t-distributed one with ``freedom`` degrees of freedom (9 or more) stays below in
    ``share`` (between 0.01 and 0.99) of cases, within 0.0001.

    The expansion around the normal quantile of Abramowitz and Stegun 1964, 26.7.5.
    """
    z = NormalDist().inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
