"""A damaged, empty or vanished journal: found, recovered, and never lost on the way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from backstay.care.recovery import (
    Damage,
    Harm,
    find_damage,
    look_for_offers,
    recover_by_salvage,
    recover_from_backup,
    take_back,
)
from backstay.care.tending import open_kept
from backstay.domain.errors import InputError, JournalError, NotSavedError
from backstay.journal.database import marker_of
from backstay.journal.intake import CancelledError
from tests.care.made import LATER, Home
from tests.fakes import no_room_on_disk
from tests.journal.content import View, view_of
from tests.journal.stored import SHOWN, VERSIONS, Version, shown_by, stored_file

PAGE = 4096


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A journal with a backup, and a score that came after it and stands in the change files too."""
    made = Home(tmp_path)
    made.fill()
    made.back_up()
    made.add_later(with_changes=True)
    return made


@pytest.fixture
def kept(home: Home) -> View:
    """What it shows before any damage."""
    return shown(home)


def shown(home: Home) -> View:
    with home.opened() as journal:
        assert (journal.notice, journal.is_writable) == (None, True)
        return view_of(journal)


def damage_of(home: Home) -> Damage:
    damage = find_damage(home.paths)
    assert damage is not None
    return damage


def harm(home: Home, how: Harm) -> bytes:
    """Do that to the journal; what is left of it."""
    path = home.paths.journal
    content = path.read_bytes()
    match how:
        case Harm.GONE:
            path.unlink()
            return b""
        case Harm.EMPTY:
            content = b""
        case Harm.UNREADABLE:
            content = bytes(PAGE) + content[PAGE:]
        case Harm.IN_PART:
            # The index of the scores: nothing that is shown is read from it.
            content = content[: index_at(path)] + bytes(PAGE) + content[index_at(path) + PAGE :]
    path.write_bytes(content)
    return content


