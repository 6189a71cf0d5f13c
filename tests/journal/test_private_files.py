"""Files with personal entries: the owner's alone, whole or not there, and never half written."""

import stat
from pathlib import Path

import pytest

from backstay.journal.private_files import create_private, make_private_folder, write_private
from tests.fakes import no_room_on_disk


def test_text_is_written_for_the_owner_alone(tmp_path: Path) -> None:
    """An export is readable by nobody else, and holds what was given, letter by letter."""
    path = tmp_path / "export.csv"
    write_private(path, "Schmerz;äöü\r\n")
    assert path.read_bytes() == "Schmerz;äöü\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_text_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    """A second export replaces the first and leaves nothing beside it."""
    path = tmp_path / "export.json"
    write_private(path, "a longer first text")
    write_private(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert list(tmp_path.iterdir()) == [path]


def test_full_disk_keeps_the_older_text(tmp_path: Path) -> None:
    """When there is no room for the new text the old one stays, whole."""
    path = tmp_path / "export.json"
    write_private(path, "first")
    with no_room_on_disk(), pytest.raises(OSError, match="large"):
        write_private(path, "second")
    assert path.read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    """Making a file that is there changes nothing, and says so."""
    path = tmp_path / "journal.used"
    assert create_private(path, "first")
    assert not create_private(path, "second")
    assert path.read_text(encoding="utf-8") == "first"


def test_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    """A folder that the person has opened to others is theirs to keep so."""
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "new")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
