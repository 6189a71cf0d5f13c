"""A saved, new or removed file is noticed by a look at the folder; the drafts of editors are not."""

import os
from pathlib import Path

import pytest

from backstay.catalogue.watching import trace, watched_paths
from tests.catalogue.conftest import Write


def test_a_folder_that_is_not_there_has_no_trace(tmp_path: Path) -> None:
    """Most people never write a file of their own."""
    assert trace(tmp_path / "routines") == frozenset()
    assert watched_paths(tmp_path / "routines") == ()


def test_every_change_of_a_file_changes_the_trace(tmp_path: Path, write: Write) -> None:
    """New, longer, saved again with the same length, and gone."""
    seen = [trace(tmp_path)]
    path = write("exercises/mine.yaml", "a: 1")
    seen.append(trace(tmp_path))
    write("exercises/mine.yaml", "a: 12")
    seen.append(trace(tmp_path))
    state = path.stat()
    write("exercises/mine.yaml", "a: 34")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    seen.append(trace(tmp_path))
    write("pictures/mine.png", "")
    seen.append(trace(tmp_path))
    assert len(set(seen)) == len(seen)
    path.unlink()
    (tmp_path / "pictures" / "mine.png").unlink()
    assert trace(tmp_path) == seen[0]


@pytest.mark.parametrize("name", ["exercises/.mine.yaml.swp", "exercises/deeper/mine.yaml", "schema/x.json"])
def test_what_is_not_read_leaves_no_trace(tmp_path: Path, write: Write, name: str) -> None:
    """An editor's draft is written over and over; nothing is to be read anew for it."""
    before = trace(tmp_path)
    write(name, "draft")
    assert trace(tmp_path) == before


def test_the_watcher_is_told_of_folders_and_files(tmp_path: Path, write: Write) -> None:
    """A folder tells of new names alone; a file that is written in place tells itself."""
    path = write("routines/mine.yaml", "a: 1")
    assert watched_paths(tmp_path) == (str(tmp_path), str(tmp_path / "routines"), str(path))
