"""From a routine file to a routine: what a step may change, and what it may not."""

import pytest

from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.problems import Problem
from backstay.catalogue.routine_file import read_routine
from backstay.domain.exercise import Dose, Tempo
from backstay.domain.routine import ExerciseStep, Repeat, RestStep, Routine
from tests import samples

BRIDGE = samples.exercise("Bridge", Dose(reps=(10, 10), rest_s=45, tempo=Tempo(2, 1, 2)))
BIRD_DOG = samples.hold("Bird dog", 8, 5, 3, 1, rest_s=30)
KNOWN = {exercise.id: exercise for exercise in (BRIDGE, BIRD_DOG)}

HEAD = "format: 1\nid: short\nname: Short\nsummary: A few things.\nlevel: 1\nsteps:\n"


def read(steps: str) -> Routine:
    """The routine with these steps, read without a fault."""
    node, reader = parse_guarded((HEAD + steps).encode(), "short.yaml")
    assert node is not None
    routine = read_routine(node, reader, "short", KNOWN)
    assert reader.problems == ()
    assert routine is not None
    return routine


def faults(steps: str, head: str = HEAD) -> tuple[Problem, ...]:
    """The problems of a routine that is not used; its steps begin in line 7."""
    node, reader = parse_guarded((head + steps).encode(), "short.yaml")
    assert node is not None
    assert read_routine(node, reader, "short", KNOWN, {"plank"}) is None
    return reader.problems


def dose(step: str) -> Dose:
    """The dose that one exercise step comes to."""
    (read_step,) = read(step).steps
    assert isinstance(read_step, ExerciseStep)
    return read_step.dose


def test_steps_rests_and_repeats_stand_in_their_order() -> None:
    """The whole shape of a routine, the step that waits for the person included."""
    steps = """
  - exercise: bridge
  - rest: 20
  - repeat: 2
    steps:
      - exercise: bird-dog
        until: done
"""
    assert read(steps).steps == (
        ExerciseStep(BRIDGE, BRIDGE.dose),
        RestStep(20),
        Repeat(2, (ExerciseStep(BIRD_DOG, BIRD_DOG.dose, until_done=True),)),
    )


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("- exercise: bridge", BRIDGE.dose),
        ("- {exercise: bridge, sets: 1}", Dose((10,), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, sets: 3}", Dose((10, 10, 10), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, reps: 8}", Dose((8, 8), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, reps: 8, sets: 1}", Dose((8,), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, reps: [6, 4]}", Dose((6, 4), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, reps: [6]}", Dose((6,), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bridge, tempo: 1-5-1}", Dose((10, 10), rest_s=45, tempo=Tempo(1, 5, 1))),
        ("- {exercise: bridge, hold: 5}", Dose((10, 10), rest_s=45, hold_s=5)),
        ("- {exercise: bridge, rest: 1:00}", Dose((10, 10), rest_s=60, tempo=Tempo(2, 1, 2))),
        ("- {exercise: bird-dog, reps: 4}", Dose((4, 4, 4), rest_s=30, hold_s=8)),
        ("- {exercise: bird-dog, relax: 1}", Dose((5, 3, 1), rest_s=30, hold_s=8, relax_s=1)),
        ("- {exercise: bird-dog, tempo: 2-1-2}", Dose((5, 3, 1), rest_s=30, tempo=Tempo(2, 1, 2))),
    ],
)
def test_a_step_changes_of_the_dose_what_it_names_and_nothing_else(step: str, changed: Dose) -> None:
    """That is what the sheet of a physiotherapist says: the same exercise, other figures."""
    assert dose(step) == changed


@pytest.mark.parametrize(
    ("steps", "place", "words"),
    [
        ("- exercise: brigde", (7, 13), 'there is no exercise "brigde"'),
        ("- exercise: plank", (7, 13), "has problems of its own"),
        ("- exercise: Bridge", (7, 13), "the name of an exercise"),
        ("- {exercise: bridge, hold: 5, tempo: 2-1-2}", (7, 38), "exclude"),
        ("- {exercise: bird-dog, sets: 2}", (7, 30), "differ from each other"),
        ("- {exercise: bridge, rep: 5}", (7, 22), 'unknown key "rep"'),
        ("- {exercise: bridge, until: tired}", (7, 29), 'unknown word "tired"'),
        ("- exercize: bridge", (7, 3), "no step"),
        ("- bridge", (7, 3), "no step"),
        ("- {repeat: 2}", (7, 3), '"steps" is missing'),
        ("- {repeat: 0, steps: [exercise: bridge]}", (7, 12), "out of range"),
        ("- {repeat: 21, steps: [exercise: bridge]}", (7, 12), "out of range"),
        ("- rest: no", (7, 9), "cannot be read"),
        ("- rest: 20", (7, 1), "no step of this routine is an exercise"),
        ("- {repeat: 3, steps: [rest: 20]}", (7, 1), "no step of this routine is an exercise"),
        (" []", (7, 2), "wrong length"),
        (" bridge", (7, 2), "list"),
    ],
)
def test_a_step_that_cannot_be_done_is_told_where_it_stands(
    steps: str, place: tuple[int, int], words: str
) -> None:
    """The place is the word at fault."""
    problem = faults(steps)[0]
    assert (problem.line, problem.column) == place
    assert words in problem.message


def test_an_unknown_exercise_names_the_nearest_known_one() -> None:
    """A slip of the finger is mended without a look at the list."""
    (problem,) = faults("- exercise: birddog")
    assert problem.nearest == "bird-dog"


def test_repeats_within_repeats_cannot_grow_without_end() -> None:
    """Twenty times twenty times twenty is refused by counting, not by writing it out."""
    inner = "exercise: bridge"
    for _ in range(5):
        inner = f"{{repeat: 20, steps: [{inner}]}}"
    (problem,) = faults(f"- {inner}")
    assert "too long" in problem.message


def test_every_fault_of_a_routine_is_told_at_once() -> None:
    """Head and steps in one go."""
    head = HEAD.replace("level: 1", "level: hard").replace("id: short", "id: long")
    told = faults("- exercise: brigde\n- rest: x\n", head)
    assert [(problem.line, problem.column) for problem in told] == [(2, 5), (5, 8), (7, 13), (8, 9)]
