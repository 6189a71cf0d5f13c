"""What a session says on the screen, word by word."""

import pytest

from backstay.domain.cueing import Spot
from backstay.domain.errors import JournalError, NotSavedError
from backstay.domain.exercise import Exercise, Sides
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine
from backstay.domain.session import Session
from backstay.domain.session_view import SessionView, State, view_of
from backstay.domain.timeline import Kind, Timeline, compile_timeline
from backstay.ui.session import words as words
from tests.samples import QUICK, exercise, hold, rest, routine

BIRD_DOG = hold("Bird dog", 8, 5, 3, 1, rest_s=30, sides=Sides.EACH)
BRIDGE = exercise("Bridge")


def laid_out(*steps: Exercise | RestStep | ExerciseStep) -> Timeline:
    return compile_timeline(routine(*steps), QUICK)


def place(timeline: Timeline, kind: Kind, nth: int = 1) -> int:
    """The index of the nth segment of this kind."""
    return [i for i, s in enumerate(timeline.segments) if s.kind is kind][nth - 1]


def at(timeline: Timeline, index: int) -> SessionView:
    """The first moment of a segment."""
    return view_of(timeline, State.RUNNING, None, Spot(index, 0.0))


def coming(timeline: Timeline, index: int) -> str:
    return words.next_words(at(timeline, index)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (0.2, "0:01"),
        (7, "0:07"),
        (7.0000001, "0:07"),
        (59.5, "1:00"),
        (754, "12:34"),
        (-3, "0:00"),
    ],
)
def test_a_part_of_a_second_counts_as_a_whole_one(seconds: float, text: str) -> None:
    """The count is 1 until nothing is left, and 0 only then."""
    assert words.clock_text(seconds) == text


def test_a_waiting_step_counts_up() -> None:
    """Where the program waits, the digits say how long it has been."""
    step = ExerciseStep(BRIDGE, BRIDGE.dose, until_done=True)
    session = Session(compile_timeline(routine(step), Preferences(get_ready_s=0)), gap_limit_s=100)
    session.start(0)
    assert words.digits_text(session.view(12.9)) == "0:12"


def test_what_comes_after_a_set_on_one_side_is_the_other_side() -> None:
    """At the third of five holds the news is the change of sides, not the fourth hold."""
    timeline = laid_out(BIRD_DOG)
    assert coming(timeline, place(timeline, Kind.HOLD, 3)) == "change sides, then Bird dog right"
    assert words.far_next(at(timeline, place(timeline, Kind.HOLD, 3))) == "then change sides"


def test_after_both_sides_comes_the_rest_and_the_next_set() -> None:
    """The rest is said with its seconds and with the set that follows."""
    timeline = laid_out(BIRD_DOG)
    assert coming(timeline, place(timeline, Kind.HOLD, 10)) == "rest 30 s, then set 2 of 3, left side"


def test_a_pause_says_what_it_leads_to() -> None:
    """In a change of sides or a rest the dose that follows is named."""
    timeline = laid_out(BIRD_DOG)
    assert coming(timeline, place(timeline, Kind.CHANGE_SIDE)) == "right side, 5 holds of 8 s"
    assert coming(timeline, place(timeline, Kind.REST)) == "left side, 3 holds of 8 s"


def test_while_getting_ready_the_next_thing_is_what_follows_the_set() -> None:
    """The dose stands under the digits already."""
    timeline = laid_out(BRIDGE, BIRD_DOG)
    assert coming(timeline, 0) == "Bird dog left"


def test_a_rest_of_its_own_is_named_before_the_next_exercise() -> None:
    """A rest that the routine asks for is announced with what follows it."""
    timeline = laid_out(BRIDGE, rest(20), BIRD_DOG)
    assert coming(timeline, place(timeline, Kind.WORK)) == "rest 20 s, then Bird dog left"


def test_the_last_set_says_that_it_is_the_last() -> None:
    """Nobody has to guess whether something follows."""
    timeline = laid_out(BRIDGE)
    assert "last" in coming(timeline, len(timeline.segments) - 1)
    assert words.far_next(at(timeline, len(timeline.segments) - 1)) == "then you are done"


@pytest.mark.parametrize(
    "chosen",
    [
        routine(BRIDGE),
        routine(BIRD_DOG, rest(20), BRIDGE),
        routine(ExerciseStep(BRIDGE, BRIDGE.dose, until_done=True), BIRD_DOG),
        routine(hold("Plank", 30, 1), BRIDGE),
    ],
)
def test_every_moment_has_something_to_say(chosen: Routine) -> None:
    """No segment of a routine leaves the line about what comes next empty, near or far."""
    for preferences in (QUICK, Preferences(get_ready_s=0, transition_s=0, change_side_s=0)):
        timeline = compile_timeline(chosen, preferences)
        for index in range(len(timeline.segments)):
            assert coming(timeline, index).strip()
            assert words.far_next(at(timeline, index)).strip()


def test_cues_go_round_by_repetition() -> None:
    """Each repetition brings the next cue, and the one after it in a softer tone."""
    timeline = laid_out(BIRD_DOG)
    segments = [s for s in timeline.segments if s.kind is Kind.HOLD]
    assert words.cues_now(segments[0]) == ("Keep breathing.", "")


def test_why_something_is_not_saved_is_said_with_the_mend() -> None:
    """Nobody is left with a bare no."""
    said = words.unsaved_words(NotSavedError("Not saved: the disk is full.", mend="free some space"))
    assert said == "Not saved: the disk is full. Free some space."
    assert words.unsaved_words(JournalError("The file is damaged.")) == "Not saved. The file is damaged."
