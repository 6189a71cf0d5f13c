"""Cues that are given sooner, so that over a slow way they are heard on time: once each, and none twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.routine import ExerciseStep
from backstay.domain.session import Session
from backstay.domain.session_events import CueDue, SessionEvent
from backstay.domain.session_view import State
from backstay.domain.timeline import CueKind, Timeline, compile_timeline
from tests.samples import QUICK, exercise, hold, routine

BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))
PLANK = hold("Plank", 8, 1)
EASY_WALK = ExerciseStep(hold("Easy walk", 30, 1), hold("Easy walk", 30, 1).dose, until_done=True)
CIRCUIT = compile_timeline(routine(BRIDGE, PLANK, BRIDGE, hold("Reach", 8, 2, sides=Sides.EACH)), QUICK)
Given = list[tuple[float, int, CueKind]]


def given_in(events: tuple[SessionEvent, ...], now_s: float) -> Given:
    """When, in which segment, and what."""
    return [(now_s, e.index, e.cue.kind) for e in events if isinstance(e, CueDue)]


class Listener:
    """Reads the clock at every wake-up, or at every eighth of a second."""

    def __init__(self, timeline: Timeline, ear_s: float) -> None:
        self.session = Session(timeline, ear_s=ear_s)
        self.now_s = 0.0
        self.given = given_in(self.session.start(0.0), 0.0)

    def note(self, events: tuple[SessionEvent, ...]) -> None:
        """Write down what is given now."""
        self.given += given_in(events, self.now_s)

    def until(self, second: float) -> None:
        """Let the clock run up to ``second``, or to the end."""
        while self.now_s < second and self.session.state is State.RUNNING:
            due_s = self.session.next_due_s(self.now_s)
            self.now_s = min(second, self.now_s + (1.0 if due_s is None else due_s))
            self.note(self.session.advance(self.now_s))

    def of(self, index: int) -> list[CueKind]:
        """What was given of the segment at ``index``."""
        return [kind for _, segment, kind in self.given if segment == index]


@pytest.mark.parametrize("ear_s", [0.15, 0.3])
def test_every_cue_is_given_that_much_sooner(ear_s: float) -> None:
    """The same ones in the same order; only the very first has nothing before it."""
    plain, early = Listener(CIRCUIT, 0.0), Listener(CIRCUIT, ear_s)
    for listener in (plain, early):
        listener.until(1000)
    assert [each[1:] for each in early.given] == [each[1:] for each in plain.given]
    assert early.given[0] == plain.given[0]
    sooner = [late[0] - soon[0] for late, soon in zip(plain.given[1:], early.given[1:], strict=True)]
    assert sooner == pytest.approx([ear_s] * len(sooner), abs=1e-5)


@given(st.sampled_from([0.0, 0.15, 0.3]), st.lists(st.floats(0.01, 1.99), min_size=1, max_size=60))
def test_however_rarely_the_clock_is_read_none_is_lost_at_a_boundary(
    ear_s: float, pulses: list[float]
) -> None:
    """Each once and in order, whichever readings there are."""
    session, now_s, heard = Session(CIRCUIT, ear_s=ear_s), 0.0, given_in(Session(CIRCUIT).start(0.0), 0.0)
    session.start(0.0)
    while session.state is State.RUNNING:
        for pulse in pulses:
            now_s += pulse
            heard += given_in(session.advance(now_s), now_s)
    assert [(index, kind) for _, index, kind in heard] == [
        (index, cue.kind) for index, segment in enumerate(CIRCUIT.segments) for cue in segment.cues
    ]


def test_nothing_is_announced_of_an_exercise_that_is_left_out() -> None:
    """What comes after the plank is the reach: the bridge between them is not done any more."""
    listener = Listener(CIRCUIT, 0.3)
    listener.until(7)
    listener.note(listener.session.leave_out(7))
    listener.until(1000)
    bridge, reach = CIRCUIT.steps[2], CIRCUIT.steps[3]
    assert not [index for _, index, _ in listener.given if bridge.first <= index <= bridge.last]
    for index in range(reach.first, reach.last + 1):
        assert listener.of(index) == [cue.kind for cue in CIRCUIT.segments[index].cues]


def test_next_just_after_the_start_was_given_does_not_give_it_again() -> None:
    """A fifth of a second before the first repetition its tone is on its way already."""
    listener = Listener(CIRCUIT, 0.3)
    listener.until(4.8)
    assert listener.of(1) == [CueKind.START]
    listener.note(listener.session.skip(4.8))
    assert listener.of(1) == [CueKind.START]


def test_ten_seconds_less_at_the_very_end_do_not_give_the_next_one_twice() -> None:
    """What was given of the next segment stays given, as the segment is over at once."""
    listener = Listener(CIRCUIT, 0.3)
    listener.until(4.8)
    listener.note(listener.session.adjust(4.8, -10))
    assert listener.session.view(4.8).index == 1
    assert listener.of(1) == [CueKind.START]


def test_ten_seconds_more_at_the_very_end_give_the_next_one_when_it_comes() -> None:
    """The tone that was on its way was too soon; the start has its own."""
    listener = Listener(CIRCUIT, 0.3)
    listener.until(4.8)
    listener.note(listener.session.adjust(4.8, 10))
    listener.until(15.5)
    starts = [now_s for now_s, index, kind in listener.given if (index, kind) == (1, CueKind.START)]
    assert starts == pytest.approx([4.7, 14.7])


@pytest.mark.parametrize("ear_s", [0.0, 0.15, 0.3])
def test_a_start_that_is_counted_in_is_not_lost_by_more_time(ear_s: float) -> None:
    """Repeated out of a pause, with no time to get ready: the start is at the end of the counting."""
    timeline = compile_timeline(routine(EASY_WALK, PLANK), QUICK.__class__(transition_s=0))
    listener = Listener(timeline, ear_s)
    session = listener.session
    session.skip(0.0)
    session.done(0.0)
    session.pause(0.0)
    session.repeat(0.0)
    listener.given.clear()
    listener.note(session.adjust(0.0, 10))
    listener.until(4)
    assert [kind for _, _, kind in listener.given] == [CueKind.START]
    assert listener.given[0][0] == pytest.approx(3 - ear_s)
