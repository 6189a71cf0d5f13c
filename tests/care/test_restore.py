"""A backup brought back into a sound journal: shown before, one change, nothing removed, taken back whole."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.backups.backup import Backup, BackupError, Reason
from backstay.care.restore import preview, restore
from backstay.domain.errors import InputError, NotSavedError
from backstay.domain.history import Outcome
from backstay.domain.pain import PainScore
from backstay.journal.change import Kind
from backstay.journal.database import open_database
from backstay.journal.difference import count_by_kind
from backstay.journal.intake import CancelledError
from backstay.journal.journal import open_journal
from backstay.journal.migrations import TABLES
from tests.care.made import LATER, Home
from tests.fakes import no_room_on_disk
from tests.journal.content import BRACE, view_of
from tests.journal.stored import SHOWN, VERSIONS, Version, shown_by, stored_file

MANY = 600


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.fill()
    return made


@pytest.fixture
def backup(home: Home) -> Backup:
    """Of the journal before it was changed in every way there is."""
    made = home.back_up()
    home.fill()
    with home.opened() as journal:
        first, second, *_ = journal.pain.between()
        home.clock.pass_s(60)
        journal.pain.delete(first.id, home.clock.moment())
        journal.pain.edit(second.id, PainScore(9))
        done = next(s for s in journal.sessions.between() if s.outcome is Outcome.COMPLETED)
        journal.sessions.edit(done.id, done.started_at, 12.5)
        home.clock.pass_s(60)
    return made


def shown_in(backup: Backup, home: Home) -> object:
    with closing(open_journal(backup.path, home.clock.moment)) as journal:
        return view_of(journal)


def test_preview_tells_what_comes_back_goes_and_changes(home: Home, backup: Backup) -> None:
    """The entries themselves, by their kinds; and nothing is written."""
    with home.opened() as journal:
        before = home.paths.journal.read_bytes()
        difference = preview(journal, backup.path)
        assert home.paths.journal.read_bytes() == before
        former = {entry.id: entry for entry in view_of(journal).pain}
    with closing(open_journal(backup.path, home.clock.moment)) as there:
        first = view_of(there).pain[0].id
    assert [told.entry.id for told in difference.returns] == [first]
    assert count_by_kind(difference.goes) == {Kind.PAIN: 3, Kind.SESSIONS: 2}
    assert count_by_kind(difference.changes) == {Kind.PAIN: 1, Kind.SESSIONS: 1}
    changed = next(told for told in difference.changes if told.kind is Kind.PAIN)
    assert changed.present == former[changed.entry.id]
    assert not (home.paths.data / ".restoring").exists()


def test_restore_is_one_change_that_can_be_undone_and_done_again(home: Home, backup: Backup) -> None:
    """All stands as it did in the backup, then as it did before, then again; no row is ever removed."""
    wanted = shown_in(backup, home)
    with home.opened() as journal:
        before = view_of(journal)
        rows = {row["id"] for table in TABLES for row in journal.rows(table)}
        change = restore(journal, backup.path, home.backups)
        assert change.kinds == {Kind.PAIN, Kind.SESSIONS}
        assert view_of(journal) == wanted
        assert preview(journal, backup.path).is_empty
        assert rows < {row["id"] for table in TABLES for row in journal.rows(table)}
        back = change.undo()
        assert view_of(journal) == before
        back.undo()
        assert view_of(journal) == wanted


def test_present_state_is_backed_up_first_and_can_be_restored(home: Home, backup: Backup) -> None:
    """What was there before the restore is a backup like any other."""
    with home.opened() as journal:
        before = view_of(journal)
        restore(journal, backup.path, home.backups)
        kept = next(one for one in home.backups.all() if one.reason is Reason.BEFORE_RESTORE)
        home.clock.pass_s(60)
        restore(journal, kept.path, home.backups)
        assert view_of(journal) == before


def test_without_that_backup_nothing_happens(home: Home, backup: Backup, tmp_path: Path) -> None:
    """Where the present state cannot be kept, it is not changed."""
    copy = shutil.copyfile(backup.path, tmp_path / "elsewhere.sqlite3")
    shutil.rmtree(home.paths.backups)
    home.paths.backups.write_text("no folder")
    with home.opened() as journal:
        before = home.paths.journal.read_bytes()
        with pytest.raises(BackupError):
            restore(journal, Path(copy), home.backups)
    assert home.paths.journal.read_bytes() == before


def test_full_disk_leaves_every_entry_as_it_was(home: Home, backup: Backup) -> None:
    """A copy that finds no room costs nothing."""
    with home.opened() as journal:
        before = view_of(journal)
        with pytest.raises(NotSavedError), no_room_on_disk():
            restore(journal, backup.path, home.backups)
        assert view_of(journal) == before
    assert not (home.paths.data / ".restoring").exists()


def test_one_that_is_ended_leaves_every_entry_as_it_was(home: Home, backup: Backup) -> None:
    """Who stops it while the backup is read has the journal of before."""
    with home.opened() as journal:
        before = view_of(journal)
        with pytest.raises(CancelledError):
            restore(journal, backup.path, home.backups, lambda _done: False)
        assert view_of(journal) == before


def test_one_that_is_ended_while_it_writes_leaves_every_entry_as_it_was(home: Home, backup: Backup) -> None:
    """The backup of the present state is made by then, and stays."""
    with home.opened() as journal:
        before = view_of(journal)
        made = len(home.backups.all())
        with pytest.raises(CancelledError):
            restore(journal, backup.path, home.backups, lambda _done: len(home.backups.all()) == made)
        assert view_of(journal) == before


def test_others_have_their_turn_while_rows_are_read(home: Home) -> None:
    """Of ten years the mere reading takes longer than somebody before a window is to wait."""
    with home.opened() as journal:
        for _ in range(MANY):
            journal.pain.add(PainScore(3), home.clock.moment())
    backup = home.back_up()
    turns: list[str] = []
    with home.opened() as journal, closing(open_database(backup.path)) as former:
        read = former.rows("SELECT * FROM pain", step=lambda: turns.append("read"))
        journal.turn_back(former, lambda: turns.append("turn"))
    assert turns.count("read") == len(read) // 500 + 1
    passes = 7
    assert turns.count("turn") >= passes * (MANY // 500 + 1)


def test_damaged_journal_is_not_restored_into(home: Home, backup: Backup) -> None:
    """Where a row is not what was written, recovery is the way: nothing is written upon it."""
    content = home.paths.journal.read_bytes()
    damaged = content.replace("»links«".encode(), "»lunks«".encode())
    home.paths.journal.write_bytes(damaged)
    with home.opened() as journal, pytest.raises(BackupError, match="damaged"):
        restore(journal, backup.path, home.backups)
    assert home.paths.journal.read_bytes() == damaged != content


def test_backup_of_another_journal_takes_its_place_entry_by_entry(home: Home, tmp_path: Path) -> None:
    """On a new computer, say: all of the other comes in, with its history, and what was here goes."""
    other = Home(tmp_path / "other")
    other.clock.pass_s(1000)
    other.fill()
    other.add_later(with_changes=False)
    backup = other.back_up()
    with home.opened() as journal, other.opened() as there:
        restore(journal, backup.path, home.backups)
        assert view_of(journal) == view_of(there)
        edited = next(e for e in journal.pain.between() if e.pain.note.startswith("ziehend"))
        assert len(journal.pain.versions(edited.id)) == 2


def spoil(path: Path, how: str) -> None:
    if how == "cut off":
        path.write_bytes(path.read_bytes()[:-5000])
        return
    if how == "changed":
        path.write_bytes(path.read_bytes().replace("»links«".encode(), "»lunks«".encode()))
        return
    with closing(sqlite3.connect(path)) as connection:
        match how:
            case "foreign":
                connection.execute("PRAGMA application_id = 7")
            case "newer":
                connection.execute(f"PRAGMA user_version = {1 << 16 | 99}")
            case "much newer":
                connection.execute(f"PRAGMA user_version = {2 << 16}")
            case _:
                connection.execute("CREATE TRIGGER theirs AFTER INSERT ON pain BEGIN SELECT 1; END")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("cut off", "not restored"),
        ("changed", "not what was written"),
        ("foreign", "not a Backstay journal"),
        ("newer", "newer version"),
        ("much newer", "newer version"),
        ("with a trigger", "not those that Backstay made"),
    ],
)
def test_file_that_is_no_sound_backup_is_refused(home: Home, backup: Backup, how: str, words: str) -> None:
    """It is said why, and nothing of it comes in."""
    spoil(backup.path, how)
    with home.opened() as journal:
        before = home.paths.journal.read_bytes()
        with pytest.raises(InputError, match=words):
            preview(journal, backup.path)
        with pytest.raises(InputError, match=words):
            restore(journal, backup.path, home.backups)
    assert home.paths.journal.read_bytes() == before


def test_backup_that_is_not_there_is_said_so(home: Home) -> None:
    """No empty journal is made in its place."""
    with home.opened() as journal, pytest.raises(InputError, match="no such backup"):
        preview(journal, home.paths.backups / "journal-none.sqlite3")


@pytest.mark.parametrize("version", VERSIONS)
def test_drill_backup_of_every_version_is_restored(home: Home, tmp_path: Path, version: Version) -> None:
    """What a version wrote comes back into the journal of this one as that version showed it."""
    backup = tmp_path / "old.sqlite3"
    shutil.copyfile(stored_file(version), backup)
    with home.opened() as journal:
        journal.pain.add(LATER, home.clock.moment())
        restore(journal, backup, home.backups)
        assert shown_by(journal) == SHOWN[version]
    assert backup.read_bytes() == stored_file(version).read_bytes()


def test_step_that_came_since_makes_its_session_another(home: Home) -> None:
    """A session is told once, whatever of it is otherwise; its own row is the same."""
    backup = home.back_up()
    with home.opened() as journal:
        (cut_off,) = journal.sessions.open()
        journal.sessions.add_step(cut_off.id, BRACE, home.clock.moment())
        difference = preview(journal, backup.path)
        (told,) = difference.changes
        assert (told.kind, told.entry.id, told.entry) == (Kind.SESSIONS, cut_off.id, told.present)
        assert (difference.returns, difference.goes) == ((), ())
        restore(journal, backup.path, home.backups)
        assert journal.sessions.get(cut_off.id).steps == ()


def test_entries_that_are_missing_from_an_older_file_are_brought_back(home: Home, backup: Backup) -> None:
    """Somebody put an old file in the journal's place; the last backup has all, and is the way back."""
    full = home.back_up()
    shutil.copy(backup.path, home.paths.journal)
    with home.opened() as journal:
        restore(journal, full.path, home.backups)
        assert view_of(journal) == shown_in(full, home)
    home.clock.pass_s(60)
    assert home.back_up() == home.backups.all()[0]
