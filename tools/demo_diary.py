"""Years of a log, made up for pictures and measurements: sessions with what was said of each exercise,
scores of several places, runs and walks, and marks. The same days always give the same log.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from math import exp, sin
from uuid import UUID

from backstay.app import App
from backstay.catalogue.library import Library
from backstay.domain.activity import Activity, ActivityKind, Origin
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepDone, StepOutcome
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, Doing, PainScore, Quality, Recall, Region, Timing
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.timeline import StepPlan, compile_timeline
from backstay.journal.entries import signed
from backstay.journal.rows import Row, TableRow, moment_columns
from tools.demo_files import TWELVE

MONTH_DAYS = 28
SEASON_DAYS = 84
YEAR_DAYS = 365
TEN_YEARS_DAYS = 3653
"""With this many, every day has its session of a dozen exercises: about 3,600 sessions, 40,000 steps and
11,000 scores. With fewer there are three or four sessions a week.
"""

_ZONE = "Europe/Paris"
_AWAY_EVERY_DAYS, _AWAY_DAYS = 190, 18
_AWAY_SHIFT_DAYS = 157
_TUESDAY, _WEDNESDAY, _FRIDAY, _SATURDAY, _SUNDAY = 1, 2, 4, 5, 6
_HURTS = {"superman-alternating": 0.09, "bird-dog-leg": 0.05, "curl-up": 0.05, "side-bridge-knees": 0.04}
_HARD = {"dead-bug-heel-tap": 0.3, "side-bridge-knees": 0.3, "plank": 0.3}
_MARKS = ((16, 18, "new chair"), (43, 12, "holiday"), (71, 11, "long run"), (205, 9, "new mattress"),
          (330, 17, "half marathon"))  # fmt: skip
_PLACES = (
    (Region.MID_BACK, None, 12), (Region.NECK, BodySide.RIGHT, 3), (Region.LOWER_BACK, None, 3),
    (Region.SHOULDER, BodySide.LEFT, 1), (Region.HIP, BodySide.BOTH, 1),
)  # fmt: skip
_FELT = ((Quality.ACHE,), (Quality.STIFF,), (Quality.DULL, Quality.STIFF), (Quality.SHARP,), (Quality.SORE,))
_ANSWERS = (HurtAnswer.WENT_ON, HurtAnswer.EASIER, HurtAnswer.LEFT_OUT, HurtAnswer.ENDED)


def keep_log(app: App, days: int, *, is_daily: bool = False) -> None:
    """Fill the journal of ``app`` with the ``days`` before today, in one write; with ``is_daily`` as densely
    as ten years are.
    """
    log = _Log(app, days, is_daily=is_daily or days >= TEN_YEARS_DAYS)
    app.journal.take_in([*log.rows()])
    log.correct()


@dataclass(frozen=True, slots=True)
class _Choice:
    """A routine as it is done: its name and its steps."""

    routine: Routine
    steps: tuple[StepPlan, ...]
    length_s: float


class _Log:
    """Every row of the log, drawn from one pair of dice."""

    def __init__(self, app: App, days: int, *, is_daily: bool) -> None:
        self._app, self._chance = app, random.Random(4)
        now = app.clock.moment()
        self._today, self._zone = now.day, now.local.tzinfo
        self._days, self._is_daily = days, is_daily
        self._choices = {name: self._choice(name) for name in ("core-light", "desk-reset", "core-steady")}
        if self._is_daily:
            self._choices["twelve"] = self._choice_of(_twelve(app.library))

    def rows(self) -> Iterator[TableRow]:
        """From the first day to yesterday, and the marks."""
        for back in range(self._days, 0, -1):
            day = self._today - timedelta(days=back)
            if self._is_away(back):
                yield from self._activity(day, ActivityKind.WALK, 0.25)
            else:
                yield from self._day(day, back)
        for back, hour, words in _MARKS:
            if back <= self._days:
                at = self._at(self._today - timedelta(days=back), hour)
                yield self._app.journal.marks.draft(Mark(words), at, self._id())

    def correct(self) -> None:
        """A score is entered wrongly now and then, and put right."""
        alone = [e for e in self._app.journal.pain.between() if e.session_id is None and e.pain.score < 10]
        for entry in alone[-3:-1]:
            self._app.journal.pain.edit(entry.id, replace(entry.pain, score=entry.pain.score + 1))

    def _day(self, day: date, back: int) -> Iterator[TableRow]:
        level = _level(back)
        weekday = day.weekday()
        if self._is_daily:
            if self._chance.random() < 0.985:
                yield from self._session(day, level, self._choices["twelve"])
            yield self._evening(day, level)
        elif weekday in (_TUESDAY, _FRIDAY) or (weekday == _SUNDAY and self._chance.random() < 0.6):
            light = "core-light" if back <= SEASON_DAYS else "core-steady"
            name = "desk-reset" if weekday == _SUNDAY else light
            yield from self._session(day, level, self._choices[name])
        elif self._chance.random() < 0.45:
            yield self._evening(day, level)
        if weekday == _SUNDAY:
            yield self._pain(day, 10, self._score(level, 0.4), recall=Recall.LAST_7_DAYS)
            yield from self._activity(day, ActivityKind.WALK, 0.4)
        elif weekday in (_WEDNESDAY, _SATURDAY):
            yield from self._activity(day, ActivityKind.RUN, 0.75)

    def _session(self, day: date, level: float, choice: _Choice) -> Iterator[TableRow]:
        session, begun = self._id(), self._at(day, 7, 40)
        before = self._score(level, 0.8)
        steps = tuple(self._steps(choice))
        active_s = sum(step.active_s for step in steps)
        ended = Moment.from_local(begun.local + timedelta(seconds=active_s + 40), begun.zone)
        is_ended = any(step.answer is HurtAnswer.ENDED for step in steps)
        outcome = Outcome.STOPPED if is_ended else Outcome.COMPLETED
        yield "session", self._signed({
            **moment_columns(begun), "routine_id": choice.routine.id, "routine_name": choice.routine.name,
            "planned_s": choice.length_s, "planned_steps": len(choice.steps), "active_s": active_s,
            "outcome": outcome, **moment_columns(ended, "ended_"),
        }, session, ended)  # fmt: skip
        yield self._of_session(session, PainScore(before, Region.MID_BACK, timing=Timing.BEFORE), begun)
        for step in steps:
            yield "step", self._step_row(session, step, ended)
            if step.hurt:
                hurt = PainScore(
                    min(10, before + 2), Region.LOWER_BACK, timing=Timing.DURING, exercise_id=step.exercise_id
                )
                yield self._of_session(session, hurt, ended)
        eased = self._chance.choice((2, 1, 1, 1, 0, 0, -1))
        after = PainScore(min(10, max(0, before - eased)), Region.MID_BACK, timing=Timing.AFTER)
        yield self._of_session(session, after, ended)

    def _steps(self, choice: _Choice) -> Iterator[StepDone]:
        is_rated = self._chance.random() < 0.8
        for plan in choice.steps:
            step = self._step(plan, is_rated=is_rated)
            yield step
            if step.answer is HurtAnswer.ENDED:
                return

    def _step(self, plan: StepPlan, *, is_rated: bool) -> StepDone:
        chance, exercise = self._chance, plan.exercise
        step = StepDone(plan.index, exercise.id, exercise.name, plan.planned_s, plan.planned_s,
                        StepOutcome.DONE, 5)  # fmt: skip
        if chance.random() < _HURTS.get(exercise.id, 0.004):
            answer = chance.choice(_ANSWERS)
            return replace(step, active_s=plan.planned_s / 2, outcome=StepOutcome.PARTLY, reps_done=2,
                           hurt=True, answer=answer, effort=Effort.HURT)  # fmt: skip
        if chance.random() < 0.02:
            return replace(step, active_s=0.0, outcome=StepOutcome.SKIPPED, reps_done=0)
        is_hard = chance.random() < _HARD.get(exercise.id, 0.06)
        return replace(step, effort=(Effort.HARD if is_hard else Effort.FINE) if is_rated else None)

    def _step_row(self, session: str, step: StepDone, at: Moment) -> Row:
        return self._signed({
            **moment_columns(at), "session_id": session, "step_index": step.index,
            "exercise_id": step.exercise_id, "name": step.name, "planned_s": step.planned_s,
            "active_s": step.active_s, "outcome": step.outcome, "reps_done": step.reps_done,
            "last_side": step.last_side, "hurt": int(step.hurt), "answer": step.answer, "effort": step.effort,
        }, self._id(), at)  # fmt: skip

    def _evening(self, day: date, level: float) -> TableRow:
        score = self._score(level, 1.1)
        region, side, _ = self._chance.choices(_PLACES, [weight for *_, weight in _PLACES])[0]
        qualities = self._chance.choice(_FELT) if self._chance.random() < 0.4 else ()
        doing = self._chance.choice((None, None, None, Doing.AT_REST, Doing.RUNNING))
        note = "long drive" if score > level + 1.5 else ""
        pain = PainScore(score, region, side, note=note, qualities=qualities, doing=doing)
        return self._app.journal.pain.draft(pain, self._at(day, 20, self._chance.randrange(60)), self._id())

    def _pain(self, day: date, hour: int, score: int, recall: Recall) -> TableRow:
        pain = PainScore(score, Region.MID_BACK, recall=recall)
        return self._app.journal.pain.draft(pain, self._at(day, hour), self._id())

    def _of_session(self, session: str, pain: PainScore, at: Moment) -> TableRow:
        table, row = self._app.journal.pain.draft(pain, at, self._id())
        return table, signed({**row, "session_id": session}, at)

    def _activity(self, day: date, kind: ActivityKind, likely: float) -> Iterator[TableRow]:
        if self._chance.random() < likely:
            minutes = self._chance.choice((20, 25, 30, 35, 40))
            metres = minutes * (165.0 if kind is ActivityKind.RUN else 85.0)
            origin = Origin.GPX if kind is ActivityKind.RUN else Origin.HAND
            has_distance = self._chance.random() < 0.8
            activity = Activity(kind, minutes * 60.0, metres if has_distance else None, origin=origin)
            yield self._app.journal.activities.draft(activity, self._at(day, 17, 30), self._id())

    def _choice(self, name: str) -> _Choice:
        return self._choice_of(self._app.library.routine(name))

    def _choice_of(self, routine: Routine) -> _Choice:
        timeline = compile_timeline(routine, self._app.preferences)
        return _Choice(routine, timeline.steps, timeline.length_s)

    def _is_away(self, back: int) -> bool:
        return back > 2 and (back + _AWAY_SHIFT_DAYS) % _AWAY_EVERY_DAYS < _AWAY_DAYS and not self._is_daily

    def _score(self, level: float, spread: float) -> int:
        return min(10, max(0, round(level + self._chance.gauss(0, spread))))

    def _signed(self, content: Row, row_id: str, at: Moment) -> Row:
        return signed({**content, "id": row_id, "entry": row_id, "replaces": None, "deleted": 0}, at)

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def _at(self, day: date, hour: int, minute: int = 0) -> Moment:
        return _moment(day, hour, minute, self._zone)


def _moment(day: date, hour: int, minute: int, zone: tzinfo | None) -> Moment:
    return Moment.from_local(datetime.combine(day, time(hour, minute), tzinfo=zone), _ZONE)


def _level(back: int) -> float:
    """A slow ebb in the last weeks, and a clearer step two weeks ago; before that, ups and downs."""
    if back > SEASON_DAYS:
        return 5.2 + 1.1 * sin(back / 47) + 0.6 * sin(back / 13)
    return 6.0 - 0.08 * (SEASON_DAYS - back) / 7 - 2.8 / (1 + exp((back - 14) / 1.5))


def _twelve(library: Library) -> Routine:
    exercises = [library.exercise(name) for name in TWELVE]
    return Routine("twelve", "Twelve", "", 2, tuple(ExerciseStep(e, e.dose) for e in exercises))
