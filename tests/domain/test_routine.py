"""What a routine says about itself."""

from dataclasses import replace

from backstay.domain.exercise import Equipment
from backstay.domain.figure import Figure
from backstay.domain.routine import ExerciseStep, Repeat
from backstay.domain.skeleton import View
from tests.samples import exercise, hold, rest, routine

DRAWN = Figure(View.SIDE, ())
BRIDGE, PLANK, WALK = exercise("Bridge"), hold("Plank", 10, 3), hold("Easy walk", 60, 1)


def test_the_last_drawn_exercise_stands_for_the_whole() -> None:
    """It is what the routine works towards; one without a figure cannot be shown."""
    bridge, plank = replace(BRIDGE, figure=DRAWN), replace(PLANK, figure=DRAWN)
    assert routine(bridge, plank, WALK).drawn_exercise() == plank
    assert routine(WALK).drawn_exercise() is None


def test_an_exercise_is_counted_once_however_often_it_comes() -> None:
    """Repeats write the steps out, not the list of what has to be known."""
    block = Repeat(3, (ExerciseStep(PLANK, PLANK.dose), rest(20)))
    assert routine(BRIDGE, block, PLANK).exercises() == (BRIDGE, PLANK)


def test_equipment_is_named_once() -> None:
    """Two exercises on a mat need one mat."""
    on_mat = tuple(replace(e, equipment=(Equipment.MAT,)) for e in (BRIDGE, PLANK))
    assert routine(*on_mat).equipment() == (Equipment.MAT,)


def test_a_variant_takes_the_place_everywhere_with_its_own_dose() -> None:
    """The easier exercise is done as it is meant, also inside a repeat."""
    block = Repeat(2, (ExerciseStep(PLANK, PLANK.dose),))
    eased = routine(PLANK, block, BRIDGE).with_exercise("plank", WALK)
    assert [step.exercise.name for step in eased.flat_steps() if isinstance(step, ExerciseStep)] == [
        "Easy walk",
        "Easy walk",
        "Easy walk",
        "Bridge",
    ]
    assert next(s.dose for s in eased.flat_steps() if isinstance(s, ExerciseStep)) == WALK.dose
