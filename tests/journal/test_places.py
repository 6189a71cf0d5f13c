"""Where the sessions stand that are not over: written over at every boundary, gone when they are over."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from backstay.domain.history import Outcome
from backstay.journal.database import marker_of
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import MIGRATIONS, stored_version
from tests.fakes import HandClock
from tests.journal.content import PLACE, PLAN, view_of
from tests.journal.test_migrations import stored_file


def rows(path: Path) -> int:
    """How many places the file holds."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM place").fetchone()[0])


def test_the_last_place_is_the_one_that_is_found(journal: Journal, clock: HandClock, path: Path) -> None:
    """One row a session, however many boundaries it passes."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    assert journal.places.last(session_id) is None
    for index in range(50):
        clock.pass_s(5)
        journal.places.put(session_id, replace(PLACE, index=index), clock.moment())
    assert journal.places.last(session_id) == (replace(PLACE, index=49), clock.moment())
    assert rows(path) == 1


def test_a_place_is_no_entry(journal: Journal, clock: HandClock) -> None:
    """Nothing that a person sees in the journal changes with it."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    before = view_of(journal)
    journal.places.put(session_id, PLACE, clock.moment())
    assert view_of(journal) == before
    assert [session.id for session in journal.sessions.open()] == [session_id]


def test_what_is_over_is_cleared_and_what_is_not_stays(
    journal: Journal, clock: HandClock, path: Path
) -> None:
    """Ended and deleted sessions leave nothing; one whose ending was taken back keeps its place."""
    running, ended, deleted, reopened = (journal.sessions.start(PLAN, clock.moment()) for _ in range(4))
    for session_id in (running, ended, deleted, reopened):
        journal.places.put(session_id, PLACE, clock.moment())
    journal.sessions.end(ended, Outcome.STOPPED, 1.0, clock.moment())
    journal.sessions.delete(deleted, clock.moment())
    journal.sessions.end(reopened, Outcome.STOPPED, 1.0, clock.moment()).undo()
    assert journal.places.last(ended) is not None
    journal.places.clear()
    assert [journal.places.last(s) is None for s in (running, ended, deleted, reopened)] == [
        False,
        True,
        True,
        False,
    ]
    assert {session.id for session in journal.sessions.open()} == {running, reopened}
    assert rows(path) == 2


@pytest.mark.parametrize(
    "damage", ["segment_index = 4", "accounts = '[]'", "checksum = printf('%064d', 7)", "day = 'xxxxxxxxxx'"]
)
def test_a_damaged_place_is_none(journal: Journal, clock: HandClock, path: Path, damage: str) -> None:
    """Better nothing to go on with than somewhere else."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    journal.places.put(session_id, PLACE, clock.moment())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE place SET {damage}")
    assert journal.places.last(session_id) is None
    assert [session.id for session in journal.sessions.open()] == [session_id]


def test_a_file_of_the_first_version_gets_its_places(path: Path, clock: HandClock) -> None:
    """What was cut off under the program before has no place, and every session from now on has one."""
    path.parent.mkdir()
    shutil.copy(stored_file(1), path)
    marker_of(path).touch()
    with closing(sqlite3.connect(path)) as connection:
        assert stored_version(connection) == MIGRATIONS[0].user_version
    with closing(open_journal(path, clock.moment)) as journal:
        (cut_off,) = journal.sessions.open()
        assert journal.places.last(cut_off.id) is None
        session_id = journal.sessions.start(PLAN, clock.moment())
        journal.places.put(session_id, PLACE, clock.moment())
        assert journal.places.last(session_id) == (PLACE, clock.moment())


def test_a_file_that_is_only_read_needs_no_places(path: Path, clock: HandClock) -> None:
    """A table that only writing needs is not missed where nothing is written."""
    path.parent.mkdir()
    shutil.copy(stored_file(1), path)
    marker_of(path).touch()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {2 << 16}")
    with closing(open_journal(path, clock.moment)) as journal:
        assert not journal.is_writable
        assert len(view_of(journal).sessions) == 2
