"""Where files are kept, and that they are private."""

import os
from pathlib import Path

import pytest

from backstay.domain.errors import BackstayError
from backstay.paths import find_paths
from backstay.private_files import make_private_folder, write_private


def test_a_chosen_folder_holds_everything(tmp_path: Path) -> None:
    """With --data-dir nothing is written anywhere else."""
    paths = find_paths(tmp_path / "mine", environ={})
    places = (
        paths.data,
        paths.journal,
        paths.places,
        paths.user_routines,
        paths.settings,
        paths.window,
        paths.logs,
    )
    assert all(place.is_relative_to(tmp_path / "mine") for place in places)
    assert len(set(places)) == len(places)


def test_the_variable_serves_where_the_option_is_not_given(tmp_path: Path) -> None:
    """BACKSTAY_DATA_DIR is the option for a whole shell; the option itself goes before it."""
    environ = {"BACKSTAY_DATA_DIR": str(tmp_path / "variable")}
    assert find_paths(None, environ).data == tmp_path / "variable"
    assert find_paths(tmp_path / "option", environ).data == tmp_path / "option"


def test_without_a_choice_the_systems_places_serve(empty_home: Path) -> None:
    """Data, settings and logs stand where the system keeps such things, under the home folder."""
    paths = find_paths(None, environ={})
    assert paths.journal.is_relative_to(empty_home)
    assert paths.journal.parent.name == "backstay"


def test_finding_creates_nothing(tmp_path: Path) -> None:
    """`backstay paths` leaves no trace."""
    find_paths(tmp_path / "mine", environ={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_folders_are_closed_to_others(tmp_path: Path) -> None:
    """Every folder on the way is 0700, whatever the umask."""
    before = os.umask(0)
    try:
        paths = find_paths(tmp_path / "a" / "b", environ={})
        paths.create()
    finally:
        os.umask(before)
    made = [tmp_path / "a", tmp_path / "a" / "b", paths.user_routines, paths.logs]
    assert [oct(folder.stat().st_mode & 0o777) for folder in made] == ["0o700"] * len(made)


def test_a_folder_that_cannot_be_made_is_said_in_plain_words(tmp_path: Path) -> None:
    """The path and the way out stand in the message."""
    (tmp_path / "file").touch()
    with pytest.raises(BackstayError) as caught:
        make_private_folder(tmp_path / "file" / "data")
    assert str(tmp_path / "file") in caught.value.where
    assert "--data-dir" in caught.value.mend


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_written_file_is_private_and_whole(tmp_path: Path) -> None:
    """0600, the new content, and nothing left beside it."""
    before = os.umask(0)
    try:
        write_private(tmp_path / "f", "old")
        write_private(tmp_path / "f", "new\n")
    finally:
        os.umask(before)
    assert (tmp_path / "f").read_bytes() == b"new\n"
    assert oct((tmp_path / "f").stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Half a text that cannot be encoded does not replace a whole one."""
    write_private(tmp_path / "f", "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(tmp_path / "f", "new\ud800")
    assert (tmp_path / "f").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
