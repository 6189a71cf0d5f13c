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
from backstay.domain.history import SessionRecord, StepOutcome
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainLine, PainScore, Recall, Region, Timing
from backstay.domain.practice import ExercisePractice, practice

USUAL_DAYS = 84
MOST_ROWS = 13
MOST_EXERCISES = 12

LOOK_BACK = timedelta(days=42)
"""What lies further back has no share in what the chart shows at its first day."""

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
    """What the journal holds of a period, each oldest first. Sessions come with their steps; ``lines`` are
    those of the whole journal, and ``pain`` reaches back before the period (``LOOK_BACK``).
    """

    lines: tuple[PainLine, ...] = ()
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

    def asks(self, score: PainScore | PainLine) -> bool:
        """Whether ``score`` answers the question, on whichever day."""
        is_place = not self.regions or score.region in self.regions
        return is_place and score.recall is self.recall


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
    """In how many sessions an exercise was done, done in part, and called hard, and the days on which it
    hurt, oldest first. ``name`` is its latest one.
    """

    name: str
    done: int
    partly: int
    hard: int
    hurt_days: tuple[date, ...]

    @property
    def hurt(self) -> int:
        """In how many sessions it hurt."""
        return len(self.hurt_days)


@dataclass(frozen=True, slots=True)
class Note:
    """The words of an entry and what they are about."""

    id: str
    at: Moment
    text: str
    about: PainScore | Activity


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page. ``entries``, ``sessions`` and ``activities`` are oldest first, ``notes`` and ``marks``
    newest first. ``earlier`` are answers before the period, of which the chart takes the usual range and
    the gap at its first day; none of them is counted.

    ``days_logged`` of ``days_asked`` have a score; days before the very first one do not count.
    ``weeks_at_goal`` of the ``whole_weeks`` from Monday to Sunday had at least ``goal`` sessions.
    ``earlier_rows``, ``other_exercises`` and ``other_hurt`` (of these) count what the tables leave out.
    """

    scope: Scope
    goal: int
    entries: tuple[PainEntry, ...]
    earlier: tuple[PainEntry, ...]
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
    def is_empty(self) -> bool:
        """Whether nothing was logged: no score that answers the question, no session, no run or walk."""
        return not (self.entries or self.sessions or self.activities)

    @property
    def has_walks(self) -> bool:
        """Whether there was a run or a walk."""
        return any(row.walks for row in self.rows)


def usual_first(begun: date | None, last: date) -> date:
    """The first day of the usual period up to ``last``: 12 weeks, or less where the log begins later, on
    ``begun``; at least 14 days.
    """
    earliest = last - timedelta(days=USUAL_DAYS - 1)
    latest = last - timedelta(days=_SHORTEST_USUAL_DAYS - 1)
    return max(earliest, min(begun or latest, latest))


def regions_of(log: Log, scope: Scope) -> tuple[Region | None, ...]:
    """The regions with a score of the period and the recall of ``scope``, the one with most scores first."""
    asked = (e for e in log.pain if scope.has(e.at.day) and e.pain.recall is scope.recall)
    return tuple(region for region, _ in Counter(e.pain.region for e in asked).most_common())


def usual_recall(log: Log, first: date, last: date) -> Recall:
    """The score of now where the period has one; a weekly one where it has only those."""
    found = {e.pain.recall for e in log.pain if first <= e.at.day <= last}
    return Recall.LAST_7_DAYS if found == {Recall.LAST_7_DAYS} else Recall.NOW


def usual_regions(log: Log, scope: Scope, preferred: Region | None) -> tuple[Region | None, ...]:
    """The preferred region where it has scores, else the one with most; every one where there are none."""
    found = regions_of(log, scope)
    return (preferred,) if preferred is not None and preferred in found else found[:1]


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
    answers = tuple(e for e in log.pain if scope.asks(e.pain))
    entries = tuple(e for e in answers if scope.has(e.at.day))
    sessions = tuple(s for s in log.sessions if s.counts and scope.has(s.started_at.day))
    begun = min((line.first_day for line in log.lines if scope.asks(line)), default=scope.first)
    whole_weeks, weeks_at_goal = _weeks(scope, sessions, goal)
    span, rows = _rows(scope, entries, sessions, log.activities)
    exercises = _exercises(scope, sessions, log.pain, goal)
    others = exercises[MOST_EXERCISES:]
    return Report(
        scope=scope,
        goal=goal,
        entries=entries,
        # Its own week stays out, so that each n on the page counts the period alone.
        earlier=tuple(e for e in answers if e.at.day < _monday(scope.first)),
        places=tuple(Counter(e.pain.region for e in entries).most_common()),
        timings=_timings(entries),
        days_logged=len({e.at.day for e in entries}),
        days_asked=max(0, (scope.last - max(scope.first, begun)).days + 1),
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


def _row(first: date, last: date, scores: list[int], active_s: list[float], walked_s: list[float]) -> Row:
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
        monday = _monday(scope.first)
        count = (scope.last - monday).days // 7 + 1
        return [max(scope.first, monday + week * _WEEK) for week in range(count)]
    step = _MONTHS[span]
    begun = (scope.first.year * 12 + scope.first.month - 1) // step * step
    ended = scope.last.year * 12 + scope.last.month - 1
    return [max(scope.first, date(m // 12, m % 12 + 1, 1)) for m in range(begun, ended + 1, step)]


def _exercises(
    scope: Scope, sessions: Sequence[SessionRecord], pain: Iterable[PainEntry], goal: int
) -> tuple[ExerciseCount, ...]:
    """Every exercise that was begun, the one in most sessions first."""
    cut_short = Counter(exercise for session in sessions for exercise in _cut_short(session))
    practised = practice(sessions, pain, scope.first, scope.last, goal).exercises
    counted = (_counted(each, cut_short[each.exercise_id]) for each in practised)
    return tuple(sorted(counted, key=lambda e: (-e.done - e.partly, e.name)))


def _cut_short(session: SessionRecord) -> set[str]:
    """The exercises that were begun and not taken to their end each time."""
    return {step.exercise_id for step in session.steps if step.outcome is StepOutcome.PARTLY}


def _counted(practised: ExercisePractice, partly: int) -> ExerciseCount:
    hurt_days = tuple(hurt.day for hurt in practised.hurts)
    done = practised.sessions - partly
    return ExerciseCount(practised.name, done, partly, practised.hard, hurt_days)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
