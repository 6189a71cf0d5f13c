"""Opening the journal: the settings that keep entries safe, the files it makes, and its refusals."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.domain.pain import PainScore
from backstay.journal.database import WRITING_PRAGMAS, Database, marker_of, open_database, set_pragmas
from backstay.journal.journal import Journal, open_journal, unavailable_journal
from tests.fakes import HandClock, no_room_on_disk
from tests.journal.content import NECK, fill, view_of


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(open_database(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
    ],
)
def test_settings_are_in_force_where_it_is_written(database: Database, pragma: str, value: object) -> None:
    """The connection that saves entries has each setting that the architecture names."""
    with database.writing() as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_setting_that_does_not_hold_is_refused() -> None:
    """When another value comes back than the one wanted, nothing is written with it."""
    weakened = [
        (name, "NORMAL" if name == "synchronous" else value, wanted)
        for name, value, wanted in WRITING_PRAGMAS[1:]
    ]
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(JournalError) as refusal:
        set_pragmas(connection, weakened)
    assert refusal.value.where == "synchronous is 1"


def test_journal_mode_that_cannot_be_had_is_refused() -> None:
    """A file that cannot have a rollback journal is no place for entries."""
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(JournalError, match="keeps entries"),
    ):
        set_pragmas(connection, WRITING_PRAGMAS)


def test_files_are_the_owners_alone(journal: Journal, path: Path) -> None:
    """Folder 0700, journal and marker 0600, whatever the umask."""
    assert journal.is_writable
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (path.parent, path, marker_of(path))]
    assert modes == [0o700, 0o600, 0o600]


def test_first_start_makes_missing_folders(tmp_path: Path, clock: HandClock) -> None:
    """The journal is made with every folder on the way to it, its own for the owner alone."""
    deep = tmp_path / "a" / "b" / "journal.sqlite3"
    with closing(open_journal(deep, clock.moment)) as journal:
        assert journal.is_writable
    assert stat.S_IMODE(deep.parent.stat().st_mode) == 0o700


def test_existing_folder_keeps_its_permissions(tmp_path: Path, clock: HandClock) -> None:
    """A folder that the person has opened to others is theirs to keep so; the journal is not opened."""
    tmp_path.chmod(0o755)
    with closing(open_journal(tmp_path / "journal.sqlite3", clock.moment)):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
        assert stat.S_IMODE((tmp_path / "journal.sqlite3").stat().st_mode) == 0o600


def test_place_that_cannot_hold_a_journal_is_said(tmp_path: Path, clock: HandClock) -> None:
    """A file where the folder should be is named, and the way out with it."""
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    with pytest.raises(JournalError) as refusal:
        open_journal(tmp_path / "data" / "journal.sqlite3", clock.moment)
    assert "could not be opened or made" in refusal.value.what
    assert refusal.value.where == str(tmp_path / "data")
    assert "--data-dir" in refusal.value.mend


def test_rows_can_neither_be_changed_nor_removed(path: Path, clock: HandClock) -> None:
    """The file itself is append-only: no program may rewrite what was saved."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
    with closing(open_database(path)) as database:
        for table in ("session", "step", "pain"):
            for statement in (f"UPDATE {table} SET zone = ''", f"DELETE FROM {table}"):
                with pytest.raises(JournalError, match="append-only"), database.writing() as connection:
                    connection.execute(statement)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("score", 11),
        ("score", -1),
        ("score", "high"),
        ("region", "knee"),
        ("side", "top"),
        ("timing", "later"),
        ("recall", "ever"),
        ("deleted", 2),
        ("offset_min", 1440),
        ("checksum", "short"),
        ("note", None),
    ],
)
def test_file_refuses_what_the_domain_does_not_know(
    path: Path, clock: HandClock, column: str, value: object
) -> None:
    """A value outside the scale or the lists cannot get into the file by any way."""
    with closing(open_journal(path, clock.moment)) as journal:
        journal.pain.add(NECK, clock.moment())
    with closing(open_database(path)) as database:
        row = database.rows("SELECT * FROM pain")[0] | {"id": "new", "entry": "new", column: value}
        marks = ", ".join(f":{name}" for name in row)
        with pytest.raises(JournalError, match="refused"), database.writing() as connection:
            connection.execute(f"INSERT INTO pain ({', '.join(row)}) VALUES ({marks})", row)


def test_failed_block_leaves_nothing_behind(database: Database) -> None:
    """An error inside a transaction takes all of it back, and the next one works."""
    with pytest.raises(ZeroDivisionError):
        _break_off(database)
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []
    with database.writing() as connection:
        connection.execute("CREATE TABLE whole (a)")
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'whole'") == [{"name": "whole"}]


def _break_off(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("CREATE TABLE half (a)")
        raise ZeroDivisionError


def test_write_of_another_program_is_noticed_once(journal: Journal, path: Path, clock: HandClock) -> None:
    """Two windows on one journal: the other's write is noticed, one's own is not."""
    with closing(open_journal(path, clock.moment)) as other:
        journal.pain.add(NECK, clock.moment())
        assert not journal.changed_elsewhere()
        entry, _ = other.pain.add(PainScore(1), clock.moment())
        assert journal.changed_elsewhere()
        assert not journal.changed_elsewhere()
        assert entry in journal.pain.between()


def test_full_disk_costs_the_entry_and_nothing_else(journal: Journal, path: Path, clock: HandClock) -> None:
    """What cannot be saved is said to be not saved; what was saved stays; a retry works."""
    fill(journal, clock)
    before = view_of(journal)
    with no_room_on_disk(), pytest.raises(NotSavedError) as failure:
        journal.pain.add(NECK, clock.moment())
    assert failure.value.what.startswith("Not saved: ")
    assert failure.value.mend
    assert view_of(journal) == before
    entry, _ = journal.pain.add(NECK, clock.moment())
    assert entry in journal.pain.between()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_journal_that_could_not_be_opened_is_empty_and_saves_nothing(clock: HandClock) -> None:
    """The program runs without its journal, says why, and claims nothing."""
    error = JournalError("The journal file is damaged.", where="/somewhere/journal.sqlite3")
    with closing(unavailable_journal(error, clock.moment)) as journal:
        assert not journal.is_writable
        assert journal.notice == "The journal file is damaged. Nothing can be saved."
        assert (journal.pain.between(), journal.sessions.between()) == ((), ())
        with pytest.raises(NotSavedError, match="damaged"):
            journal.pain.add(NECK, clock.moment())


def test_what_is_no_file_is_called_so(path: Path, clock: HandClock) -> None:
    """A folder in the journal's place is not the fault of the disk."""
    path.parent.mkdir(exist_ok=True)
    path.mkdir()
    with pytest.raises(JournalError, match="not a file") as caught:
        open_journal(path, clock.moment)
    assert caught.value.mend


def test_an_empty_stand_in_says_what_mends_it(clock: HandClock) -> None:
    """Whoever shows the notice has no other line to show."""
    error = JournalError("It is gone.", where="/somewhere", mend="put it back")
    with closing(unavailable_journal(error, clock.moment)) as journal:
        assert journal.notice == "It is gone. Nothing can be saved. To mend it: put it back."
