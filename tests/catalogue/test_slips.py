"""What people write who have never seen such a file: one slip, one message, and the mend in it."""

import pytest

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.library import load_library
from backstay.catalogue.problems import Problem, nearest_word
from backstay.catalogue.routine_file import read_routine
from backstay.resources import routines_dir

EXERCISES = load_library(routines_dir(), is_drawn=False).exercises
HALF = EXERCISES["bird-dog-leg"]

EXERCISE = """format: 1
id: mine
name: Mine
regions: [hips, lower-back]
position: supine
equipment: [mat]
sides: each
dose: {hold: 8, reps: 5, sets: 3, rest: 30}
cues:
  - Push the floor away.
sources: [common practice]
"""

ROUTINE = """format: 1
id: mine
name: Mine
summary: What stands on the sheet.
level: 2
steps:
  - exercise: bird-dog-leg
    hold: 10
    reps: 5
    sets: 3
  - rest: 20
"""

FIGURE = """figure:
  view: side
  glow: [lower-back]
  props: [{mat: [-1, 1]}]
  poses:
    start:
      hip: [0, 0.9]
      spine: 90
      neck: 90
      arms: {angles: -90}
      legs: {angles: -90, foot: 0}
    hold: {neck: 95}
"""


def slip(text: str, old: str, new: str) -> Problem:
    """The one problem of a file with one slip."""
    assert text.count(old) == 1
    node, reader = parse_guarded(text.replace(old, new).encode(), "mine.yaml")
    assert node is not None
    if "steps:" in text:
        read_routine(node, reader, "mine", EXERCISES)
    else:
        read_exercise(node, reader, "mine")
    (problem,) = reader.problems
    return problem


@pytest.mark.parametrize(
    ("old", "new", "place", "meant"),
    [
        ("hold: 10", "hold: 30sec", "8:11", "30 s"),
        ("hold: 10", "hold: 30 Seconds", "8:11", "30 s"),
        ("hold: 10", "hold: 1 minute", "8:11", "1 min"),
        ("hold: 10", "hold: 1m30s", "8:11", "1:30"),
        ("hold: 10", "hold: 1,5", "8:11", "1.5"),
        ("hold: 10", "hold: “8”", "8:11", "8"),
        ("hold: 10", 'hold: 30"', "8:11", "30"),
        ("hold: 10", "hold: １０", "8:11", "10"),
        ("hold: 10", "tempo: 2–1–2", "8:12", "2-1-2"),
        ("hold: 10", "tempo: 2/1/2", "8:12", "2-1-2"),
        ("hold: 10", "tempo: 2 - 1 - 2", "8:12", "2-1-2"),
        ("hold: 10", "tempo: slow", "8:12", ""),
        ("hold: 10", "hold: 2 h", "8:11", ""),
        ("hold: 10", "hold: 90 minutes", "8:11", ""),
        ("reps: 5", "reps: 5x", "9:11", "5"),
        ("reps: 5", "reps: 5.0", "9:11", "5"),
        ("reps: 5", "reps: 1.5", "9:11", ""),
        ("reps: 5", "Reps: 5", "9:5", "reps"),
        ("reps: 5", "repetitions: 5", "9:5", "reps"),
        ("reps: 5", "repeat: 5", "9:5", "reps"),
        ("level: 2", "level: 2,", "5:8", "2"),
        ("bird-dog-leg", "Bird dog leg", "7:15", "bird-dog-leg"),
        ("bird-dog-leg", "bird_dog_leg", "7:15", "bird-dog-leg"),
        ("bird-dog-leg", "brid-dog-leg", "7:15", "bird-dog-leg"),
        ("exercise: bird-dog-leg", "Exercise: bird-dog-leg", "7:5", "exercise"),
        ("- rest: 20", "- pause: 20", "11:5", "rest"),
        ("id: mine", "id: Mine", "2:5", "mine"),
        ("id: mine", "id: mine.yaml", "2:5", "mine"),
        ("summary:", "description:", "4:1", "summary"),
        ("bird-dog-leg", "zzz", "7:15", ""),
    ],
)
def test_what_was_probably_meant_in_a_routine_is_told(old: str, new: str, place: str, meant: str) -> None:
    """As it has to be written; nothing where it can only be guessed."""
    problem = slip(ROUTINE, old, new)
    assert f"{problem.line}:{problem.column}" == place
    assert problem.nearest == meant


@pytest.mark.parametrize(
    ("old", "new", "place", "meant"),
    [
        ("[mat]", "[yoga mat]", "6:13", "mat"),
        ("supine", "on the back", "5:11", "supine"),
        ("supine", "lying", "5:11", "supine"),
        ("supine", "Supine", "5:11", "supine"),
        ("sides: each", "sides: left", "7:8", "each"),
        ("hips,", "glutes,", "4:11", "hips"),
        ("cues:", "Cues:", "9:1", "cues"),
        ("cues:", "tips:", "9:1", "cues"),
        ("view: side", "view: left", "13:9", "side"),
        ("glow: [lower-back]", "glow: [glutes]", "14:10", "buttocks"),
        ("hip: [0, 0.9]", "hip: [0, '0,9']", "18:16", "0.9"),
        ("hold: {neck: 95}", "hold: {neck: 95°}", "23:18", "95"),
        ("hold: {neck: 95}", "hold: {neck: −95}", "23:18", "-95"),
    ],
)
def test_what_was_probably_meant_in_an_exercise_is_told(old: str, new: str, place: str, meant: str) -> None:
    """A thing may have another name where the file was written."""
    problem = slip(EXERCISE + FIGURE, old, new)
    assert f"{problem.line}:{problem.column}" == place
    assert problem.nearest == meant


