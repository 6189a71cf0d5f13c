"""What was done, counted: weeks beside the person's own goal, days, and each exercise with how it went.

Effort is counted, never a streak: a day of rest keeps the plan (Argent 2018, Henry 1999: a few
exercises on a few days are what is kept up). Counts only; nothing is concluded from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backstay.domain.history import Effort, HurtAnswer, SessionRecord, StepDone, StepOutcome
from backstay.domain.pain import PainEntry, PainScore, Region, Timing

_WEEK = timedelta(days=7)
_Scores = dict[tuple[str | None, str | None], PainScore]


@dataclass(frozen=True, slots=True)
class PracticeWeek:
    """The ``sessions`` from ``monday`` to Sunday and their seconds; the week of today is not over."""

    monday: date
    sessions: int
    active_s: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """The sessions of one day on which there was any, oldest first."""

    day: date
    sessions: tuple[SessionRecord, ...]

    @property
    def active_s(self) -> float:
        """Seconds of all of them, pauses left out."""
        return sum(session.active_s for session in self.sessions)


@dataclass(frozen=True, slots=True)
class Hurt:
    """A session in which the exercise hurt: the score and the place that were given while it did, and what
    was chosen then; None where nothing was.
    """

    day: date
    score: int | None
    region: Region | None
    answer: HurtAnswer | None


@dataclass(frozen=True, slots=True)
class ExercisePractice:
    """An exercise in the sessions in which it was done: how many, the seconds, the last day, in how many it
    was called hard, and those in which it hurt, oldest first. ``name`` is what it was called last.
    """

    exercise_id: str
    name: str
    sessions: int
    active_s: float
    last: date
    hard: int
    hurts: tuple[Hurt, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """From ``first`` to ``last``, which is today, both included; ``goal`` is sessions in a week.

    ``weeks`` are whole ones, oldest first, the first with the days before ``first`` that belong to it;
    ``days`` are oldest first; ``exercises`` begin with the one that took most time.
    """

    first: date
    last: date
    goal: int
    weeks: tuple[PracticeWeek, ...]
    days: tuple[PracticeDay, ...]
    exercises: tuple[ExercisePractice, ...]

    @property
    def this_week(self) -> PracticeWeek:
        """The one that is not over."""
        return self.weeks[-1]

    @property
    def weeks_over(self) -> int:
        """How many weeks are over."""
        return len(self.weeks) - 1

    @property
    def weeks_reached(self) -> int:
        """In how many of those there were as many sessions as the goal says now, or more."""
        return sum(week.is_over and week.sessions >= self.goal for week in self.weeks)

    @property
    def sessions(self) -> int:
        """How many sessions there were on these days."""
        return sum(len(day.sessions) for day in self.days)


def practice(
    sessions: Sequence[SessionRecord], pain: Iterable[PainEntry], first: date, last: date, goal: int
) -> Practice:
    """What the ``sessions``, with their steps, come to. Those that do not count are passed over.

    ``sessions`` should reach back to the Monday before ``first``, and ``first`` not beyond the first
    session there ever was: weeks in which nothing had begun yet were not without practice.
    """
    counting = sorted((s for s in sessions if s.counts), key=lambda s: s.started_at.utc)
    shown = [s for s in counting if first <= s.started_at.day <= last]
    return Practice(
        first, last, goal, _weeks(counting, first, last), _days(shown), _exercises(shown, _given(pain))
    )


def _weeks(sessions: Iterable[SessionRecord], first: date, last: date) -> tuple[PracticeWeek, ...]:
    by_monday: dict[date, list[float]] = defaultdict(list)
    for session in sessions:
        by_monday[_monday(session.started_at.day)].append(session.active_s)
    return tuple(
        PracticeWeek(monday, len(by_monday[monday]), sum(by_monday[monday]), monday < _monday(last))
        for monday in _mondays(first, last)
    )


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = _monday(first)
    while monday <= last:
        yield monday
        monday += _WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(sessions: Iterable[SessionRecord]) -> tuple[PracticeDay, ...]:
    by_day: dict[date, list[SessionRecord]] = defaultdict(list)
    for session in sessions:
        by_day[session.started_at.day].append(session)
    return tuple(PracticeDay(day, tuple(by_day[day])) for day in sorted(by_day))


def _given(pain: Iterable[PainEntry]) -> _Scores:
    """The score that was given last in each session for each exercise. No pain is no hurt."""
    during = (e for e in pain if e.pain.timing is Timing.DURING and e.pain.exercise_id and e.pain.score > 0)
    return {(entry.session_id, entry.pain.exercise_id): entry.pain for entry in during}


def _exercises(sessions: Iterable[SessionRecord], given: _Scores) -> tuple[ExercisePractice, ...]:
    tallies: dict[str, _Tally] = {}
    for session in sessions:
        for step in session.steps:
            if step.hurt or step.outcome is not StepOutcome.SKIPPED:
                tally = tallies.get(step.exercise_id) or tallies.setdefault(step.exercise_id, _Tally())
                tally.add(session, step, given)
    made = [tally.whole(exercise_id) for exercise_id, tally in tallies.items()]
    return tuple(sorted(made, key=lambda e: (-e.active_s, e.name)))


class _Tally:
    """One exercise, counted step by step in the order of time: ten years are 40,000 steps."""

    __slots__ = ("active_s", "hard", "hurts", "is_hard", "name", "session", "sessions")

    def __init__(self) -> None:
        self.name, self.active_s, self.sessions, self.hard = "", 0.0, 0, 0
        self.session: SessionRecord | None = None
        self.is_hard = False
        self.hurts: dict[str, Hurt] = {}

    def add(self, session: SessionRecord, step: StepDone, given: _Scores) -> None:
        if self.session is not session:
            self.session, self.is_hard = session, False
            self.sessions += 1
        self.name = step.name
        self.active_s += step.active_s
        if step.effort is Effort.HARD and not self.is_hard:
            self.is_hard = True
            self.hard += 1
        score = given.get((session.id, step.exercise_id))
        if score is not None or step.hurt or step.effort is Effort.HURT:
            self.hurts[session.id] = _hurt(session, step, score, self.hurts.get(session.id))

    def whole(self, exercise_id: str) -> ExercisePractice:
        assert self.session is not None
        last, hurts = self.session.started_at.day, tuple(self.hurts.values())
        return ExercisePractice(exercise_id, self.name, self.sessions, self.active_s, last, self.hard, hurts)


def _hurt(session: SessionRecord, step: StepDone, score: PainScore | None, former: Hurt | None) -> Hurt:
    answer = step.answer or (former.answer if former is not None else None)
    day = session.started_at.day
    return Hurt(day, None, None, answer) if score is None else Hurt(day, score.score, score.region, answer)
