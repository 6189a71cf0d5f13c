"""Whether what is kept is what was written, said in one line for each thing that was looked at."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.backups.backup import Reason
from backstay.backups.backups import Backups
from backstay.care.check import Check
from backstay.care.verify import verify
from backstay.domain.pain import PainScore
from backstay.domain.preferences import Preferences
from backstay.journal.intake import CancelledError
from backstay.journal.journal import open_journal
from backstay.paths import Paths, find_paths
from backstay.settings import save_settings
from backstay.sync.exchange import exchange
from backstay.sync.own_files import write_changes
from tests.fakes import HandClock
from tests.journal.content import fill
from tests.rights import folder_for_all, give_away, without_rights

SECRET = "ziehend, »links«"
DAY_S = 86_400


@pytest.fixture
def kept(paths: Paths, clock: HandClock) -> Paths:
    """A journal with something of everything, settings, and one backup of it."""
    with closing(open_journal(paths.journal, clock.moment)) as journal:
        fill(journal, clock)
    back_up(paths, clock)
    write_changes(paths.changes, paths.journal, clock.moment)
    save_settings(paths.settings, Preferences())
    return paths


def back_up(paths: Paths, clock: HandClock, second: Path | None = None) -> Path:
    return Backups(paths.backups, clock.moment, second).make(paths.journal, Reason.BY_HAND).path


def enter(paths: Paths, clock: HandClock) -> None:
    with closing(open_journal(paths.journal, clock.moment)) as journal:
        journal.pain.add(PainScore(4), clock.moment())
    write_changes(paths.changes, paths.journal, clock.moment)


def doubts(paths: Paths, clock: HandClock, preferences: Preferences | None = None) -> list[Check]:
    return [
        check for check in verify(paths, preferences or Preferences(), clock.moment) if not check.is_sound
    ]


def the_doubt(paths: Paths, clock: HandClock, preferences: Preferences | None = None) -> Check:
    (found,) = doubts(paths, clock, preferences)
    return found


def test_a_fresh_installation_is_sound(paths: Paths, clock: HandClock) -> None:
    """Nothing has been kept, so nothing can be lost; and looking makes nothing."""
    checks = verify(paths, Preferences(), clock.moment)
    assert [check for check in checks if not check.is_sound] == []
    assert checks[0].text == "nothing has been kept yet"
    assert not paths.data.exists()


def test_what_is_kept_is_sound_and_counted(kept: Paths, clock: HandClock) -> None:
    """The entries and the rows are told, so that they can be held against what one remembers."""
    checks = verify(kept, Preferences(), clock.moment)
    assert [check for check in checks if not check.is_sound] == []
    texts = {check.name: check.text for check in checks}
    assert (
        texts["entries"] == "5 entries from 2026-11-22 to 2026-11-23; 13 rows, each with a checksum that fits"
    )
    assert "5 entries" in texts["backup"]


def test_looking_changes_nothing(kept: Paths, clock: HandClock) -> None:
    """Not a byte, not a date, not a right, not a file more."""
    kept.journal.chmod(0o644)
    before = {path: path.stat() for path in (kept.data, *kept.data.rglob("*"))}
    verify(kept, Preferences(), clock.moment)
    after = {path: path.stat() for path in (kept.data, *kept.data.rglob("*"))}
    unread = {path: (found.st_mode, found.st_size, found.st_mtime_ns) for path, found in after.items()}
    assert unread == {
        path: (found.st_mode, found.st_size, found.st_mtime_ns) for path, found in before.items()
    }


def _remove(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {1 << 16 | 99}")


def _change_a_letter(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"ziehend", b"zieHend"))


def _write_otherwise(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _leave_a_write(path: Path) -> None:
    """As a program that is killed in the middle does."""
    path.with_name(f"{path.name}-journal").write_bytes(b"\0" * 1024)


@pytest.mark.parametrize(
    ("harm", "name", "words"),
    [
        (_remove, "journal", "is gone"),
        (_empty, "journal", "empty"),
        (_replace_by_folder, "journal", "gone"),
        (_cut, "journal", "damaged"),
        (_make_newer, "journal", "newer than this Backstay"),
        (_change_a_letter, "journal", "1 of 6 rows of “pain” are not what was written"),
        (_write_otherwise, "power cut", "journal_mode is wal"),
        (_leave_a_write, "journal", "a write to it was cut off"),
    ],
)
def test_harm_to_the_journal_is_found_and_told(
    kept: Paths, clock: HandClock, harm: Callable[[Path], None], name: str, words: str
) -> None:
    """Each with what to do, and with no word of any entry."""
    harm(kept.journal)
    found = doubts(kept, clock)
    assert any(check.name == name and words in check.text for check in found), found
    assert all(check.mend for check in found)
    assert not any(SECRET in check.text or "zie" in check.text for check in found)


def test_a_damaged_backup_is_told_and_the_others_are_sound(kept: Paths, clock: HandClock) -> None:
    """Whoever wants to restore one knows before which ones can be relied on."""
    clock.pass_s(60)
    second = back_up(kept, clock)
    _change_a_letter(second)
    found = the_doubt(kept, clock)
    assert found.name == "backup"
    assert "are not what was written" in found.text
    assert str(second) in found.mend


def test_a_backup_that_is_far_behind_is_a_doubt(kept: Paths, clock: HandClock) -> None:
    """Up to a day is as it should be; then something keeps backups from being made."""
    clock.pass_s(DAY_S - 1)
    enter(kept, clock)
    assert doubts(kept, clock) == []
    clock.pass_s(2 * DAY_S)
    enter(kept, clock)
    assert "lacks" in the_doubt(kept, clock).text
    assert "backstay backup" in the_doubt(kept, clock).mend
    back_up(kept, clock)
    assert doubts(kept, clock) == []


def test_no_backup_at_all_is_a_doubt(kept: Paths, clock: HandClock) -> None:
    """There is something to lose."""
    shutil.rmtree(kept.backups)
    assert the_doubt(kept, clock).text == "there is none yet"


def test_the_second_folder_is_looked_at(kept: Paths, clock: HandClock, tmp_path: Path) -> None:
    """A stick that is not plugged in, one without the newest backup, one on which it is damaged."""
    stick = tmp_path / "stick"
    preferences = Preferences(backup_folder=str(stick))
    assert "is not there" in the_doubt(kept, clock, preferences).text
    stick.mkdir()
    assert "lacks the newest backup" in the_doubt(kept, clock, preferences).text
    clock.pass_s(60)
    name = back_up(kept, clock, stick).name
    assert doubts(kept, clock, preferences) == []
    _change_a_letter(next(stick.rglob(name)))
    found = the_doubt(kept, clock, preferences)
    assert (found.name, "are not what was written" in found.text) == ("second folder", True)


def test_a_change_file_that_was_changed_is_told(kept: Paths, clock: HandClock) -> None:
    """The second copy is only one as long as it is what was written."""
    (file,) = kept.changes.rglob("*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"ziehend", b"zieHend"))
    assert (the_doubt(kept, clock).name, the_doubt(kept, clock).text) == (
        "change files",
        "1 of 13 lines are not what was written",
    )


def test_an_entry_that_is_in_no_change_file_is_told(kept: Paths, clock: HandClock) -> None:
    """It would be missing where the journal has to be made anew."""
    with closing(open_journal(kept.journal, clock.moment)) as journal:
        journal.pain.add(PainScore(4), clock.moment())
    assert the_doubt(kept, clock).text == "rows of the journal that are in none of them: 1"


def test_what_other_computers_wrote_is_read(kept: Paths, clock: HandClock, tmp_path: Path) -> None:
    """A shared folder that is gone, one without others, one in which another's file is damaged."""
    shared = tmp_path / "shared"
    preferences = Preferences(sync_folder=str(shared))
    assert "is not there" in the_doubt(kept, clock, preferences).text
    shared.mkdir()
    exchange(kept.changes, shared, kept.journal, clock.moment)
    assert doubts(kept, clock, preferences) == []
    other = shared / "v1" / "0b2f5a1c-0000-4000-8000-000000000002" / "2026-11-1.jsonl"
    other.parent.mkdir()
    (own,) = kept.changes.rglob("*.jsonl")
    other.write_bytes(own.read_bytes()[:-100])
    assert doubts(kept, clock, preferences) == []
    other.write_bytes(own.read_bytes().replace(b"ziehend", b"zieHend"))
    found = the_doubt(kept, clock, preferences)
    assert (found.name, "1 of “" in found.text) == ("computers", True)


