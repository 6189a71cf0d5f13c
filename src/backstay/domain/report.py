"""What stands on the one page that a person takes to a professional.

Counts and means, each with its n, of one question in one period; nothing is concluded from them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.errors import InputError
from backstay.domain.history import Effort, SessionRecord, StepDone, StepOutcome
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Recall, Region, Timing

USUAL_DAYS = 84
MOST_ROWS = 13
MOST_EXERCISES = 12

_WEEK = timedelta(days=7)
_SHORTEST_USUAL_DAYS = 14
_ON_FOOT = (ActivityKind.RUN, ActivityKind.WALK)


class Paper(StrEnum):
    """The sheet it is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Span(StrEnum):
    """What one row of the table over time stands for; a year from January on, a week from Monday on."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Log:
    """What the journal holds. Sessions come with their steps."""

    pain: tuple[PainEntry, ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    activities: tuple[ActivityEntry, ...] = ()
    marks: tuple[MarkEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """One question over the days from ``first`` to ``last``, both included: scores of one ``recall``
    about ``regions``, where None is a score without a region and no region at all means every one.

    Raises ``InputError`` when it ends before it begins.
    """

    first: date
    last: date
    recall: Recall = Recall.NOW
    regions: tuple[Region | None, ...] = ()

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InputError(
                f"The period ends on {self.last}, before it begins.", expected=f"{self.first} or later"
            )

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def has(self, day: date) -> bool:
        """Whether ``day`` is in the period."""
        return self.first <= day <= self.last

    def asks(self, entry: PainEntry) -> bool:
        """Whether ``entry`` answers the question, on whichever day."""
        is_place = not self.regions or entry.pain.region in self.regions
        return is_place and entry.pain.recall is self.recall


@dataclass(frozen=True, slots=True)
class Row:
    """The part from ``first`` to ``last``: ``mean`` of its ``n`` scores (None without any), its sessions
    with their active seconds, and its runs and walks.
    """

    first: date
    last: date
    mean: float | None
    n: int
    sessions: int
    active_s: float
    walks: int
    walked_s: float

    @property
    def sessions_a_week(self) -> float:
        """Sessions in seven days, on average."""
        return self.sessions * 7 / ((self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class ExerciseCount:
    """How often an exercise was done, partly done, found hard, and hurt. ``name`` is its latest one."""

    name: str
    done: int
    partly: int
    hard: int
    hurt: int


@dataclass(frozen=True, slots=True)
class Note:
    """The words of an entry and what they are about."""

    id: str
    at: Moment
    text: str
    about: PainScore | Activity


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page. ``entries``, ``sessions`` and ``activities`` are oldest first, ``notes`` and
    ``marks`` newest first.

    ``days_logged`` of ``days_asked`` have a score; days before the very first one do not count.
    ``weeks_at_goal`` of the ``whole_weeks`` from Monday to Sunday had at least ``goal`` sessions.
    ``earlier_rows``, ``other_exercises`` and ``other_hurt`` (of these) count what the tables leave out.
    """

    scope: Scope
    goal: int
    entries: tuple[PainEntry, ...]
    places: tuple[tuple[Region | None, int], ...]
    timings: tuple[tuple[Timing, int], ...]
    days_logged: int
    days_asked: int
    sessions: tuple[SessionRecord, ...]
    active_s: float
    whole_weeks: int
    weeks_at_goal: int
    span: Span
    rows: tuple[Row, ...]
    earlier_rows: int
    exercises: tuple[ExerciseCount, ...]
    other_exercises: int
    other_hurt: int
    notes: tuple[Note, ...]
    activities: tuple[ActivityEntry, ...]
    marks: tuple[MarkEntry, ...]

    @property
    def has_walks(self) -> bool:
        """Whether there was a run or a walk."""
        return any(row.walks for row in self.rows)


def usual_first(log: Log, today: date) -> date:
    """The first day of the usual period: 12 weeks, or as far back as the log goes, at least 14 days."""
    known = [e.at.day for e in log.pain] + [s.started_at.day for s in log.sessions]
    begun = min(known, default=today)
    latest = today - timedelta(days=_SHORTEST_USUAL_DAYS - 1)
    return max(today - timedelta(days=USUAL_DAYS - 1), min(begun, latest))


def regions_of(log: Log, scope: Scope) -> tuple[Region | None, ...]:
    """The regions with a score of the period and the recall of ``scope``, the one with most scores first."""
    asked = (e for e in log.pain if scope.has(e.at.day) and e.pain.recall is scope.recall)
    return tuple(region for region, _ in Counter(e.pain.region for e in asked).most_common())


def usual_regions(log: Log, scope: Scope, preferred: Region | None) -> tuple[Region | None, ...]:
    """The preferred region where it has scores, else the one with most; every one where there are none."""
    found = regions_of(log, scope)
    return (preferred,) if preferred in found else found[:1]


def notes_of(log: Log, first: date, last: date) -> tuple[Note, ...]:
    """Every note of the period, newest first, whatever region or recall it belongs to."""
    noted = [Note(e.id, e.at, e.pain.note, e.pain) for e in log.pain]
    noted += [Note(e.id, e.at, e.activity.note, e.activity) for e in log.activities]
    chosen = (note for note in noted if note.text.strip() and first <= note.at.day <= last)
    return tuple(sorted(chosen, key=lambda note: note.at.utc, reverse=True))


