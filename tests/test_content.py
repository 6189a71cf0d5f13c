"""What is shipped: it loads without a word, keeps to its sources, and says nothing it should not."""

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest

from backstay.catalogue.library import Library, load_library, newcomer_routine
from backstay.domain.exercise import Equipment, Exercise, Position, Sides
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep
from backstay.domain.skeleton import Chain, View, direction, shorter_arc, solve
from backstay.domain.timeline import announced_s
from tests.wording import AVOIDED

ROUTINES = Path(__file__).parents[1] / "routines"

# Repetitions, seconds of each with its hold, sets, seconds of rest between sets, times each side.
DOSES = {
    "abdominal-brace": (5, 10, 2, 30, 1),
    "band-pull-apart": (10, 4, 2, 45, 1),
    "band-pulldown": (10, 5, 2, 45, 1),
    "band-row": (10, 5, 3, 45, 1),
    "bird-dog": ((5, 3, 1), 8, 3, 30, 2),
    "bird-dog-leg": (5, 8, 2, 30, 2),
    "cat-camel": (6, 6, 1, 10, 1),
    "chair-squat": (10, 4, 2, 45, 1),
    "childs-pose": (2, 20, 1, 10, 1),
    "chin-tuck": (10, 5, 1, 5, 1),
    "curl-up": ((5, 3, 1), 8, 3, 30, 1),
    "dead-bug": (6, 6, 2, 45, 2),
    "dead-bug-heel-tap": (6, 4, 2, 30, 2),
    "easy-walk": (1, 600, 1, 0, 1),
    "glute-bridge": (10, 6, 2, 45, 1),
    "hamstring-seated": (2, 30, 1, 10, 2),
    "hamstring-supine": (2, 30, 1, 10, 2),
    "hip-flexor-stretch": (2, 30, 1, 10, 2),
    "knee-to-chest": (2, 5, 1, 5, 2),
    "mirror-check": (3, 10, 1, 5, 1),
    "neck-side-stretch": (2, 20, 1, 10, 2),
    "open-book": (6, 6, 1, 10, 2),
    "plank": (5, 10, 1, 15, 1),
    "plank-knees": (4, 10, 1, 15, 1),
    "posture-reset": (5, 5, 1, 5, 1),
    "scap-squeeze": (8, 7, 1, 15, 1),
    "seated-rotation": (3, 10, 1, 5, 2),
    "shoulder-circles": (10, 2, 2, 15, 1),
    "shoulder-extension-band": (10, 5, 2, 45, 1),
    "side-bridge": ((5, 3, 1), 8, 3, 30, 2),
    "side-bridge-knees": ((3, 2, 1), 8, 3, 30, 2),
    "side-reach": (2, 15, 1, 5, 2),
    "single-leg-bridge": (6, 6, 2, 45, 2),
    "sit-to-stand": (8, 4, 2, 45, 1),
    "superman": (6, 5, 2, 60, 1),
    "superman-alternating": (6, 5, 2, 45, 2),
    "thoracic-ext-chair": (8, 5, 1, 15, 1),
    "thoracic-ext-roller": (5, 5, 2, 20, 1),
    "wall-angel": (8, 6, 2, 30, 1),
    "wall-slide": (10, 5, 2, 30, 1),
}

