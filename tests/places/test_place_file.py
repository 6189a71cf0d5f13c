"""A place comes back from its file as it was, or not at all."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.domain.history import Effort, HurtAnswer
from backstay.domain.moment import Moment
from backstay.domain.place import Place, StepAccount
from backstay.places.place_file import SIZE_MAX_BYTES, read_place, write_place
from tests.fakes import HandClock
from tests.places.content import OTHER, PLACE, SESSION, file_of, sign

AT = Moment(datetime(2026, 11, 22, 8, 30, tzinfo=UTC), 60, "Europe/Berlin", date(2026, 11, 22))

# One folder serves all the examples of a test: each writes its file anew.
IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SECONDS = st.floats(0, 1e6)
INDICES = st.lists(st.integers(0, 10_000), max_size=5).map(tuple)
ACCOUNTS = st.builds(
    StepAccount,
    st.text(),
    SECONDS,
    SECONDS,
    INDICES,
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(HurtAnswer),
    st.none() | st.sampled_from(Effort),
)
PLACES = st.builds(
    Place,
    st.text(),
    st.integers(0, 10_000),
    SECONDS,
    st.floats(-1e6, 1e6),
    st.lists(ACCOUNTS, max_size=4).map(tuple),
    INDICES,
    st.lists(st.text(), max_size=3).map(tuple),
)
MOMENTS = st.builds(
    Moment,
    st.datetimes(timezones=st.just(UTC)),
    st.integers(-1439, 1439),
    st.text(),
    st.dates(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def written(folder: Path) -> Path:
    """The file of ``SESSION``, which stands at ``PLACE``."""
    write_place(folder, SESSION, PLACE, AT)
    return file_of(folder)


@IN_ONE_FOLDER
@given(PLACES, MOMENTS)
def test_it_comes_back_as_it_was(folder: Path, place: Place, at: Moment) -> None:
    """To the last digit, in any language and at any hour of any zone."""
    write_place(folder, SESSION, place, at)
    assert read_place(folder, SESSION) == (place, at)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    """0600 in 0700, whatever the umask, and nothing is left beside it."""
    before = os.umask(0)
    try:
        write_place(tmp_path / "places", SESSION, PLACE, AT)
    finally:
        os.umask(before)
    (path,) = (tmp_path / "places").iterdir()
    assert path == file_of(tmp_path / "places")
    assert [oct(each.stat().st_mode & 0o777) for each in (path, path.parent)] == ["0o600", "0o700"]


def test_what_was_never_written_is_none(folder: Path) -> None:
    """With a folder and without one."""
    assert read_place(folder, SESSION) is None
    folder.mkdir()
    assert read_place(folder, SESSION) is None


def test_one_changed_letter_anywhere_makes_it_none(folder: Path, written: Path) -> None:
    """Better nothing to go on with than somewhere else."""
    whole = written.read_bytes()
    assert read_place(folder, SESSION) == (PLACE, AT)
    for index in range(len(whole)):
        written.write_bytes(whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :])
        assert read_place(folder, SESSION) is None, index


def test_cut_short_anywhere_it_is_none(folder: Path, written: Path) -> None:
    """Whatever a disk made of it."""
    whole = written.read_bytes()
    for length in range(len(whole)):
        written.write_bytes(whole[:length])
        assert read_place(folder, SESSION) is None, length


@pytest.mark.parametrize(
    "content",
    [b"\0" * 4096, b"\xff\xfe{}", b"[]", b"null", b"7", b"[" * 100_000, b"9" * 5000, b'{"format": 1}'],
    ids=["zeros", "not UTF-8", "list", "null", "number", "deep", "long number", "no place"],
)
def test_a_foreign_file_is_none(folder: Path, written: Path, content: bytes) -> None:
    """Nor does it stop the start."""
    written.write_bytes(content)
    assert read_place(folder, SESSION) is None


def test_the_place_of_another_session_is_none(folder: Path, written: Path) -> None:
    """A copy under another name is not where that session stands."""
    shutil.copy(written, file_of(folder, OTHER))
    assert read_place(folder, OTHER) is None


def test_a_newer_format_is_none(folder: Path, written: Path) -> None:
    """What a later program means by it is not known here."""
    cells = json.loads(written.read_text())
    sign(written, cells)
    assert read_place(folder, SESSION) == (PLACE, AT)
    sign(written, {**cells, "format": 2})
    assert read_place(folder, SESSION) is None


def test_more_than_a_place_can_be_is_not_read(folder: Path, written: Path) -> None:
    """A sound file with a long tail of blanks."""
    whole = written.read_bytes()
    written.write_bytes(whole.ljust(SIZE_MAX_BYTES))
    assert read_place(folder, SESSION) == (PLACE, AT)
    written.write_bytes(whole.ljust(SIZE_MAX_BYTES + 1))
    assert read_place(folder, SESSION) is None


def as_folder(path: Path) -> None:
    """A folder in its place."""
    path.mkdir()


def as_link(path: Path) -> None:
    """A link to a sound file elsewhere."""
    write_place(path.parents[1] / "elsewhere", SESSION, PLACE, AT)
    path.symlink_to(file_of(path.parents[1] / "elsewhere"))


def as_pipe(path: Path) -> None:
    """A pipe that nobody writes to, which holds up whoever opens it."""
    os.mkfifo(path)


@pytest.mark.skipif(os.name != "posix", reason="made with POSIX calls")
@pytest.mark.parametrize("stand_in", [as_folder, as_link, as_pipe], ids=["folder", "link", "pipe"])
def test_what_is_no_file_is_none(folder: Path, written: Path, stand_in: Callable[[Path], None]) -> None:
    """And nobody waits for it."""
    written.unlink()
    stand_in(written)
    assert read_place(folder, SESSION) is None


@pytest.mark.parametrize("session_id", ["", "..", "../journal", SESSION.upper(), f"{SESSION}\n"])
def test_no_other_file_is_written_or_read(folder: Path, session_id: str) -> None:
    """Only the id of a session names a place."""
    assert read_place(folder, session_id) is None
    with pytest.raises(ValueError, match="not the id of a session"):
        write_place(folder, session_id, PLACE, AT)
    assert not folder.exists()


def spots(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value in ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, below in inner for spot in spots(below, (*path, key)))]


@IN_ONE_FOLDER
@given(st.data())
def test_a_signed_file_with_anything_in_it_is_a_place_or_none(folder: Path, data: st.DataObject) -> None:
    """Any value of another kind, by whomever: nothing is raised, and what comes back can be written."""
    write_place(folder, SESSION, PLACE, HandClock().moment())
    cells = json.loads(file_of(folder).read_text())
    *way, last = data.draw(st.sampled_from([spot for spot in spots(cells) if spot]))
    inner = cells
    for key in way:
        inner = inner[key]
    inner[last] = data.draw(JSON)
    sign(file_of(folder), cells)
    found = read_place(folder, SESSION)
    if found is not None:
        write_place(folder, SESSION, *found)
        assert read_place(folder, SESSION) == found
