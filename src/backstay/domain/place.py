"""Where a session stands and what it has credited: all that is needed to go on from there after the
program was cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from backstay.domain.history import Effort, HurtAnswer
from backstay.domain.timeline import Segment, StepPlan, Timeline

# Who comes back later than this begins anew: what was warm is cold, and it is another day.
CONTINUE_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class StepAccount:
    """What is credited to one step: seconds, of these the seconds of effort, and the indices of the
    segments carried to their end. ``is_reported`` says that the step was left or finished.
    """

    exercise_id: str
    active_s: float
    effort_s: float
    finished: tuple[int, ...]
    is_hurt: bool
    is_reported: bool
    answer: HurtAnswer | None = None
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """``elapsed_s`` into the segment at ``index``, which was made ``added_s`` longer. ``plan`` tells
    the timeline from every other one, ``accounts`` has one for each of its steps. ``inserted`` are the
    steps that the routine does not have, ``left_out`` the exercises that are not done any more.
    """

    plan: str
    index: int
    elapsed_s: float
    added_s: float
    accounts: tuple[StepAccount, ...]
    inserted: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def active_s(self) -> float:
        """Seconds credited in all."""
        return sum(account.active_s for account in self.accounts)

    def fits(self, timeline: Timeline) -> bool:
        """Whether it is a place in ``timeline``."""
        is_same = self.plan == plan_of(timeline)
        return is_same and self.index < len(timeline.segments) and len(self.accounts) == len(timeline.steps)


def plan_of(timeline: Timeline) -> str:
    """A text that two timelines share when the same is done for the same time in the same order.

    How it is worded and drawn makes no difference.
    """
    lines = "\n".join(_line(segment) for segment in timeline.segments)
    return sha256(f"{timeline.routine_id}\n{lines}".encode()).hexdigest()


def accounts_with(
    accounts: Sequence[StepAccount], former: Timeline, timeline: Timeline, inserted: int
) -> tuple[StepAccount, ...]:
    """``accounts`` of ``former`` for a ``timeline`` that has one more step at the index ``inserted``. A later
    step that is another exercise now keeps its seconds, and nothing of it counts as finished.
    """
    moved = [
        _moved(account, former.steps[step], timeline.steps[step + 1])
        for step, account in enumerate(accounts)
        if step >= inserted
    ]
    blank = StepAccount(timeline.steps[inserted].exercise.id, 0.0, 0.0, (), False, False)
    return (*accounts[:inserted], blank, *moved)


def _moved(account: StepAccount, former: StepPlan, plan: StepPlan) -> StepAccount:
    is_same = plan.exercise.id == former.exercise.id
    finished = tuple(i - former.first + plan.first for i in account.finished) if is_same else ()
    return replace(account, exercise_id=plan.exercise.id, finished=finished)


def _line(segment: Segment) -> str:
    parts = (segment.kind, segment.duration_s, segment.step, segment.exercise.id)
    return " ".join(str(part) for part in (*parts, segment.side, segment.set, segment.rep))