# The easier and the harder neighbour that the sources and physiotherapists' custom give each of them.
LADDERS = {
    "abdominal-brace": ("posture-reset", "dead-bug-heel-tap"),
    "band-pull-apart": ("scap-squeeze", "band-row"),
    "band-pulldown": ("shoulder-extension-band", None),
    "band-row": ("band-pull-apart", None),
    "bird-dog": ("bird-dog-leg", "superman-alternating"),
    "bird-dog-leg": ("abdominal-brace", "bird-dog"),
    "cat-camel": ("seated-rotation", None),
    "chair-squat": ("sit-to-stand", None),
    "childs-pose": ("cat-camel", None),
    "chin-tuck": ("posture-reset", None),
    "curl-up": ("abdominal-brace", "dead-bug"),
    "dead-bug": ("dead-bug-heel-tap", None),
    "dead-bug-heel-tap": ("abdominal-brace", "dead-bug"),
    "easy-walk": (None, None),
    "glute-bridge": ("abdominal-brace", "single-leg-bridge"),
    "hamstring-seated": (None, "hamstring-supine"),
    "hamstring-supine": ("hamstring-seated", None),
    "hip-flexor-stretch": ("childs-pose", None),
    "knee-to-chest": ("childs-pose", None),
    "mirror-check": (None, None),
    "neck-side-stretch": ("posture-reset", None),
    "open-book": ("seated-rotation", None),
    "plank": ("plank-knees", None),
    "plank-knees": ("curl-up", "plank"),
    "posture-reset": (None, "chin-tuck"),
    "scap-squeeze": ("posture-reset", "band-pull-apart"),
    "seated-rotation": ("posture-reset", "open-book"),
    "shoulder-circles": ("scap-squeeze", "band-pull-apart"),
    "shoulder-extension-band": ("scap-squeeze", "band-row"),
    "side-bridge": ("side-bridge-knees", None),
    "side-bridge-knees": ("abdominal-brace", "side-bridge"),
    "side-reach": ("posture-reset", None),
    "single-leg-bridge": ("glute-bridge", None),
    "sit-to-stand": (None, "chair-squat"),
    "superman": ("superman-alternating", None),
    "superman-alternating": ("bird-dog", "superman"),
    "thoracic-ext-chair": ("scap-squeeze", "thoracic-ext-roller"),
    "thoracic-ext-roller": ("thoracic-ext-chair", None),
    "wall-angel": ("wall-slide", None),
    "wall-slide": ("scap-squeeze", "wall-angel"),
}

# How long each routine takes, in minutes, at the pauses that are set from the start.
LENGTHS_MIN = {
    "band-posture": (13, 15),
    "classics": (13, 16),
    "core-light": (11, 13),
    "core-steady": (13, 15),
    "core-strong": (18, 20),
    "desk-reset": (2, 3),
    "gentle-day": (7, 10),
    "hamstrings": (4, 6),
    "midback-mobility": (6, 8),
    "posture-check": (4, 6),
    "runner-base": (19, 22),
    "two-minute-break": (1.5, 2.25),
}

# For these nobody has named a source, so they may not look as if somebody had.
HABIT_ONLY = {
    "childs-pose",
    "mirror-check",
    "plank-knees",
    "posture-reset",
    "shoulder-circles",
    "side-reach",
    "single-leg-bridge",
    "sit-to-stand",
}

ON_ONES_FEET = (Position.STANDING, Position.SITTING)

KNOWN_BY_NAME = {
    "shoulder-circles",
    "superman",
    "abdominal-brace",
    "shoulder-extension-band",
    "band-pulldown",
}


@pytest.fixture(scope="module")
def library() -> Library:
    """What is shipped, without anything of a person's own."""
    return load_library(ROUTINES)


def texts_of(exercise: Exercise) -> list[str]:
    """Everything of an exercise that a person may read or hear."""
    optional = (exercise.caution, exercise.say)
    told = [exercise.name, *exercise.cues, *exercise.stop_if, *exercise.sources]
    return told + [text for text in optional if text]


def off_line(leg: Chain) -> float:
    """Metres from the knee to the straight line from hip to ankle."""
    thigh = math.dist(leg.root, leg.middle)
    aside = shorter_arc(direction(leg.root, leg.end), direction(leg.root, leg.middle))
    return abs(thigh * math.sin(math.radians(aside)))


def test_every_shipped_file_loads_without_a_problem(library: Library) -> None:
    """No file is left out, and each is known by its own name."""
    assert [str(problem) for problem in library.problems] == []
    assert set(library.exercises) == {path.stem for path in (ROUTINES / "exercises").iterdir()}
    assert set(library.routines) == {path.stem for path in (ROUTINES / "routines").iterdir()}
    assert len(library.exercises) == 40
    assert set(library.routines) == set(LENGTHS_MIN)


@pytest.mark.parametrize("exercise_id", DOSES)
def test_the_dose_is_the_one_of_the_catalogue(library: Library, exercise_id: str) -> None:
    """Repetitions, length, sets, rest and sides are figures somebody has looked up, not typed by feel."""
    reps, rep_s, sets, rest_s, sides = DOSES[exercise_id]
    exercise = library.exercise(exercise_id)
    dose = exercise.dose
    assert dose.reps == (reps if isinstance(reps, tuple) else (reps,) * sets)
    assert (dose.rep_s, len(dose.reps), dose.rest_s) == (rep_s, sets, rest_s)
    assert exercise.sides is (Sides.EACH if sides == 2 else Sides.BOTH)


