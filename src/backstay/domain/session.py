"""A session as a state machine over a timeline, driven by clock readings and never by ticks.

Every door takes ``now_s``, a reading in seconds of a clock that only moves forward, and returns
the events that it caused, in order. A jump of the clock beyond ``gap_limit_s`` (lid closed,
process stopped) or backwards is not credited: the session pauses where it last was seen.
"""

from backstay.domain.history import Outcome
from backstay.domain.ledger import Ledger
from backstay.domain.place import Place, plan_of
from backstay.domain.session_events import (
    CueDue,
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
    StepFinished,
    StepStarted,
)
from backstay.domain.session_view import SessionView, State, view_of
from backstay.domain.timeline import COUNTDOWN_S, Cue, CueKind, Kind, Segment, StepPlan, Timeline

GAP_LIMIT_S = 2.0
# Within this time "back" means the exercise before, later it means this one from its start.
BACK_GRACE_S = 3.0
# What was heard this shortly before the program was cut off is heard again.
_ECHO_S = 0.5
_MOST_ADDED_S = 3600.0

Events = tuple[SessionEvent, ...]


class Session:
    """One run through a timeline. It ends once; only an early ending can be taken back."""

    def __init__(self, timeline: Timeline, *, gap_limit_s: float = GAP_LIMIT_S) -> None:
        self.timeline = timeline
        self.ledger = Ledger(timeline)
        self._gap_limit_s = gap_limit_s
        self._state = State.READY
        self._pause_reason: PauseReason | None = None
        self._index = 0
        self._began_s = 0.0  # the reading at which the segment's elapsed time was 0
        self._seen_s = 0.0  # the last reading that was believed
        self._credited_s = 0.0  # elapsed time of this segment that the ledger has
        self._added_s = 0.0
        self._cues_given = 0
        self._reported: set[int] = set()
        self._plan = plan_of(timeline)

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
        entered = self._enter(place.index, now_s - place.elapsed_s)
        self._seen_s = now_s
        self._credited_s, self._added_s = place.elapsed_s, place.added_s
        self._count_cues(place.elapsed_s - _ECHO_S)
        self.ledger.take_over(place.accounts)
        self._reported = {step for step, account in enumerate(place.accounts) if account.is_reported}
        begins = () if entered[:-1] else (StepStarted(self._step.index),)
        return (SessionRestored(), *begins, *entered, *self._halt(PauseReason.RESTORED))

    def place(self) -> Place | None:
        """Where it stands, for ``restore``; None before its start and after the last segment."""
        if self._state is State.READY or self._index >= len(self.timeline.segments):
            return None
        steps = range(len(self.timeline.steps))
        accounts = tuple(self.ledger.account(s, is_reported=s in self._reported) for s in steps)
        return Place(self._plan, self._index, self._credited_s, self._added_s, accounts)

    def advance(self, now_s: float) -> Events:
        """Bring the session up to ``now_s``: cues, ends of segments and steps, the end."""
        if self._state is not State.RUNNING:
            return ()
        if not 0 <= now_s - self._seen_s <= self._gap_limit_s:
            return self._halt(PauseReason.GAP)
        self._seen_s = now_s
        events: list[SessionEvent] = []
        while self._state is State.RUNNING:
            events += self._due_cues()
            duration_s = self._duration_s
            if duration_s is None or self._elapsed_s < duration_s:
                break
            ended_s = self._began_s + duration_s
            self._credit(duration_s)
            self.ledger.finish(self._index)
            events += self._leave_to(self._index + 1, ended_s)
        if self._state is State.RUNNING:
            self._credit(self._elapsed_s)
        return tuple(events)

    def pause(self, now_s: float) -> Events:
        """Stand still. Nothing happens unless it runs."""
        events = self.advance(now_s)
        if self._state is not State.RUNNING:
            return events
        return (*events, *self._halt(PauseReason.PERSON))

    def resume(self, now_s: float) -> Events:
        """Go on where it stands. Nothing happens unless it is paused."""
        if self._state is not State.PAUSED:
            return ()
        self._began_s += now_s - self._seen_s
        self._seen_s = now_s
        self._state, self._pause_reason = State.RUNNING, None
        return (SessionResumed(), *self.advance(now_s))

    def skip(self, now_s: float) -> Events:
        """Leave a pause for the effort after it, or an exercise for the next one."""
        events = self.advance(now_s)
        if self._state not in (State.RUNNING, State.PAUSED):
            return events
        is_working = self._segment.is_effort or self._segment.kind is Kind.RELAX
        target = self._step.last + 1 if is_working else self._index + 1
        return (*events, *self._leave_to(target, self._seen_s), *self.advance(self._seen_s))

    def back(self, now_s: float) -> Events:
        """This exercise from its start; from its start, the one before."""
        events = self.advance(now_s)
        if self._state not in (State.RUNNING, State.PAUSED):
            return events
        step = self._step
        if step.index > 0 and self._is_near_start(step):
            step = self.timeline.steps[step.index - 1]
        return (*events, *self._enter(step.first, self._seen_s), *self.advance(self._seen_s))

    def repeat(self, now_s: float) -> Events:
        """This exercise from its start; out of a pause the clock runs again."""
        events = self.advance(now_s)
        if self._state not in (State.RUNNING, State.PAUSED):
            return events
        first = self._step.first
        events = (*events, *self.resume(now_s))
        if self._state is not State.RUNNING:
            return events
        return (*events, *self._enter(first, self._seen_s), *self.advance(self._seen_s))

    def adjust(self, now_s: float, seconds: float) -> Events:
        """Lengthen or shorten the present segment. A waiting segment has no length to change."""
        events = self.advance(now_s)
        duration_s = self._duration_s
        if self._state not in (State.RUNNING, State.PAUSED) or duration_s is None:
            return events
        wanted_s = max(duration_s + seconds, self._elapsed_s)
        self._added_s = min(self._added_s + wanted_s - duration_s, _MOST_ADDED_S)
        self._count_cues(self._elapsed_s)
        return (*events, *self.advance(self._seen_s))

    def done(self, now_s: float) -> Events:
        """The person is through with a step that waits for them."""
        events = self.advance(now_s)
        is_open = self._state in (State.RUNNING, State.PAUSED)
        if not is_open or self._segment.kind is not Kind.WAIT:
            return events
        self.ledger.finish(self._index)
        return (*events, *self._leave_to(self._index + 1, self._seen_s), *self.advance(self._seen_s))

    def hurt(self, now_s: float) -> Events:
        """It hurts: stand still at once and remember the step."""
        events = self.advance(now_s)
        if self._state not in (State.RUNNING, State.PAUSED):
            return events
        self.ledger.mark_hurt(self._step.index)
        return (*events, HurtReported(self._step.index), *self._halt(PauseReason.HURT))

    def finish(self, now_s: float) -> Events:
        """End early. What was done counts."""
        events = self.advance(now_s)
        if self._state not in (State.RUNNING, State.PAUSED):
            return events
        touched = (step for step in range(len(self.timeline.steps)) if self.ledger.was_touched(step))
        open_steps = [step for step in touched if step not in self._reported]
        reports = [StepFinished(self.ledger.step_done(step)) for step in open_steps]
        return (*events, *reports, self._end(Outcome.STOPPED))

    def undo_finish(self, now_s: float) -> Events:
        """Take an early ending back; the session is paused where it was."""
        if self._state is not State.ENDED or self._index >= len(self.timeline.segments):
            return ()
        self._began_s += now_s - self._seen_s
        self._seen_s = now_s
        self._state, self._pause_reason = State.PAUSED, PauseReason.REOPENED
        return (SessionReopened(),)

    def view(self, now_s: float) -> SessionView:
        """The session at ``now_s``, without moving it."""
        index = min(self._index, len(self.timeline.segments) - 1)
        elapsed_s = self._shown_s(now_s)
        return view_of(
            self.timeline,
            self._state,
            self._pause_reason,
            index,
            elapsed_s,
            self._duration_s,
        )

    def next_due_s(self, now_s: float) -> float | None:
        """Seconds of the session's clock until a cue, an end or a new digit; None when it stands."""
        if self._state is not State.RUNNING:
            return None
        elapsed_s, duration_s = self._shown_s(now_s), self._duration_s
        due_s = [self._cue_due_s(cue) - elapsed_s for cue in self._segment.cues[self._cues_given :]]
        if duration_s is None:
            due_s.append(1.0 - elapsed_s % 1.0)
        else:
            left_s = duration_s - elapsed_s
            due_s += [left_s, left_s % 1.0 or 1.0]
        return max(0.0, min(due_s))

    def _enter(self, index: int, at_s: float) -> Events:
        self._index = index
        self._began_s = at_s
        self._credited_s = self._added_s = 0.0
        self._cues_given = 0
        step = self._step
        self._reported.discard(step.index)
        begins = (StepStarted(step.index),) if index == step.first else ()
        return (*begins, SegmentStarted(index))

    def _leave_to(self, target: int, at_s: float) -> Events:
        step = self._step
        if target <= step.last:
            return self._enter(target, at_s)
        self._reported.add(step.index)
        report = StepFinished(self.ledger.step_done(step.index))
        if target < len(self.timeline.segments):
            return (report, *self._enter(target, at_s))
        self._index = len(self.timeline.segments)
        outcome = Outcome.COMPLETED if self.ledger.has_effort else Outcome.STOPPED
        return (report, self._end(outcome))

    def _halt(self, reason: PauseReason) -> Events:
        self._state, self._pause_reason = State.PAUSED, reason
        return (SessionPaused(reason),)

    def _end(self, outcome: Outcome) -> SessionEnded:
        self._state, self._pause_reason = State.ENDED, None
        return SessionEnded(outcome, self.ledger.active_s)

    def _credit(self, upto_s: float) -> None:
        self.ledger.credit(self._index, upto_s - self._credited_s)
        self._credited_s = upto_s

    def _due_cues(self) -> Events:
        pending = self._segment.cues[self._cues_given :]
        due = tuple(cue for cue in pending if self._cue_due_s(cue) <= self._elapsed_s)
        self._cues_given += len(due)
        return tuple(CueDue(cue, self._index) for cue in due)

    def _count_cues(self, upto_s: float) -> None:
        """Those due later than ``upto_s`` are yet to be given."""
        self._cues_given = sum(1 for cue in self._segment.cues if self._cue_due_s(cue) <= upto_s)

    def _cue_due_s(self, cue: Cue) -> float:
        """The countdown belongs to the end of a segment and moves with it, the half with the middle."""
        if cue.kind is CueKind.COUNT:
            return cue.at_s + self._added_s
        if cue.kind is CueKind.HALF:
            # Cues stay in their order: the half of very little would lie within its countdown.
            return min(cue.at_s + self._added_s / 2, 2 * cue.at_s + self._added_s - COUNTDOWN_S[0])
        return cue.at_s

    def _is_near_start(self, step: StepPlan) -> bool:
        segments = self.timeline.segments
        first_effort = next(i for i in range(step.first, step.last + 1) if segments[i].is_effort)
        if self._index == first_effort:
            return self._elapsed_s <= BACK_GRACE_S
        return self._index < first_effort

    def _shown_s(self, now_s: float) -> float:
        if self._state is not State.RUNNING or not 0 <= now_s - self._seen_s <= self._gap_limit_s:
            return self._elapsed_s
        duration_s = self._duration_s
        elapsed_s = self._since_began(now_s)
        return elapsed_s if duration_s is None else min(elapsed_s, duration_s)

    @property
    def _segment(self) -> Segment:
        return self.timeline.segments[self._index]

    @property
    def _step(self) -> StepPlan:
        return self.timeline.steps[self._segment.step]

    @property
    def _elapsed_s(self) -> float:
        return self._since_began(self._seen_s)

    def _since_began(self, now_s: float) -> float:
        # After a pause the two readings may differ by a rounding to the wrong side of nothing.
        return max(0.0, now_s - self._began_s)

    @property
    def _duration_s(self) -> float | None:
        if self._index >= len(self.timeline.segments) or self._segment.duration_s is None:
            return None
        return self._segment.duration_s + self._added_s
