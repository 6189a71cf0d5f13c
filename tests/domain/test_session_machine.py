"""Every order of keys, jumps of the clock and crashes: whatever happens, the session stays sound."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.history import Effort, StepDone
from backstay.domain.routine import ExerciseStep
from backstay.domain.session import Session
from backstay.domain.session_events import (
    CueDue,
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SessionEvent,
    SessionRearranged,
    SessionReopened,
    StepFinished,
)
from backstay.domain.session_view import State
from backstay.domain.timeline import Kind, compile_timeline, with_easier
from tests.samples import QUICK, exercise, hold, rest, routine

BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(1.7, 1, 2)))
EASY_WALK = ExerciseStep(hold("Easy walk", 30, 1), hold("Easy walk", 30, 1).dose, until_done=True)
SAMPLE = compile_timeline(
    routine(BRIDGE, hold("Reach", 8, 2, rest_s=10, sides=Sides.EACH), EASY_WALK, rest(20), BRIDGE),
    QUICK,
)
EASIER = [exercise(name, Dose(reps=(1,), tempo=Tempo(1, 0, 1))) for name in ("Small bridge", "Lying")]
EASIER_IDS = {each.id for each in EASIER}
WAKINGS_MAX = 4000
Events = tuple[SessionEvent, ...]


class Keys(RuleBasedStateMachine):
    """A person, a clock and a computer that may break at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(SAMPLE)
        self.now_s = 1000.0
        self.ear_s = 0.0
        self.ran_s = 0.0
        self.on = -1
        self.left_out: frozenset[str] = frozenset()
        self.given: dict[int, list[float]] = {}
        self.told: dict[int, StepDone] = {}
        self.is_ended = False

    @initialize(ear_s=st.sampled_from([0.0, 0.15, 0.3]))
    def begin(self, ear_s: float) -> None:
        self.ear_s = ear_s
        self.session = Session(SAMPLE, ear_s=ear_s)
        self.note(self.session.start(self.now_s))

    def note(self, events: Events, *, is_wanted: bool = False) -> None:
        """Everything that can be judged by the events alone."""
        for event in events:
            match event:
                case SessionRearranged():
                    self.given.clear()
                case SegmentStarted(index):
                    self.enter(index, is_wanted=is_wanted)
                case CueDue(cue, index):
                    given = self.given.setdefault(index, [])
                    assert cue in self.session.timeline.segments[index].cues
                    assert not given or given[-1] < cue.at_s, "twice, or out of order"
                    given.append(cue.at_s)
                case StepFinished(step):
                    self.told[step.index] = step
                case SessionEnded(_, active_s):
                    assert not self.is_ended
                    assert active_s == self.session.ledger.active_s
                    self.is_ended = True
                case SessionReopened():
                    self.is_ended = False
        self.left_out = self.session.view(self.now_s).left_out

    def enter(self, index: int, *, is_wanted: bool) -> None:
        exercise_id = self.session.timeline.segments[index].exercise.id
        assert is_wanted or exercise_id not in self.left_out
        # What was given before it was on belongs to this entering, what was given since to the last one.
        ahead = self.given.get(index, []) if index != self.on else []
        assert all(at_s < self.ear_s for at_s in ahead)
        self.on, self.given = index, {index: ahead}

    def forget(self) -> None:
        """More or less time, and a crash, may give again what had been given."""
        self.given = {}

    @rule(seconds=st.floats(0.001, 1.99))
    def wait(self, seconds: float) -> None:
        view = self.session.view(self.now_s)
        is_running = view.state is State.RUNNING
        lead_s = view.lead_left_s
        self.now_s += seconds
        self.note(self.session.advance(self.now_s))
        self.ran_s += max(0.0, seconds - lead_s) if is_running else 0.0

    @rule(count=st.integers(1, 40))
    def sit(self, count: int) -> None:
        for _ in range(count):
            self.wait(0.625)

    @rule(seconds=st.floats(2.01, 1e5) | st.floats(-900, -0.1))
    def leap(self, seconds: float) -> None:
        """A lid that was closed, or a clock set back."""
        was_running = self.session.state is State.RUNNING
        before_s = self.session.ledger.active_s
        self.now_s += seconds
        self.note(self.session.advance(self.now_s))
        assert self.session.ledger.active_s == before_s
        assert self.session.state is State.PAUSED or not was_running

    @rule(key=st.sampled_from(["pause", "resume", "skip", "done", "hurt", "finish", "undo_finish"]))
    def press(self, key: str) -> None:
        self.note(getattr(self.session, key)(self.now_s))

    @rule(key=st.sampled_from(["back", "repeat"]))
    def go_back(self, key: str) -> None:
        self.note(getattr(self.session, key)(self.now_s), is_wanted=True)

    @rule(share=st.floats(0, 0.999))
    def jump(self, share: float) -> None:
        step = int(share * len(self.session.timeline.steps))
        self.note(self.session.jump(self.now_s, step), is_wanted=True)

    @rule(seconds=st.sampled_from([-10, 10]))
    def adjust(self, seconds: int) -> None:
        self.forget()
        self.note(self.session.adjust(self.now_s, seconds))

    @rule()
    def leave_out(self) -> None:
        events = self.session.leave_out(self.now_s)
        self.left_out = self.session.view(self.now_s).left_out
        self.note(events)

    @precondition(lambda self: len(self.session.timeline.steps) < len(SAMPLE.steps) + 4)
    @rule(easier=st.sampled_from(EASIER))
    def ease(self, easier: object) -> None:
        chosen = next(each for each in EASIER if each is easier)
        view = self.session.view(self.now_s)
        timeline = with_easier(self.session.timeline, view.step.index, chosen, QUICK)
        before_s = self.session.ledger.active_s
        self.note(self.session.ease(self.now_s, timeline))
        assert self.session.ledger.active_s == before_s

    @rule(share=st.floats(0, 0.999), effort=st.sampled_from(Effort))
    def rate(self, share: float, effort: Effort) -> None:
        self.note(self.session.rate(int(share * len(self.session.timeline.steps)), effort))

    @precondition(lambda self: self.session.state is not State.ENDED)
    @rule(gap_s=st.floats(0, 1e5))
    def crash(self, gap_s: float) -> None:
        place = self.session.place()
        assert place is not None
        self.now_s += gap_s
        self.forget()
        # Laid out anew: what the place remembers of the plan is all that there is.
        came_in = {step for step in place.inserted if place.accounts[step].exercise_id in EASIER_IDS}
        assert len(came_in) == len(place.inserted) == len(place.accounts) - len(SAMPLE.steps)
        session = Session(self.session.timeline, ear_s=self.ear_s)
        events = session.restore(place, self.now_s)
        assert session.place() == place
        assert session.ledger.active_s == self.session.ledger.active_s
        self.session = session
        self.note(events, is_wanted=True)

    @invariant()
    def it_can_be_shown(self) -> None:
        view = self.session.view(self.now_s)
        assert view.elapsed_s >= 0
        assert view.remaining_s is None or view.remaining_s >= -1e-6
        assert view.left_s >= 0
        assert view.lead_left_s <= 3 + 1e-6
        assert all(0 <= share <= 1 + 1e-9 for share in view.step_fractions)

    @invariant()
    def no_second_is_made_up(self) -> None:
        ledger, steps = self.session.ledger, range(len(self.session.timeline.steps))
        assert ledger.active_s <= self.ran_s + 1e-6
        assert abs(sum(ledger.step_done(step).active_s for step in steps) - ledger.active_s) < 1e-6

    @invariant()
    def an_answer_has_its_question(self) -> None:
        ledger = self.session.ledger
        for step in range(len(self.session.timeline.steps)):
            done = ledger.step_done(step)
            assert done.answer is None or done.hurt
        view = self.session.view(self.now_s)
        assert view.pause_reason is not PauseReason.HURT or ledger.is_asked(view.step.index)

    @invariant()
    def it_knows_when_to_wake(self) -> None:
        due_s = self.session.next_due_s(self.now_s)
        assert (due_s is None) == (self.session.state is not State.RUNNING)
        assert due_s is None or 0 < due_s <= 1.0
        assert due_s is None or self.now_s + due_s > self.now_s

    @invariant()
    def what_was_told_at_the_end_is_what_was_done(self) -> None:
        if not self.is_ended:
            return
        ledger = self.session.ledger
        assert abs(sum(step.active_s for step in self.told.values()) - ledger.active_s) < 1e-6
        for step in self.session.steps_done:
            assert self.told[step.index] == step

    def teardown(self) -> None:
        """Left alone it comes to its end."""
        self.note(self.session.resume(self.now_s))
        for _ in range(WAKINGS_MAX):
            due_s = self.session.next_due_s(self.now_s)
            if due_s is None:
                break
            self.now_s += due_s
            self.ran_s += due_s
            self.note(self.session.advance(self.now_s))
            if self.session.state is State.RUNNING and self.kind is Kind.WAIT:
                self.note(self.session.done(self.now_s))
        assert self.session.state in (State.ENDED, State.READY)

    @property
    def kind(self) -> Kind:
        return self.session.view(self.now_s).segment.kind


Keys.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestEveryOrderOfKeys = Keys.TestCase
