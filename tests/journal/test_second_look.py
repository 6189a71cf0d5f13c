"""The look at the whole file that a start does not wait for: no write comes before it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock
from tests.journal.content import NECK, fill, view_of

PAGE = 4096
READ_ONLY = "The journal is open for reading only. The file is damaged; a backup copy can take its place."


@pytest.fixture
def damaged(path: Path, clock: HandClock) -> Path:
    """A journal in which only the look at every page finds the damage: a free list that leads astray."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE wide (text)")
        connection.execute("INSERT INTO wide VALUES (zeroblob(40000))")
        connection.execute("DROP TABLE wide")
        connection.commit()
    content = bytearray(path.read_bytes())
    trunk = int.from_bytes(content[32:36], "big")
    # The first of the free pages that the trunk page lists is page 2, which a table lives on.
    content[(trunk - 1) * PAGE + 8 : (trunk - 1) * PAGE + 12] = (2).to_bytes(4, "big")
    path.write_bytes(content)
    return path


@contextmanager
def opened_late(path: Path, clock: HandClock) -> Iterator[Journal]:
    with closing(open_journal(path, clock.moment, is_looked_at_later=True)) as journal:
        yield journal


def test_the_damage_of_these_tests_is_found_by_no_quick_question(damaged: Path, clock: HandClock) -> None:
    """Opened with all looks at once it is refused; opened early it seems sound."""
    with closing(open_journal(damaged, clock.moment)) as journal:
        assert journal.notice == READ_ONLY
    with opened_late(damaged, clock) as journal:
        assert (journal.is_writable, journal.notice_so_far) == (True, None)


def test_no_write_goes_into_a_file_that_the_look_refuses(damaged: Path, clock: HandClock) -> None:
    """The first write waits for the look, whether or not it was begun; the file stays byte for byte."""
    before = damaged.read_bytes()
    with opened_late(damaged, clock) as journal:
        with pytest.raises(NotSavedError, match="reading only"):
            journal.pain.add(NECK, clock.moment())
        assert (journal.is_writable, journal.notice_so_far) == (False, READ_ONLY)
        assert view_of(journal).pain
    assert damaged.read_bytes() == before


def test_nothing_is_called_sound_before_the_look(damaged: Path, clock: HandClock) -> None:
    """Whoever asks for the notice waits for it."""
    with opened_late(damaged, clock) as journal:
        assert journal.notice == READ_ONLY


def test_whoever_shows_the_journal_hears_of_the_damage(damaged: Path, clock: HandClock) -> None:
    """The thread tells, and from then on the notice is there without waiting, and what is stored is shown."""
    heard = Event()
    with opened_late(damaged, clock) as journal:
        shown = view_of(journal)
        journal.begin_look(heard.set)
        assert heard.wait(30)
        assert journal.notice_so_far == READ_ONLY
        assert view_of(journal) == shown


def test_a_sound_file_is_written_without_a_word(path: Path, clock: HandClock) -> None:
    """The look is passed, nobody is told anything, and the entry is there."""
    heard = Event()
    open_journal(path, clock.moment).close()
    with opened_late(path, clock) as journal:
        journal.begin_look(heard.set)
        journal.pain.add(NECK, clock.moment())
        assert (journal.notice, heard.is_set()) == (None, False)
    with closing(open_journal(path, clock.moment)) as journal:
        assert len(journal.pain.between()) == 1


def test_a_journal_can_be_closed_while_it_is_looked_at(path: Path, clock: HandClock) -> None:
    """Nobody waits for the end of the look, and nothing is told after it."""
    open_journal(path, clock.moment).close()
    for _ in range(50):
        with opened_late(path, clock) as journal:
            journal.begin_look(lambda: pytest.fail("told of a sound file"))


def test_a_file_that_cannot_be_looked_at_takes_nothing_until_it_can(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that holds the file is no damage: the entry is not saved, and is when it lets go."""
    open_journal(path, clock.moment).close()
    monkeypatch.setattr("backstay.journal.database.BUSY_TIMEOUT_S", 0.0)
    with opened_late(path, clock) as journal, closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotSavedError, match="another program"):
            journal.pain.add(NECK, clock.moment())
        with pytest.raises(JournalError, match="another program"):
            _ = journal.notice
        holder.execute("ROLLBACK")
        journal.pain.add(NECK, clock.moment())
        assert (len(journal.pain.between()), journal.notice) == (1, None)


def test_a_journal_of_an_older_form_is_looked_at_before_it_is_changed(
    damaged: Path, clock: HandClock
) -> None:
    """What writes at opening is not put off: a damaged file is never brought to a newer form."""
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute(f"PRAGMA user_version = {1 << 16 | 2}")
    before = damaged.read_bytes()
    with opened_late(damaged, clock) as journal:
        assert journal.notice_so_far == READ_ONLY
    assert damaged.read_bytes() == before
