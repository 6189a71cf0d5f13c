"""The steps of a session: which are behind it, what they have been credited with, which are not done any
more, and which came in on the way.
"""

from collections.abc import Iterable

from backstay.domain.history import Effort, StepDone
from backstay.domain.ledger import Ledger
from backstay.domain.place import Place, StepAccount, accounts_with, plan_of
from backstay.domain.session_events import SessionEvent, SessionRearranged, StepFinished
from backstay.domain.timeline import StepPlan, Timeline

# Within this time "back" means the exercise before, later it means this one from its start.
BACK_GRACE_S = 3.0


class Course:
    """One session's way through its timeline. A step counts as reported from when it was left until it is
    entered again.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.ledger = Ledger(timeline)
        self._reported: set[int] = set()
        self._inserted: tuple[int, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._plan = plan_of(timeline)

    @property
    def left_out(self) -> frozenset[str]:
        """The ids of exercises that are not done any more."""
        return self._left_out

    def place(self, index: int, elapsed_s: float, added_s: float) -> Place:
        """All of it, standing ``elapsed_s`` into the segment at ``index``."""
        left_out = tuple(sorted(self._left_out))
        return Place(self._plan, index, elapsed_s, added_s, self._accounts(), self._inserted, left_out)

    def take_over(self, place: Place) -> None:
        """What was remembered at ``place``, instead of what is remembered now."""
        self.ledger.take_over(place.accounts)
        self._reported = {step for step, account in enumerate(place.accounts) if account.is_reported}
        self._inserted, self._left_out = place.inserted, frozenset(place.left_out)

    def enter(self, plan: StepPlan) -> None:
        """This step is on; whoever asks for an exercise wants it, even one that was left out."""
        self._reported.discard(plan.index)
        self._left_out -= {plan.exercise.id}

    def report(self, plan: StepPlan) -> StepFinished:
        """This step is behind."""
        self._reported.add(plan.index)
        return StepFinished(self.ledger.step_done(plan.index))

    def pass_over(self, steps: Iterable[int]) -> tuple[StepFinished, ...]:
        """Those of ``steps`` that are not behind yet are behind now."""
        passed = [step for step in steps if step not in self._reported]
        return tuple(self.report(self.timeline.steps[step]) for step in passed)

    def report_open(self) -> tuple[StepFinished, ...]:
        """What was begun and is not behind, as it stands now."""
        steps = range(len(self.timeline.steps))
        begun = [step for step in steps if self.ledger.was_touched(step) and step not in self._reported]
        return tuple(StepFinished(self.ledger.step_done(step)) for step in begun)

    def steps_done(self, *, is_over: bool) -> tuple[StepDone, ...]:
        """The accounts of what is behind, and at the end of what was begun as well."""
        begun = (
            step for step in range(len(self.timeline.steps)) if is_over and self.ledger.was_touched(step)
        )
        return tuple(self.ledger.step_done(step) for step in sorted({*self._reported, *begun}))

    def leave_out(self, plan: StepPlan) -> None:
        """Its exercise is not done any more."""
        self._left_out |= {plan.exercise.id}

    def left_out_at(self, index: int) -> StepPlan | None:
        """The step of the segment at ``index`` when it is not done any more."""
        if index >= len(self.timeline.segments):
            return None
        plan = self.timeline.steps[self.timeline.segments[index].step]
        return plan if plan.exercise.id in self._left_out else None

    def following(self, index: int) -> int:
        """The segment that comes after the one at ``index`` by itself; beyond the last one there is none."""
        following, step = index + 1, self.timeline.segments[index].step
        while (plan := self.left_out_at(following)) is not None and plan.index > step:
            following = plan.last + 1
        return following

    def is_near_start(self, plan: StepPlan, index: int, elapsed_s: float) -> bool:
        """Whether the segment at ``index``, so far into it, belongs to the beginning of ``plan``."""
        segments = self.timeline.segments
        first_effort = next(i for i in range(plan.first, plan.last + 1) if segments[i].is_effort)
        return elapsed_s <= BACK_GRACE_S if index == first_effort else index < first_effort

    def rate(self, step: int, effort: Effort, *, is_over: bool) -> tuple[StepFinished, ...]:
        """How a step went; reported again when it was reported before."""
        self.ledger.rate(step, effort)
        is_known = step in self._reported or (is_over and self.ledger.was_touched(step))
        return (StepFinished(self.ledger.step_done(step)),) if is_known else ()

    def rearrange(self, timeline: Timeline, inserted: int) -> tuple[SessionEvent, ...]:
        """Go on with ``timeline``, which has one more step at the index ``inserted``."""
        known = {s for s in range(inserted, len(self.timeline.steps)) if self._is_known(s)}
        accounts = accounts_with(self._accounts(), self.timeline, timeline, inserted)
        self.timeline, self._plan = timeline, plan_of(timeline)
        self.ledger = Ledger(timeline)
        self.ledger.take_over(accounts)
        later = {step for step in self._reported if step >= inserted}
        self._reported = self._reported - later | {step + 1 for step in later}
        self._inserted = (*(step + (step >= inserted) for step in self._inserted), inserted)
        # Whoever went back had begun some of those that are known by another index now.
        changed = sorted(known | {step + 1 for step in known})
        return (SessionRearranged(inserted), *(StepFinished(self.ledger.step_done(s)) for s in changed))

    def _is_known(self, step: int) -> bool:
        return step in self._reported or self.ledger.was_touched(step)

    def _accounts(self) -> tuple[StepAccount, ...]:
        steps = range(len(self.timeline.steps))
        return tuple(self.ledger.account(s, is_reported=s in self._reported) for s in steps)
