"""Sessions and steps as the journal holds them, and how a session can end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backstay.domain.exercise import Side
from backstay.domain.moment import Moment
from backstay.domain.pain import Region


class Outcome(StrEnum):
    """How a session ended. A row without one is still running, or was cut off."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    ABANDONED = "abandoned"


class StepOutcome(StrEnum):
    """How far one step was taken."""

    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class Effort(StrEnum):
    """How an exercise went, as the person says afterwards."""

    FINE = "fine"
    HARD = "hard"
    HURT = "hurt"


class HurtAnswer(StrEnum):
    """What the person chose when an exercise hurt."""

    WENT_ON = "went-on"
    EASIER = "easier"
    LEFT_OUT = "left-out"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What is known when a session starts: the routine, its announced seconds and steps."""

    routine_id: str
    routine_name: str
    planned_s: float
    steps: int


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step as it was done. ``index`` counts from 0; ``active_s`` leaves pauses out;
    ``last_side`` is the side that was worked last; ``hurt`` says that the person pressed it, and
    ``answer`` what they chose then. ``effort`` is None until it is said.
    """

    index: int
    exercise_id: str
    name: str
    planned_s: float | None
    active_s: float
    outcome: StepOutcome
    reps_done: int
    last_side: Side = Side.BOTH
    hurt: bool = False
    answer: HurtAnswer | None = None
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class LastTime:
    """How an exercise went the last time it was done, on ``day``. ``score`` and ``region`` are those that
    were given while it hurt, None where none was.
    """

    day: date
    step: StepDone
    score: int | None = None
    region: Region | None = None

    @property
    def is_worth_saying(self) -> bool:
        """Whether the person should hear of it before they begin."""
        return self.step.hurt or self.step.effort in (Effort.HARD, Effort.HURT)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as it stands in the journal, with the scores that belong to it.

    ``steps`` are those finished so far. ``ended_at`` and ``outcome`` are None while it runs, and
    stay so when the program was cut off.
    """

    id: str
    plan: SessionPlan
    started_at: Moment
    ended_at: Moment | None
    outcome: Outcome | None
    active_s: float
    steps: tuple[StepDone, ...] = ()
    pain_before: int | None = None
    pain_after: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is over and something was done: one of the week's sessions."""
        return self.outcome is not None and self.active_s > 0
