"""What a routine is: exercises in order, each with the dose that this routine gives it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backstay.domain.exercise import Dose, Equipment, Exercise


@dataclass(frozen=True, slots=True)
class ExerciseStep:
    """An exercise with its dose here. ``until_done`` waits for the person instead of the clock."""

    exercise: Exercise
    dose: Dose
    until_done: bool = False


@dataclass(frozen=True, slots=True)
class RestStep:
    """A pause of its own between two exercises, in seconds."""

    rest_s: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps done ``times`` times over."""

    times: int
    steps: "tuple[Step, ...]"


Step = ExerciseStep | RestStep | Repeat


@dataclass(frozen=True, slots=True)
class Routine:
    """A named list of steps. ``level`` runs from 1 (calm) to 3 (demanding)."""

    id: str
    name: str
    summary: str
    level: int
    steps: tuple[Step, ...]

    def flat_steps(self) -> Iterator[ExerciseStep | RestStep]:
        """Every step in the order it is done, repeats written out."""
        return _flatten(self.steps)

    def exercises(self) -> tuple[Exercise, ...]:
        """Each exercise once, in the order of its first appearance."""
        found = {s.exercise.id: s.exercise for s in self.flat_steps() if isinstance(s, ExerciseStep)}
        return tuple(found.values())

    def drawn_exercise(self) -> Exercise | None:
        """The exercise whose figure stands for the whole: the last one that has a figure."""
        return next((e for e in reversed(self.exercises()) if e.figure is not None), None)

    def equipment(self) -> tuple[Equipment, ...]:
        """What has to be at hand, each thing once."""
        return tuple(dict.fromkeys(item for e in self.exercises() for item in e.equipment))

    def with_exercise(self, old_id: str, variant: Exercise) -> "Routine":
        """This routine with ``variant``, at its own dose, wherever ``old_id`` stood."""
        return replace(self, steps=_swap(self.steps, old_id, variant))


def _flatten(steps: tuple[Step, ...]) -> Iterator[ExerciseStep | RestStep]:
    for step in steps:
        if isinstance(step, Repeat):
            for _ in range(step.times):
                yield from _flatten(step.steps)
        else:
            yield step


def _swap(steps: tuple[Step, ...], old_id: str, variant: Exercise) -> tuple[Step, ...]:
    def swapped(step: Step) -> Step:
        if isinstance(step, Repeat):
            return replace(step, steps=_swap(step.steps, old_id, variant))
        if isinstance(step, ExerciseStep) and step.exercise.id == old_id:
            return ExerciseStep(variant, variant.dose)
        return step

    return tuple(swapped(step) for step in steps)
