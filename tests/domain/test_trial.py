"""One set to try, a few repetitions to look at, and how the things of the library hang together."""

from dataclasses import replace

import pytest

from backstay.domain.exercise import Dose, Side, Sides, Tempo
from backstay.domain.links import ladder, routines_with
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep
from backstay.domain.timeline import Kind, compile_timeline
from backstay.domain.trial import demonstration, one_set
from tests.samples import exercise, hold, routine

SQUAT = exercise("Squat", Dose(reps=(10, 8), rest_s=30, tempo=Tempo(2, 1, 3)))
PLANK = hold("Plank", 30, 4, 3)
CLAM = hold("Clam", 8, 5, sides=Sides.EACH)


def test_one_set_is_the_first_one_at_its_own_dose() -> None:
    """Nothing is lighter than in the exercise itself, there is only less of it."""
    assert one_set(SQUAT, "Try").steps == (ExerciseStep(SQUAT, replace(SQUAT.dose, reps=(10,))),)


def test_one_set_of_two_sides_has_both() -> None:
    """Who tries only one knows half of it."""
    segments = compile_timeline(one_set(CLAM, "Try"), Preferences()).segments
    held = [segment.side for segment in segments if segment.kind is Kind.HOLD]
    assert held == [Side.LEFT] * 5 + [Side.RIGHT] * 5


def test_it_is_shown_in_its_own_tempo_and_not_often() -> None:
    """Two repetitions, at once and without a count before them."""
    timeline = demonstration(SQUAT)
    assert [(s.kind, s.duration_s, s.tempo) for s in timeline.segments] == [
        (Kind.WORK, 6, Tempo(2, 1, 3))
    ] * 2


def test_a_long_hold_is_cut_short_to_be_looked_at() -> None:
    """Nobody looks at a plank for two minutes."""
    held = [s.duration_s for s in demonstration(PLANK).segments if s.kind is Kind.HOLD]
    assert held == [5, 5]


def test_a_long_hold_within_a_tempo_is_cut_short_too() -> None:
    """The way up and the way down stay as they are."""
    slow = replace(SQUAT, dose=Dose(reps=(5,), tempo=Tempo(2, 20, 4)))
    assert [s.tempo for s in demonstration(slow).segments] == [Tempo(2, 5, 4)] * 2


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_one_side_can_be_looked_at_alone(side: Side) -> None:
    """It begins with that side and ends with it."""
    timeline = demonstration(CLAM, side)
    assert {segment.side for segment in timeline.segments} == {side}
    assert timeline.segments[0].kind is Kind.HOLD
    assert timeline.steps[0].last == len(timeline.segments) - 1
    assert timeline.steps[0].planned_s == timeline.length_s


def test_both_sides_come_one_after_the_other() -> None:
    """Unless one of them is asked for."""
    sides = [s.side for s in demonstration(CLAM).segments if s.kind is Kind.HOLD]
    assert sides == [Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT]


def test_an_exercise_without_sides_is_shown_whole_whatever_is_asked() -> None:
    """There is no other side of a squat."""
    assert demonstration(SQUAT, Side.RIGHT) == demonstration(SQUAT)


def test_a_ladder_runs_from_the_easiest_to_the_hardest() -> None:
    """Whichever of its steps one stands on."""
    low = replace(exercise("Low"), harder="middle")
    middle = replace(exercise("Middle"), easier="low", harder="high")
    high = replace(exercise("High"), easier="middle")
    known = {e.id: e for e in (low, middle, high)}
    for step in known.values():
        assert ladder(step, known) == (low, middle, high)


def test_a_ladder_ends_where_a_neighbour_is_missing() -> None:
    """A file may be gone."""
    middle = replace(exercise("Middle"), easier="low", harder="high")
    assert ladder(middle, {"middle": middle}) == (middle,)


def test_a_ladder_that_runs_in_a_circle_ends() -> None:
    """Two exercises that each call the other one harder."""
    one, other = replace(exercise("One"), harder="other"), replace(exercise("Other"), harder="one")
    assert ladder(one, {"one": one, "other": other}) == (one, other)


def test_where_an_exercise_is_used() -> None:
    """In the order of the routines."""
    first, second = replace(routine(SQUAT, PLANK), id="first"), replace(routine(PLANK), id="second")
    assert routines_with("plank", (first, second)) == (first, second)
    assert routines_with("squat", (first, second)) == (first,)
    assert routines_with("clam", (first, second)) == ()
