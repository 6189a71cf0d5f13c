"""The folders that a person finds, and the help for an editor beside them."""

from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.catalogue.user_folder import copy_to_own, prepare_user_folder
from backstay.domain.errors import BackstayError, InputError
from tests.fakes import no_room_on_disk

ROUTINES = Path(__file__).parents[2] / "routines"


def test_everything_has_its_place(tmp_path: Path) -> None:
    """Folders for their owner alone, and the schemas of this version; nothing of it is a fault."""
    user = tmp_path / "data" / "routines"
    prepare_user_folder(user, ROUTINES)
    assert sorted(path.name for path in user.iterdir()) == ["exercises", "pictures", "routines", "schema"]
    assert {path.stat().st_mode & 0o777 for path in user.iterdir()} == {0o700}
    schemas = {path.name: path.read_bytes() for path in (user / "schema").iterdir()}
    assert schemas == {path.name: path.read_bytes() for path in (ROUTINES / "schema").iterdir()}
    assert load_library(ROUTINES, user).problems == load_library(ROUTINES).problems


def test_only_a_schema_that_changed_is_written(tmp_path: Path) -> None:
    """A start touches nothing; after an update the new format counts."""
    prepare_user_folder(tmp_path, ROUTINES)
    same, old = sorted((tmp_path / "schema").iterdir())
    old.write_text("{}")
    before = same.stat().st_ino
    prepare_user_folder(tmp_path, ROUTINES)
    assert same.stat().st_ino == before
    assert old.read_bytes() == (ROUTINES / "schema" / old.name).read_bytes()


def test_what_the_person_wrote_stays(tmp_path: Path) -> None:
    """Files of their own are not looked at."""
    own = tmp_path / "exercises" / "mine.yaml"
    own.parent.mkdir()
    own.write_text("x")
    prepare_user_folder(tmp_path, ROUTINES)
    assert own.read_text() == "x"


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    """In words; who calls it goes on without."""
    (tmp_path / "schema" / "exercise.schema.json").mkdir(parents=True)
    with pytest.raises(BackstayError, match="help for editors"):
        prepare_user_folder(tmp_path, ROUTINES)
    (tmp_path / "file").write_text("")
    with pytest.raises(BackstayError, match="could not be made"):
        prepare_user_folder(tmp_path / "file", ROUTINES)


def test_a_copy_counts_in_place_of_what_is_shipped(tmp_path: Path) -> None:
    """And a file of the person's own is never written over."""
    prepare_user_folder(tmp_path, ROUTINES)
    shipped = ROUTINES / "routines" / "desk-reset.yaml"
    copy = copy_to_own(shipped, tmp_path)
    assert copy.read_text("utf-8") == shipped.read_text("utf-8")
    library = load_library(ROUTINES, tmp_path)
    assert library.is_own("routines", "desk-reset")
    assert library.overridden == ("desk-reset",)
    copy.write_text("mine", "utf-8")
    with pytest.raises(InputError, match="already"):
        copy_to_own(shipped, tmp_path)
    assert copy.read_text("utf-8") == "mine"


def test_no_room_for_a_copy_leaves_none(tmp_path: Path) -> None:
    """Half a file would be one with faults."""
    prepare_user_folder(tmp_path, ROUTINES)
    with no_room_on_disk(), pytest.raises(BackstayError, match="The copy was not made"):
        copy_to_own(ROUTINES / "routines" / "desk-reset.yaml", tmp_path)
    assert list((tmp_path / "routines").iterdir()) == []
