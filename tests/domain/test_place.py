"""A session that was cut off goes on from its place as if nothing but time had gone by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Sides
from backstay.domain.place import Place, plan_of
from backstay.domain.routine import ExerciseStep
from backstay.domain.session import Session
from backstay.domain.session_events import (
    CueDue,
    PauseReason,
    SegmentStarted,
    SessionEvent,
    SessionPaused,
    SessionRestored,
    StepFinished,
    StepStarted,
)
from backstay.domain.session_view import State
from backstay.domain.timeline import CueKind, Kind, compile_timeline
from tests.samples import QUICK, exercise, hold, rest, routine

REACH = hold("Reach", 8, 2, 1, rest_s=10, sides=Sides.EACH)
WALK = ExerciseStep(hold("Easy walk", 30, 1), hold("Easy walk", 30, 1).dose, until_done=True)
LONG_REACH = replace(REACH, dose=replace(REACH.dose, relax_s=3.0))
SAMPLE = compile_timeline(routine(exercise("Bridge"), LONG_REACH, rest(20), WALK, hold("Plank", 8, 1)), QUICK)
TICK_S = 0.25
GAP_S = 1020.0


def run_on(session: Session, now_s: float) -> list[SessionEvent]:
    """Let it run to its end in quarters of a second; a step that waits takes 30 s."""
    events: list[SessionEvent] = []
    while session.state is State.RUNNING:
        now_s += TICK_S
        events += session.advance(now_s)
        if session.view(now_s).segment.kind is Kind.WAIT and session.view(now_s).elapsed_s >= 30:
            events += session.done(now_s)
    return events


def accounts(session: Session) -> list[object]:
    """What the journal would be told of every step."""
    return [session.ledger.step_done(step) for step in range(len(SAMPLE.steps))]


def places() -> list[Place]:
    """Where an undisturbed session stands at each of its boundaries."""
    session, found, now_s = Session(SAMPLE), [], 0.0
    events = session.start(now_s)
    while session.state is State.RUNNING:
        if any(isinstance(event, SegmentStarted) for event in events):
            found += [place] if (place := session.place()) is not None else []
        now_s += TICK_S
        events = session.advance(now_s)
        if session.view(now_s).segment.kind is Kind.WAIT:
            events += session.done(now_s) if session.view(now_s).elapsed_s >= 30 else ()
    return found


WHOLE = Session(SAMPLE)
WHOLE.start(0.0)
RAN = run_on(WHOLE, 0.0)
PLACES = places()


def test_a_place_beyond_the_timeline_is_none_in_it() -> None:
    """Nor is one with accounts of more or fewer steps."""
    place = PLACES[-1]
    assert place.fits(SAMPLE)
    assert not replace(place, index=len(SAMPLE.segments)).fits(SAMPLE)
    assert not replace(place, accounts=place.accounts[:-1]).fits(SAMPLE)
    assert not replace(place, plan="").fits(SAMPLE)


def test_there_is_a_place_at_every_boundary_of_every_kind() -> None:
    """What the tests below go through is all there is."""
    assert [place.index for place in PLACES] == list(range(len(SAMPLE.segments)))
    assert {SAMPLE.segments[place.index].kind for place in PLACES} == set(Kind)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.index}")
def test_cut_off_at_any_boundary_it_ends_as_if_it_had_not_been(place: Place) -> None:
    """Seconds, repetitions and outcomes are those of an undisturbed session; the gap is in none of them."""
    session = Session(SAMPLE)
    session.restore(place, 50.0)
    assert session.ledger.active_s == place.active_s
    session.resume(50.0 + GAP_S)
    ran = run_on(session, 50.0 + GAP_S)
    assert ran[-1] == RAN[-1]
    assert accounts(session) == accounts(WHOLE)
    told = [event.step for event in ran if isinstance(event, StepFinished)]
    assert told == accounts(WHOLE)[SAMPLE.segments[place.index].step :]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.index}")
def test_each_cue_of_what_is_left_is_heard_once(place: Place) -> None:
    """The segment that was cut off begins with its own tone again."""
    session = Session(SAMPLE)
    session.restore(place, 0.0)
    events = [*session.resume(GAP_S), *run_on(session, GAP_S)]
    heard = [(event.index, event.cue.at_s) for event in events if isinstance(event, CueDue)]
    left = range(place.index, len(SAMPLE.segments))
    assert heard == [(index, cue.at_s) for index in left for cue in SAMPLE.segments[index].cues]


def test_what_is_told_when_it_is_taken_up() -> None:
    """The step, what was on, and that it stands; the clock does not run by itself."""
    place = next(p for p in PLACES if SAMPLE.segments[p.index].kind is Kind.CHANGE_SIDE)
    session = Session(SAMPLE)
    assert session.restore(place, 7.0) == (
        SessionRestored(),
        StepStarted(1),
        SegmentStarted(place.index),
        SessionPaused(PauseReason.RESTORED),
    )
    assert session.advance(5000.0) == ()
    assert session.restore(place, 8.0) == ()


def test_in_the_middle_of_a_hold_it_goes_on_in_the_middle() -> None:
    """Paused at five of eight seconds and cut off then: three are left, and no start is sounded."""
    session = Session(SAMPLE)
    session.restore(replace(PLACES[-1], elapsed_s=5.0, added_s=10.0), 0.0)
    assert session.view(0.0).remaining_s == 13.0
    cues = [event.cue.kind for event in session.resume(60.0) if isinstance(event, CueDue)]
    assert CueKind.START not in cues


def test_a_place_in_another_timeline_is_refused() -> None:
    """What was changed meanwhile is not the same session any more; what is only worded anew is."""
    other = compile_timeline(routine(exercise("Bridge"), REACH), QUICK)
    assert not PLACES[0].fits(other)
    with pytest.raises(ValueError, match="another timeline"):
        Session(other).restore(PLACES[0], 0.0)
    bridge = exercise("Bridge")
    reworded = compile_timeline(routine(replace(bridge, cues=("Breathe on.",), name="The bridge")), QUICK)
    assert plan_of(reworded) == plan_of(compile_timeline(routine(bridge), QUICK))


def test_before_the_start_and_after_the_end_there_is_no_place() -> None:
    """Nothing is to be gone on with."""
    assert Session(SAMPLE).place() is None
    assert WHOLE.place() is None


# Halves of halves of a second, so that every sum is exact.
MOVES = st.lists(
    st.sampled_from(("pause", "resume", "skip", "back", "repeat", "done", "hurt"))
    | st.integers(1, 120).map(lambda n: n / 64),
    max_size=60,
)


def move(session: Session, now_s: float, what: str | float) -> float:
    """Press a key, or let time go by."""
    if isinstance(what, float):
        now_s += what
        session.advance(now_s)
    else:
        getattr(session, what)(now_s)
    return now_s


@given(before=MOVES, after=MOVES, gap_s=st.integers(0, 100_000))
def test_a_crash_is_worth_a_pause(before: list[str | float], after: list[str | float], gap_s: int) -> None:
    """Whatever was pressed before and after: cut off and taken up is the same as paused and gone on with."""
    paused = Session(SAMPLE)
    paused.start(0.0)
    now_s = 0.0
    for what in before:
        now_s = move(paused, now_s, what)
    paused.pause(now_s)
    place = paused.place()
    if place is None or paused.state is State.ENDED:
        return
    restored = Session(SAMPLE)
    restored.restore(place, now_s + gap_s)
    now_s += gap_s
    for session in (paused, restored):
        session.resume(now_s)
    for session in (paused, restored):
        at_s = now_s
        for what in after:
            at_s = move(session, at_s, what)
    assert restored.view(at_s) == paused.view(at_s)
    assert restored.finish(at_s) == paused.finish(at_s)
    assert accounts(restored) == accounts(paused)
