"""What stands beside an exercise that has not begun: how it went the last time, how the one before went just
now, and what is easier.
"""

from collections.abc import Mapping

from backstay.domain.exercise import Exercise
from backstay.domain.history import StepDone, StepOutcome
from backstay.domain.links import easier_than
from backstay.domain.session_view import SessionView, State
from backstay.player import Player
from backstay.ui.session.said import far_warning, last_time_words, rating_words


class StepNotes:
    """One session's. ``exercises`` are those that an easier one is looked up in, by their ids."""

    def __init__(self, player: Player, exercises: Mapping[str, Exercise]) -> None:
        self._player = player
        self._exercises = exercises
        self._last_time = self._warning = ""

    def look_up(self, exercise: Exercise) -> None:
        """This exercise comes."""
        easier, last = self.easier_than(exercise), self._player.last_time(exercise)
        is_said = last is not None and last.is_worth_saying
        self._last_time = last_time_words(last, easier) if last is not None and is_said else ""
        self._warning = far_warning(last, easier) if last is not None and is_said else ""

    def easier_than(self, exercise: Exercise) -> Exercise | None:
        """What can take the place of ``exercise`` in this session."""
        return easier_than(exercise, self._exercises, self._player.view().left_out)

    def last_time(self, view: SessionView) -> str:
        """What happened the last time; empty once the exercise has begun."""
        return self._last_time if _is_ahead(view) else ""

    def warning(self, view: SessionView) -> str:
        """The same, as short as a person on a mat needs it."""
        return self._warning if _is_ahead(view) else ""

    def rating(self) -> str:
        """What was said of the exercise before, or the keys that say it; empty when it is too late."""
        step = self.step_to_rate()
        return rating_words(step) if step is not None else ""

    def step_to_rate(self) -> StepDone | None:
        """The exercise before, while the next one has not begun."""
        view = self._player.view()
        if not _is_ahead(view) or view.step.index == 0 or view.state is State.ENDED:
            return None
        done = (s for s in self._player.summary().steps if s.outcome is not StepOutcome.SKIPPED)
        return next((s for s in done if s.index == view.step.index - 1), None)


def _is_ahead(view: SessionView) -> bool:
    return not view.segment.is_effort and view.segment.set == 0
