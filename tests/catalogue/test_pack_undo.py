"""An import can be taken back: what was new goes, what was replaced is there again."""

from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.catalogue.pack_import import Imported, import_pack, plan_import, take_back
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.pack_write import write_pack
from backstay.domain.errors import BackstayError, InputError
from backstay.resources import routines_dir
from tests.catalogue.conftest import BRIDGE, SHORT, Write
from tests.fakes import no_room_on_disk


@pytest.fixture
def imported(tmp_path: Path, write: Write) -> Imported:
    """A routine and an exercise from somebody, the exercise in place of one's own."""
    write("theirs/exercises/bridge.yaml", BRIDGE)
    write("theirs/routines/short.yaml", SHORT)
    write("user/exercises/bridge.yaml", BRIDGE.replace("reps: 10", "reps: 4"))
    theirs = load_library(routines_dir(), tmp_path / "theirs")
    path = write_pack(tmp_path / "short.backstay", ["short"], theirs)
    library = load_library(routines_dir(), tmp_path / "user")
    plan = plan_import(read_pack(path, library.exercises), library, tmp_path / "user")
    return import_pack(plan, [("exercise", "bridge")])


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_taking_back_leaves_what_was_there_before(tmp_path: Path, imported: Imported) -> None:
    """The person's own version is there again, byte for byte, and nothing else."""
    assert files(tmp_path / "user") == {"exercises/bridge.yaml": BRIDGE, "routines/short.yaml": SHORT}
    take_back(imported)
    assert files(tmp_path / "user") == {"exercises/bridge.yaml": BRIDGE.replace("reps: 10", "reps: 4")}


def test_what_the_person_changed_since_is_not_lost(tmp_path: Path, write: Write, imported: Imported) -> None:
    """An undo never takes away later work; it says why it did nothing."""
    write("user/routines/short.yaml", SHORT + "\n# my own line\n")
    before = files(tmp_path / "user")
    with pytest.raises(InputError, match="changed since"):
        take_back(imported)
    assert files(tmp_path / "user") == before


def test_a_full_disk_takes_nothing_back(tmp_path: Path, imported: Imported) -> None:
    """All of it or nothing, as with the import itself."""
    before = files(tmp_path / "user")
    with no_room_on_disk(), pytest.raises(BackstayError):
        take_back(imported)
    assert files(tmp_path / "user") == before
