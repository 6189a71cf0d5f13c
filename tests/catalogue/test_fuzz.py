"""Whatever the bytes are, the answer is a value or problems with a place; nothing else comes out."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.problems import Problem
from backstay.catalogue.routine_file import read_routine
from tests import samples

SEEDS = [path.read_bytes() for path in sorted(Path(__file__).parents[2].glob("routines/*/*.yaml"))]
SNIPPETS = [
    b"&a ",
    b"*a",
    b"!!x ",
    b"---\n",
    b"[",
    b"{",
    b"}",
    b": ",
    b"- ",
    b"\n",
    b"\t",
    b'"',
    b"|\n",
    b"\x00",
]
KNOWN = {"bridge": samples.exercise()}


def check(raw: bytes) -> None:
    """Read the bytes as both kinds of file and look at what comes out."""
    node, reader = parse_guarded(raw, "file.yaml")
    if node is None:
        assert_located(reader.problems, raw)
        return
    if read_exercise(node, reader, "bridge") is None:
        assert_located(reader.problems, raw)
    again, reader = parse_guarded(raw, "file.yaml")
    assert again is not None
    if read_routine(again, reader, "bridge", KNOWN) is None:
        assert_located(reader.problems, raw)


def assert_located(problems: tuple[Problem, ...], raw: bytes) -> None:
    """There is a reason, and its place is inside the file."""
    assert problems
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in problems:
        assert 0 <= problem.line <= lines
        assert len(problem.lines()) <= 4
        assert "\n" not in problem.message


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_located_problems(raw: bytes) -> None:
    """Noise from a damaged disk."""
    check(raw)


@settings(max_examples=150)
@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_file_gives_a_value_or_located_problems(seed: bytes, data: st.DataObject) -> None:
    """A sound file with pieces cut out and YAML's own signs put in."""
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(seed)))
        end = min(len(seed), start + data.draw(st.integers(0, 12)))
        seed = seed[:start] + data.draw(st.sampled_from(SNIPPETS)) + seed[end:]
    check(seed)


trees = st.recursive(
    st.sampled_from(["bridge", "1", "8 s", "2-1-2", "no", "1:30", "both", "core"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["exercise", "dose", "steps"]), inner)
    ),
    max_leaves=8,
)
keys = (
    "format",
    "id",
    "name",
    "regions",
    "position",
    "sides",
    "dose",
    "cues",
    "sources",
    "steps",
    "level",
    "figure",
)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(keys), trees))
def test_a_well_formed_file_of_the_wrong_shape_gives_located_problems(tree: dict[str, object]) -> None:
    """Lists where text belongs, mappings where lists belong, anything anywhere."""
    # The repr of such a tree is YAML as well: quoted words in brackets.
    check(repr(tree).encode())
