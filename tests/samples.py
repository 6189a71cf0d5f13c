"""Small exercises and routines for tests."""

from backstay.domain.exercise import Area, Dose, Exercise, Position, Sides, Tempo
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine, Step

QUICK = Preferences(get_ready_s=5, transition_s=10, change_side_s=5)


def exercise(
    name: str = "Bridge", dose: Dose | None = None, sides: Sides = Sides.BOTH, caution: str | None = None
) -> Exercise:
    """An exercise of ten repetitions in the tempo 2-1-2, unless told otherwise."""
    return Exercise(
        id=name.lower().replace(" ", "-"),
        name=name,
        areas=(Area.CORE,),
        position=Position.SUPINE,
        equipment=(),
        sides=sides,
        dose=dose or Dose(reps=(10,), tempo=Tempo(2, 1, 2)),
        cues=("Keep breathing.",),
        stop_if=(),
        sources=("common practice",),
        caution=caution,
    )


def hold(name: str, seconds: float, *reps: int, rest_s: float = 0.0, sides: Sides = Sides.BOTH) -> Exercise:
    """An exercise of holds: one number of repetitions a set."""
    return exercise(name, Dose(reps=reps, hold_s=seconds, rest_s=rest_s), sides)


def routine(*steps: Step | Exercise) -> Routine:
    """A routine of these exercises at their own dose."""
    made = tuple(ExerciseStep(s, s.dose) if isinstance(s, Exercise) else s for s in steps)
    return Routine("sample", "Sample", "For tests.", 1, made)


def rest(seconds: float) -> RestStep:
    """A pause of its own."""
    return RestStep(seconds)


EXERCISE_TEXT = """\
format: 1
id: {id}
name: {name}
regions: [hips]
position: supine
sides: both
dose: {{reps: {reps}, tempo: 2-3-1}}
cues: [Push through your heels.]
sources: [common practice]
"""


def exercise_text(exercise_id: str, name: str = "My own", reps: int = 10) -> str:
    """A sound exercise file, as somebody types it."""
    return EXERCISE_TEXT.format(id=exercise_id, name=name, reps=reps)
