"""The moment of its movement that the figure shows for each moment of the session."""

import pytest

from backstay.domain.exercise import Dose, Exercise, Sides, Tempo
from backstay.domain.figure import Phase
from backstay.domain.preferences import Preferences
from backstay.domain.session import Session
from backstay.domain.session_view import SessionView
from backstay.domain.timeline import Timeline, compile_timeline
from backstay.ui.figure.phase import figure_moment
from tests.samples import exercise, hold, routine

NO_PAUSES = Preferences(get_ready_s=0, transition_s=0, change_side_s=0)
SQUAT = exercise("Squat", Dose(reps=(2,), tempo=Tempo(2, 1, 3)))


def at(chosen: Exercise, now_s: float, preferences: Preferences = NO_PAUSES) -> tuple[Timeline, SessionView]:
    """The session ``now_s`` seconds after its start."""
    session = Session(compile_timeline(routine(chosen), preferences), gap_limit_s=1000)
    session.start(0)
    session.advance(now_s)
    return session.timeline, session.view(now_s)


@pytest.mark.parametrize(
    ("now_s", "phase", "progress"),
    [
        (0, Phase.UP, 0.0),
        (1, Phase.UP, 0.5),
        (2.5, Phase.HOLD, 0.5),
        (4.5, Phase.DOWN, 0.5),
        (7, Phase.UP, 0.5),
    ],
)
def test_the_figure_moves_in_the_tempo_of_the_repetition(now_s: float, phase: Phase, progress: float) -> None:
    """2-1-3 means two seconds up, one held, three down, and again."""
    shown, share, _ = figure_moment(*at(SQUAT, now_s))
    assert shown is phase
    assert share == pytest.approx(progress)


def test_a_hold_is_taken_up_held_and_let_go() -> None:
    """Into the position at the start, still until the end, out of it while letting go."""
    plank = hold("Plank", 20, 2)
    assert figure_moment(*at(plank, 0.6))[0] is Phase.UP
    assert figure_moment(*at(plank, 15))[0] is Phase.HOLD
    assert figure_moment(*at(plank, 20.5))[0] is Phase.DOWN
    assert figure_moment(*at(plank, 22))[0] is Phase.REST


def test_the_other_side_starts_from_its_own_start() -> None:
    """In the change of sides the figure that is mirrored does not come down from the left side's hold."""
    preferences = Preferences(get_ready_s=0, change_side_s=5)
    clam = hold("Clam", 20, 1, sides=Sides.EACH)
    assert figure_moment(*at(clam, 20.5, preferences))[0] is Phase.REST


def test_getting_ready_shows_whole_repetitions_only() -> None:
    """The figure goes through the movement once and then waits at its start."""
    preferences = Preferences(get_ready_s=10)
    assert figure_moment(*at(SQUAT, 1, preferences))[:2] == (Phase.UP, 0.5)
    assert figure_moment(*at(SQUAT, 5.9, preferences))[0] is Phase.DOWN
    assert figure_moment(*at(SQUAT, 7, preferences))[0] is Phase.REST


def test_getting_ready_for_a_hold_shows_the_position() -> None:
    """Into it, held, and back in time for the start; with too little time it stays at the start."""
    plank = hold("Plank", 20, 1)
    assert figure_moment(*at(plank, 3, Preferences(get_ready_s=10)))[0] is Phase.HOLD
    assert figure_moment(*at(plank, 9.5, Preferences(get_ready_s=10)))[0] is Phase.DOWN
    assert figure_moment(*at(plank, 1, Preferences(get_ready_s=3)))[0] is Phase.REST


def test_a_repetition_that_was_made_longer_keeps_its_rhythm() -> None:
    """Ten more seconds stretch every part of it."""
    session = Session(compile_timeline(routine(SQUAT), NO_PAUSES), gap_limit_s=1000)
    session.start(0)
    session.adjust(0, 6)
    phase, progress, length_s = figure_moment(session.timeline, session.view(2))
    assert phase is Phase.UP
    assert progress == pytest.approx(0.5)
    assert length_s == pytest.approx(4)
