"""A session as a state machine over a timeline, driven by clock readings and never by ticks.

Every door takes ``now_s``, a reading in seconds of a clock that only moves forward, and returns
the events that it caused, in order. A jump of the clock beyond ``gap_limit_s`` (lid closed,
process stopped) or backwards is not credited: the session pauses where it last was seen.
"""

from collections.abc import Callable
from functools import partial

from backstay.domain.course import Course
from backstay.domain.cueing import Cueing, Spot
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepDone
from backstay.domain.ledger import Ledger
from backstay.domain.place import Place
from backstay.domain.position import Position
from backstay.domain.session_events import (
    HurtReported,
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SessionEvent,
    SessionPaused,
    SessionReopened,
    SessionRestored,
    SessionResumed,
    SessionStarted,
    StepStarted,
)
from backstay.domain.session_view import SessionView, State, view_of
from backstay.domain.timeline import Kind, StepPlan, Timeline

GAP_LIMIT_S = 2.0
# To get back into position after a pause; whoever only rests or waits is in it.
LEAD_IN_S = 3
_LED_IN = (Kind.WORK, Kind.HOLD)
# What was heard this shortly before the program was cut off is heard again.
_ECHO_S = 0.5
_MOST_ADDED_S = 3600.0
_SOONEST_S = 1e-6  # less may be lost when a reading is rounded

Events = tuple[SessionEvent, ...]


