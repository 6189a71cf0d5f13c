"""Another file takes the journal's place while it is open: nothing is called saved that nobody will read."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.errors import JournalError, NotSavedError
from backstay.domain.pain import PainScore
from backstay.journal.database import Database, marker_of, open_database
from backstay.journal.entries import insert, new_id
from backstay.journal.journal import Journal, journal_at, open_journal
from tests.fakes import HandClock
from tests.journal.content import NECK, fill, view_of

SIX = PainScore(6)


@pytest.fixture
def other(tmp_path: Path, clock: HandClock) -> Path:
    """A journal of another computer, with more in it."""
    path = tmp_path / "other" / "journal.sqlite3"
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
    return path


def scores(path: Path, clock: HandClock) -> list[int]:
    """What the file at ``path`` holds, for whoever opens it next."""
    with closing(open_journal(path, clock.moment)) as journal:
        return shown(journal)


def shown(journal: Journal) -> list[int]:
    """The scores that it shows, the lowest first."""
    return sorted(entry.pain.score for entry in journal.pain.between())


def test_a_write_goes_into_the_file_that_stands_there_now(
    journal: Journal, path: Path, other: Path, clock: HandClock
) -> None:
    """Between two writes somebody puts another journal in the place: the second write is in that one."""
    journal.pain.add(NECK, clock.moment())
    before = scores(other, clock)
    os.replace(other, path)
    journal.pain.add(SIX, clock.moment())
    assert scores(path, clock) == sorted([*before, 6])
    assert shown(journal) == sorted([*before, 6])


def test_an_exchanged_file_is_told_once(journal: Journal, path: Path, other: Path, clock: HandClock) -> None:
    """Everything that was shown may be otherwise in it, and it is read from then on."""
    assert not journal.changed_elsewhere()
    os.replace(other, path)
    assert journal.changed_elsewhere()
    assert not journal.changed_elsewhere()
    with closing(open_journal(path, clock.moment)) as fresh:
        assert view_of(journal) == view_of(fresh)


def test_a_file_that_is_gone_takes_no_entry_and_gives_its_own(
    journal: Journal, path: Path, clock: HandClock
) -> None:
    """What was there can still be seen, the entry counts as not saved, and goes in once the file is back."""
    entry, _ = journal.pain.add(NECK, clock.moment())
    kept = path.with_name("kept")
    path.rename(kept)
    waiting = new_id()
    for _ in range(2):
        with pytest.raises(NotSavedError, match="The journal file is gone"):
            journal.pain.add(SIX, clock.moment(), entry_id=waiting)
    assert journal.pain.between() == (entry,)
    assert not path.exists()
    with pytest.raises(JournalError, match="gone"):
        journal.changed_elsewhere()
    kept.rename(path)
    journal.pain.add(SIX, clock.moment(), entry_id=waiting)
    assert scores(path, clock) == [4, 6]


def test_no_journal_is_begun_anew_while_one_is_open(journal: Journal, path: Path, clock: HandClock) -> None:
    """Even with the mark that it was used gone as well, an open journal does not turn into an empty one."""
    journal.pain.add(NECK, clock.moment())
    shutil.rmtree(path.parent)
    with pytest.raises(NotSavedError):
        journal.pain.add(SIX, clock.moment())
    assert not path.exists()


def test_a_damaged_file_in_its_place_is_not_written(
    journal: Journal, path: Path, other: Path, clock: HandClock
) -> None:
    """It is refused in the words of a start, left as it is, and what was open before can still be read."""
    entry, _ = journal.pain.add(NECK, clock.moment())
    for damage in (b"", b"no journal at all" * 100, other.read_bytes()[:9000]):
        draft = path.with_name("damaged")
        draft.write_bytes(damage)
        os.replace(draft, path)
        with pytest.raises(NotSavedError, match="Not saved"):
            journal.pain.add(SIX, clock.moment())
        assert path.read_bytes() == damage
    assert journal.pain.between() == (entry,) or not journal.is_writable


@pytest.mark.parametrize("is_exchanged_first", [True, False])
def test_a_commit_into_a_file_that_lost_its_place_is_not_called_saved(
    path: Path, other: Path, clock: HandClock, is_exchanged_first: bool
) -> None:
    """The exchange falls into the transaction, before the row or after it; tried again, the entry is in the
    new file, once.
    """
    with closing(open_journal(path, clock.moment)) as journal, closing(open_database(path)) as database:
        table, row = journal.pain.draft(SIX, clock.moment(), new_id())
        before = scores(other, clock)

        def write(connection: sqlite3.Connection) -> None:
            if is_exchanged_first:
                os.replace(other, path)
            insert(connection, table, row)
            if not is_exchanged_first:
                os.replace(other, path)

        with pytest.raises(NotSavedError, match="another file"), database.writing() as connection:
            write(connection)
        assert scores(path, clock) == before
        for _ in range(2):
            with database.writing() as connection:
                insert(connection, table, row)
    assert scores(path, clock) == sorted([*before, 6])


def test_reads_that_belong_together_end_in_the_file_they_began_in(
    path: Path, other: Path, clock: HandClock
) -> None:
    """Halfway through a read the file is exchanged: the read is of one state, a later write in the new."""
    with closing(open_journal(path, clock.moment)) as journal:
        journal.pain.add(NECK, clock.moment())
    with closing(open_database(path)) as database:
        with database.reading():
            first = database.rows("SELECT score FROM pain")
            os.replace(other, path)
            assert database.changed_elsewhere() is False
            assert database.rows("SELECT score FROM pain") == first == [{"score": 4}]
        with database.writing():
            assert len(_all(database)) > 1


def _all(database: Database) -> list[object]:
    return list(database.rows("SELECT score FROM pain"))


def test_a_journal_can_be_opened_anew_after_a_recovery(path: Path, other: Path, clock: HandClock) -> None:
    """What could not be opened is there after ``renew``, in the same object."""
    path.parent.mkdir()
    path.write_bytes(b"noise" * 2000)
    with closing(journal_at(path, clock.moment)) as journal:
        assert "damaged" in (journal.notice or "")
        before = scores(other, clock)
        os.replace(other, path)
        journal.renew()
        assert (journal.notice, journal.is_writable) == (None, True)
        assert shown(journal) == before
        assert journal.path == path


def test_an_undo_reaches_into_the_file_that_was_put_there(
    journal: Journal, path: Path, clock: HandClock, tmp_path: Path
) -> None:
    """A copy takes the place of the journal, as a syncing program does it; Undo works on that one."""
    _, change = journal.pain.add(NECK, clock.moment())
    copy = tmp_path / "copy"
    shutil.copy(path, copy)
    os.replace(copy, path)
    change.undo()
    assert scores(path, clock) == []


def test_the_mark_of_use_is_made_for_the_new_file(
    journal: Journal, path: Path, other: Path, clock: HandClock
) -> None:
    """A start after the exchange is guarded as before."""
    marker_of(path).unlink()
    os.replace(other, path)
    journal.pain.add(SIX, clock.moment())
    assert marker_of(path).exists()
