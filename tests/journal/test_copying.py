"""A copy of a journal that is in use."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.domain.pain import PainScore
from backstay.journal.copying import copy_journal
from backstay.journal.health import examine
from backstay.journal.intake import CancelledError
from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock
from tests.journal.content import fill, view_of

ROOT = Path(__file__).parents[2]

# A row of its own with an id that is given.
ADD_A_MARK = (
    "INSERT INTO mark SELECT ?1, ?1, NULL, 0, at_utc, offset_min, zone, day, written_utc, checksum, 'x' "
    "FROM pain LIMIT 1"
)


@pytest.fixture
def filled(journal: Journal, clock: HandClock) -> Journal:
    fill(journal, clock)
    return journal


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copy.sqlite3"


@pytest.fixture
def large(path: Path, clock: HandClock) -> Path:
    """A journal of some megabytes, so that a copy takes several steps."""
    with closing(open_journal(path, clock.moment)) as journal:
        first, _ = journal.pain.add(PainScore(1), clock.moment())
    columns = (
        "entry, replaces, deleted, at_utc, offset_min, zone, day, written_utc, checksum, session_id, score"
    )
    others = "region, side, timing, recall, exercise_id, doing, qualities"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
            f"INSERT INTO pain (id, {columns}, {others}, note) "
            f"SELECT id || i, {columns}, {others}, hex(zeroblob(500)) FROM pain, n"
        )
    assert first.id
    return path


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM pain").fetchone()[0])


def test_a_copy_shows_what_the_journal_shows(
    filled: Journal, path: Path, target: Path, clock: HandClock
) -> None:
    """Entry for entry, and as private."""
    copy_journal(path, target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert examine(target).is_sound
    with closing(open_journal(target, clock.moment)) as copied:
        assert view_of(copied) == view_of(filled)


@pytest.mark.usefixtures("filled")
def test_a_copy_is_its_owners_alone_whatever_the_system_allows(path: Path, target: Path) -> None:
    """Private from its first byte, not made private at the end."""
    seen: list[int] = []

    def look(_pages: int) -> bool:
        seen.append(target.stat().st_mode & 0o777)
        return True

    before = os.umask(0)
    try:
        copy_journal(path, target, look)
    finally:
        os.umask(before)
    assert set(seen) == {0o600}
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("filled")
def test_what_stands_there_is_not_written_over(path: Path, target: Path) -> None:
    """A former copy may be the only good one."""
    target.write_text("mine")
    with pytest.raises(NotSavedError, match="there already"):
        copy_journal(path, target)
    assert target.read_text() == "mine"


def test_without_a_journal_nothing_is_made(path: Path, target: Path) -> None:
    """An empty copy would pass for a copy of an empty journal."""
    with pytest.raises(JournalError, match="no journal"):
        copy_journal(path, target)
    assert not target.exists()
    assert not path.exists()


def test_a_file_that_is_no_journal_leaves_nothing(path: Path, target: Path) -> None:
    """What SQLite cannot read is said to be damaged, by its own name."""
    path.parent.mkdir()
    path.write_bytes(b"x" * 9000)
    with pytest.raises(JournalError, match="damaged") as refusal:
        copy_journal(path, target)
    assert refusal.value.where == str(path)
    assert [*target.parent.glob("copy*")] == []


def test_cancelling_leaves_nothing(large: Path, target: Path) -> None:
    """At any step of it."""
    for wanted in range(3):
        steps: list[int] = []

        def is_wanted(pages: int, steps: list[int] = steps, wanted: int = wanted) -> bool:
            steps.append(pages)
            return len(steps) <= wanted

        with pytest.raises(CancelledError):
            copy_journal(large, target, is_wanted)
        assert [*target.parent.glob("copy*")] == []


@pytest.mark.usefixtures("filled")
def test_a_folder_that_refuses_is_told(path: Path, tmp_path: Path) -> None:
    """In the system's words, with the name of the copy."""
    with pytest.raises(NotSavedError, match="Not saved") as refusal:
        copy_journal(path, tmp_path / "nowhere" / "copy.sqlite3")
    assert "nowhere" in refusal.value.where


def test_a_disk_that_fills_up_is_told_and_leaves_nothing(large: Path, tmp_path: Path) -> None:
    """The limit stands for a full disk: the copy goes, the journal stays as it is."""
    before = large.read_bytes()
    source = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from backstay.journal.copying import copy_journal\n"
        "from backstay.domain.errors import NotSavedError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "try: copy_journal(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except NotSavedError as error: print(error.what, error.where)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", source, str(large), str(tmp_path / "copy.sqlite3")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout.startswith("Not saved: ")
    assert told.stdout.strip().endswith("copy.sqlite3")
    assert [*tmp_path.glob("copy*")] == []
    assert large.read_bytes() == before


def test_who_writes_meanwhile_is_not_held_up_and_the_copy_is_one_state(large: Path, target: Path) -> None:
    """A second connection adds rows all through the copy, almost without a pause."""
    waits_s: list[float] = []
    is_over = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(large, isolation_level=None, timeout=5)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            while not is_over.is_set():
                began_s = time.perf_counter()
                connection.execute(ADD_A_MARK, (str(len(waits_s)),))
                waits_s.append(time.perf_counter() - began_s)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not waits_s:
            assert writer.is_alive()
        before = len(waits_s)
        copy_journal(large, target)
        after = len(waits_s)
    finally:
        is_over.set()
        writer.join()
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert before <= connection.execute("SELECT count(*) FROM mark").fetchone()[0] <= after + 1
    assert rows(target) == 3001
    assert max(waits_s) < 1.0


def test_writes_between_all_steps_do_not_keep_it_from_its_end(large: Path, target: Path) -> None:
    """Each of them begins the copy anew; after some it is taken in one go."""
    with closing(sqlite3.connect(large, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        steps: list[int] = []

        def write(pages: int) -> bool:
            steps.append(pages)
            connection.execute(ADD_A_MARK, (str(len(steps)),))
            return True

        copy_journal(large, target, write)
    assert 2 < len(steps) < 100
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT count(*) FROM mark").fetchone()[0] == len(steps) - 1


def test_a_journal_that_is_locked_for_good_is_told(filled: Journal, path: Path, target: Path) -> None:
    """Nobody waits for ever for a program that hangs in the middle of a write."""
    assert filled.is_writable
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="another program"):
            copy_journal(path, target)
    assert not target.exists()


def test_a_write_that_was_cut_off_is_not_in_the_copy(large: Path, target: Path) -> None:
    """A program was killed in the middle of a write: what it had not finished is taken back first."""
    source = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 2')\n"
        "connection.execute('BEGIN')\n"
        "connection.execute('DROP TRIGGER pain_no_delete')\n"
        "connection.execute('DELETE FROM pain WHERE rowid > 5')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", source, str(large)], check=False)
    assert large.with_name(f"{large.name}-journal").exists()
    copy_journal(large, target)
    assert rows(target) == 3001
    assert not large.with_name(f"{large.name}-journal").exists()
