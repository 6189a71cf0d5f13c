"""The exercises of a session as a numbered list, to go on with any of them."""

from collections.abc import Iterator, Sequence

from backstay.cli.words import STEP_OUTCOMES
from backstay.domain.history import StepDone
from backstay.domain.session_view import SessionView

_ERASERS = ("\x7f", "\b")
_MOST_DIGITS = 3


class JumpList:
    """The list while it is open. ``typed`` are the digits so far."""

    def __init__(self, view: SessionView, done: Sequence[StepDone]) -> None:
        self.typed = ""
        self._view = view
        self._done = {step.index: step for step in done}

    @property
    def prompt(self) -> str:
        """What the line that is written over says meanwhile."""
        return f"  exercise number: {self.typed}"

    @property
    def step(self) -> int | None:
        """The index that is typed; None when there is no such exercise."""
        index = int(self.typed or 0) - 1
        return index if 0 <= index < self._view.steps else None

    def lines(self) -> Iterator[str]:
        """Each exercise with its number and how far it was done."""
        yield ""
        yield "Go to an exercise: its number, then Enter. Enter alone or Esc goes back."
        for plan in self._view.timeline.steps:
            yield f"  {plan.index + 1:>2}  {plan.exercise.name}{self._state_text(plan.index)}"

    def press(self, key: str) -> None:
        """Take a digit, or take the last one back."""
        if key in _ERASERS:
            self.typed = self.typed[:-1]
        elif key.isascii() and key.isdigit():
            self.typed = (self.typed + key)[:_MOST_DIGITS]

    def _state_text(self, index: int) -> str:
        if index == self._view.step.index:
            return ": now"
        done = self._done.get(index)
        return f": {STEP_OUTCOMES[done.outcome]}" if done is not None else ""
