"""The session as a person meets it: scripts to read, then every order of keys and clock jumps."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.history import Outcome, StepOutcome
from backstay.domain.routine import ExerciseStep
from backstay.domain.session import Session
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
from backstay.domain.session_view import State
from backstay.domain.timeline import Timeline, compile_timeline
from tests.samples import QUICK, exercise, hold, routine

TICK_S = 0.1
CUE_WORDS = {"count": "tick", "start": "go", "rep": "again", "half": "half", "stay": "stay", "down": "down"}


def word(event: SessionEvent, timeline: Timeline) -> str:
    """An event in the fewest words."""
    match event:
        case StepStarted(step):
            return timeline.steps[step].exercise.name
        case SegmentStarted(index):
            segment = timeline.segments[index]
            return f"{segment.kind} {segment.side}" if segment.side != "both" else str(segment.kind)
        case CueDue(cue, _):
            return CUE_WORDS.get(cue.kind, "chime")
        case StepFinished(step):
            return f"{step.name} {step.outcome} {step.reps_done}"
        case SessionPaused(reason):
            return f"paused: {reason}"
        case SessionEnded(outcome, active_s):
            return f"{outcome} after {active_s:g} s"
        case HurtReported():
            return "hurt"
        case SessionStarted():
            return "started"
        case SessionResumed():
            return "resumed"
        case SessionReopened():
            return "reopened"
        case SessionRestored():
            return "restored"


class Walk:
    """Plays a session second by second and writes down what was heard and when."""

    def __init__(self, timeline: Timeline) -> None:
        self.session = Session(timeline)
        self.now_s = 1000.0
        self.heard: list[str] = []

    def note(self, events: tuple[SessionEvent, ...]) -> None:
        """Write events down at the present second."""
        at = f"{self.now_s - 1000:g}"
        self.heard += [f"{at} {word(event, self.session.timeline)}" for event in events]

    def until(self, second: float) -> None:
        """Let the clock run in tenths of a second."""
        for tenth in range(round((self.now_s - 1000) * 10) + 1, round(second * 10) + 1):
            self.now_s = 1000 + tenth / 10
            self.note(self.session.advance(self.now_s))

    def press(self, key: str) -> None:
        """Press a key at the present second."""
        session, now_s = self.session, self.now_s
        doors: dict[str, Callable[[float], tuple[SessionEvent, ...]]] = {
            "start": session.start,
            "pause": session.pause,
            "resume": session.resume,
            "next": session.skip,
            "back": session.back,
            "repeat": session.repeat,
            "done": session.done,
            "hurt": session.hurt,
            "end": session.finish,
            "undo": session.undo_finish,
            "more": lambda at_s: session.adjust(at_s, 10),
            "less": lambda at_s: session.adjust(at_s, -10),
        }
        self.note(doors[key](now_s))


def heard(timeline: Timeline, script: str) -> list[str]:
    """Play a script of lines ``second key``; a line without a key only waits."""
    walk = Walk(timeline)
    for written in script.strip().splitlines():
        second, *keys = written.split()
        walk.until(float(second))
        for key in keys:
            walk.press(key)
    return walk.heard


def main_lines(walk: list[str]) -> list[str]:
    """Without the countdown and the phases of a tempo."""
    return [line for line in walk if line.split()[-1] not in ("tick", "stay", "down")]


BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))
PLANK = hold("Plank", 8, 1)


def test_a_short_session_from_start_to_end() -> None:
    """Get ready, two repetitions, ten seconds to the mat, one hold, finished."""
    assert heard(compile_timeline(routine(BRIDGE, PLANK), QUICK), "0 start\n40") == [
        "0 started",
        "0 Bridge",
        "0 prepare",
        "2 tick",
        "3 tick",
        "4 tick",
        "5 work",
        "5 go",
        "7 stay",
        "8 down",
        "10 work",
        "10 again",
        "12 stay",
        "13 down",
        "15 Bridge done 2",
        "15 Plank",
        "15 prepare",
        "22 tick",
        "23 tick",
        "24 tick",
        "25 hold",
        "25 go",
        "30 tick",
        "31 tick",
        "32 tick",
        "33 Plank done 1",
        "33 completed after 33 s",
    ]


def test_the_side_changes_by_itself() -> None:
    """Left, five seconds to change, right."""
    walk = heard(compile_timeline(routine(hold("Reach", 5, 1, sides=Sides.EACH)), QUICK), "0 start\n30")
    assert [line for line in walk if "tick" not in line] == [
        "0 started",
        "0 Reach",
        "0 prepare left",
        "5 hold left",
        "5 go",
        "10 change-side right",
        "10 chime",
        "15 hold right",
        "15 go",
        "20 Reach done 2",
        "20 completed after 20 s",
    ]


def test_a_pause_costs_no_time_of_the_exercise() -> None:
    """Three minutes of pause later the hold has as much left as before."""
    script = "0 start\n7 pause\n187 resume\n193"
    walk = heard(compile_timeline(routine(PLANK), QUICK), script)
    assert walk[-2:] == ["193 Plank done 1", "193 completed after 13 s"]


def test_next_leaves_a_pause_first_and_then_the_exercise() -> None:
    """While getting ready, next starts; while working, next goes to the next exercise."""
    walk = heard(compile_timeline(routine(BRIDGE, PLANK), QUICK), "0 start\n1 next\n3 next\n4 next\n20")
    assert main_lines(walk) == [
        "0 started",
        "0 Bridge",
        "0 prepare",
        "1 work",
        "1 go",
        "3 Bridge partly 0",
        "3 Plank",
        "3 prepare",
        "4 hold",
        "4 go",
        "12 Plank done 1",
        "12 completed after 12 s",
    ]


def test_an_exercise_left_out_is_logged_as_skipped() -> None:
    """Going past an exercise without a second of work says so."""
    walk = Walk(compile_timeline(routine(BRIDGE, PLANK), QUICK))
    walk.press("start")
    walk.press("next")
    walk.press("next")
    assert walk.heard[-3] == "0 Bridge skipped 0"


def test_back_restarts_and_from_the_start_goes_to_the_exercise_before() -> None:
    """Back means again; back at the beginning means the one before."""
    walk = heard(compile_timeline(routine(BRIDGE, PLANK), QUICK), "0 start\n30 back\n31 back\n32")
    assert main_lines(walk)[-6:] == [
        "25 hold",
        "25 go",
        "30 Plank",
        "30 prepare",
        "31 Bridge",
        "31 prepare",
    ]


def test_repeat_begins_this_exercise_anew_wherever_it_is() -> None:
    """Even at its very start repeat never means the one before, and out of a pause the clock runs again."""
    walk = heard(
        compile_timeline(routine(BRIDGE, PLANK), QUICK), "0 start\n16 repeat\n27 pause\n60 repeat\n61"
    )
    repeated = [line for line in walk[walk.index("16 Plank") :] if "tick" not in line]
    assert repeated == [
        "16 Plank",
        "16 prepare",
        "26 hold",
        "26 go",
        "27 paused: person",
        "60 resumed",
        "60 Plank",
        "60 prepare",
    ]


def test_after_a_gap_the_step_can_be_repeated_and_counts_once() -> None:
    """The second half of a hold after an hour away is no hold; from its start it is."""
    walk = Walk(compile_timeline(routine(PLANK), QUICK))
    walk.press("start")
    walk.until(9)
    walk.now_s += 3600
    walk.press("repeat")
    walk.until(3609 + 13)
    assert walk.heard[-2:] == ["3622 Plank done 1", "3622 completed after 22 s"]
    assert "3609 paused: gap" in walk.heard


def test_a_repeated_repetition_counts_once_but_its_seconds_count() -> None:
    """Doing an exercise again after going back does not invent repetitions."""
    walk = heard(compile_timeline(routine(BRIDGE), QUICK), "0 start\n14 back\n29")
    assert walk[-2:] == ["29 Bridge done 2", "29 completed after 29 s"]


def test_ten_seconds_more_and_less_move_the_countdown() -> None:
    """Lengthening a hold moves its three-two-one, shortening below zero ends it."""
    walk = heard(compile_timeline(routine(hold("Plank", 20, 1)), QUICK), "0 start\n10 more\n31\n31 less\n32")
    assert "32 tick" not in walk
    assert walk[-2:] == ["31 Plank done 1", "31 completed after 31 s"]
    longer = heard(compile_timeline(routine(hold("Plank", 8, 1)), QUICK), "0 start\n11 more\n24")
    assert longer[-5:] == ["20 tick", "21 tick", "22 tick", "23 Plank done 1", "23 completed after 23 s"]


def test_the_half_moves_with_the_middle() -> None:
    """Ten seconds more put it off by five; of a hold cut short it is not said late."""
    timeline = compile_timeline(routine(hold("Plank", 20, 1)), QUICK)
    assert "15 half" in heard(timeline, "0 start\n30")
    assert "20 half" in heard(timeline, "0 start\n6 more\n40")
    cut = heard(timeline, "0 start\n8\n14 less\n20")
    assert not [line for line in cut if line.endswith("half")]


def test_a_closed_lid_pauses_and_is_not_credited() -> None:
    """A jump of more than two seconds pauses where the person last was."""
    walk = Walk(compile_timeline(routine(PLANK), QUICK))
    walk.press("start")
    walk.until(7)
    walk.now_s += 3600
    walk.note(walk.session.advance(walk.now_s))
    assert walk.heard[-1] == "3607 paused: gap"
    assert walk.session.view(walk.now_s).remaining_s == pytest.approx(6)
    walk.press("resume")
    walk.until(3613)
    assert walk.heard[-1] == "3613 completed after 13 s"


def test_a_clock_that_runs_backwards_pauses() -> None:
    """Time is never taken back from the person."""
    session = Session(compile_timeline(routine(PLANK), QUICK))
    session.start(1000)
    session.advance(1001)
    assert session.advance(990) == (SessionPaused(PauseReason.GAP),)


def test_a_waiting_step_ends_when_the_person_is_done() -> None:
    """``until: done`` counts up until the key is pressed, and adjusting it does nothing."""
    walk_step = ExerciseStep(hold("Easy walk", 600, 1), hold("Easy walk", 600, 1).dose, until_done=True)
    script = "0 start\n100 more\n705 done"
    walk = heard(compile_timeline(routine(walk_step), QUICK), script)
    assert walk[-2:] == ["705 Easy walk done 1", "705 completed after 705 s"]


def test_an_early_end_counts_what_was_done_and_can_be_taken_back() -> None:
    """Ending is normal, keeps the partial exercise, and undo goes on where it was."""
    walk = heard(compile_timeline(routine(BRIDGE), QUICK), "0 start\n12 end\n18 undo\n20 resume\n23")
    assert main_lines(walk)[-6:] == [
        "12 Bridge partly 1",
        "12 stopped after 12 s",
        "18 reopened",
        "20 resumed",
        "23 Bridge done 2",
        "23 completed after 15 s",
    ]


def test_hurt_stands_still_at_once_and_is_remembered() -> None:
    """The step that hurt says so in its account."""
    session = Session(compile_timeline(routine(BRIDGE, PLANK), QUICK))
    session.start(0)
    for tenth in range(1, 71):
        session.advance(tenth / 10)
    assert session.hurt(7.0)[-2:] == (HurtReported(0), SessionPaused(PauseReason.HURT))
    finished = [event for event in session.skip(7.0) if isinstance(event, StepFinished)]
    assert finished[0].step.hurt
    assert finished[0].step.outcome is StepOutcome.PARTLY


def test_skipping_everything_is_not_a_completed_session() -> None:
    """Without a second of work there is nothing to call completed."""
    session = Session(compile_timeline(routine(BRIDGE), QUICK))
    session.start(0)
    events = [*session.skip(0), *session.skip(0)]
    assert events[-1] == SessionEnded(Outcome.STOPPED, 0)


SAMPLE = compile_timeline(
    routine(
        BRIDGE,
        hold("Reach", 8, 2, 1, rest_s=10, sides=Sides.EACH),
        ExerciseStep(PLANK, PLANK.dose, until_done=True),
        PLANK,
    ),
    QUICK,
)
KEYS = ("start", "pause", "resume", "next", "back", "repeat", "done", "hurt", "end", "undo", "more", "less")
moves = st.lists(
    st.sampled_from(KEYS) | st.floats(0.001, 1.99) | st.floats(2.01, 1e6) | st.floats(-1e4, -0.1),
    max_size=80,
)


@given(moves)
@example([-745.0, 0.5591964280499517, "resume"])
def test_any_order_of_keys_and_jumps_keeps_the_session_sound(script: list[str | float]) -> None:
    """The position stays inside, gaps credit nothing, steps finish in sense, and it ends once."""
    walk = Walk(SAMPLE)
    walk.press("start")
    believed_s, endings = 0.0, 0
    for move in script:
        running = walk.session.state is State.RUNNING
        if isinstance(move, float):
            walk.now_s += move
            believed_s += move if running and 0 < move <= 2 else 0.0
            walk.note(walk.session.advance(walk.now_s))
        else:
            walk.press(move)
        endings = sum("completed" in line or "stopped" in line for line in walk.heard)
        reopenings = sum(line.endswith("reopened") for line in walk.heard)
        assert endings - reopenings == int(walk.session.state is State.ENDED)
        view = walk.session.view(walk.now_s)
        assert view.elapsed_s >= -1e-6
        assert view.remaining_s is None or view.remaining_s >= -1e-6
        assert view.left_s >= 0
        assert all(0 <= share <= 1 + 1e-9 for share in view.step_fractions)
        assert walk.session.ledger.active_s <= believed_s + 1e-6 * max(1.0, believed_s)


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