class Session:
    """One run through a timeline. It ends once; only an early ending can be taken back.

    ``ear_s`` is how much sooner than it is due a cue is given, so that it is heard on time.
    """

    def __init__(self, timeline: Timeline, *, gap_limit_s: float = GAP_LIMIT_S, ear_s: float = 0.0) -> None:
        self._course = Course(timeline)
        self._gap_limit_s = gap_limit_s
        self._ear_s = ear_s
        self._cueing = Cueing(timeline.segments, ear_s)
        self._position = Position(timeline.segments, ear_s)
        self._state = State.READY
        self._pause_reason: PauseReason | None = None
        self._seen_s = 0.0  # the last reading that was believed
        self._credited_s = 0.0  # elapsed time of this segment that the ledger has

    @property
    def timeline(self) -> Timeline:
        """What it goes through; another one when it was eased."""
        return self._course.timeline

    @property
    def ledger(self) -> Ledger:
        """What was done so far."""
        return self._course.ledger

    @property
    def steps_done(self) -> tuple[StepDone, ...]:
        """The accounts of all steps that are behind it."""
        return self._course.steps_done(is_over=self._state is State.ENDED)

    @property
    def state(self) -> State:
        """Where the session stands."""
        return self._state

    def start(self, now_s: float) -> Events:
        """Begin with the first segment. Nothing happens when it has begun before."""
        if self._state is not State.READY:
            return ()
        self._state = State.RUNNING
        self._seen_s = now_s
        return (SessionStarted(), *self._enter(0, now_s), *self.advance(now_s))

    def restore(self, place: Place, now_s: float) -> Events:
        """Take up what was cut off at ``place``, paused there. Nothing happens when it has begun before.

        Raises ``ValueError`` for a place in another timeline.
        """
        if not place.fits(self.timeline):
            raise ValueError("this is a place in another timeline")
        if self._state is not State.READY:
            return ()
        self._course.take_over(place)
        entered = self._enter(place.index, now_s)
        self._position.enter(place.index, now_s, elapsed_s=place.elapsed_s, added_s=place.added_s)
        self._seen_s, self._credited_s = now_s, place.elapsed_s
        behind_s = place.elapsed_s - _ECHO_S
        self._cueing.pass_by(Spot(place.index, behind_s, place.added_s), behind_s)
        begins = () if entered[:-1] else (StepStarted(self._step.index),)
        # Cut off at the question, it is asked again.
        reason = PauseReason.HURT if self.ledger.is_asked(self._step.index) else PauseReason.RESTORED
        return (SessionRestored(), *begins, *entered, *self._halt(reason))

    def place(self) -> Place | None:
        """Where it stands, for ``restore``; None before its start and after the last segment."""
        if self._state is State.READY or self._position.is_through:
            return None
        return self._course.place(self._position.index, self._credited_s, self._position.added_s)

    def advance(self, now_s: float) -> Events:
        """Bring the session up to ``now_s``: cues, ends of segments and steps, the end."""
        if self._state is not State.RUNNING:
            return ()
        if not 0 <= now_s - self._seen_s <= self._gap_limit_s:
            return self._halt(PauseReason.GAP)
        self._seen_s = now_s
        events: list[SessionEvent] = [*self._position.count_in(now_s)]
        while self._state is State.RUNNING:
            events += self._cueing.due(self._position.cue_spot(now_s))
            duration_s = self._position.duration_s
            if duration_s is None or self._elapsed_s < duration_s:
                break
            ended_s = min(self._position.ended_s(duration_s), now_s)
            self._credit(duration_s)
            self.ledger.finish(self._position.index)
            events += self._leave_to(self._position.index + 1, ended_s)
        if self._state is State.RUNNING:
            self._credit(self._elapsed_s)
        return tuple(events)

    def pause(self, now_s: float, reason: PauseReason = PauseReason.PERSON) -> Events:
        """Stand still. Nothing happens unless it runs."""
        events = self.advance(now_s)
        return (*events, *self._halt(reason)) if self._state is State.RUNNING else events

    def resume(self, now_s: float) -> Events:
        """Go on where it stands, with time to get back into position. Nothing happens unless it is paused."""
        if self._state is not State.PAUSED:
            return ()
        self._answer_hurt(HurtAnswer.WENT_ON)
        return self._go_on(now_s, lambda _: ())

    def skip(self, now_s: float) -> Events:
        """Leave a pause for the effort after it, or an exercise for the next one."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        is_working = self._position.segment.is_effort or self._position.segment.kind is Kind.RELAX
        target = self._step.last + 1 if is_working else self._position.index + 1
        return (*events, *self._leave_to(target, self._seen_s), *self.advance(self._seen_s))

    def back(self, now_s: float) -> Events:
        """This exercise from its start; from its start, the one before."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        step = self._step
        if step.index > 0 and self._course.is_near_start(step, self._position.index, self._elapsed_s):
            step = self.timeline.steps[step.index - 1]
        return (*events, *self._enter(step.first, self._seen_s), *self.advance(self._seen_s))

    def repeat(self, now_s: float) -> Events:
        """This exercise from its start; out of a pause the clock runs again."""
        events = self.advance(now_s)
        self._answer_hurt(HurtAnswer.WENT_ON)
        moved = self._go_on(now_s, partial(self._enter, self._step.first)) if self._is_open else ()
        return (*events, *moved)

    def jump(self, now_s: float, step: int) -> Events:
        """The exercise at index ``step`` from its start; those passed over are left out, and out of a pause
        the clock runs again. Raises ``IndexError`` when there is no such step.
        """
        plan = self.timeline.steps[step]
        events = self.advance(now_s)
        if not self._is_open:
            return events
        passed = self._course.pass_over(range(self._step.index, step))
        return (*events, *passed, *self._go_on(now_s, partial(self._enter, plan.first)))

    def adjust(self, now_s: float, seconds: float) -> Events:
        """Lengthen or shorten the present segment. A waiting segment has no length to change."""
        events = self.advance(now_s)
        duration_s = self._position.duration_s
        if not self._is_open or duration_s is None:
            return events
        position, wanted_s = self._position, max(duration_s + seconds, self._elapsed_s)
        position.added_s = min(position.added_s + wanted_s - duration_s, _MOST_ADDED_S)
        self._cueing.pass_by(position.cue_spot(self._seen_s), self._elapsed_s)
        return (*events, *self.advance(self._seen_s))

    def done(self, now_s: float) -> Events:
        """The person is through with a step that waits for them."""
        events = self.advance(now_s)
        if not self._is_open or self._position.segment.kind is not Kind.WAIT:
            return events
        self.ledger.finish(self._position.index)
        return (*events, *self._leave_to(self._position.index + 1, self._seen_s), *self.advance(self._seen_s))

    def hurt(self, now_s: float) -> Events:
        """It hurts: stand still at once and remember the step."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        self.ledger.mark_hurt(self._step.index)
        return (*events, HurtReported(self._step.index), *self._halt(PauseReason.HURT))

    def leave_out(self, now_s: float) -> Events:
        """Go on with the next exercise, and without this one wherever it would come again."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        self._answer_hurt(HurtAnswer.LEFT_OUT)
        self._course.leave_out(self._step)
        return (*events, *self._go_on(now_s, partial(self._leave_to, self._step.last + 1)))

    def ease(self, now_s: float, timeline: Timeline) -> Events:
        """Go on with ``timeline``, which is ``with_easier`` of the present one at the present step."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        self._answer_hurt(HurtAnswer.EASIER)
        rearranged = self._course.rearrange(timeline, self._step.index + 1)
        self._cueing = Cueing(timeline.segments, self._ear_s)
        self._position.segments = timeline.segments
        return (*events, *rearranged, *self._go_on(now_s, partial(self._leave_to, self._step.last + 1)))

    def rate(self, step: int, effort: Effort) -> Events:
        """How the exercise at index ``step`` went, as the person says afterwards."""
        return self._course.rate(step, effort, is_over=self._state is State.ENDED)

    def finish(self, now_s: float) -> Events:
        """End early. What was done counts."""
        events = self.advance(now_s)
        if not self._is_open:
            return events
        self._answer_hurt(HurtAnswer.ENDED)
        return (*events, *self._course.report_open(), self._end(Outcome.STOPPED))

    def undo_finish(self, now_s: float) -> Events:
        """Take an early ending back; the session is paused where it was."""
        if self._state is not State.ENDED or self._position.is_through:
            return ()
        self._position.shift(now_s - self._seen_s)
        self._seen_s = now_s
        self._state, self._pause_reason = State.PAUSED, PauseReason.REOPENED
        if self.ledger.answer(self._step.index) is HurtAnswer.ENDED:
            self.ledger.mark_hurt(self._step.index)
            self._pause_reason = PauseReason.HURT
        return (SessionReopened(),)

    def view(self, now_s: float) -> SessionView:
        """The session at ``now_s``, without moving it."""
        at_s = self._shown_at_s(now_s)
        return view_of(
            self.timeline,
            self._state,
            self._pause_reason,
            self._position.spot(at_s),
            lead_left_s=self._position.lead_left_s(at_s) if self._state is State.RUNNING else 0.0,
            left_out=self._course.left_out,
        )

    def next_due_s(self, now_s: float) -> float | None:
        """Seconds of the session's clock until a cue, an end or a new digit; None when it stands."""
        if self._state is not State.RUNNING:
            return None
        at_s = self._shown_at_s(now_s)
        cue_s = self._cueing.next_s(self._position.cue_spot(at_s))
        return max(_SOONEST_S, min(cue_s, *self._position.changes_s(at_s)))

    def _enter(self, index: int, at_s: float) -> Events:
        self._position.enter(index, at_s)
        self._credited_s = 0.0
        step = self._step
        self._course.enter(step)
        if self._pause_reason is PauseReason.HURT and not self.ledger.is_asked(step.index):
            self._pause_reason = PauseReason.PERSON
        self._cueing.enter(index, self._course.following(index))
        begins = (StepStarted(step.index),) if index == step.first else ()
        return (*begins, SegmentStarted(index))

    def _leave_to(self, target: int, at_s: float) -> Events:
        step = self._step
        if target <= step.last:
            return self._enter(target, at_s)
        reports = [self._course.report(step)]
        while (passed := self._course.left_out_at(target)) is not None:
            reports.append(self._course.report(passed))
            target = passed.last + 1
        if target < len(self.timeline.segments):
            return (*reports, *self._enter(target, at_s))
        self._position.index = target
        return (*reports, self._end(Outcome.COMPLETED if self.ledger.has_effort else Outcome.STOPPED))

    def _go_on(self, now_s: float, move: Callable[[float], Events]) -> Events:
        resumed = self._unpaused(now_s)
        moved = move(self._seen_s)
        if resumed and self._state is State.RUNNING and self._position.segment.kind in _LED_IN:
            self._position.lead_in(self._seen_s, LEAD_IN_S)
        return (*resumed, *moved, *self.advance(self._seen_s))

    def _answer_hurt(self, answer: HurtAnswer) -> None:
        if self._state is State.PAUSED and self.ledger.is_asked(self._step.index):
            self.ledger.answer_hurt(self._step.index, answer)

    def _halt(self, reason: PauseReason) -> Events:
        self._state, self._pause_reason = State.PAUSED, reason
        self._position.stop_counting()
        return (SessionPaused(reason),)

    def _unpaused(self, now_s: float) -> Events:
        if self._state is not State.PAUSED:
            return ()
        self._position.shift(now_s - self._seen_s)
        self._seen_s = now_s
        self._state, self._pause_reason = State.RUNNING, None
        return (SessionResumed(),)

    def _end(self, outcome: Outcome) -> SessionEnded:
        self._state, self._pause_reason = State.ENDED, None
        return SessionEnded(outcome, self.ledger.active_s)

    def _credit(self, upto_s: float) -> None:
        self.ledger.credit(self._position.index, upto_s - self._credited_s)
        self._credited_s = upto_s

    def _shown_at_s(self, now_s: float) -> float:
        is_believed = self._state is State.RUNNING and 0 <= now_s - self._seen_s <= self._gap_limit_s
        return now_s if is_believed else self._seen_s

    @property
    def _is_open(self) -> bool:
        return self._state in (State.RUNNING, State.PAUSED)

    @property
    def _step(self) -> StepPlan:
        return self.timeline.steps[self._position.segment.step]

    @property
    def _elapsed_s(self) -> float:
        return self._position.elapsed_s(self._seen_s)
