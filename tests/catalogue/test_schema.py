"""The schema that editors check by agrees with the reader, apart from what no schema can say."""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from backstay.catalogue.exercise_file import EXERCISE, read_exercise
from backstay.catalogue.figure_file import FORMS
from backstay.catalogue.forms import Form
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.library import load_library
from backstay.catalogue.problems import Problem
from backstay.catalogue.routine_file import ROUTINE, read_routine
from backstay.domain.exercise import Area, Equipment, Position, Sides
from backstay.domain.figure import Glow, PropKind
from backstay.domain.skeleton import Bend, Shape, View
from tests.catalogue.editor import Value, scalar, understood
from tools.schema import FOLDER, texts

ROUTINES = Path(__file__).parents[2] / "routines"
SHIPPED = load_library(ROUTINES)
CHECKS = {name.split(".")[0]: Draft7Validator(json.loads(text)) for name, text in texts().items()}
FILES = sorted(ROUTINES.glob("*/*.yaml"))
TEXTS = {path: path.read_text(encoding="utf-8") for path in FILES}

# What a schema cannot say: it sees one file, and neither sums nor bodies.
UNSAYABLE = re.compile(
    r"the id and the file's name differ|there is no (exercise|pose) |problems of its own"
    r"|the sets of this exercise differ|the repeats make this too long|no step of this routine"
    r"|this is not a frame|cannot reach|bends the wrong way|is folded too far|is an anchor"
)


def kind_of(path: Path) -> str:
    """The name of the schema for a file."""
    return path.parent.name.removesuffix("s")


