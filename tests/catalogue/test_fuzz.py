"""Whatever the bytes are, the answer is a value or problems with a place; nothing else comes out."""

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.fuzzing import TEXTS, Spoiler, check_text, seed_from_environment

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
FEWEST_A_SECOND = 20


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_located_problems(raw: bytes) -> None:
    """Noise from a damaged disk."""
    check_text(raw)


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.data())
def test_a_damaged_file_gives_a_value_or_located_problems(seed: bytes, data: st.DataObject) -> None:
    """A sound file with pieces cut out and YAML's own signs put in."""
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(seed)))
        end = min(len(seed), start + data.draw(st.integers(0, 12)))
        seed = seed[:start] + data.draw(st.sampled_from(SNIPPETS)) + seed[end:]
    check_text(seed)


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
    check_text(repr(tree).encode())


def test_spoilt_files_packs_and_pictures(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As many as BACKSTAY_FUZZ_S seconds allow (20, and 600 in ``make soak``), and never the same twice.

    BACKSTAY_FUZZ_SEED=SEED:NUMBER makes one of them again.
    """
    budget_s = float(os.environ.get("BACKSTAY_FUZZ_S", "20"))
    seed, only = seed_from_environment()
    spoiler = Spoiler(seed)
    ends = time.monotonic() + budget_s
    number = 0 if only is None else only
    while time.monotonic() < ends:
        check, data = spoiler.spoil(number)
        try:
            check(data)
        except Exception as error:
            (tmp_path / "input").write_bytes(data)
            error.add_note(
                f"BACKSTAY_FUZZ_SEED={seed}:{number}, kept as {tmp_path / 'input'}: {data[:300]!r}"
            )
            raise
        number += 1
        if only is not None:
            return
    with capsys.disabled():
        told = f"{number:,} spoilt files in {budget_s:g} s, none of them a surprise (seed {seed})"
        sys.stdout.write(f"\n{told}\n")
    assert number > FEWEST_A_SECOND * budget_s
