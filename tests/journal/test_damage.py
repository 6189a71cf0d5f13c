"""Damaged, foreign, newer, vanished, protected: said in plain words, shown if possible, never replaced."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.journal.database import marker_of, open_database
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journal.content import NECK, View, fill, view_of
from tests.rights import folder_for_all

PAGE = 4096


@pytest.fixture
def kept(path: Path, clock: HandClock) -> View:
    """What a journal shows that stands at ``path``, closed."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
        return view_of(journal)


def seen(path: Path, clock: HandClock) -> tuple[View | None, str | None]:
    """What can be seen of the journal, None when it is refused, and the notice or the refusal."""
    try:
        with closing(open_journal(path, clock.moment)) as journal:
            return view_of(journal), journal.notice
    except JournalError as error:
        return None, error.what


def assert_read_only(path: Path, clock: HandClock, kept: View, words: str) -> None:
    before = path.read_bytes()
    with closing(open_journal(path, clock.moment)) as journal:
        assert view_of(journal) == kept
        assert not journal.is_writable
        assert words in (journal.notice or "")
        with pytest.raises(NotSavedError, match=words):
            journal.pain.add(NECK, clock.moment())
    assert path.read_bytes() == before


def test_newer_journal_is_shown_and_not_written(path: Path, clock: HandClock, kept: View) -> None:
    """A file of a later version, with a column this one does not know, can still be read."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE pain ADD COLUMN mood TEXT")
        connection.execute(f"PRAGMA user_version = {2 << 16}")
    assert_read_only(path, clock, kept, "newer version")


@pytest.mark.parametrize(
    "change",
    ["DROP TABLE pain", "ALTER TABLE step RENAME checksum TO seal", "ALTER TABLE step RENAME name TO Name"],
)
def test_newer_journal_of_another_shape_is_refused(
    path: Path, clock: HandClock, kept: View, change: str
) -> None:
    """A later file that this version cannot make out is refused, not guessed at."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.execute(f"PRAGMA user_version = {2 << 16}")
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer version"):
        open_journal(path, clock.moment)
    assert kept.pain
    assert path.read_bytes() == before


