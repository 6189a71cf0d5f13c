"""A computer that is suspended, or whose clock is set back, at the very moments that matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.session import GAP_LIMIT_S, LEAD_IN_S, Session
from backstay.domain.session_events import (
    CountedIn,
    CueDue,
    PauseReason,
    SessionEnded,
    SessionEvent,
    SessionPaused,
    SessionResumed,
)
from backstay.domain.session_view import State
from backstay.domain.timeline import compile_timeline
from tests.samples import QUICK, exercise, hold, routine

SWING = exercise("Swing", Dose(reps=(2, 1), tempo=Tempo(2, 1, 2), rest_s=4))
REACH = hold("Reach", 9, 2, sides=Sides.EACH)
TIMELINE = compile_timeline(routine(SWING, REACH, hold("Plank", 20, 1)), QUICK)
CUES = [(index, cue.at_s) for index, segment in enumerate(TIMELINE.segments) for cue in segment.cues]
# The share of the way to what is due next at which it sleeps, and whether the clock was read there:
# half way, a hair before, when it was about to be read, and just after it was.
FALLS = ((0.5, True), (1 - 1e-9, True), (1.0, False), (1.0, True))
asleep = st.floats(GAP_LIMIT_S + 0.001, 1e5)
set_back = st.floats(-1e4, -0.001)
jumps = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(FALLS), asleep | set_back, st.floats(0, 60)),
    min_size=1,
    max_size=60,
)


def led_in(events: list[SessionEvent]) -> list[list[int]]:
    """What was counted after each time that it went on."""
    counted: list[list[int]] = []
    for event in events:
        if isinstance(event, SessionResumed):
            counted.append([])
        elif isinstance(event, CountedIn):
            counted[-1].append(event.left_s)
    return counted


@given(jumps)
def test_no_moment_is_a_bad_one_to_sleep(script: list[tuple[int, tuple[float, bool], float, float]]) -> None:
    """At a boundary, a hair before one, while a person is counted in, forwards or back: every cue is heard
    once and in order, nothing that was slept is credited, and what is counted is counted down.
    """
    session, now_s = Session(TIMELINE), 1e5
    events: list[SessionEvent] = list(session.start(now_s))
    for wake_ups, (share, is_read), jump_s, paused_s in script:
        for _ in range(wake_ups):
            now_s += session.next_due_s(now_s) or 0.0
            events += session.advance(now_s)
        wait_s = session.next_due_s(now_s) or 0.0
        now_s += wait_s * share
        events += session.advance(now_s) if is_read else ()
        if session.state is State.ENDED:
            break
        credited_s = session.ledger.active_s
        # Back means before the last reading.
        now_s += jump_s if jump_s > 0 else jump_s - wait_s
        told = session.advance(now_s)
        assert told == (SessionPaused(PauseReason.GAP),)
        assert session.ledger.active_s == credited_s
        now_s += paused_s
        events += session.resume(now_s)
    while (left_s := session.next_due_s(now_s)) is not None:
        now_s += left_s
        events += session.advance(now_s)
    assert session.state is State.ENDED
    assert isinstance(events[-1], SessionEnded)
    assert [(e.index, e.cue.at_s) for e in events if isinstance(e, CueDue)] == CUES
    assert session.ledger.active_s == pytest.approx(TIMELINE.length_s, abs=1e-3)
    whole = [*range(LEAD_IN_S, -1, -1)]
    assert all(counted == whole[: len(counted)] for counted in led_in(events))


@pytest.mark.parametrize("wait_s", [0.0, 1.0, 1.5, LEAD_IN_S])
def test_a_sleep_while_a_person_is_counted_in_begins_the_count_anew(wait_s: float) -> None:
    """Three seconds to get back into position are three seconds, also after the second opening of the lid."""
    session = Session(compile_timeline(routine(hold("Plank", 20, 1)), QUICK))
    session.start(0.0)
    events = [*session.advance(1.5), *session.advance(3.0), *session.advance(5.0), *session.advance(6.5)]
    events += [*session.pause(7.0), *session.resume(50.0)]
    events += [*session.advance(50.0 + wait_s / 2), *session.advance(50.0 + wait_s)]
    credited_s = session.ledger.active_s
    assert session.advance(4000.0) == (SessionPaused(PauseReason.GAP),)
    events += session.resume(5000.0)
    for now_s in (5001.0, 5002.0, 5003.0):
        assert session.ledger.active_s == credited_s
        events += session.advance(now_s)
    assert led_in(events)[-1] == [3, 2, 1, 0]
    assert credited_s == pytest.approx(7.0)
