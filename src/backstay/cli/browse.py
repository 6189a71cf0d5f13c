"""What there is: routines and exercises. Reads the library alone, so that it answers at once."""

import os
from collections.abc import Iterator, Sequence

from backstay.catalogue.library import Library, load_library
from backstay.catalogue.problems import columns, nearest_word
from backstay.cli.exits import DONE, tell
from backstay.cli.words import (
    LEVELS,
    POSITIONS,
    dose_text,
    equipment_text,
    length_text,
    step_text,
)
from backstay.domain.errors import InputError
from backstay.domain.exercise import Dose, Exercise
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine
from backstay.domain.timeline import announced_s
from backstay.paths import Paths
from backstay.resources import routines_dir

Values = dict[str, object]


def list_routines(paths: Paths, *, as_json: bool) -> int:
    """Every routine with its announced length; faults of the files go to stderr."""
    library, preferences = _open(paths)
    routines = library.routines.values()
    if as_json:
        _print_json({"routines": [_routine_values(routine, preferences) for routine in routines]})
        return DONE
    rows = [
        (routine.id, length_text(announced_s(routine, preferences)), LEVELS[routine.level], routine.name)
        for routine in routines
    ]
    _print_table(rows)
    return DONE


def list_exercises(paths: Paths, *, as_json: bool) -> int:
    """Every exercise with its own dose; faults of the files go to stderr."""
    library, _ = _open(paths)
    exercises = library.exercises.values()
    if as_json:
        _print_json({"exercises": [_exercise_values(exercise) for exercise in exercises]})
        return DONE
    _print_table([(e.id, e.name, POSITIONS[e.position], dose_text(e.dose, e.sides)) for e in exercises])
    return DONE


def show(paths: Paths, wanted: str, *, as_json: bool) -> int:
    """One routine with its steps, or one exercise. Raises ``InputError`` that names the nearest id."""
    library, preferences = _open(paths)
    if wanted in library.routines:
        routine = library.routines[wanted]
        values, lines = _routine_values(routine, preferences), _routine_lines(routine, preferences)
    elif wanted in library.exercises:
        exercise = library.exercises[wanted]
        values, lines = _exercise_values(exercise), _exercise_lines(exercise)
    else:
        raise _unknown(library, wanted)
    if as_json:
        _print_json(values)
    else:
        print("\n".join(lines))
    return DONE


def _unknown(library: Library, wanted: str) -> InputError:
    problem = library.problem_of("routines", wanted) or library.problem_of("exercises", wanted)
    if problem is not None:
        return InputError(f'The file of "{wanted}" has problems, told above.', where=problem.where())
    nearest = nearest_word(wanted, (*library.routines, *library.exercises))
    return InputError(
        f'There is no routine and no exercise "{wanted}".',
        expected="an id that “backstay list” or “backstay list --exercises” shows",
        mend=f'Did you mean "{nearest}"?' if nearest else "",
    )


def _open(paths: Paths) -> tuple[Library, Preferences]:
    library = load_library(routines_dir(), paths.user_routines, is_drawn=False)
    for problem in library.problems:
        tell(str(problem))
    return library, _preferences(paths)


def _preferences(paths: Paths) -> Preferences:
    # Most people never change a setting; they need not wait for the reader of them.
    if not os.path.exists(paths.settings):
        return Preferences()
    from backstay.settings import load_settings

    settings = load_settings(paths.settings)
    for notice in settings.notices:
        tell(notice)
    return settings.preferences


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _print_json(values: Values) -> None:
    import json

    print(json.dumps(values, indent=2))


def _routine_lines(routine: Routine, preferences: Preferences) -> Iterator[str]:
    length = length_text(announced_s(routine, preferences))
    yield f"{routine.name} ({routine.id})"
    yield routine.summary
    yield f"{length}, {LEVELS[routine.level]}, {equipment_text(routine.equipment())}"
    yield ""
    number = 0
    for step in routine.flat_steps():
        if isinstance(step, RestStep):
            yield f"    Rest {step.rest_s:g} s"
        else:
            number += 1
            yield f"{number:>2}. {step.exercise.name}: {step_text(step)}"


def _exercise_lines(exercise: Exercise) -> Iterator[str]:
    yield f"{exercise.name} ({exercise.id})"
    yield f"{POSITIONS[exercise.position]}, {equipment_text(exercise.equipment)}"
    yield dose_text(exercise.dose, exercise.sides)
    for title, lines in (("Cues", exercise.cues), ("Stop if", exercise.stop_if)):
        if lines:
            yield f"{title}:"
            yield from (f"  - {line}" for line in lines)
    for title, text in (
        ("Caution", exercise.caution),
        ("Easier", exercise.easier),
        ("Harder", exercise.harder),
        ("Sources", "; ".join(exercise.sources)),
    ):
        if text:
            yield f"{title}: {text}"


def _routine_values(routine: Routine, preferences: Preferences) -> Values:
    return {
        "id": routine.id,
        "name": routine.name,
        "summary": routine.summary,
        "level": routine.level,
        "length_s": announced_s(routine, preferences),
        "equipment": routine.equipment(),
        "steps": [_step_values(step) for step in routine.flat_steps()],
    }


def _step_values(step: ExerciseStep | RestStep) -> Values:
    if isinstance(step, RestStep):
        return {"rest_s": step.rest_s}
    named: Values = {"exercise": step.exercise.id, "name": step.exercise.name}
    return {**named, "until_done": True} if step.until_done else {**named, **_dose_values(step.dose)}


def _exercise_values(exercise: Exercise) -> Values:
    return {
        "id": exercise.id,
        "name": exercise.name,
        "areas": exercise.areas,
        "position": exercise.position,
        "equipment": exercise.equipment,
        "sides": exercise.sides,
        **_dose_values(exercise.dose),
        "cues": exercise.cues,
        "stop_if": exercise.stop_if,
        "caution": exercise.caution,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "sources": exercise.sources,
    }


def _dose_values(dose: Dose) -> Values:
    tempo = dose.tempo
    return {
        "reps": dose.reps,
        "hold_s": dose.hold_s,
        "tempo_s": None if tempo is None else (tempo.up_s, tempo.hold_s, tempo.down_s),
        "rest_s": dose.rest_s,
        "relax_s": dose.relax_s,
    }