def test_every_exercise_has_its_figures_in_the_table(library: Library) -> None:
    """A new exercise brings its dose here as well."""
    assert set(library.exercises) == set(DOSES)


def test_cues_are_short_whole_sentences(library: Library) -> None:
    """Two to four of them, legible from a mat two metres away."""
    for exercise in library.exercises.values():
        assert 2 <= len(exercise.cues) <= 4, exercise.id
        for cue in exercise.cues:
            assert len(cue) <= 40, cue
            assert re.fullmatch(r"[A-Z][^.]*\.", cue), cue


def test_what_is_habit_names_no_source(library: Library) -> None:
    """Common practice is what it is; a name beside it would lend it weight that it has not."""
    for exercise_id in HABIT_ONLY:
        assert library.exercise(exercise_id).sources == ("common practice",), exercise_id


def test_every_exercise_moves(library: Library) -> None:
    """Somebody who has never seen it can follow the figure."""
    assert [exercise.id for exercise in library.exercises.values() if exercise.figure is None] == []


def test_nobody_stands_bow_legged(library: Library) -> None:
    """Seen from the front a standing knee lies within 1.5 cm of the line from hip to ankle."""
    for exercise in library.exercises.values():
        figure = exercise.figure
        if figure is None or figure.view is View.SIDE or exercise.position is not Position.STANDING:
            continue
        for key in figure.poses:
            for leg in solve(key.pose, figure.view).legs:
                assert off_line(leg) <= 0.015, (exercise.id, key.name)


def test_every_exercise_says_where_it_comes_from_and_when_to_stop(library: Library) -> None:
    """A source, even if it is common practice, and at least one sign of its own to stop."""
    for exercise in library.exercises.values():
        assert exercise.sources, exercise.id
        assert exercise.stop_if, exercise.id


def test_nothing_shipped_uses_a_word_that_promises_or_judges(library: Library) -> None:
    """It times exercises and keeps a log; it makes no claim about a body."""
    told = [text for exercise in library.exercises.values() for text in texts_of(exercise)]
    told += [text for routine in library.routines.values() for text in (routine.name, routine.summary)]
    assert [text for text in told if AVOIDED.search(text)] == []


def test_the_pages_about_the_format_keep_to_the_same_words() -> None:
    """Who writes an exercise reads these first."""
    pages = [ROUTINES / "README.md", ROUTINES.parent / "docs" / "adding-an-exercise.md"]
    hits = [match[0] for page in pages for match in AVOIDED.finditer(page.read_text(encoding="utf-8"))]
    assert hits == []


def test_the_ladders_are_those_of_the_catalogue(library: Library) -> None:
    """Two ways may lead up to one exercise, and from it one leads down; that there is no circle the
    library itself sees to.
    """
    assert {e.id: (e.easier, e.harder) for e in library.exercises.values()} == LADDERS


def test_a_cautioned_exercise_has_an_easier_neighbour_without_one(library: Library) -> None:
    """Two of them; what may be done in their place is a key away and carries no caution."""
    cautioned = {exercise.id: exercise for exercise in library.exercises.values() if exercise.caution}
    easier = {exercise_id: exercise.easier for exercise_id, exercise in cautioned.items()}
    assert easier == {"superman": "superman-alternating", "thoracic-ext-roller": "thoracic-ext-chair"}
    assert all(not library.exercise(neighbour or "").caution for neighbour in easier.values())


def test_only_the_classics_hold_a_cautioned_exercise(library: Library) -> None:
    """Nobody meets one in a routine that they did not choose for its name."""
    cautious = {
        routine.id
        for routine in library.routines.values()
        if any(exercise.caution for exercise in routine.exercises())
    }
    assert cautious == {"classics"}


def test_the_classics_hold_the_five_that_people_know_by_name(library: Library) -> None:
    """After a reset to start with, and a stretch at the end."""
    ids = [exercise.id for exercise in library.routine("classics").exercises()]
    assert set(ids) >= KNOWN_BY_NAME
    assert (ids[0], ids[-1]) == ("posture-reset", "hamstring-supine")


def test_core_light_is_the_routine_for_a_newcomer(library: Library) -> None:
    """On a mat and nothing else, without a caution."""
    routine = newcomer_routine(library)
    assert routine.id == "core-light"
    assert routine.equipment() == (Equipment.MAT,)


