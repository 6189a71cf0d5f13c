"""An exercise by itself: the one set that somebody tries, and the few repetitions that are shown of it."""

from dataclasses import replace

from backstay.domain.exercise import Dose, Exercise, Side, Sides
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.timeline import Kind, Timeline, compile_timeline

# Shown to be understood, not to be done along: a hold is cut short, its way in and out never.
_SHOWN_HOLD_S = 5.0
_SHOWN_LOOP_S = 12.0
_SHOWN_REPS = 2
_AT_ONCE = Preferences(get_ready_s=0, transition_s=0, change_side_s=1)


def one_set(exercise: Exercise, name: str) -> Routine:
    """A routine called ``name`` of the first set of ``exercise``, of each side where sides count."""
    dose = replace(exercise.dose, reps=exercise.dose.reps[:1])
    return Routine(exercise.id, name, "", 1, (ExerciseStep(exercise, dose),))


def demonstration(exercise: Exercise, side: Side = Side.BOTH) -> Timeline:
    """What is shown of ``exercise``: up to two repetitions in its own tempo, left then right.

    With a ``side`` only that one.
    """
    steps = (ExerciseStep(exercise, _shown_dose(exercise)),)
    whole = compile_timeline(Routine(exercise.id, exercise.name, "", 1, steps), _AT_ONCE)
    if exercise.sides is Sides.BOTH or side is Side.BOTH:
        return whole
    segments = tuple(s for s in whole.segments if s.side is side and s.kind is not Kind.CHANGE_SIDE)
    planned_s = sum(segment.estimate_s for segment in segments)
    (step,) = whole.steps
    step = replace(step, last=len(segments) - 1, planned_s=planned_s)
    return replace(whole, segments=segments, steps=(step,))


def _shown_dose(exercise: Exercise) -> Dose:
    dose = exercise.dose
    reps = (min(dose.reps[0], _SHOWN_REPS),)
    if dose.tempo is not None:
        tempo = replace(dose.tempo, hold_s=min(dose.tempo.hold_s, _SHOWN_HOLD_S))
        return replace(dose, reps=reps, tempo=tempo)
    is_loop = exercise.figure is not None and bool(exercise.figure.loop)
    hold_s = min(dose.rep_s, _SHOWN_LOOP_S if is_loop else _SHOWN_HOLD_S)
    return replace(dose, reps=reps, hold_s=hold_s)