def test_file_of_another_program_is_refused(path: Path, clock: HandClock) -> None:
    """An SQLite file that is not ours is left alone."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not a Backstay journal"):
        open_journal(path, clock.moment)
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", [1, 99, 100, 5000])
def test_random_bytes_are_refused(path: Path, clock: HandClock, size: int) -> None:
    """Noise is called damaged and stays what it is."""
    path.parent.mkdir()
    noise = random.Random(size).randbytes(size)
    path.write_bytes(noise)
    with pytest.raises(JournalError, match="damaged") as refusal:
        open_journal(path, clock.moment)
    assert refusal.value.where == str(path)
    assert path.read_bytes() == noise


def test_empty_file_after_use_is_damage(path: Path, clock: HandClock, kept: View) -> None:
    """A journal that was cut to nothing is no first start: the person is told."""
    path.write_bytes(b"")
    assert seen(path, clock) == (None, "The journal file is damaged: it is empty.")
    assert path.read_bytes() == b""
    assert kept.pain


def test_vanished_file_after_use_is_damage(path: Path, clock: HandClock, kept: View) -> None:
    """A journal that is gone is not replaced by an empty one."""
    path.unlink()
    assert seen(path, clock) == (None, "The journal file is gone.")
    assert not path.exists()
    assert kept.pain


def test_first_start_that_was_cut_off_is_done_again(path: Path, clock: HandClock) -> None:
    """An empty file that was never used is the beginning of a journal."""
    path.parent.mkdir()
    path.touch()
    with closing(open_journal(path, clock.moment)) as journal:
        entry, _ = journal.pain.add(NECK, clock.moment())
        assert journal.pain.between() == (entry,)


def test_marker_comes_back_when_it_was_removed(path: Path, clock: HandClock, kept: View) -> None:
    """The guard against an empty journal is renewed at every start."""
    marker_of(path).unlink()
    assert seen(path, clock) == (kept, None)
    assert marker_of(path).exists()


def test_file_cut_at_any_length_never_shows_less_in_silence(path: Path, clock: HandClock, kept: View) -> None:
    """However much of the file is missing, the person is told, and what is left stays as it is."""
    whole = path.read_bytes()
    for size in range(PAGE // 2, len(whole), PAGE // 2):
        path.write_bytes(whole[:size])
        view, words = seen(path, clock)
        assert view != kept or words
        assert words
        assert path.read_bytes() == whole[:size]


def test_flipped_bits_never_show_something_wrong_in_silence(path: Path, clock: HandClock, kept: View) -> None:
    """Of 300 single flipped bits none crashes the program or changes an entry unnoticed."""
    whole = path.read_bytes()
    dice = random.Random(20261122)
    noticed = 0
    for _ in range(300):
        damaged = bytearray(whole)
        damaged[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        path.write_bytes(damaged)
        view, words = seen(path, clock)
        assert view == kept or words
        noticed += words is not None
    assert noticed


def test_changed_letter_costs_its_row_alone(path: Path, clock: HandClock, kept: View) -> None:
    """A note that is not what was written is left out and counted; all the rest is shown."""
    text = path.read_bytes()
    for damaged in (b"zieHend", b"zieh\xffnd"):
        path.write_bytes(text.replace(b"ziehend", damaged))
        view, words = seen(path, clock)
        assert view is not None
        assert view.sessions == kept.sessions
        assert view.pain == tuple(e for e in kept.pain if e.pain != NECK)
        assert words == "1 entry is damaged and not shown; nothing was removed from the file."


def test_journal_that_grows_while_it_is_opened_is_not_damage(
    path: Path, clock: HandClock, kept: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program may write between any two looks at the file."""
    look = Path.stat
    grown: list[int] = []

    def look_then_grow(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = look(self, follow_symlinks=follow_symlinks)
        with closing(sqlite3.connect(path, timeout=0)) as other, suppress(sqlite3.OperationalError):
            for number in range(len(grown) + 2):
                other.execute(f"CREATE TABLE growing{number} (text)")
            for number in range(len(grown) + 2):
                other.execute(f"DROP TABLE growing{number}")
            grown.append(found.st_size)
        return found

    with monkeypatch.context() as during:
        during.setattr(Path, "stat", look_then_grow)
        journal = open_journal(path, clock.moment)
    with closing(journal):
        assert (journal.is_writable, view_of(journal)) == (True, kept)
    assert path.stat().st_size > grown[0]


def test_step_that_lost_its_session_is_missed(path: Path, clock: HandClock, kept: View) -> None:
    """A step whose session cannot be told any more is counted, though no session would ask for it."""
    with closing(open_database(path)) as database:
        row = database.rows("SELECT checksum, session_id FROM step")[0]
    stored = f"{row['checksum']}{row['session_id']}".encode()
    path.write_bytes(path.read_bytes().replace(stored, stored[:-1] + b"x"))
    view, words = seen(path, clock)
    assert view is not None
    assert sum(len(session.steps) for session in view.sessions) == 1
    assert words == "1 entry is damaged and not shown; nothing was removed from the file."
    assert view.pain == kept.pain


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user of the computer can get at."""
    with folder_for_all() as folder:
        yield folder


def test_protected_journal_is_shown_and_not_written(open_folder: Path, clock: HandClock) -> None:
    """A person who may read the file and not write it sees it, and is told that nothing is saved."""
    path = open_folder / "journal.sqlite3"
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
        entries = len(view_of(journal).pain)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    program = [sys.executable, "-m", "tests.journal.visitor", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(program, env=environment, capture_output=True, check=True, timeout=60)
    open_folder.chmod(0o755)
    found = json.loads(result.stdout)
    assert found == {
        "entries": entries,
        "notice": "The journal is open for reading only. The file or its folder is write-protected; "
        "allow writing to both to add to it.",
        "saving": "NotSavedError",
    }