def index_at(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'activity_replaces'"
        return (int(connection.execute(query).fetchone()[0]) - 1) * PAGE


@pytest.mark.parametrize("how", list(Harm))
def test_every_harm_is_found_and_recovered(home: Home, kept: View, how: Harm) -> None:
    """From the newest backup and the change files all comes back; what was left of the file is kept."""
    assert find_damage(home.paths) is None
    left = harm(home, how)
    damage = damage_of(home)
    assert (damage.harm, damage.path) == (how, home.paths.journal)
    offers = look_for_offers(home.paths, home.backups, damage)
    assert offers.backup == home.backups.all()[0]
    assert offers.backup_contents is not None
    assert (offers.backup_contents.pains, offers.from_changes) == (len(kept.pain) - 1, 1)
    assert (offers.salvage is None) == (how in (Harm.GONE, Harm.EMPTY))
    recovered = recover_from_backup(home.paths, home.backups, offers.backup, home.clock.moment)
    assert shown(home) == kept
    assert (recovered.contents.pains, recovered.left_out, recovered.trouble) == (len(kept.pain), 0, "")
    assert (recovered.kept.read_bytes() if recovered.kept else b"") == left
    assert find_damage(home.paths) is None
    assert home.paths.journal.stat().st_mode & 0o777 == 0o600
    assert len(home.backups.all()) == 2


@pytest.mark.parametrize("trace", ["marker", "backup", "change file"])
def test_each_trace_of_use_makes_a_missing_journal_a_loss(home: Home, trace: str) -> None:
    """The mark, a backup, a change file: any of them alone keeps a new journal from being begun."""
    home.paths.journal.unlink()
    if trace != "marker":
        marker_of(home.paths.journal).unlink()
    if trace != "backup":
        shutil.rmtree(home.paths.backups)
    if trace != "change file":
        shutil.rmtree(home.paths.changes)
    assert damage_of(home).harm is Harm.GONE
    with pytest.raises(JournalError, match="gone"):
        open_kept(home.paths, home.clock.moment)
    assert not home.paths.journal.exists()
    home.paths.journal.touch()
    assert damage_of(home).harm is Harm.EMPTY


def test_first_start_is_no_damage(tmp_path: Path) -> None:
    """Where nothing has been, nothing is missed."""
    home = Home(tmp_path)
    assert find_damage(home.paths) is None
    home.paths.journal.touch()
    assert find_damage(home.paths) is None


def test_journal_that_is_busy_or_newer_is_not_called_damaged(home: Home) -> None:
    """Neither is mended by a backup."""
    with closing(sqlite3.connect(home.paths.journal, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 131072")
    assert find_damage(home.paths, lambda _done: True) is None


def test_row_that_is_not_what_was_written_is_found_by_a_full_look(home: Home, kept: View) -> None:
    """A quick look does not see it; a full one does, and the backup has the row as it was."""
    content = home.paths.journal.read_bytes()
    home.paths.journal.write_bytes(content.replace("»links«".encode(), "»lunks«".encode()))
    assert find_damage(home.paths) is None
    damage = find_damage(home.paths, lambda _done: True)
    assert damage is not None
    assert damage.harm is Harm.IN_PART
    recover_by_salvage(home.paths, home.backups, damage, home.clock.moment)
    assert shown(home) == kept


def test_two_programs_that_recover_at_once_do_it_once(home: Home, kept: View) -> None:
    """The second waits for the first, and leaves alone what that has made."""
    harm(home, Harm.IN_PART)
    damage = damage_of(home)

    def recover(_number: int) -> str:
        try:
            recover_by_salvage(home.paths, home.backups, damage, home.clock.moment)
        except InputError as error:
            return error.what
        return "recovered"

    with ThreadPoolExecutor(4) as programs:
        said = sorted(programs.map(recover, range(4)))
    assert said == ["Nothing was recovered: the log is sound by now."] * 3 + ["recovered"]
    assert shown(home) == kept
    assert len(list(home.paths.data.glob("journal-damaged-*"))) == 1


def test_entry_that_is_made_while_it_is_recovered_is_not_left_out(home: Home, kept: View) -> None:
    """With one damaged row the journal can still be added to; the recovery is done anew then."""
    content = home.paths.journal.read_bytes()
    home.paths.journal.write_bytes(content.replace("»links«".encode(), "»lunks«".encode()))
    damage = find_damage(home.paths, lambda _done: True)
    assert damage is not None
    asked = [0]

    def enter(_done: int) -> bool:
        asked[0] += 1
        if asked[0] == 5:
            home.add_later(with_changes=False)
        return True

    with pytest.raises(NotSavedError, match="meanwhile"):
        recover_by_salvage(home.paths, home.backups, damage, home.clock.moment, enter)
    recover_by_salvage(home.paths, home.backups, damage, home.clock.moment, enter)
    assert len(shown(home).pain) == len(kept.pain) + 1


def test_change_files_alone_are_enough(home: Home, kept: View) -> None:
    """Without a single backup the second copy as text gives everything."""
    shutil.rmtree(home.paths.backups)
    harm(home, Harm.GONE)
    recovered = recover_from_backup(home.paths, home.backups, None, home.clock.moment)
    assert (shown(home), recovered.kept) == (kept, None)


def test_salvage_alone_is_enough_where_the_rows_are_whole(home: Home, kept: View) -> None:
    """Without a backup and without change files: what can be read of the file itself."""
    shutil.rmtree(home.paths.backups)
    shutil.rmtree(home.paths.changes)
    harm(home, Harm.UNREADABLE)
    damage = damage_of(home)
    offers = look_for_offers(home.paths, home.backups, damage)
    assert (offers.backup, offers.from_changes) == (None, 0)
    assert offers.salvage is not None
    recovered = recover_by_salvage(home.paths, home.backups, damage, home.clock.moment)
    assert shown(home) == kept
    assert sum(recovered.contents.rows.values()) == len(offers.salvage.rows)


def test_salvage_adds_what_no_copy_has(home: Home) -> None:
    """An entry that was written after the last backup and never came into a change file."""
    home.add_later(with_changes=False)
    wanted = shown(home)
    harm(home, Harm.IN_PART)
    recover_by_salvage(home.paths, home.backups, damage_of(home), home.clock.moment)
    assert shown(home) == wanted
    assert [entry.pain for entry in wanted.pain].count(LATER) == 2


def test_newest_backup_is_passed_over_when_it_is_damaged(home: Home, kept: View) -> None:
    """One that is sound is taken, be it older."""
    home.clock.pass_s(60)
    newest = home.back_up()
    newest.path.write_bytes(newest.path.read_bytes()[:-PAGE])
    harm(home, Harm.EMPTY)
    offers = look_for_offers(home.paths, home.backups, damage_of(home))
    assert offers.backup == home.backups.all()[1]
    with pytest.raises(InputError, match="not restored"):
        recover_from_backup(home.paths, home.backups, newest, home.clock.moment)
    assert home.paths.journal.read_bytes() == b""
    recover_from_backup(home.paths, home.backups, offers.backup, home.clock.moment)
    assert shown(home) == kept


def test_where_nothing_is_left_it_is_said_so(home: Home) -> None:
    """No empty journal takes the place of the damaged one."""
    shutil.rmtree(home.paths.backups)
    shutil.rmtree(home.paths.changes)
    home.paths.journal.write_bytes(b"x" * PAGE)
    with pytest.raises(InputError, match="nothing to recover from"):
        recover_by_salvage(home.paths, home.backups, damage_of(home), home.clock.moment)
    assert home.paths.journal.read_bytes() == b"x" * PAGE


def test_recovery_is_taken_back(home: Home) -> None:
    """The damaged file comes back to its place, and the recovered one is kept in turn."""
    left = harm(home, Harm.UNREADABLE)
    recovered = recover_from_backup(home.paths, home.backups, home.backups.all()[0], home.clock.moment)
    recovered_file = home.paths.journal.read_bytes()
    take_back(home.paths, recovered)
    assert home.paths.journal.read_bytes() == left
    (other,) = home.paths.data.glob("journal-recovered-*.sqlite3")
    assert other.read_bytes() == recovered_file
    with pytest.raises(InputError, match="no former journal"):
        take_back(home.paths, recovered)


def test_recovery_twice_in_a_second_keeps_both_files(home: Home) -> None:
    """No file that was kept is ever written over."""
    left = []
    for _ in range(3):
        left.append(harm(home, Harm.UNREADABLE))
        recover_from_backup(home.paths, home.backups, home.backups.all()[-1], home.clock.moment)
    found = sorted(path.read_bytes() for path in home.paths.data.glob("journal-damaged-*.sqlite3"))
    assert found == sorted(left)


def test_full_disk_leaves_what_is_there(home: Home) -> None:
    """No room for the new file costs nothing of the old one."""
    left = harm(home, Harm.IN_PART)
    with pytest.raises(JournalError), no_room_on_disk():
        recover_from_backup(home.paths, home.backups, home.backups.all()[0], home.clock.moment)
    assert home.paths.journal.read_bytes() == left
    assert not (home.paths.data / ".recovering").exists()


def test_one_that_is_ended_leaves_what_is_there(home: Home) -> None:
    """Who stops it in the middle has the file of before."""
    left = harm(home, Harm.IN_PART)
    with pytest.raises(CancelledError):
        recover_by_salvage(home.paths, home.backups, damage_of(home), home.clock.moment, lambda _done: False)
    assert home.paths.journal.read_bytes() == left


def test_disk_that_gives_no_file_two_names_keeps_a_copy(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick, say: what stood there is copied before it is replaced."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    left = harm(home, Harm.UNREADABLE)
    recovered = recover_from_backup(home.paths, home.backups, home.backups.all()[0], home.clock.moment)
    assert recovered.kept is not None
    assert recovered.kept.read_bytes() == left


@pytest.mark.parametrize("how", ["backup", "taken back"])
def test_killed_at_any_step_the_old_file_stands_or_the_new_one(tmp_path: Path, how: str) -> None:
    """Killed before each of its steps in turn: never neither, and what was damaged is never lost."""
    program = [sys.executable, "-m", "tests.care.killed", str(tmp_path), how]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(program, env=environment, capture_output=True, check=True, timeout=120)
    found = json.loads(result.stdout)
    assert found["steps"] > 8
    assert found["wrong"] == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("how", [Harm.GONE, Harm.UNREADABLE])
def test_drill_backup_of_every_version_recovers(tmp_path: Path, version: Version, how: Harm) -> None:
    """What a version wrote takes the place of a journal that is lost, as that version showed it."""
    home = Home(tmp_path)
    home.fill()
    backup = home.back_up()
    shutil.copyfile(stored_file(version), backup.path)
    harm(home, how)
    damage = damage_of(home)
    found = look_for_offers(home.paths, home.backups, damage).backup
    recover_from_backup(home.paths, home.backups, found, home.clock.moment)
    with home.opened() as journal:
        assert (shown_by(journal), journal.is_writable) == (SHOWN[version], True)