@pytest.mark.parametrize(
    ("text", "old", "new", "words"),
    [
        (ROUTINE, "reps: 5", "reps: 8-12", "not a range"),
        (ROUTINE, "reps: 5", "reps: 3x5", "expected sets: 3 and reps: 5"),
        (ROUTINE, "reps: 5", "reps: 5, 3, 1", "expected a list in brackets: [5, 3, 1]"),
        (ROUTINE, "- rest: 20", "- bird-dog", "expected exercise: bird-dog"),
        (ROUTINE, "- rest: 20", "- stretch", "expected exercise: id, rest: seconds, or repeat: times"),
        (ROUTINE, "bird-dog-leg", f'"{HALF.name}"', "the name of an exercise, not its id\n"),
        (ROUTINE, "bird-dog-leg", HALF.name.upper(), "expected bird-dog-leg; found"),
        (ROUTINE, "bird-dog-leg", "zzz", "expected an id that “backstay list --exercises” shows"),
        (ROUTINE, "level: 2\n", "", "expected level: 1 calm, 2 in between, 3 demanding"),
        (ROUTINE, "name: Mine", "name: #1 routine", "in quotes if it starts with #"),
        (ROUTINE, "name: Mine", "name: {Mine}", "starts with a bracket"),
        (EXERCISE, "position: supine\n", "", "expected position: one of standing, sitting"),
        (EXERCISE, "regions: [hips, lower-back]\n", "", "expected regions: a list of neck, shoulders"),
        (EXERCISE, "dose: {hold: 8, reps: 5, sets: 3, rest: 30}", "dose: 3x5x8", "{hold: 8, reps: 5"),
        (EXERCISE, "dose: {hold: 8, reps: 5, sets: 3, rest: 30}", "dose:", "further to the right"),
        (EXERCISE, "hold: 8,", "hold: 1,5,", "a point in a decimal number"),
        (EXERCISE, "- Push the", "- Push: the", 'quotes around text that holds ": "'),
        (EXERCISE + FIGURE, "  glow: [lower-back]", "  loop: [hodl]", "expected one of start, hold; did you"),
        (EXERCISE + FIGURE, "mat: [-1, 1]", "mat: 1", "expected mat: [left, right]; found 1"),
        (EXERCISE + FIGURE, "mat: [-1, 1]", "cushion: 1", "expected cushion: [x, y]; found 1"),
        (EXERCISE + FIGURE, "hip: [0, 0.9]", "hip: [0, 0,9]", "a point in a decimal number"),
        (EXERCISE + FIGURE, "  glow: [lower-back]", "  frame: [0, 1, 1]", "expected 4 items; found 3"),
    ],
)
def test_the_mend_stands_in_the_message(text: str, old: str, new: str, words: str) -> None:
    """In the words of the file, to be copied."""
    assert words in str(slip(text, old, new))


@pytest.mark.parametrize("stem", ["My-Sheet", "my sheet", "my-sheet.yaml"])
def test_a_file_name_that_can_be_no_id_is_the_one_to_change(stem: str) -> None:
    """To be told that the id should be what no id may be would lead nowhere."""
    node, reader = parse_guarded(ROUTINE.encode(), f"{stem}.yaml")
    assert node is not None
    read_routine(node, reader, stem, EXERCISES)
    (problem,) = reader.problems
    assert problem.expected == "the file to be called mine.yaml"


@pytest.mark.parametrize(
    ("line", "column", "beneath"),
    [
        ("橋橋: x", 5, "      ^"),
        ("💪 My: x", 5, "     ^"),
        ("cafe\u0301: x", 6, "    ^"),
        ("a\tb: x", 4, " \t ^"),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, beneath: str) -> None:
    """A character may take two columns of a terminal, or none."""
    problem = Problem("a.yaml", 1, column, "wrong", source_line=line)
    assert problem.excerpt() == (f"    {line}", f"    {beneath}")


def test_of_a_long_line_the_part_with_the_fault_is_shown() -> None:
    """A file may be written in one line by another program."""
    problem = Problem("a.json", 1, 501, "wrong", source_line="-" * 500 + "x" + "-" * 500)
    shown, beneath = problem.excerpt()
    assert len(shown) <= 4 + 160
    assert shown[beneath.index("^")] == "x"


def test_a_long_text_has_no_nearest_word() -> None:
    """A file full of them would take seconds."""
    assert nearest_word("mat " * 40, ["mat"]) == ""
