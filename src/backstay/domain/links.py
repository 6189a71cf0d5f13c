"""How things of the library hang together: which exercise is easier than which, and what uses it."""

from collections.abc import Collection, Iterable, Mapping

from backstay.domain.exercise import Exercise
from backstay.domain.routine import Routine


def ladder(exercise: Exercise, known: Mapping[str, Exercise]) -> tuple[Exercise, ...]:
    """The exercises from the easiest to the hardest that lead to ``exercise`` and on from it."""
    down, up = _walk(exercise, known, is_up=False), _walk(exercise, known, is_up=True)
    return (*reversed(down), exercise, *up)


def easier_than(
    exercise: Exercise, known: Mapping[str, Exercise], left_out: Collection[str] = ()
) -> Exercise | None:
    """The next easier exercise, None when there is none. One whose id is in ``left_out`` is passed over:
    what the person left out is not offered in the place of something else.
    """
    down = _walk(exercise, known, is_up=False)
    return next((easier for easier in down if easier.id not in left_out), None)


def _walk(start: Exercise, known: Mapping[str, Exercise], *, is_up: bool) -> list[Exercise]:
    """The neighbours one way; what comes round to itself ends there."""
    found: list[Exercise] = []
    here: Exercise | None = start
    while here is not None:
        here = known.get((here.harder if is_up else here.easier) or "")
        if here is None or here == start or here in found:
            break
        found.append(here)
    return found


def routines_with(exercise_id: str, routines: Iterable[Routine]) -> tuple[Routine, ...]:
    """Those of ``routines`` that use the exercise, in the same order."""
    return tuple(r for r in routines if any(e.id == exercise_id for e in r.exercises()))
