"""What is shipped: it loads without a word, keeps to its sources, and says nothing it should not."""

import re
from pathlib import Path

import pytest

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.library import Library, load_library, newcomer_routine
from backstay.catalogue.routine_file import read_routine
from backstay.domain.exercise import Equipment, Exercise, Sides
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep
from backstay.domain.timeline import announced_s

ROUTINES = Path(__file__).parents[1] / "routines"

# Repetitions, seconds of each with its hold, sets, seconds of rest between sets, times each side.
DOSES = {
    "abdominal-brace": (5, 10, 2, 30, 1),
    "band-pulldown": (10, 5, 2, 45, 1),
    "bird-dog": ((5, 3, 1), 8, 3, 30, 2),
    "bird-dog-leg": (5, 8, 2, 30, 2),
    "cat-camel": (6, 6, 1, 10, 1),
    "chair-squat": (10, 4, 2, 45, 1),
    "chin-tuck": (10, 5, 1, 5, 1),
    "dead-bug-heel-tap": (6, 4, 2, 30, 2),
    "easy-walk": (1, 600, 1, 0, 1),
    "glute-bridge": (10, 6, 2, 45, 1),
    "hamstring-supine": (2, 30, 1, 10, 2),
    "neck-side-stretch": (2, 20, 1, 10, 2),
    "posture-reset": (5, 5, 1, 5, 1),
    "scap-squeeze": (8, 7, 1, 15, 1),
    "seated-rotation": (3, 10, 1, 5, 2),
    "shoulder-circles": (10, 2, 2, 15, 1),
    "shoulder-extension-band": (10, 5, 2, 45, 1),
    "superman": (6, 5, 2, 60, 1),
    "superman-alternating": (6, 5, 2, 45, 2),
}

KNOWN_BY_NAME = {
    "shoulder-circles",
    "superman",
    "abdominal-brace",
    "shoulder-extension-band",
    "band-pulldown",
}

# What a wellbeing tool does not claim, name or judge.
AVOIDED = re.compile(
    r"\b(treat|reliev|relief|cure|curing|heal(s|ing)\b|rehab|therap|prescri|prevent|correct(s|ing|ion)\b|improv"
    r"|diagnos|clinical|proven|condition|lordo|scolio|patient|injur|disease|forecast|safe\b|low risk"
    r"|you are fine)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def library() -> Library:
    """What is shipped, without anything of a person's own."""
    return load_library(ROUTINES)


def texts_of(exercise: Exercise) -> list[str]:
    """Everything of an exercise that a person may read or hear."""
    optional = (exercise.caution, exercise.say)
    told = [exercise.name, *exercise.cues, *exercise.stop_if, *exercise.sources]
    return told + [text for text in optional if text]


def test_every_shipped_file_loads_without_a_problem(library: Library) -> None:
    """No file is left out, and each is known by its own name."""
    assert [str(problem) for problem in library.problems] == []
    assert set(library.exercises) == {path.stem for path in (ROUTINES / "exercises").iterdir()}
    assert set(library.routines) == {path.stem for path in (ROUTINES / "routines").iterdir()}
    assert set(library.routines) == {"classics", "core-light", "desk-reset"}


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


def test_a_step_up_leads_back_down(library: Library) -> None:
    """Whose harder neighbour it is, that exercise has for its easier one."""
    for exercise in library.exercises.values():
        if exercise.harder:
            assert library.exercise(exercise.harder).easier == exercise.id


def test_superman_has_its_caution_and_an_easier_neighbour(library: Library) -> None:
    """The only cautioned exercise; the lighter one is a key away and carries none."""
    cautioned = [exercise for exercise in library.exercises.values() if exercise.caution]
    assert [exercise.id for exercise in cautioned] == ["superman"]
    easier = library.exercise(cautioned[0].easier or "")
    assert easier.id == "superman-alternating"


def test_the_classics_hold_the_five_that_people_know_by_name(library: Library) -> None:
    """After a reset to start with, and a stretch at the end."""
    ids = [exercise.id for exercise in library.routine("classics").exercises()]
    assert set(ids) >= KNOWN_BY_NAME
    assert (ids[0], ids[-1]) == ("posture-reset", "hamstring-supine")


def test_core_light_is_the_routine_for_a_newcomer(library: Library) -> None:
    """About twelve minutes on a mat, without a caution."""
    routine = newcomer_routine(library)
    assert routine.id == "core-light"
    assert 11 * 60 <= announced_s(routine, Preferences()) <= 13 * 60
    assert routine.equipment() == (Equipment.MAT,)


def test_the_desk_reset_fits_between_two_calls(library: Library) -> None:
    """Two to three minutes on a chair, at about half the repetitions."""
    routine = library.routine("desk-reset")
    assert 120 <= announced_s(routine, Preferences()) <= 180
    assert routine.equipment() == (Equipment.CHAIR,)
    for step in routine.flat_steps():
        assert isinstance(step, ExerciseStep)
        assert step.dose.reps < step.exercise.dose.reps


def test_the_examples_of_the_format_page_load(library: Library) -> None:
    """What is printed there can be copied into a file as it stands."""
    page = (ROUTINES / "README.md").read_text(encoding="utf-8")
    exercise_text, routine_text = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    node, reader = parse_guarded(exercise_text.encode(), "bird-dog.yaml")
    assert node is not None
    assert read_exercise(node, reader, "bird-dog") is not None, reader.problems
    node, reader = parse_guarded(routine_text.encode(), "my-evening.yaml")
    assert node is not None
    assert read_routine(node, reader, "my-evening", library.exercises) is not None, reader.problems


def test_the_fault_on_the_how_to_page_is_the_one_that_is_told(tmp_path: Path) -> None:
    """The page shows what a reader will really see."""
    text = (ROUTINES / "exercises" / "bird-dog.yaml").read_text(encoding="utf-8")
    (tmp_path / "exercises").mkdir()
    faulty = re.sub(r"^dose: .*$", "dose: {rep: 5, reps: 5, hold: 8}", text, flags=re.MULTILINE)
    (tmp_path / "exercises" / "bird-dog.yaml").write_text(faulty, encoding="utf-8")
    (problem,) = [p for p in load_library(tmp_path).problems if "rep" in p.message]
    page = (ROUTINES.parent / "docs" / "adding-an-exercise.md").read_text(encoding="utf-8")
    assert str(problem).replace(f"{tmp_path}/", "") in page
