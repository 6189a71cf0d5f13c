"""How much was run lately beside two rules of thumb: figures to look at, no verdict and no ratio of loads.

Runs alone are counted. Both rules are about running, and a walk that used up a run's minutes would speak
against walking, which the same advice asks for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from backstay.domain.activity import ActivityEntry, ActivityKind

WEEKS = 4
LEAST_MORE_MIN = 3
SMALL_WEEK_MIN = 30
SINGLE_DAYS = 30


@dataclass(frozen=True, slots=True)
class WeeklyLoad:
    """The ``minutes`` run since Monday, ``week_start``, beside the mean of the last ``n_weeks`` (1 to 4) that
    had a run.
    """

    week_start: date
    minutes: float
    n_weeks: int
    mean_minutes: float

    @property
    def is_small(self) -> bool:
        """Whether the mean lies under 30 minutes, so that the guide is 3 minutes above it."""
        return self.mean_minutes < SMALL_WEEK_MIN

    @property
    def guide_minutes(self) -> float:
        """10 % above the mean, and never less than 3 minutes above it."""
        return max(_tenth_more(self.mean_minutes), self.mean_minutes + LEAST_MORE_MIN)


class Measure(StrEnum):
    """What runs are compared by: metres when each of them has a distance, else minutes."""

    DISTANCE = "distance"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class LongestRun:
    """The longest of ``n_runs`` runs, ``length`` in metres or minutes by its ``measure``, and its day."""

    measure: Measure
    n_runs: int
    length: float
    day: date

    @property
    def guide(self) -> float:
        """110 % of it, in the same unit."""
        return _tenth_more(self.length)


@dataclass(frozen=True, slots=True)
class LongerRun:
    """This week's latest run, when it went beyond the guide of ``before``, the longest of the 30 days
    before it. ``length`` is in the unit of ``before``.
    """

    day: date
    length: float
    before: LongestRun


@dataclass(frozen=True, slots=True)
class SingleLoad:
    """The longest run of the last 30 days, today included, and what went beyond such a guide this week."""

    longest: LongestRun
    beyond: LongerRun | None


def weekly_load(entries: Iterable[ActivityEntry], today: date) -> WeeklyLoad | None:
    """This week's minutes beside the weeks before it, Monday to Sunday each.

    None without an earlier week, and when none of the four weeks before this one had a run: what was run
    before such a break says little about the week after it. The figure of 10 % is a rule of thumb among
    runners; as a whole plan it changed nothing in a trial (Buist 2008, 532 beginners).
    """
    monday = _monday(today)
    minutes = {
        week: sum(_minutes(run) for run in runs)
        for week, runs in groupby(_runs(entries, today), lambda run: _monday(run.at.day))
    }
    this_week = minutes.pop(monday, 0.0)
    last = sorted(minutes)[-WEEKS:]
    if not last or monday - last[-1] > timedelta(weeks=WEEKS):
        return None
    mean = sum(minutes[week] for week in last) / len(last)
    return WeeklyLoad(monday, this_week, len(last), mean)


def single_load(entries: Iterable[ActivityEntry], today: date) -> SingleLoad | None:
    """The longest single run of the last 30 days; None when there was no run in them.

    Source: Frandsen 2025 (5,205 runners, observed): trouble was more frequent after a run more than 10 %
    longer than the longest of the 30 days before it, and had no such link with a week's total.
    """
    runs = _runs(entries, today)
    recent = _within(runs, today - timedelta(days=SINGLE_DAYS - 1), today)
    if not recent:
        return None
    return SingleLoad(_longest(recent, _measure(recent)), _beyond(runs, today))


def _beyond(runs: Sequence[ActivityEntry], today: date) -> LongerRun | None:
    latest = runs[-1]
    earlier = _within(runs[:-1], latest.at.day - timedelta(days=SINGLE_DAYS), latest.at.day)
    if latest.at.day < _monday(today) or not earlier:
        return None
    measure = _measure((*earlier, latest))
    before = _longest(earlier, measure)
    length = _length(latest, measure)
    return LongerRun(latest.at.day, length, before) if length > before.guide else None


def _runs(entries: Iterable[ActivityEntry], today: date) -> list[ActivityEntry]:
    """The runs up to ``today``, oldest first."""
    found = [e for e in entries if e.activity.kind is ActivityKind.RUN and e.at.day <= today]
    return sorted(found, key=lambda run: (run.at.day, run.at.utc))


def _within(runs: Iterable[ActivityEntry], first: date, last: date) -> list[ActivityEntry]:
    return [run for run in runs if first <= run.at.day <= last]


def _measure(runs: Iterable[ActivityEntry]) -> Measure:
    has_all = all(run.activity.distance_m for run in runs)
    return Measure.DISTANCE if has_all else Measure.TIME


def _longest(runs: Sequence[ActivityEntry], measure: Measure) -> LongestRun:
    # Of two that are equal the later one.
    longest = max(runs, key=lambda run: (_length(run, measure), run.at.day))
    return LongestRun(measure, len(runs), _length(longest, measure), longest.at.day)


def _length(run: ActivityEntry, measure: Measure) -> float:
    return (run.activity.distance_m or 0.0) if measure is Measure.DISTANCE else _minutes(run)


def _minutes(run: ActivityEntry) -> float:
    return run.activity.duration_s / 60


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _tenth_more(amount: float) -> float:
    # 1.1 is a little more than eleven tenths, and 40 minutes shall give 44.
    return amount * 11 / 10
