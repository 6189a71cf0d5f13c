"""The session as a person meets it: scripts to read, then what they cannot say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.session import Session
from backstay.domain.session_events import CueDue, PauseReason, SessionEnded, SessionPaused
from backstay.domain.session_view import State
from backstay.domain.timeline import compile_timeline
from tests.domain.script_player import play, read
from tests.samples import QUICK, exercise, hold, routine

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))
BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))
PLANK = hold("Plank", 8, 1)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_is_said_is_what_is_written(script: Path) -> None:
    """Every word, at the line where it belongs, and none besides."""
    for line, said in play(script.read_text("utf-8")):
        assert (line.at_s, line.key, said) == (line.at_s, line.key, line.said)


def test_there_are_scripts_and_each_has_lines() -> None:
    """A folder that is not found would be tested without a complaint."""
    assert len(SCRIPTS) > 30
    assert all(len(read(path.read_text("utf-8"))[2]) > 2 for path in SCRIPTS)


def test_what_cannot_be_read_is_refused() -> None:
    """A word that is spelled wrongly in a head is no exercise."""
    with pytest.raises(ValueError, match="not an exercise"):
        read("Plank holds 8\n0 start")


def test_a_clock_that_runs_backwards_pauses() -> None:
    """Time is never taken back from the person."""
    session = Session(compile_timeline(routine(PLANK), QUICK))
    session.start(1000)
    session.advance(1001)
    assert session.advance(990) == (SessionPaused(PauseReason.GAP),)


@given(st.lists(st.floats(0.01, 1.99), min_size=1, max_size=400))
def test_undisturbed_time_is_credited_to_the_last_bit(pulses: list[float]) -> None:
    """However uneven the wake-ups, position equals clock reading minus start."""
    session = Session(compile_timeline(routine(hold("Plank", 10_000, 1)), QUICK))
    session.start(50.0)
    now_s = 50.0
    for pulse in pulses:
        now_s += pulse
        session.advance(now_s)
    assert session.ledger.active_s == pytest.approx(now_s - 50.0)


@given(st.integers(1, 40))
def test_however_the_clock_is_read_each_cue_comes_once_and_in_order(tenths: int) -> None:
    """Reading the clock rarely changes when cues are heard, never which."""
    timeline = compile_timeline(routine(BRIDGE, hold("Reach", 8, 2, sides=Sides.EACH)), QUICK)
    session = Session(timeline, gap_limit_s=10)
    events = list(session.start(0))
    for pulse in range(1, 2000):
        events += session.advance(pulse * tenths / 10)
    cues = [(event.index, event.cue.at_s) for event in events if isinstance(event, CueDue)]
    expected = [(index, cue.at_s) for index, s in enumerate(timeline.segments) for cue in s.cues]
    assert cues == expected


def test_the_next_wake_up_is_never_later_than_what_is_due() -> None:
    """Jumping from wake-up to wake-up hears every cue at its exact time."""
    timeline = compile_timeline(routine(BRIDGE, PLANK), QUICK)
    session = Session(timeline)
    events, now_s = list(session.start(0.0)), 0.0
    for _ in range(500):
        wait_s = session.next_due_s(now_s)
        if wait_s is None:
            break
        assert wait_s <= 1.0
        now_s += wait_s
        events += session.advance(now_s)
    assert isinstance(events[-1], SessionEnded)
    assert now_s == pytest.approx(timeline.length_s)


@pytest.mark.parametrize("pulse_s", [0.1, 1.7, 1.9])
def test_at_the_end_nothing_is_left_and_never_less_than_nothing(pulse_s: float) -> None:
    """However late the clock was read, what is shown stops at the end of the last segment."""
    session, now_s = Session(compile_timeline(routine(PLANK), QUICK)), 0.0
    session.start(0.0)
    while session.state is State.RUNNING:
        now_s += pulse_s
        session.advance(now_s)
    assert session.view(now_s).remaining_s == 0.0


def test_what_was_shortened_and_left_out_does_not_reach_into_the_last_one() -> None:
    """The bridge is left out where it is on and where it would come last: all of it is over."""
    session = Session(compile_timeline(routine(BRIDGE, PLANK, BRIDGE), QUICK))
    session.start(0.0)
    session.adjust(0.0, -3)
    session.leave_out(0.0)
    session.adjust(0.0, -3)
    session.leave_out(0.0)
    view = session.view(0.0)
    assert (view.state, view.remaining_s, view.left_s) == (State.ENDED, 0.0, 0.0)
    assert view.elapsed_s == view.duration_s


@given(st.floats(0.0, 1e7), st.floats(0.3, 9.7))
def test_the_clock_gets_to_every_wake_up(began_s: float, hold_s: float) -> None:
    """Seconds that no reading can hold exactly do not keep it from the end."""
    timeline = compile_timeline(routine(hold("Plank", hold_s, 2)), QUICK)
    session, now_s, wakings = Session(timeline), began_s, 0
    session.start(now_s)
    while (wait_s := session.next_due_s(now_s)) is not None and wakings < 400:
        now_s, wakings = now_s + wait_s, wakings + 1
        session.advance(now_s)
    assert session.state is State.ENDED
