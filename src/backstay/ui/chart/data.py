"""What the chart shows in one span of days, worked out before anything is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backstay.domain.history import SessionRecord
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.domain.trend import (
    Gap,
    Reading,
    WeeklyMean,
    gaps,
    line_segments,
    readings_of,
    weekly_means,
)

_DAY_STEPS = (1, 2, 7, 14, 28, 56)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
_WEEKS_ARE_NAMED_UP_TO_DAYS = 200


@dataclass(frozen=True, slots=True)
class SessionBar:
    """A session beneath the chart: its place in days and its minutes."""

    position: float
    minutes: float


@dataclass(frozen=True, slots=True)
class ChartData:
    """Readings of one recall from ``first`` to ``last``, both included, with what is drawn around them.

    ``entries`` are oldest first and ``readings`` are the same in the same order; ``segments`` are the
    weekly means that a line may join.
    """

    first: date
    last: date
    entries: tuple[PainEntry, ...]
    readings: tuple[Reading, ...]
    segments: tuple[tuple[WeeklyMean, ...], ...]
    gaps: tuple[Gap, ...]
    sessions: tuple[SessionRecord, ...]
    bars: tuple[SessionBar, ...]


def chart_data(
    entries: Iterable[PainEntry], sessions: Iterable[SessionRecord], first: date, last: date
) -> ChartData:
    """The chart of ``entries`` of one recall. Entries before ``first`` still belong to their week's
    mean and begin a gap, so that the edge of the span changes no figure.
    """
    known = tuple(sorted((e for e in entries if e.at.day <= last), key=lambda e: e.at.utc))
    readings = readings_of(known)
    shown = tuple(index for index, entry in enumerate(known) if entry.at.day >= first)
    done = tuple(s for s in sessions if first <= s.started_at.day <= last)
    return ChartData(
        first=first,
        last=last,
        entries=tuple(known[index] for index in shown),
        readings=tuple(readings[index] for index in shown),
        segments=_near(line_segments(weekly_means(readings)), first),
        gaps=_clipped(gaps((r.day for r in readings), until=last), first),
        sessions=done,
        bars=tuple(SessionBar(position_of(s.started_at), s.active_s / 60) for s in done),
    )


def position_of(at: Moment) -> float:
    """Where ``at`` stands on the time axis, in days."""
    return Reading(at, 0).position


def date_ticks(first: date, last: date, most: int) -> tuple[date, ...]:
    """The days to name under the axis, at most ``most`` (1 or more): days counted from the first
    Monday on, or in a long span the firsts of months.
    """
    if (last - first).days < _WEEKS_ARE_NAMED_UP_TO_DAYS:
        monday = first + timedelta(days=-first.weekday() % 7)
        days = tuple(first + timedelta(days=passed) for passed in range((last - first).days + 1))
        choices = (tuple(d for d in days if (d - monday).days % step == 0) for step in _DAY_STEPS)
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


def _month_starts(first: date, last: date) -> Iterator[date]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        start = date(month // 12, month % 12 + 1, 1)
        if start >= first:
            yield start


def _near(segments: tuple[tuple[WeeklyMean, ...], ...], first: date) -> tuple[tuple[WeeklyMean, ...], ...]:
    """The segments that reach into the span, each with one mean before it, so that a line enters there."""
    edge = first.toordinal()
    near = (segment[_entering(segment, edge) :] for segment in segments)
    return tuple(segment for segment in near if segment and segment[-1].position >= edge)


def _entering(segment: Sequence[WeeklyMean], edge: int) -> int:
    before = sum(weekly.position < edge for weekly in segment)
    return max(0, before - 1)


def _clipped(found: Iterable[Gap], first: date) -> tuple[Gap, ...]:
    return tuple(Gap(max(gap.first_day, first), gap.last_day) for gap in found if gap.last_day >= first)
