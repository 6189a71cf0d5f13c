"""From an exercise file to an exercise, and every fault of it at once."""

import pytest

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.problems import Problem
from backstay.domain.exercise import Area, Dose, Equipment, Exercise, Position, Sides, Tempo


def read(text: str) -> Exercise:
    """The exercise of a file without a fault."""
    node, reader = parse_guarded(text.encode(), "bridge.yaml")
    assert node is not None
    file = read_exercise(node, reader, "bridge")
    assert reader.problems == ()
    assert file is not None
    return file.exercise


def faults(text: str) -> tuple[Problem, ...]:
    """The problems of a file that gives no exercise."""
    node, reader = parse_guarded(text.encode(), "bridge.yaml")
    assert node is not None
    assert read_exercise(node, reader, "bridge") is None
    return reader.problems


def places(text: str) -> list[tuple[int, int]]:
    """Where the problems are."""
    return [(problem.line, problem.column) for problem in faults(text)]


def test_a_sound_file_gives_the_exercise_it_describes(bridge: str) -> None:
    """Every key ends in the field of its name."""
    extra = "stop_if: [a cramp]\ncaution: Go easy.\nsay: the bridge\n"
    assert read(bridge + extra) == Exercise(
        id="bridge",
        name="Bridge",
        areas=(Area.HIPS, Area.LOWER_BACK),
        position=Position.SUPINE,
        equipment=(Equipment.MAT,),
        sides=Sides.BOTH,
        dose=Dose(reps=(10, 10), rest_s=45, tempo=Tempo(2, 3, 1)),
        cues=("Push through your heels.",),
        stop_if=("a cramp",),
        sources=("common practice",),
        caution="Go easy.",
        say="the bridge",
    )


@pytest.mark.parametrize(
    ("written", "dose"),
    [
        ("{hold: 8, reps: [5, 3, 1], rest: 30}", Dose(reps=(5, 3, 1), hold_s=8, rest_s=30)),
        ("{reps: 10, tempo: 2-1-2, sets: 2, rest: 45}", Dose((10, 10), rest_s=45, tempo=Tempo(2, 1, 2))),
        ("{hold: 30, reps: 2}", Dose(reps=(2,), hold_s=30)),
        ("{hold: 1:30, reps: 1, rest: 1 min}", Dose(reps=(1,), hold_s=90, rest_s=60)),
        ("{hold: 10, reps: 3, relax: 0}", Dose(reps=(3,), hold_s=10, relax_s=0)),
        ("{hold: 010, reps: [4]}", Dose(reps=(4,), hold_s=10)),
    ],
)
def test_a_dose_is_read_as_a_sheet_of_exercises_writes_it(bridge: str, written: str, dose: Dose) -> None:
    """One number of repetitions is done in every set; a list is one number a set."""
    assert read(bridge.replace("{reps: 10, tempo: 2-3-1, sets: 2, rest: 45}", written)).dose == dose


@pytest.mark.parametrize(
    ("written", "column", "words"),
    [
        ("{reps: [5, 3], tempo: 2-1-2, sets: 2}", 42, "list of reps"),
        ("{reps: 5, hold: 5, tempo: 2-1-2}", 33, "exclude"),
        ("{reps: 5}", 7, "no length"),
        ("{hold: 5}", 7, '"reps" is missing'),
        ("{reps: 0, hold: 5}", 14, "out of range"),
        ("{reps: [5, x], hold: 5}", 18, "cannot be read"),
        ("{reps: 5, tempo: fast}", 24, "cannot be read"),
        ("{reps: 5, hold: no}", 23, "cannot be read"),
        ("{reps: 5, hold: 5, set: 2}", 26, 'unknown key "set"'),
        ("10 x 3", 7, "mapping"),
    ],
)
def test_a_dose_that_cannot_be_done_is_told_where_it_stands(
    bridge: str, written: str, column: int, words: str
) -> None:
    """The place is the value or key at fault, not the start of the dose."""
    (problem,) = faults(bridge.replace("{reps: 10, tempo: 2-3-1, sets: 2, rest: 45}", written))
    assert (problem.line, problem.column) == (8, column)
    assert words in problem.message


def test_all_faults_of_a_file_are_told_at_once_in_its_order(bridge: str) -> None:
    """Who mends a file should not have to open it once for each fault."""
    text = (
        bridge.replace("format: 1", "format: 2")
        .replace("hips,", "hip,")
        .replace("supine", "lying")
        .replace("both", "[left]")
        .replace("[Push through your heels.]", '""')
    )
    assert places(text) == [(1, 9), (4, 11), (5, 11), (7, 8), (9, 7)]


def test_a_misspelt_word_is_answered_with_the_nearest_known_one(bridge: str) -> None:
    """Keys and values alike, however they are joined or capitalised."""
    text = bridge.replace("cues:", "cue:").replace("supine", "Side_lying").replace("mat]", "matt]")
    told = {problem.line: problem for problem in faults(text)}
    assert told[5].nearest == "side-lying"
    assert told[6].nearest == "mat"
    assert told[9].nearest == "cues"
    assert "supine" in told[5].expected
    assert told[9].lines() == (
        'bridge.yaml:9:1: unknown key "cue"',
        "    cue: [Push through your heels.]",
        "    ^",
        f'    expected {told[9].expected}; did you mean "cues"?',
    )


def test_a_missing_key_is_told_at_the_start_of_its_mapping(bridge: str) -> None:
    """There is no better place for what is not there."""
    (problem,) = faults(bridge.replace("sources: [common practice]\n", ""))
    assert (problem.line, problem.column) == (1, 1)
    assert problem.message == 'the key "sources" is missing'


def test_the_id_is_the_name_of_the_file(bridge: str) -> None:
    """Otherwise a file could stand for another without showing it."""
    (problem,) = faults(bridge.replace("id: bridge", "id: plank"))
    assert (problem.line, problem.column, problem.expected) == (2, 5, '"bridge"')


def test_a_file_of_a_later_format_is_told_as_such(bridge: str) -> None:
    """It is not the word that is wrong; the program is older than the file."""
    (problem,) = faults(bridge.replace("format: 1", "format: 2"))
    assert "does not know this format" in problem.message
    (problem,) = faults(bridge.replace("format: 1", "format: one"))
    assert problem.detail() == 'expected format: 1; found "one"'


@pytest.mark.parametrize("text", ["just words", "- a\n- list", "~"])
def test_a_file_that_is_no_mapping_is_told_so(text: str) -> None:
    """One problem, not one for each missing key."""
    assert [problem.message for problem in faults(text)] == ["this should be a mapping"]


def test_a_text_that_floods_the_screen_is_refused(bridge: str) -> None:
    """A name has to fit a list, a cue the line under the digits."""
    text = bridge.replace("name: Bridge", "name: " + "B" * 41).replace("heels", "h" * 60)
    assert places(text) == [(3, 7), (9, 8)]


def test_text_folded_over_lines_is_one_line(bridge: str) -> None:
    """A long caution may be written over several lines."""
    assert read(bridge + "caution: >-\n  Go\n  easy.\n").caution == "Go easy."


def test_problems_stop_at_fifty(bridge: str) -> None:
    """A hopeless file does not fill the page, and says that there is more."""
    told = faults(bridge + "".join(f"x{number}: 1\n" for number in range(80)))
    assert len(told) == 51
    assert "more than these 50" in told[-1].message
