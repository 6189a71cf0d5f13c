"""How an exercise went, by one key while the next one comes up. Nothing asks for it."""

from backstay.cli.console import Console
from backstay.domain.history import Effort, StepDone, StepOutcome
from backstay.domain.session_events import StepFinished
from backstay.player import Player, PlayerEvent

KEYS = {"1": Effort.FINE, "2": Effort.HARD, "3": Effort.HURT}
WORDS = {Effort.FINE: "was fine", Effort.HARD: "was hard", Effort.HURT: "hurt"}


class Ratings:
    """Knows which exercise was done last, and writes down how it went."""

    def __init__(self, player: Player, console: Console) -> None:
        self._player = player
        self._console = console
        self._last: int | None = None

    def hear(self, event: PlayerEvent) -> None:
        """Follow the session."""
        if isinstance(event, StepFinished) and event.step.outcome is not StepOutcome.SKIPPED:
            self._last = event.step.index

    def last(self) -> StepDone | None:
        """The exercise that was done last, as far as it is behind."""
        return next((step for step in self._player.summary().steps if step.index == self._last), None)

    def just_ended(self) -> StepDone | None:
        """The same while the next one comes up; None at any other time."""
        view = self._player.view()
        is_between = not view.segment.is_effort and view.segment.set == 0
        return self.last() if is_between and view.step.index != self._last else None

    def hint(self) -> str:
        """The keys for it, as long as nothing was said; empty at any other time."""
        step = self.just_ended()
        if step is None or step.effort is not None:
            return ""
        return f", {step.name}: 1 fine 2 hard 3 hurt"

    def rate(self, step: StepDone | None, effort: Effort) -> None:
        """Note it, in one line; nothing without a ``step``."""
        if step is not None:
            self._player.rate(step.index, effort)
            self._console.say(f"Noted: {step.name} {WORDS[effort]}.")
