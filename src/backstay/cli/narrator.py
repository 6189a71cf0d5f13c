"""What happens in a session, told in plain lines that a screen reader can follow."""

from collections.abc import Iterator

from backstay.cli.console import Console
from backstay.cli.safety import safety_lines, stop_words
from backstay.cli.words import counted, digits, dose_text, lasting, length_text, segment_text, short_text
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Exercise
from backstay.domain.history import Outcome, StepDone, StepOutcome
from backstay.domain.session_events import (
    HurtReported,
    PauseReason,
    SegmentStarted,
    SessionPaused,
    SessionReopened,
    SessionRestored,
    SessionResumed,
    SessionStarted,
    StepStarted,
)
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Kind
from backstay.player import Player, PlayerEvent, SavingFailed, SavingRecovered, Summary, VoiceLost

_KEYS_LINE = (
    "Keys: Space pauses, n goes on to the next, b back, r repeats, d is for done, "
    "+ and - change the time, m mutes, h says that it hurts, s or F2 shows when to get help, q ends."
)
_GO_ON = "Space goes on."
_STEP_OUTCOMES = {
    StepOutcome.DONE: "done",
    StepOutcome.PARTLY: "partly done",
    StepOutcome.SKIPPED: "left out",
}


class Narrator:
    """Listens to a player and says what happens. ``failure`` is the last error of saving, until it
    is mended. ``emergency_number`` may be empty.
    """

    def __init__(self, player: Player, console: Console, emergency_number: str) -> None:
        self.failure: BackstayError | None = None
        self._timeline = player.timeline
        self._console = console
        self._emergency_number = emergency_number

    def show_safety(self) -> None:
        """Say when to get help."""
        for line in ("", *safety_lines(self._emergency_number), "", _GO_ON):
            self._console.say(line)

    def tell(self, event: PlayerEvent) -> None:
        """Say what ``event`` means for the person; most need a line, some none."""
        for line in self._lines(event):
            self._console.say(line)

    def _lines(self, event: PlayerEvent) -> Iterator[str]:
        match event:
            case SessionStarted() | SessionRestored():
                yield from self._opening()
            case StepStarted(step):
                yield from self._heading(step)
            case SegmentStarted(index):
                yield self._segment_line(index)
            case SessionPaused(reason):
                yield from self._paused(reason)
            case SessionResumed():
                yield "Going on."
            case SessionReopened():
                yield f"Back in the session, paused. {_GO_ON}"
            case HurtReported(step):
                yield from _hurt_lines(self._timeline.steps[step].exercise, self._emergency_number)
            case SavingFailed(error):
                yield from self._failed(error)
            case SavingRecovered():
                self.failure = None
                yield "Saved now."
            case VoiceLost(status):
                yield status
            case _:
                return

    def _opening(self) -> Iterator[str]:
        yield ""
        steps = counted(len(self._timeline.steps), "exercise")
        yield f"{self._timeline.routine_name}: {steps}, {length_text(self._timeline.length_s)}."
        if self._console.can_type:
            yield _KEYS_LINE

    def _heading(self, step: int) -> Iterator[str]:
        plan = self._timeline.steps[step]
        dose = "in your own time" if plan.until_done else dose_text(plan.dose, plan.exercise.sides)
        yield ""
        yield f"Exercise {step + 1} of {len(self._timeline.steps)}: {plan.exercise.name}. {dose}."

    def _segment_line(self, index: int) -> str:
        segments = self._timeline.segments
        upcoming = segments[index + 1] if index + 1 < len(segments) else None
        line = segment_text(segments[index], upcoming)
        if segments[index].kind is Kind.WAIT:
            line += " Press d when you are done." if self._console.can_type else " Then it goes on by itself."
        return line

    def _paused(self, reason: PauseReason) -> Iterator[str]:
        go_on = f" {_GO_ON}" if self._console.can_type else ""
        if reason is PauseReason.PERSON:
            yield f"Paused.{go_on}"
        elif reason is PauseReason.GAP:
            yield f"Paused: the computer slept or stood still, and that time is not counted.{go_on}"
            if self._console.can_type:
                yield "r repeats this exercise from its start, q ends."
        elif reason is PauseReason.RESTORED:
            yield f"Paused where you were.{go_on}"
            yield "r repeats this exercise from its start, q ends."

    def _failed(self, error: BackstayError) -> Iterator[str]:
        if self.failure is None:
            yield from error.lines()
            yield "The session goes on; it is kept and tried again."
        self.failure = error


def countdown_text(view: SessionView) -> str:
    """The line that is written over every second: the digits, what is on, what is left."""
    seconds = view.elapsed_s if view.remaining_s is None else view.remaining_s
    paused = "paused, " if view.state is State.PAUSED else ""
    return f"  {digits(seconds)}  {paused}{short_text(view.segment)}, {digits(view.left_s)} left in all"


def closing_lines(summary: Summary) -> Iterator[str]:
    """What was done, exercise by exercise, and how long it took."""
    word = "Finished" if summary.outcome is Outcome.COMPLETED else "Ended early"
    yield ""
    yield f"{word}: {summary.routine_name}, {lasting(summary.active_s)}."
    for step in summary.steps:
        yield f"  {step.name}: {_done_text(step)}"


def scores_line(summary: Summary) -> str:
    """Both scores side by side, without a word about why they differ; empty without any."""
    before = f"{summary.before} before" if summary.before is not None else ""
    after = f"{summary.after} after" if summary.after is not None else ""
    both = ", ".join(part for part in (before, after) if part)
    return f"Pain: {both}." if both else ""


def _done_text(step: StepDone) -> str:
    if step.outcome is StepOutcome.SKIPPED:
        return _STEP_OUTCOMES[step.outcome]
    is_counted = step.planned_s is not None and step.reps_done > 0
    reps = f", {counted(step.reps_done, 'repetition')}" if is_counted else ""
    hurt = ", it hurt" if step.hurt else ""
    return f"{_STEP_OUTCOMES[step.outcome]}{reps}, {lasting(step.active_s)}{hurt}"


def _hurt_lines(exercise: Exercise, emergency_number: str) -> Iterator[str]:
    yield f"Paused because it hurts: {exercise.name}."
    if exercise.stop_if:
        yield f"Leave this exercise out with {', or with '.join(exercise.stop_if)}."
    yield stop_words(emergency_number)
    yield "Space goes on; n, then Space, leaves this exercise out; s shows all the signs; q ends."