@pytest.mark.parametrize("routine_id", LENGTHS_MIN)
def test_a_routine_is_as_long_as_it_is_meant_to_be(library: Library, routine_id: str) -> None:
    """A dose changed in an exercise does not quietly make a break into half an hour."""
    least, most = LENGTHS_MIN[routine_id]
    assert least <= announced_s(library.routine(routine_id), Preferences()) / 60 <= most


def test_the_desk_reset_fits_between_two_calls(library: Library) -> None:
    """On a chair, at about half the repetitions."""
    routine = library.routine("desk-reset")
    assert routine.equipment() == (Equipment.CHAIR,)
    for step in routine.flat_steps():
        assert isinstance(step, ExerciseStep)
        assert step.dose.reps < step.exercise.dose.reps


def test_the_two_minute_break_needs_nothing_and_nowhere_to_sit(library: Library) -> None:
    """It can be done wherever somebody stands."""
    routine = library.routine("two-minute-break")
    assert routine.equipment() == ()
    assert {exercise.position for exercise in routine.exercises()} == {Position.STANDING}


def test_the_runners_base_holds_its_eight(library: Library) -> None:
    """Hips, legs and trunk, and at the end the stretches."""
    assert [exercise.id for exercise in library.routine("runner-base").exercises()] == [
        "cat-camel",
        "bird-dog",
        "side-bridge-knees",
        "glute-bridge",
        "dead-bug-heel-tap",
        "chair-squat",
        "hip-flexor-stretch",
        "hamstring-supine",
    ]


def test_the_demanding_routine_can_be_made_easier_at_every_step(library: Library) -> None:
    """Level 3 is for whom it suits; whoever finds a step too much has one to turn to."""
    assert [routine.id for routine in library.routines.values() if routine.level == 3] == ["core-strong"]
    exercises = library.routine("core-strong").exercises()
    strong = {"plank", "side-bridge", "dead-bug", "single-leg-bridge", "bird-dog"}
    assert strong < {one.id for one in exercises}
    assert [one.id for one in exercises if one.easier is None] == []


def test_nobody_gets_down_and_up_again_without_need(library: Library) -> None:
    """What is done on the mat stands together: in no routine is the floor left or sought more than twice."""
    for routine in library.routines.values():
        stands = [exercise.position in ON_ONES_FEET for exercise in routine.exercises()]
        assert sum(before != after for before, after in pairwise(stands)) <= 2, routine.id


def test_the_mirror_is_for_looking_and_not_for_judging(library: Library) -> None:
    """A look at one's own outline says nothing about it, so no word of it may rate what is seen."""
    told = " ".join([*texts_of(library.exercise("mirror-check")), library.routine("posture-check").summary])
    assert not re.search(
        r"\b(good|bad|better|wrong|right|fault|arch|curve|should|normal)\b", told, re.IGNORECASE
    )
    assert "without judging" in told


def test_the_examples_of_the_format_page_load(tmp_path: Path) -> None:
    """What is printed there can be copied into files as it stands."""
    page = (ROUTINES / "README.md").read_text(encoding="utf-8")
    expected: dict[str, set[str]] = {"exercises": set(), "routines": set()}
    for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL):
        kind = "routines" if "\nsteps:" in text else "exercises"
        (name,) = re.findall(r"^id: ([a-z0-9-]+)", text, re.MULTILINE)
        (tmp_path / kind).mkdir(exist_ok=True)
        (tmp_path / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
        expected[kind].add(name)
    own = load_library(ROUTINES, tmp_path)
    assert [str(problem) for problem in own.problems] == []
    assert all(expected.values())
    assert expected["exercises"] <= set(own.exercises)
    assert expected["routines"] <= set(own.routines)


def test_the_fault_on_the_how_to_page_is_the_one_that_is_told(tmp_path: Path) -> None:
    """The page shows what a reader will really see."""
    text = (ROUTINES / "exercises" / "bird-dog.yaml").read_text(encoding="utf-8")
    (tmp_path / "exercises").mkdir()
    faulty = re.sub(r"^dose: .*$", "dose: {rep: 5, reps: 5, hold: 8}", text, flags=re.MULTILINE)
    (tmp_path / "exercises" / "bird-dog.yaml").write_text(faulty, encoding="utf-8")
    (problem,) = [p for p in load_library(tmp_path).problems if "rep" in p.message]
    page = (ROUTINES.parent / "docs" / "adding-an-exercise.md").read_text(encoding="utf-8")
    assert str(problem).replace(f"{tmp_path}/", "") in page