def complaints(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    return [error.message for error in CHECKS[kind].iter_errors(understood(text))]


def problems(kind: str, stem: str, text: str) -> tuple[Problem, ...]:
    """What the reader says."""
    node, reader = parse_guarded(text.encode(), f"{stem}.yaml")
    if node is not None and kind == "exercise":
        read_exercise(node, reader, stem)
    elif node is not None:
        read_routine(node, reader, stem, SHIPPED.exercises)
    return reader.problems


def test_the_shipped_schemas_are_those_that_the_keys_give() -> None:
    """``make schema`` was run after the last change of a format."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == texts()


@pytest.mark.parametrize("name", CHECKS)
def test_the_schemas_are_schemas(name: str) -> None:
    """Sound by the rules of draft 7 itself, and every key has a word of help."""
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    assert all(entry["description"] for entry in schema["properties"].values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_editor_has_nothing_against_a_shipped_file(path: Path) -> None:
    """Who copies one to begin with sees nothing underlined."""
    assert complaints(kind_of(path), TEXTS[path]) == []


def test_the_examples_of_the_format_page_are_good_for_both() -> None:
    """What is printed there can be copied as it stands: an editor and the program both take it."""
    page = (ROUTINES / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 3
    for text in examples:
        kind = "routine" if "\nsteps:" in text else "exercise"
        (stem,) = re.findall(r"^id: (\S+)", text, re.MULTILINE)
        assert problems(kind, stem, text) == ()
        assert complaints(kind, text) == []


@pytest.mark.parametrize("form", [EXERCISE, ROUTINE], ids=["exercise", "routine"])
def test_the_page_about_the_format_names_every_key(form: Form) -> None:
    """A key that nobody can look up does not exist."""
    page = (ROUTINES / "README.md").read_text(encoding="utf-8")
    assert [key.name for key in form.keys if f"`{key.name}`" not in page] == []


def test_the_page_about_the_figure_names_every_key_of_it() -> None:
    """The same for the block that the other page explains."""
    page = (ROUTINES.parent / "docs" / "adding-an-exercise.md").read_text(encoding="utf-8")
    names = {key.name for form in FORMS.values() for key in form.keys}
    assert {name for name in names if f"`{name}`" not in page and f"`{name}:" not in page} == set()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("routines/README.md", (Area, Position, Equipment, Sides)),
        ("docs/adding-an-exercise.md", (View, Bend, Shape, Glow, PropKind)),
    ],
)
def test_the_pages_name_every_word_that_may_be_chosen(page: str, words: Iterable[type[StrEnum]]) -> None:
    """Who has no editor that completes them finds them there."""
    text = (ROUTINES.parent / page).read_text(encoding="utf-8")
    assert [word for kind in words for word in kind if not re.search(rf"\b{word}\b", text)] == []


EXERCISE_LINES = """format: 1
id: bridge
name: Bridge
regions: [hips]
position: supine
sides: both
dose: {reps: 10, tempo: 2-3-1, sets: 2, rest: 45}
cues: [Push through your heels.]
sources: [common practice]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Bridge", "name: 42"),
        ("name: Bridge", "name: no"),
        ("sets: 2", "sets: '2'"),
        ("rest: 45", "rest: 45 s"),
        ("rest: 45", "rest: 0:45"),
        ("rest: 45", "rest: 0.5 min"),
        ("rest: 45", "rest: 010"),
        ("{reps: 10, tempo: 2-3-1, sets: 2", "{reps: [5, 3], hold: 1:00"),
        ("format: 1", 'format: "1"'),
    ],
)
def test_every_way_to_write_a_value_is_good_for_both(old: str, new: str) -> None:
    """Text, numbers and times as people write them."""
    text = EXERCISE_LINES.replace(old, new)
    assert problems("exercise", "bridge", text) == ()
    assert complaints("exercise", text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Bridge", "name:"),
        ("name: Bridge", f"name: {'x' * 41}"),
        ("id: bridge", "id: Bridge"),
        ("sets: 2", "sets: 21"),
        ("sets: 2", "sets: two"),
        ("rest: 45", "rest: 901"),
        ("rest: 45", "rest: 45 h"),
        ("tempo: 2-3-1", "tempo: 2-3"),
        ("tempo: 2-3-1, ", ""),
        ("tempo: 2-3-1", "tempo: 2-3-1, hold: 3"),
        ("reps: 10", "reps: [5, 3]"),
        ("reps: 10, ", ""),
        ("reps: 10", "rep: 10"),
        ("regions: [hips]", "regions: hips"),
        ("regions: [hips]", "regions: []"),
        ("sides: both", "sides: left"),
        ("format: 1", "format: 2"),
        ("format: 1\n", ""),
        ("format: 1", "format: 1\nfigures: {}"),
        ("format: 1", "format: 1\npicture: ../bird.png"),
        ("format: 1", "format: 1\nfigure: {view: side}"),
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(old: str, new: str) -> None:
    """One fault of each kind."""
    text = EXERCISE_LINES.replace(old, new)
    assert problems("exercise", "bridge", text) != ()
    assert complaints("exercise", text) != []


Tree = "yaml.Node | list[Tree] | dict[str, Tree]"
POOL = [
    *("0", "1", "7", "-3", "0.5", "4000", "31 s", "1:30", "2 min", "2-1-2", "yes", "no", "true", "done"),
    *("x", "bird-dog", "Two words", "both", "mat", "core", "side", "front", "open", "towel", "hold"),
    *("[]", "{}", "[1, 2]", "[0.1, 0.2]", "[1, 2, 3]", "[x]", "{hold: 3}", "{mat: [0, 1]}", "{to: [0, 1]}"),
    *("{reps: 3, hold: 5}", "{exercise: bird-dog}", "{rest: 20}", "{repeat: 2, steps: [{rest: 5}]}", '""'),
]


def written(value: Value) -> str:
    """A value in one line of YAML. Text that is only text stands between quotes; the rest is as it was."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    assert isinstance(value, str)
    plain = re.fullmatch(r"[\w.:-]+( s| min)?|\[.*\]|\{.*\}|\"\"", value)
    return value if plain else json.dumps(value)


def texts_only(node: yaml.Node) -> Value:
    """The tree of a file with every scalar as it stands there."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: texts_only(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [texts_only(item) for item in node.value]
    return str(node.value)


def branches(value: Value) -> list[list[Value] | dict[str, Value]]:
    """Every list and mapping in a tree that holds something."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    here = [value] if isinstance(value, dict | list) and value else []
    return here + [branch for item in inner for branch in branches(item)]


def damage(tree: Value, data: st.DataObject) -> None:
    """Take something out, put something in, or call it something else."""
    branch = data.draw(st.sampled_from(branches(tree)))
    what = data.draw(st.sampled_from(["value", "value", "drop", "name", "more"]))
    if isinstance(branch, list):
        place = data.draw(st.integers(0, len(branch) - 1))
        if what == "drop":
            del branch[place]
        elif what == "more":
            branch[place:place] = [data.draw(st.sampled_from(POOL))] * data.draw(st.sampled_from([1, 2, 70]))
        else:
            branch[place] = data.draw(st.sampled_from(POOL))
        return
    name = data.draw(st.sampled_from(sorted(branch)))
    if what == "drop":
        del branch[name]
    elif what == "name":
        branch[data.draw(st.sampled_from(["hold", "reps", "rest", "arms", "legs", "turn", "x"]))] = (
            branch.pop(name)
        )
    else:
        branch[name] = data.draw(st.sampled_from(POOL))


def is_sayable(problem: Problem) -> bool:
    """Whether a schema could know of this fault."""
    if UNSAYABLE.search(problem.message):
        return False
    value = scalar(problem.found.strip('"'))
    if problem.message == "this number is out of range":
        # "31 s" is text for an editor: it can look at the form, not at the amount.
        return isinstance(value, int | float)
    return not (problem.message == "this cannot be read" and isinstance(value, float))


@settings(max_examples=300)
@given(st.sampled_from(FILES), st.data())
def test_the_schema_and_the_reader_agree_on_damaged_files(path: Path, data: st.DataObject) -> None:
    """What the one refuses for its shape the other refuses, and what is read is not underlined."""
    root = yaml.compose(TEXTS[path], yaml.BaseLoader)
    assert root is not None
    tree = texts_only(root)
    for _ in range(data.draw(st.integers(1, 2))):
        damage(tree, data)
    text = written(tree)
    told = problems(kind_of(path), path.stem, text)
    underlined = complaints(kind_of(path), text)
    if any(map(is_sayable, told)):
        assert underlined, (text, [str(problem) for problem in told])
    elif not told:
        assert not underlined, text
