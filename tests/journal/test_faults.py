"""SQLite's own errors, provoked for real, in words a person can act on."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.journal.faults import reported


def _fill_the_disk(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("PRAGMA max_page_count = 3")
        connection.execute("INSERT INTO t VALUES (zeroblob(50000))")


def _write_while_another_does(path: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as first,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as second,
    ):
        first.execute("BEGIN IMMEDIATE")
        second.execute("BEGIN IMMEDIATE")


def _write_what_is_read_only(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("INSERT INTO t VALUES (1)")


def _open_a_folder(path: Path) -> None:
    path.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM sqlite_master")


def _read_noise(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM sqlite_master")


OBSTACLES = [
    (_fill_the_disk, "no room left"),
    (_write_while_another_does, "another program"),
    (_write_what_is_read_only, "cannot be written"),
    (_open_a_folder, "could not be opened"),
]


@pytest.mark.parametrize(("provoke", "words"), OBSTACLES)
def test_obstacle_to_saving_may_be_tried_again(
    tmp_path: Path, provoke: Callable[[Path], None], words: str
) -> None:
    """Full, busy, read-only: not saved, why, and what to do; the file is named."""
    path = tmp_path / "some.db"
    with pytest.raises(NotSavedError, match=f"Not saved: .*{words}") as failure, reported(path, saving=True):
        provoke(path)
    assert failure.value.where == str(path)
    assert failure.value.mend.endswith("try again")


@pytest.mark.parametrize(("provoke", "words"), OBSTACLES)
def test_obstacle_to_reading_is_not_called_unsaved(
    tmp_path: Path, provoke: Callable[[Path], None], words: str
) -> None:
    """Where nothing was to be saved, nobody is told that something was not."""
    with pytest.raises(JournalError, match=words) as failure, reported(tmp_path, saving=False):
        provoke(tmp_path / "some.db")
    assert not isinstance(failure.value, NotSavedError)


@pytest.mark.parametrize("saving", [True, False])
def test_damage_is_not_to_be_tried_again(tmp_path: Path, saving: bool) -> None:
    """A damaged file is called damaged, and the advice is to keep it."""
    with pytest.raises(JournalError, match="damaged") as failure, reported(tmp_path, saving=saving):
        _read_noise(tmp_path / "some.db")
    assert not isinstance(failure.value, NotSavedError)
    assert "keep the file" in failure.value.mend


def test_misuse_stays_a_fault_of_the_program(tmp_path: Path) -> None:
    """Our own mistakes are not dressed up as trouble with the person's disk."""
    connection = sqlite3.connect(":memory:")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), reported(tmp_path, saving=True):
        connection.execute("SELECT 1")
