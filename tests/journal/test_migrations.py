"""Every version of the file that was ever released opens, shows its entries, and can be written."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.history import Outcome
from backstay.journal.database import WRITING_PRAGMAS, marker_of, set_pragmas
from backstay.journal.journal import open_journal
from backstay.journal.migrations import APPLICATION_ID, CURRENT, MIGRATIONS, migrate, stored_version
from tests.fakes import HandClock
from tests.journal.stored import SHOWN, VERSIONS, Version, shown_by, stored_file


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_has_a_stored_file(version: Version) -> None:
    """A migration without a file of the version it leads to, and what it shows, is not finished."""
    assert stored_file(version).is_file()
    assert version in SHOWN
    with closing(sqlite3.connect(f"{stored_file(version).as_uri()}?mode=ro", uri=True)) as connection:
        stored = stored_version(connection)
        assert (stored >> 16, stored & 0xFFFF) == version
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("version", VERSIONS)
def test_stored_file_opens_as_the_present_version(path: Path, clock: HandClock, version: Version) -> None:
    """What was entered with an old version is shown by this one, and goes on."""
    path.parent.mkdir()
    shutil.copyfile(stored_file(version), path)
    marker_of(path).touch()
    with closing(open_journal(path, clock.moment)) as journal:
        assert (journal.notice, journal.is_writable) == (None, True)
        assert shown_by(journal) == SHOWN[version]
        (cut_off,) = journal.sessions.open()
        journal.sessions.end(cut_off.id, Outcome.ABANDONED, 0.0, clock.moment())
        assert journal.sessions.get(cut_off.id).outcome is Outcome.ABANDONED
    with closing(sqlite3.connect(path)) as connection:
        assert stored_version(connection) == CURRENT.user_version


def test_numbers_only_rise() -> None:
    """Each migration leads to a later version than the one before."""
    versions = [migration.user_version for migration in MIGRATIONS]
    assert versions == sorted(set(versions))


def test_migrating_twice_changes_nothing(path: Path, clock: HandClock) -> None:
    """A file of the present version stays as it is, byte for byte, when it is only opened."""
    open_journal(path, clock.moment).close()
    before = path.read_bytes()
    open_journal(path, clock.moment).close()
    assert path.read_bytes() == before


def test_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """All of a migration or nothing: a table in the way costs no half-made journal."""
    with closing(sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)) as connection:
        set_pragmas(connection, WRITING_PRAGMAS)
        connection.execute("CREATE TABLE pain (a)")
        with pytest.raises(sqlite3.OperationalError, match="pain already exists"):
            migrate(connection)
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("pain",)]
        assert stored_version(connection) == 0


def test_schema_that_is_not_ours_to_the_letter_is_not_written(path: Path, clock: HandClock) -> None:
    """A trigger that somebody added could change what is saved: such a file is only read."""
    open_journal(path, clock.moment).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER theirs AFTER INSERT ON pain BEGIN SELECT 1; END")
    with closing(open_journal(path, clock.moment)) as journal:
        assert not journal.is_writable