def test_a_journal_in_a_folder_that_is_kept_in_step_is_a_doubt(kept: Paths, clock: HandClock) -> None:
    """What is copied while it is written arrives torn."""
    (kept.data / ".stfolder").mkdir()
    assert (the_doubt(kept, clock).name, the_doubt(kept, clock).text[:9]) == ("place", "Syncthing")


@pytest.fixture
def home(kept: Paths, clock: HandClock) -> Iterator[Path]:
    """A copy of what is kept, in a folder that any user of the computer can get at."""
    with folder_for_all() as folder:
        shutil.copytree(kept.data, folder / "data")
        give_away(folder / "data")
        doubts(kept, clock)
        yield folder


@pytest.mark.parametrize("closed", [".", "data", "data/changes", "data/backups"])
def test_what_nobody_can_look_into_is_never_called_sound(home: Path, clock: HandClock, closed: str) -> None:
    """Nor is it taken for empty."""
    with without_rights(home / closed):
        doubt = the_doubt(find_paths(home / "data", {}), clock)
    assert "Permission denied" in doubt.text
    assert doubt.mend == "allow reading it"


@pytest.mark.parametrize("closed", [".", "shared", "shared/v1/of-another"])
def test_a_shared_folder_that_nobody_can_look_into_is_a_doubt(
    home: Path, clock: HandClock, closed: str
) -> None:
    """Else “every line can be read” would be said of lines that nobody has read."""
    with folder_for_all() as outer:
        (outer / "shared" / "v1" / "of-another").mkdir(parents=True)
        preferences = Preferences(sync_folder=str(outer / "shared"))
        with without_rights(outer / closed):
            doubt = the_doubt(find_paths(home / "data", {}), clock, preferences)
    assert (doubt.name, doubt.mend) == ("computers", "allow reading it")