def report_of(log: Log, scope: Scope, *, goal: int, ticked: frozenset[str] = frozenset()) -> Report:
    """The page about ``scope``. ``goal`` are the sessions a week that the person set for themselves,
    ``ticked`` the ids of the entries whose notes they want on it.
    """
    answers = [e for e in log.pain if scope.asks(e) and e.at.day <= scope.last]
    entries = tuple(sorted((e for e in answers if scope.has(e.at.day)), key=lambda e: e.at.utc))
    sessions = tuple(s for s in log.sessions if s.counts and scope.has(s.started_at.day))
    begun = max(scope.first, min((e.at.day for e in answers), default=scope.first))
    whole_weeks, weeks_at_goal = _weeks(scope, sessions, goal)
    span, rows = _rows(scope, entries, sessions, log.activities)
    exercises = _exercises(sessions)
    others = exercises[MOST_EXERCISES:]
    return Report(
        scope=scope,
        goal=goal,
        entries=entries,
        places=tuple(Counter(e.pain.region for e in entries).most_common()),
        timings=_timings(entries),
        days_logged=len({e.at.day for e in entries}),
        days_asked=(scope.last - begun).days + 1,
        sessions=sessions,
        active_s=sum(s.active_s for s in sessions),
        whole_weeks=whole_weeks,
        weeks_at_goal=weeks_at_goal,
        span=span,
        rows=rows[-MOST_ROWS:],
        earlier_rows=max(0, len(rows) - MOST_ROWS),
        exercises=exercises[:MOST_EXERCISES],
        other_exercises=len(others),
        other_hurt=sum(other.hurt > 0 for other in others),
        notes=tuple(n for n in notes_of(log, scope.first, scope.last) if n.id in ticked),
        activities=tuple(a for a in log.activities if scope.has(a.at.day)),
        marks=tuple(reversed([m for m in log.marks if scope.has(m.at.day)])),
    )


def _timings(entries: Iterable[PainEntry]) -> tuple[tuple[Timing, int], ...]:
    counted = Counter(e.pain.timing for e in entries)
    return tuple((timing, counted[timing]) for timing in Timing if counted[timing])


def _weeks(scope: Scope, sessions: Iterable[SessionRecord], goal: int) -> tuple[int, int]:
    """How many whole weeks the period has, and how many of them had ``goal`` sessions or more."""
    monday = scope.first + timedelta(days=-scope.first.weekday() % 7)
    whole = max(0, ((scope.last - monday).days + 1) // 7)
    in_week = Counter((s.started_at.day - monday).days // 7 for s in sessions)
    return whole, sum(in_week[week] >= goal for week in range(whole))


def _rows(
    scope: Scope,
    entries: Sequence[PainEntry],
    sessions: Sequence[SessionRecord],
    activities: Sequence[ActivityEntry],
) -> tuple[Span, tuple[Row, ...]]:
    span, starts = _parts(scope)
    scores: list[list[int]] = [[] for _ in starts]
    active_s: list[list[float]] = [[] for _ in starts]
    walked_s: list[list[float]] = [[] for _ in starts]
    for entry in entries:
        scores[bisect_right(starts, entry.at.day) - 1].append(entry.pain.score)
    for session in sessions:
        active_s[bisect_right(starts, session.started_at.day) - 1].append(session.active_s)
    for walk in activities:
        if walk.activity.kind in _ON_FOOT and scope.has(walk.at.day):
            walked_s[bisect_right(starts, walk.at.day) - 1].append(walk.activity.duration_s)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [scope.last]
    parts = zip(starts, ends, scores, active_s, walked_s, strict=True)
    return span, tuple(_row(*part) for part in parts)


def _row(
    first: date, last: date, scores: list[int], active_s: list[float], walked_s: list[float]
) -> Row:
    mean = fmean(scores) if scores else None
    return Row(first, last, mean, len(scores), len(active_s), sum(active_s), len(walked_s), sum(walked_s))


def _parts(scope: Scope) -> tuple[Span, list[date]]:
    """The smallest span of which there are few enough, and the first day of each within the period."""
    for span in Span:
        starts = _starts(scope, span)
        if len(starts) <= MOST_ROWS:
            break
    return span, starts


def _starts(scope: Scope, span: Span) -> list[date]:
    if span is Span.WEEK:
        monday = scope.first - timedelta(days=scope.first.weekday())
        count = (scope.last - monday).days // 7 + 1
        return [max(scope.first, monday + week * _WEEK) for week in range(count)]
    step = _MONTHS[span]
    begun = (scope.first.year * 12 + scope.first.month - 1) // step * step
    ended = scope.last.year * 12 + scope.last.month - 1
    return [max(scope.first, date(m // 12, m % 12 + 1, 1)) for m in range(begun, ended + 1, step)]


def _exercises(sessions: Iterable[SessionRecord]) -> tuple[ExerciseCount, ...]:
    """Every exercise that was begun, the one done most often first."""
    by_id: dict[str, list[StepDone]] = {}
    for session in sessions:
        for step in session.steps:
            if _hurt(step) or step.outcome is not StepOutcome.SKIPPED:
                by_id.setdefault(step.exercise_id, []).append(step)
    counted = (_counted(steps) for steps in by_id.values())
    return tuple(sorted(counted, key=lambda e: (-e.done - e.partly, e.name)))


def _counted(steps: Sequence[StepDone]) -> ExerciseCount:
    outcomes = Counter(step.outcome for step in steps)
    return ExerciseCount(
        name=steps[-1].name,
        done=outcomes[StepOutcome.DONE],
        partly=outcomes[StepOutcome.PARTLY],
        hard=sum(step.effort is Effort.HARD for step in steps),
        hurt=sum(_hurt(step) for step in steps),
    )


def _hurt(step: StepDone) -> bool:
    return step.hurt or step.effort is Effort.HURT
