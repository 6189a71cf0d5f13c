"""The model of a disk forgets what a disk may forget, and keeps what was synced."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.private_files import create_private, make_private_folder, sync_folder, write_private
from tests.disk.model import Image, Luck
from tests.disk.recorder import Fault, Recorder, RefusedError, Trouble
from tests.disk.states import quick_folder


def left(recorder: Recorder, luck: Luck = Luck.NOTHING, seed: int = 0) -> Image:
    """What is on the disk when the power goes now."""
    disk = recorder.fresh_disk()
    for operation in recorder.operations:
        disk.do(operation)
    return disk.image(luck, random.Random(seed))


def draws(recorder: Recorder) -> list[Image]:
    """Many of the states that the disk may be left in."""
    return [left(recorder, Luck.SOME, seed) for seed in range(60)]


def test_what_was_never_synced_may_be_gone_or_there() -> None:
    """Neither the name nor the content can be relied on."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching():
            (folder / "a").write_text("words", encoding="utf-8")
    assert left(recorder) == {}
    assert left(recorder, Luck.ALL) == {"a": b"words"}
    assert {image.get("a") for image in draws(recorder)} == {None, b"", b"words"}


def test_a_synced_file_without_a_synced_folder_may_have_no_name() -> None:
    """The first sync of a file says nothing about the folder."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching(), open(folder / "a", "wb") as file:
            file.write(b"words")
            file.flush()
            os.fsync(file.fileno())
    assert {image.get("a") for image in draws(recorder)} == {None, b"words"}


def test_a_write_may_be_torn_between_sectors_and_nowhere_else() -> None:
    """512 bytes are there whole or not at all."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching():
            create_private(folder / "a", "-" * 2048)
            with open(folder / "a", "r+b") as file:
                file.write(b"+" * 2048)
    found = {bytes(image["a"] or b"") for image in draws(recorder)}
    assert {len(content) for content in found} == {2048}
    sectors = {content[k : k + 512] for content in found for k in range(0, 2048, 512)}
    assert sectors == {b"-" * 512, b"+" * 512}
    assert len(found) > 5


def test_a_renamed_file_is_the_old_or_the_new_one() -> None:
    """Neither is missing at any moment, and once it is said to be done it is the new one."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching():
            write_private(folder / "a", "old")
            first = len(recorder.operations)
            write_private(folder / "a", "new")
        assert left(recorder) == {"a": b"new"}
        del recorder.operations[-1]
        assert {image["a"] for image in draws(recorder)} == {b"old", b"new"}
        del recorder.operations[first:]
        assert left(recorder) == {"a": b"old"}


def test_a_folder_that_was_never_synced_takes_its_files_along() -> None:
    """However well they were synced themselves."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching():
            make_private_folder(folder / "new")
            create_private(folder / "new" / "a", "words")
            assert left(recorder) == {}
            sync_folder(folder)
        assert left(recorder) == {"new": None, "new/a": b"words"}


def test_a_second_name_is_as_good_as_the_first() -> None:
    """A file with two names stays under the other one when something else takes its place."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        with recorder.watching():
            create_private(folder / "a", "old")
            (folder / "other").mkdir()
            create_private(folder / "other" / "draft", "new")
            os.link(folder / "a", folder / "kept")
            sync_folder(folder)
            assert left(recorder) == {"a": b"old", "kept": b"old", "other": None, "other/draft": b"new"}
            (folder / "other" / "draft").replace(folder / "a")
            assert {(image["a"], image["kept"]) for image in draws(recorder)} == {
                (b"old", b"old"),
                (b"new", b"old"),
            }
            sync_folder(folder)
            shutil.rmtree(folder / "other")
            sync_folder(folder)
    assert left(recorder) == {"a": b"new", "kept": b"old"}


def test_what_stood_there_before_is_kept() -> None:
    """A disk is watched from a moment on; what is older is on it for good."""
    with quick_folder() as folder:
        (folder / "a").write_bytes(b"old")
        recorder = Recorder(folder)
        with recorder.watching():
            (folder / "a").unlink()
    assert left(recorder) == {"a": b"old"}
    assert left(recorder, Luck.ALL) == {}


def test_what_went_past_the_recorder_is_noticed() -> None:
    """A file written on another way would make every result worthless."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        (folder / "a").write_bytes(b"words")
        with pytest.raises(AssertionError):
            recorder.require_complete()


@pytest.mark.parametrize("lasts", [True, False])
def test_a_fault_hits_the_request_it_is_meant_for(lasts: bool) -> None:
    """The first request works, the second does not, and the third only when the fault is over."""
    with quick_folder() as folder:
        recorder = Recorder(folder)
        recorder.fault = Fault(Trouble.FULL, 2, lasts)
        with recorder.watching():
            (folder / "a").mkdir()
            with pytest.raises(RefusedError, match="No space left"):
                (folder / "b").mkdir()
            assert recorder.was_refused
            if lasts:
                with pytest.raises(RefusedError):
                    (folder / "c").mkdir()
            else:
                (folder / "c").mkdir()


def test_sqlite_is_spoken_to_as_python_s_own_module() -> None:
    """Rows, names, counts, copies and errors look to the program as they always do."""
    with quick_folder() as folder, Recorder(folder).watching():
        name = (folder / "some.db").as_uri()
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
            assert connection.execute("INSERT INTO t VALUES (:a, :b)", {"a": 1, "b": "x"}).rowcount == 1
            cursor = connection.execute("SELECT a, b FROM t WHERE a = ?", (1,))
            assert [column[0] for column in cursor.description] == ["a", "b"]
            assert cursor.fetchall() == [(1, "x")]
            with pytest.raises(sqlite3.IntegrityError) as failure:
                connection.execute("INSERT INTO t VALUES (1, 'y')")
            assert failure.value.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
            with pytest.raises(sqlite3.OperationalError, match="no such table"):
                connection.execute("SELECT * FROM u")
            with closing(sqlite3.connect(f"{name}-2", uri=True, isolation_level=None)) as copy:
                connection.backup(copy)
                assert copy.execute("SELECT * FROM t").fetchone() == (1, "x")


def test_a_fault_reaches_the_program_as_sqlite_reports_it(tmp_path: Path) -> None:
    """With the result code that SQLite's own layer would give."""
    recorder = Recorder(tmp_path)
    with recorder.watching():
        name = (tmp_path / "some.db").as_uri()
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE t (a)")
            for trouble, code in (
                (Trouble.FULL, sqlite3.SQLITE_FULL),
                (Trouble.CHANGING, sqlite3.SQLITE_IOERR),
            ):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO t VALUES (1)")
                # The way back is made with the first request, and written with the second.
                recorder.fault = Fault(trouble, 2, lasts=False)
                with pytest.raises(sqlite3.OperationalError) as failure:
                    connection.execute("COMMIT")
                assert failure.value.sqlite_errorcode & 0xFF == code
