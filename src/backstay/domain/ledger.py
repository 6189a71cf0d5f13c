"""What has been done so far in a session: seconds and repetitions, step by step."""

from collections.abc import Sequence

from backstay.domain.history import Effort, HurtAnswer, StepDone, StepOutcome
from backstay.domain.place import StepAccount
from backstay.domain.timeline import StepPlan, Timeline


class Ledger:
    """Credits running time to steps and remembers which efforts were finished.

    Going back and doing a repetition again adds its seconds but counts it once.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._active_s = [0.0] * len(timeline.steps)
        self._effort_s = [0.0] * len(timeline.steps)
        self._finished: set[int] = set()
        self._hurt: set[int] = set()
        self._answers: dict[int, HurtAnswer] = {}
        self._efforts_said: dict[int, Effort] = {}

    @property
    def active_s(self) -> float:
        """Seconds credited in all, rests included, pauses left out."""
        return sum(self._active_s)

    @property
    def has_effort(self) -> bool:
        """Whether any time was spent working, rather than resting or getting ready."""
        return any(seconds > 0 for seconds in self._effort_s)

    def credit(self, index: int, seconds: float) -> None:
        """Add running time spent in the segment at ``index``."""
        segment = self._timeline.segments[index]
        self._active_s[segment.step] += seconds
        if segment.is_effort:
            self._effort_s[segment.step] += seconds

    def finish(self, index: int) -> None:
        """The segment at ``index`` was carried to its end."""
        self._finished.add(index)

    def mark_hurt(self, step: int) -> None:
        """The person said that this step hurts; what they chose another time is no answer to it."""
        self._hurt.add(step)
        self._answers.pop(step, None)

    def answer_hurt(self, step: int, answer: HurtAnswer) -> None:
        """What the person chose when this step hurt."""
        self._answers[step] = answer

    def answer(self, step: int) -> HurtAnswer | None:
        """What was chosen the last time that this step hurt."""
        return self._answers.get(step)

    def is_asked(self, step: int) -> bool:
        """Whether this step hurt and nothing was chosen yet."""
        return step in self._hurt and step not in self._answers

    def rate(self, step: int, effort: Effort) -> None:
        """How this step went, in the person's own view."""
        self._efforts_said[step] = effort

    def was_touched(self, step: int) -> bool:
        """Whether the journal has to hear of this step when the session ends early."""
        return self._active_s[step] > 0 or step in self._hurt

    def step_done(self, step: int) -> StepDone:
        """The account of one step as it stands now."""
        plan = self._timeline.steps[step]
        efforts = self._efforts(plan)
        done = [i for i in efforts if i in self._finished]
        last = self._timeline.segments[max(done, default=efforts[0])]
        return StepDone(
            index=step,
            exercise_id=plan.exercise.id,
            name=plan.exercise.name,
            planned_s=None if plan.until_done else plan.planned_s,
            active_s=self._active_s[step],
            outcome=self._outcome(step, len(done), len(efforts)),
            reps_done=len(done),
            last_side=last.side,
            hurt=step in self._hurt,
            answer=self._answers.get(step),
            effort=self._efforts_said.get(step),
        )

    def account(self, step: int, *, is_reported: bool) -> StepAccount:
        """All that is remembered of one step, for ``take_over``."""
        plan = self._timeline.steps[step]
        finished = tuple(i for i in range(plan.first, plan.last + 1) if i in self._finished)
        return StepAccount(
            plan.exercise.id,
            self._active_s[step],
            self._effort_s[step],
            finished,
            step in self._hurt,
            is_reported,
            self._answers.get(step),
            self._efforts_said.get(step),
        )

    def take_over(self, accounts: Sequence[StepAccount]) -> None:
        """Remember what was remembered before, instead of what is remembered now."""
        self._active_s = [account.active_s for account in accounts]
        self._effort_s = [account.effort_s for account in accounts]
        self._finished = {index for account in accounts for index in account.finished}
        self._hurt = {step for step, account in enumerate(accounts) if account.is_hurt}
        self._answers = {step: a.answer for step, a in enumerate(accounts) if a.answer is not None}
        self._efforts_said = {step: a.effort for step, a in enumerate(accounts) if a.effort is not None}

    def _efforts(self, plan: StepPlan) -> list[int]:
        return [i for i in range(plan.first, plan.last + 1) if self._timeline.segments[i].is_effort]

    def _outcome(self, step: int, done: int, planned: int) -> StepOutcome:
        if done == planned:
            return StepOutcome.DONE
        if done or self._effort_s[step] > 0:
            return StepOutcome.PARTLY
        return StepOutcome.SKIPPED
