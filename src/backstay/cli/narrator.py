"""What happens in a session, told in plain lines that a screen reader can follow."""

from collections.abc import Callable, Iterator
from datetime import date
from math import ceil

from backstay.cli.console import Console
from backstay.cli.hurt_words import hurt_lines, last_time_text
from backstay.cli.keys import GO_ON, OPENING
from backstay.cli.safety import safety_lines
from backstay.cli.words import counted, digits, dose_text, length_text, segment_text, short_text
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Exercise
from backstay.domain.session_events import (
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
from backstay.domain.timeline import Kind, Segment
from backstay.player import Player, PlayerEvent, SavingFailed, SavingRecovered, VoiceLost

# A clock read a little late shall not show the second before.
_ROUNDING_S = 1e-6

EasierOf = Callable[[Exercise], Exercise | None]


class Narrator:
    """Listens to a player and says what happens. ``failure`` is the last error of saving, until it
    is mended. ``emergency_number`` may be empty; ``today`` is the day by the person's calendar.
    """

    def __init__(
        self, player: Player, console: Console, emergency_number: str, easier_of: EasierOf, today: date
    ) -> None:
        self.failure: BackstayError | None = None
        self._player = player
        self._console = console
        self._emergency_number = emergency_number
        self._easier_of = easier_of
        self._today = today
        self._looked_back: set[str] = set()

    def show_safety(self) -> None:
        """Say when to get help."""
        for line in ("", *safety_lines(self._emergency_number), "", GO_ON):
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
                yield self._resumed()
            case SessionReopened():
                yield from self._reopened()
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
        timeline = self._player.timeline
        steps = counted(len(timeline.steps), "exercise")
        yield f"{timeline.routine_name}: {steps}, {length_text(timeline.length_s)}."
        if self._console.can_type:
            yield OPENING

    def _heading(self, step: int) -> Iterator[str]:
        steps = self._player.timeline.steps
        plan = steps[step]
        dose = "in your own time" if plan.until_done else dose_text(plan.dose, plan.exercise.sides)
        yield ""
        yield f"Exercise {step + 1} of {len(steps)}: {plan.exercise.name}. {dose}."
        yield from self._last_time(plan.exercise)

    def _last_time(self, exercise: Exercise) -> Iterator[str]:
        if exercise.id in self._looked_back:
            return
        self._looked_back.add(exercise.id)
        last = self._player.last_time(exercise)
        if last is not None and last.is_worth_saying:
            easier = self._easier_of(exercise) if self._console.can_type else None
            yield last_time_text(last, easier, self._today)

    def _segment_line(self, index: int) -> str:
        segment = self._player.timeline.segments[index]
        line = segment_text(segment, self._after(index))
        if segment.kind is Kind.WAIT:
            line += " Press d when you are done." if self._console.can_type else " Then it goes on by itself."
        return line

    def _after(self, index: int) -> Segment | None:
        """What comes behind it, as far as it is not left out."""
        segments, left_out = self._player.timeline.segments, self._player.view().left_out
        step = segments[index].step
        ahead = (s for s in segments[index + 1 :] if s.step == step or s.exercise.id not in left_out)
        return next(ahead, None)

    def _resumed(self) -> str:
        lead_s = self._player.view().lead_left_s
        return f"Going on in {lead_s:.0f} s: get back into position." if lead_s > 0 else "Going on."

    def _reopened(self) -> Iterator[str]:
        if self._player.view().pause_reason is PauseReason.HURT:
            yield "Back in the session."
            yield from self._paused(PauseReason.HURT)
        else:
            yield f"Back in the session, paused. {GO_ON}"

    def _paused(self, reason: PauseReason) -> Iterator[str]:
        go_on = f" {GO_ON}" if self._console.can_type else ""
        if reason is PauseReason.PERSON:
            yield f"Paused.{go_on}"
        elif reason is PauseReason.GAP:
            yield f"Paused: the computer slept or stood still, and that time is not counted.{go_on}"
            if self._console.can_type:
                yield "r repeats this exercise from its start, q ends."
        elif reason is PauseReason.RESTORED:
            yield f"Paused where you were.{go_on}"
            yield "r repeats this exercise from its start, q ends."
        elif reason is PauseReason.HURT:
            yield from hurt_lines(self._player.view().step.exercise, self._emergency_number)

    def _failed(self, error: BackstayError) -> Iterator[str]:
        if self.failure is None:
            yield from error.lines()
            yield "The session goes on; it is kept and tried again."
        self.failure = error


def countdown_text(view: SessionView) -> str:
    """The line that is written over every second: the digits, what is on, what is left."""
    if view.lead_left_s > 0:
        return f"  back into position, {ceil(view.lead_left_s - _ROUNDING_S)}"
    seconds = view.elapsed_s if view.remaining_s is None else view.remaining_s
    paused = "paused, " if view.state is State.PAUSED else ""
    return f"  {digits(seconds)}  {paused}{short_text(view.segment)}, {digits(view.left_s)} left in all"
