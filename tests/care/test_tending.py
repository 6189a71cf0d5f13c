"""When copies are made: after writes, after sessions, at the end, and before what changes much at once."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from backstay.backups.backup import Reason, backups_in
from backstay.care.tending import Tending, keep_before_import, kept_journal, tended_journal
from backstay.domain.errors import BackstayError, JournalError
from backstay.domain.history import Outcome
from backstay.domain.pain import PainScore
from backstay.domain.preferences import Preferences
from backstay.domain.session_events import SessionEnded, SessionStarted
from backstay.journal.database import marker_of
from backstay.journal.journal import open_journal
from backstay.paths import Paths, find_paths
from backstay.settings import save_settings
from tests.fakes import HandClock, no_room_on_disk
from tests.journal.stored import stored_file

LATER_S = 3600.0
PATIENCE_S = 30.0
HALF_AN_HOUR_S = 1800.0

Tend = Callable[..., Tending]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(tmp_path / "data")


@pytest.fixture
def tend(paths: Paths, clock: HandClock) -> Iterator[Tend]:
    """A tending over ``paths`` that does nothing by itself before it is settled."""
    made: list[Tending] = []

    def begin(delay_s: float = LATER_S, sync_folder: str = "", backup_folder: str = "") -> Tending:
        preferences = Preferences(sync_folder=sync_folder, backup_folder=backup_folder)
        made.append(Tending(paths, lambda: preferences, clock.moment, delay_s=delay_s))
        return made[-1]

    yield begin
    for each in made:
        each.close(is_last=False, limit_s=PATIENCE_S)


def write(paths: Paths, clock: HandClock, score: int = 4) -> None:
    """One entry, by a program that copies nothing."""
    with closing(open_journal(paths.journal, clock.moment)) as journal:
        journal.pain.add(PainScore(score), clock.moment())


def changes(paths: Paths) -> str:
    """All that is in the change files."""
    return "".join(file.read_text("utf-8") for file in sorted(paths.changes.rglob("*.jsonl")))


def backups(paths: Paths) -> list[Reason]:
    """What the backups were made for, newest first."""
    return [backup.reason for backup in backups_in(paths.backups)]


def test_an_entry_is_in_the_change_files_soon(paths: Paths, clock: HandClock, tend: Tend) -> None:
    """Not within the write, which nobody shall wait for, but right after it."""
    tending = tend()
    write(paths, clock)
    tending.wrote()
    assert changes(paths) == ""
    assert tending.settle(PATIENCE_S)
    assert '"score":4' in changes(paths).replace(" ", "")
    assert (backups(paths), tending.status) == ([], ())


def test_what_was_written_is_copied_without_being_asked_again(
    paths: Paths, clock: HandClock, tend: Tend
) -> None:
    """The thread comes to it by itself, and tells whoever shows the journal."""
    heard = Event()
    tending = tend(delay_s=0)
    write(paths, clock)
    tending.begin(heard.set)
    assert heard.wait(PATIENCE_S)
    assert tending.settle(PATIENCE_S)
    assert changes(paths)
    assert backups(paths) == [Reason.SESSION]


def test_a_session_is_backed_up_when_it_is_over(paths: Paths, clock: HandClock, tend: Tend) -> None:
    """From its start to its end nothing is copied; then all is, and again only half an hour later."""
    tending = tend(delay_s=0)
    follow = tending.session_follower()
    follow(SessionStarted())
    write(paths, clock)
    for _ in range(100):
        tending.wrote()
    found_during = (changes(paths), backups(paths))
    for wait_s, expected in ((0, 1), (60, 1), (HALF_AN_HOUR_S, 2)):
        clock.pass_s(wait_s)
        write(paths, clock)
        follow(SessionStarted())
        follow(SessionEnded(Outcome.COMPLETED, 60.0))
        assert tending.settle(PATIENCE_S)
        assert len(backups(paths)) == expected
    assert found_during == ("", [])


def test_the_end_of_a_run_copies_what_it_wrote(paths: Paths, clock: HandClock, tend: Tend) -> None:
    """Closing leaves a backup and the change files behind."""
    tending = tend()
    write(paths, clock)
    tending.close(is_last=True, limit_s=PATIENCE_S)
    assert (backups(paths), bool(changes(paths))) == ([Reason.SESSION], True)


def test_a_run_that_wrote_nothing_makes_nothing(paths: Paths, tend: Tend) -> None:
    """No folder, no file, and no journal where there is none."""
    tending = tend()
    tending.begin(lambda: None)
    tending.wrote()
    assert tending.settle(PATIENCE_S)
    tending.close(is_last=False)
    assert not paths.data.exists()


def test_other_computers_are_exchanged_with_where_a_folder_is_set(
    paths: Paths, clock: HandClock, tend: Tend, tmp_path: Path
) -> None:
    """What this one wrote is in the shared folder; without one nothing is exchanged."""
    shared = tmp_path / "shared"
    shared.mkdir()
    write(paths, clock)
    alone, joined = tend(), tend(sync_folder=str(shared))
    for tending in (alone, joined):
        tending.wrote()
        assert tending.settle(PATIENCE_S)
    assert alone.last_exchange is None
    assert joined.last_exchange is not None
    assert [file.name for file in shared.rglob("*.jsonl")]
    assert joined.status == ()


def test_what_cannot_be_copied_is_told_and_stops_nobody(
    paths: Paths, clock: HandClock, tend: Tend, tmp_path: Path
) -> None:
    """A full disk, a shared folder that is gone, a stick that was pulled out: a line each, until it works."""
    write(paths, clock)
    gone = tmp_path / "gone"
    tending = tend(sync_folder=str(gone), backup_folder=str(gone / "stick"))
    with no_room_on_disk():
        tending.begin(lambda: None)
        assert tending.settle(PATIENCE_S)
        assert len(tending.status) == 3
    gone.mkdir()
    (gone / "stick").mkdir()
    tending.begin(lambda: None)
    assert tending.settle(PATIENCE_S)
    assert not tending.status
    assert backups(paths) == [Reason.SESSION]


def test_a_damaged_journal_is_no_backup(paths: Paths, clock: HandClock, tend: Tend) -> None:
    """It is told, and the good backup stays the newest."""
    write(paths, clock)
    tending = tend()
    tending.begin(lambda: None)
    assert tending.settle(PATIENCE_S)
    clock.pass_s(HALF_AN_HOUR_S)
    paths.journal.write_bytes(paths.journal.read_bytes()[:-5000])
    good = backups_in(paths.backups)
    tending.begin(lambda: None)
    assert tending.settle(PATIENCE_S)
    assert backups_in(paths.backups) == good
    assert any("No backup was made" in line for line in tending.status)


def test_a_command_leaves_its_entry_in_the_change_files(paths: Paths, clock: HandClock) -> None:
    """When a command ends, what it wrote is there twice; a command that only reads makes none."""
    with tended_journal(paths, clock.moment) as journal:
        journal.pain.between()
    assert changes(paths) == ""
    with tended_journal(paths, clock.moment) as journal:
        journal.pain.add(PainScore(7), clock.moment())
    assert '"score":7' in changes(paths).replace(" ", "")


def test_a_command_is_not_refused_for_a_copy_that_fails(paths: Paths, clock: HandClock) -> None:
    """The entry is on the disk, which is what was asked for; the next one brings its copy along."""
    paths.data.mkdir()
    paths.changes.write_text("in the way")
    with tended_journal(paths, clock.moment) as journal:
        journal.pain.add(PainScore(7), clock.moment())
    paths.changes.unlink()
    with tended_journal(paths, clock.moment) as journal:
        journal.pain.add(PainScore(2), clock.moment())
    assert '"score":7' in changes(paths).replace(" ", "")


def test_a_backup_is_kept_before_an_import(paths: Paths, clock: HandClock) -> None:
    """However lately the last one was made; where there is no journal there is nothing to keep."""
    keep_before_import(paths, clock.moment)
    assert not paths.backups.exists()
    write(paths, clock)
    for _ in range(2):
        keep_before_import(paths, clock.moment)
    assert backups(paths) == [Reason.BEFORE_IMPORT] * 2
    shutil.rmtree(paths.backups)
    paths.backups.write_text("in the way")
    with pytest.raises(BackstayError):
        keep_before_import(paths, clock.moment)


def test_the_second_folder_of_the_settings_gets_what_is_kept_before(
    paths: Paths, clock: HandClock, tmp_path: Path
) -> None:
    """It is asked for when the copy is made."""
    stick = tmp_path / "stick"
    stick.mkdir()
    write(paths, clock)
    save_settings(paths.settings, replace(Preferences(), backup_folder=str(stick)))
    keep_before_import(paths, clock.moment)
    assert len(list(stick.rglob("*.sqlite3"))) == 1


def test_a_journal_of_an_older_form_is_backed_up_before_it_is_changed(paths: Paths, clock: HandClock) -> None:
    """The copy has the older form; where none can be made, the journal is only read and stays as it is."""
    paths.data.mkdir()
    shutil.copy(stored_file((1, 0)), paths.journal)
    before = paths.journal.read_bytes()
    paths.backups.write_text("in the way")
    with closing(kept_journal(paths, clock.moment)) as journal:
        assert "no copy could be kept" in (journal.notice or "")
    assert paths.journal.read_bytes() == before
    paths.backups.unlink()
    with closing(kept_journal(paths, clock.moment)) as journal:
        assert journal.notice is None
    assert backups(paths) == [Reason.BEFORE_MIGRATION]


@pytest.mark.parametrize("is_empty", [False, True])
def test_no_journal_is_begun_where_copies_of_one_stand(
    paths: Paths, clock: HandClock, is_empty: bool
) -> None:
    """A journal that vanished with the mark of its use is missed all the same; without copies it is new."""
    with tended_journal(paths, clock.moment) as journal:
        journal.pain.add(PainScore(7), clock.moment())
    for file in (paths.journal, marker_of(paths.journal)):
        file.unlink()
    if is_empty:
        paths.journal.touch()
    with (
        pytest.raises(JournalError, match="empty" if is_empty else "gone"),
        tended_journal(paths, clock.moment),
    ):
        pytest.fail("a new journal was begun")
    with closing(kept_journal(paths, clock.moment)) as journal:
        assert not journal.is_writable
    assert not is_empty or os.path.getsize(paths.journal) == 0
    shutil.rmtree(paths.changes)
    with tended_journal(paths, clock.moment) as journal:
        assert journal.notice is None
