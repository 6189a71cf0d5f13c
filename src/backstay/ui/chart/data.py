"""What the chart shows in one span of days, worked out before anything is drawn."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from backstay.domain.activity import ActivityEntry, ActivityKind
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.domain.trend import (
    GAP_LIMIT_DAYS,
    Gap,
    Reading,
    WeeklyMean,
    gaps,
    line_segments,
    readings_of,
    weekly_means,
)
from backstay.domain.usual_range import RANGE_DAYS, UsualRange, usual_ranges

# What lies further back touches neither the usual range of the span, nor a week that the span cuts,
# nor the week before it that a line may come from.
_LOOK_BACK = timedelta(days=RANGE_DAYS + GAP_LIMIT_DAYS + 7)

_Thing = TypeVar("_Thing", SessionRecord, ActivityEntry, MarkEntry)


class StripKind(StrEnum):
    """What a row beneath the chart is about."""

    SESSIONS = "sessions"
    RUNS = "runs"
    WALKS = "walks"
    OTHER = "other"


_STRIP_OF = {
    ActivityKind.RUN: StripKind.RUNS,
    ActivityKind.WALK: StripKind.WALKS,
    ActivityKind.OTHER: StripKind.OTHER,
}


@dataclass(frozen=True, slots=True)
class Strip:
    """A row beneath the chart. ``things`` are oldest first, ``positions`` are their places in days and
    ``minutes`` how long each took, in the same order.
    """

    kind: StripKind
    things: tuple[SessionRecord | ActivityEntry, ...]
    positions: tuple[float, ...]
    minutes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Readings of one recall from ``first`` to ``last``, both included, with what is drawn around them.

    ``entries`` are oldest first; ``readings`` and ``positions`` (days) are the same in the same order.
    ``segments`` are the weekly means that a line may join, ``usual`` the days that have a usual range.
    ``marks`` are oldest first. ``strips`` begins with the sessions; a strip of runs or walks is there
    only when there are any.
    """

    first: date
    last: date
    entries: tuple[PainEntry, ...]
    readings: tuple[Reading, ...]
    positions: tuple[float, ...]
    segments: tuple[tuple[WeeklyMean, ...], ...]
    gaps: tuple[Gap, ...]
    usual: tuple[UsualRange, ...]
    sessions: tuple[SessionRecord, ...]
    activities: tuple[ActivityEntry, ...]
    marks: tuple[MarkEntry, ...]
    strips: tuple[Strip, ...]


def chart_data(
    entries: Iterable[PainEntry],
    sessions: Iterable[SessionRecord],
    first: date,
    last: date,
    *,
    activities: Iterable[ActivityEntry] = (),
    marks: Iterable[MarkEntry] = (),
    has_usual: bool = True,
) -> ChartData:
    """The chart of ``entries`` of one recall. Entries before ``first`` still belong to their week's
    mean, to the usual range and begin a gap, so that the edge of the span changes no figure. Without
    ``has_usual`` there is no usual range: over years it takes longer than the rest.

    Raises ``ValueError`` for mixed recalls.
    """
    known = _known(entries, first, last)
    readings = readings_of(known)
    shown = tuple(index for index, entry in enumerate(known) if entry.at.day >= first)
    seen = tuple(readings[index] for index in shown)
    silences = _clipped(gaps((r.day for r in readings), until=last), first)
    done = _in_span(sessions, first, last)
    active = _in_span(activities, first, last)
    return ChartData(
        first=first,
        last=last,
        entries=tuple(known[index] for index in shown),
        readings=seen,
        positions=tuple(reading.position for reading in seen),
        segments=_near(line_segments(weekly_means(readings)), first),
        gaps=silences,
        usual=_outside(usual_ranges(readings, first, last), silences) if has_usual else (),
        sessions=done,
        activities=active,
        marks=_in_span(marks, first, last),
        strips=_strips(done, active),
    )


def moment_of(thing: PainEntry | SessionRecord | ActivityEntry | MarkEntry) -> Moment:
    """When it was felt, begun or set."""
    return thing.started_at if isinstance(thing, SessionRecord) else thing.at


def position_of(at: Moment) -> float:
    """Where ``at`` stands on the time axis, in days."""
    return Reading(at, 0).position


def _known(entries: Iterable[PainEntry], first: date, last: date) -> tuple[PainEntry, ...]:
    """The entries that the span needs, oldest first: its own, those shortly before, and the one before
    those, which says that something had begun.
    """
    ordered = sorted((e for e in entries if e.at.day <= last), key=lambda e: e.at.utc)
    edge = first - _LOOK_BACK
    start = next((i for i, e in enumerate(ordered) if e.at.day >= edge), len(ordered))
    return tuple(ordered[max(0, start - 1) :])


def _in_span(things: Iterable[_Thing], first: date, last: date) -> tuple[_Thing, ...]:
    found = (thing for thing in things if first <= moment_of(thing).day <= last)
    return tuple(sorted(found, key=lambda thing: moment_of(thing).utc))


def _strips(sessions: Sequence[SessionRecord], activities: Sequence[ActivityEntry]) -> tuple[Strip, ...]:
    return tuple(
        _strip(kind, things)
        for kind in StripKind
        if (things := _of_kind(kind, sessions, activities)) or kind is StripKind.SESSIONS
    )


def _of_kind(
    kind: StripKind, sessions: Sequence[SessionRecord], activities: Sequence[ActivityEntry]
) -> tuple[SessionRecord | ActivityEntry, ...]:
    if kind is StripKind.SESSIONS:
        return tuple(sessions)
    return tuple(entry for entry in activities if _STRIP_OF[entry.activity.kind] is kind)


def _strip(kind: StripKind, things: tuple[SessionRecord | ActivityEntry, ...]) -> Strip:
    positions = tuple(position_of(moment_of(thing)) for thing in things)
    return Strip(kind, things, positions, tuple(minutes_of(thing) for thing in things))


def minutes_of(thing: SessionRecord | ActivityEntry) -> float:
    """How long it took."""
    return (thing.active_s if isinstance(thing, SessionRecord) else thing.activity.duration_s) / 60


def _near(segments: tuple[tuple[WeeklyMean, ...], ...], first: date) -> tuple[tuple[WeeklyMean, ...], ...]:
    """The segments that reach into the span, each with one mean before it, so that a line enters there."""
    edge = float(first.toordinal())
    near = (segment[_entering(segment, edge) :] for segment in segments)
    return tuple(segment for segment in near if segment and segment[-1].position >= edge)


def _entering(segment: Sequence[WeeklyMean], edge: float) -> int:
    return max(0, bisect_left(segment, edge, key=lambda weekly: weekly.position) - 1)


def _outside(usual: Iterable[UsualRange], silences: Sequence[Gap]) -> tuple[UsualRange, ...]:
    """Those that are not about a day of silence, where no reading could lie in them."""
    silent = {
        day for gap in silences for day in range(gap.first_day.toordinal(), gap.last_day.toordinal() + 1)
    }
    return tuple(found for found in usual if found.day.toordinal() not in silent)


def _clipped(found: Iterable[Gap], first: date) -> tuple[Gap, ...]:
    return tuple(Gap(max(gap.first_day, first), gap.last_day) for gap in found if gap.last_day >= first)