@pytest.mark.parametrize("text", ["no settings at all", '{"volume_percent": 700}', '{"colour": "blue"}'])
def test_settings_that_cannot_be_used_are_told(kept: Paths, clock: HandClock, text: str) -> None:
    """And left as they are."""
    kept.settings.write_text(text)
    assert the_doubt(kept, clock).name == "settings"
    assert kept.settings.read_text() == text


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
@pytest.mark.parametrize("part", ["", "journal.sqlite3", "backups", "settings.json"])
def test_what_others_may_read_is_told_with_its_mend(kept: Paths, clock: HandClock, part: str) -> None:
    """The mend is a line to type, and mends it."""
    path = kept.data / part
    path.chmod(path.stat().st_mode | 0o044)
    found = the_doubt(kept, clock)
    assert (found.name, str(path) in found.text) == ("rights", True)
    assert os.system(found.mend) == 0
    assert doubts(kept, clock) == []


def test_a_disk_that_is_nearly_full_is_a_doubt(
    kept: Paths, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before an entry cannot be saved."""
    usage = shutil.disk_usage(kept.data)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=49_000_000))
    assert (the_doubt(kept, clock).name, the_doubt(kept, clock).text) == ("room", "only 49 MB free")


def test_it_can_be_followed_and_ended(kept: Paths, clock: HandClock) -> None:
    """The rows of all files are counted on, and no is no."""
    clock.pass_s(60)
    back_up(kept, clock)
    heard: list[int] = []

    def hear(done: int) -> bool:
        heard.append(done)
        return True

    verify(kept, Preferences(), clock.moment, hear)
    assert heard == sorted(heard)
    assert len(set(heard)) > 3
    with pytest.raises(CancelledError):
        verify(kept, Preferences(), clock.moment, lambda done: done < max(heard))
