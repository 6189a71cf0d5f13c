"""Folders and files that a person may not look into: told by name, and nothing else is lost for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.catalogue.validation import check_files
from backstay.catalogue.watching import trace
from tests.rights import folder_for_all, without_rights


@pytest.fixture
def user() -> Iterator[Path]:
    """A folder of routines that any user of the computer can get at."""
    with folder_for_all() as folder:
        # What is imported late has to be there before: nobody may not read the folders of the superuser.
        check_files([put(folder / "exercises" / "warm.yaml", "fromat: 1")], folder)
        (folder / "exercises" / "warm.yaml").unlink()
        yield folder


def put(path: Path, text: str) -> Path:
    """The file at ``path``, with ``text`` in it, to be read by all."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.parent.chmod(0o755)
    path.chmod(0o644)
    return path


def test_a_closed_folder_of_pictures_takes_no_exercise_away(user: Path, bridge: str) -> None:
    """That the picture is not there is told; the program starts."""
    put(user / "exercises" / "bridge.yaml", bridge + "picture: a.png\n")
    put(user / "pictures" / "a.png", "")
    with without_rights(user / "pictures"):
        library = load_library(user / "shipped", user)
        assert list(library.exercises) == ["bridge"]
        assert library.picture_of(library.exercises["bridge"]) is None
    assert [problem.message for problem in library.problems] == ["there is no such picture"]


def test_a_closed_folder_is_told_beside_what_could_be_read(user: Path, bridge: str) -> None:
    """Else nobody would know that files in it were not looked at."""
    put(user / "exercises" / "bridge.yaml", bridge)
    closed = put(user / "closed" / "other.yaml", bridge).parent
    with without_rights(closed):
        told = check_files([user], user / "shipped")
        inside = check_files([closed / "other.yaml", user / "exercises"], user / "shipped")
    assert [(file.path.name, len(file.problems)) for file in told] == [("closed", 1), ("bridge.yaml", 0)]
    assert [problem.message for problem in told[0].problems] == [
        "this folder cannot be opened: Permission denied"
    ]
    assert [(file.path.name, len(file.problems)) for file in inside] == [
        ("other.yaml", 1),
        ("bridge.yaml", 0),
    ]


def test_a_link_that_leads_in_a_circle_hides_no_other_file(user: Path, bridge: str) -> None:
    """It is told like any file that cannot be opened, and what is saved beside it is noticed."""
    path = put(user / "exercises" / "bridge.yaml", bridge)
    for name in ("a-loop.yaml", "z-loop.yaml"):
        path.with_name(name).symlink_to(name)
    library = load_library(user / "shipped", user)
    assert list(library.exercises) == ["bridge"]
    assert [Path(problem.file).name for problem in library.problems] == ["a-loop.yaml", "z-loop.yaml"]
    assert [Path(seen).name for seen, _, _ in trace(user)] == ["bridge.yaml"]
