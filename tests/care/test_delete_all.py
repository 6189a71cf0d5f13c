"""Everything about the person goes when they want it, and nothing else does."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.backups.backup import Reason
from backstay.backups.backups import Backups
from backstay.care.delete_all import delete_everything, everything, require_alone
from backstay.catalogue.user_folder import prepare_user_folder
from backstay.desktop.doorbell import hang
from backstay.desktop.session_lock import SessionLock
from backstay.domain.errors import InputError
from backstay.domain.place import Place
from backstay.domain.preferences import Preferences
from backstay.journal.entries import new_id
from backstay.journal.journal import open_journal
from backstay.paths import Paths
from backstay.places.place_file import write_place
from backstay.resources import routines_dir
from backstay.settings import save_settings
from tests.fakes import HandClock
from tests.journal.content import fill
from tests.rights import without_rights

DEVICE = "0b2f5a1c-0000-4000-8000-000000000001"
OTHER = "0b2f5a1c-0000-4000-8000-000000000002"
FOREIGN = ("notes.txt", "backups/holiday.png", "logs/other.log", "changes/v1/readme.md", "places/list.json")


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text)
    return path


def live(paths: Paths, clock: HandClock, preferences: Preferences) -> None:
    """Leave all the traces that a life with the program leaves."""
    paths.create()
    with closing(open_journal(paths.journal, clock.moment)) as journal:
        fill(journal, clock)
    second = Path(preferences.backup_folder) if preferences.backup_folder else None
    Backups(paths.backups, clock.moment, second).make(paths.journal, Reason.BY_HAND)
    save_settings(paths.settings, preferences)
    place = Place("p", 0, 0.0, 0.0, (), (), ())
    write_place(paths.places, new_id(), place, clock.moment())
    prepare_user_folder(paths.user_routines, routines_dir())
    for name in ("backstay.log", "backstay.log.1", "crash.txt", "mishap.json"):
        write(paths.logs / name)
    write(paths.window)
    write(paths.settings.with_name("settings.json.broken"))
    write(paths.data / "journal-damaged-20261122T083000Z.sqlite3")
    write(paths.data / "window.lock")
    for root in (paths.changes, Path(preferences.sync_folder or paths.changes)):
        write(root / "v1" / DEVICE / "2026-11-1.jsonl")
    write(paths.changes / "device.json", f'{{"device": "{DEVICE}"}}')
    write(paths.changes / "written.json")


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """With a stick and a shared folder."""
    for name in ("stick", "shared"):
        (tmp_path / name).mkdir()
    return Preferences(backup_folder=str(tmp_path / "stick"), sync_folder=str(tmp_path / "shared"))


def test_nothing_is_left_of_a_life(
    paths: Paths, clock: HandClock, preferences: Preferences, tmp_path: Path
) -> None:
    """Every file and folder that the program made is gone, here and in the folders that were chosen."""
    live(paths, clock, preferences)
    listed = everything(paths, preferences)
    assert delete_everything(paths, preferences) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shared", "stick"]
    assert [path for path in (tmp_path / "stick").rglob("*") if path.is_file()] == []
    assert [path for path in (tmp_path / "shared").rglob("*") if path.is_file()] == []
    assert {one.what for one in listed} >= {"journal", "backups", "second backups", "settings", "logs"}
    assert everything(paths, preferences) == ()


def test_what_is_listed_is_all_there_is(
    paths: Paths, clock: HandClock, preferences: Preferences, tmp_path: Path
) -> None:
    """The sizes add up to what lies there, and looking changes nothing."""
    live(paths, clock, preferences)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    listed = everything(paths, preferences)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert sum(one.size_bytes for one in listed) == sum(
        path.stat().st_size for path in before if path.is_file()
    )


def test_own_routines_stay_unless_they_are_meant(
    paths: Paths, clock: HandClock, preferences: Preferences
) -> None:
    """What a person wrote for others to use is not about their back."""
    live(paths, clock, preferences)
    own = write(paths.user_routines / "routines" / "evening.yaml")
    assert delete_everything(paths, preferences) == ()
    assert [path for path in paths.data.rglob("*") if path.is_file()] == [own]
    assert [one.what for one in everything(paths, preferences, with_routines=True)] == ["your own routines"]
    assert delete_everything(paths, preferences, with_routines=True) == ()
    assert not paths.data.exists()


def test_what_somebody_else_put_there_stays(
    paths: Paths, clock: HandClock, preferences: Preferences, tmp_path: Path
) -> None:
    """Foreign files and the folders they are in are left, and those in the program's own folders told."""
    live(paths, clock, preferences)
    foreign = [write(paths.data / name) for name in FOREIGN]
    others = write(tmp_path / "shared" / "v1" / OTHER / "2026-11-1.jsonl")
    neighbour = write(
        tmp_path / "stick" / "backstay-backups" / "00000000" / "journal-20261122T083000Z.sqlite3"
    )
    left = delete_everything(paths, preferences)
    assert set(left) == set(foreign[1:])
    assert [path for path in (*foreign, others, neighbour) if not path.exists()] == []
    assert not paths.journal.exists()


def test_a_link_goes_and_what_it_leads_to_stays(
    paths: Paths, clock: HandClock, preferences: Preferences, tmp_path: Path
) -> None:
    """Nothing is removed through a link; what it led to is told, because it may be about the person."""
    live(paths, clock, preferences)
    elsewhere = tmp_path / "elsewhere"
    paths.backups.rename(elsewhere)
    paths.backups.symlink_to(elsewhere)
    held = write(tmp_path / "held" / "log")
    (paths.logs / "backstay.log.2").symlink_to(held)
    before = sorted(elsewhere.iterdir())
    left = delete_everything(paths, preferences)
    assert set(left) == {elsewhere, held}
    assert (sorted(elsewhere.iterdir()), held.exists(), paths.data.exists()) == (before, True, False)


def test_a_file_that_the_disk_keeps_is_told(
    paths: Paths, clock: HandClock, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the disk costs its file alone; a second try takes it away."""
    live(paths, clock, preferences)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == paths.settings:
            raise OSError(5, "Input/output error")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as during:
        during.setattr(Path, "unlink", refuse)
        assert delete_everything(paths, preferences) == (paths.settings,)
    assert not paths.journal.exists()
    assert delete_everything(paths, preferences) == ()
    assert not paths.data.exists()


def test_cut_off_in_the_middle_it_can_be_done_again(
    paths: Paths, clock: HandClock, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal and its mark go last: as long as anything else is there, so are they."""
    live(paths, clock, preferences)
    removed: list[str] = []
    unlink = Path.unlink

    def note(path: Path, missing_ok: bool = False) -> None:
        removed.append(path.name)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    delete_everything(paths, preferences)
    assert removed[-2:] == ["journal.sqlite3", "journal.used"]


def test_nothing_is_removed_under_an_open_window_or_a_session(paths: Paths) -> None:
    """It would go on writing, and leave traces of what was to go."""
    paths.create()
    require_alone(paths)
    bell = hang(paths.data)
    assert bell is not None
    with pytest.raises(InputError, match="window"):
        require_alone(paths)
    bell.close()
    lock = SessionLock(paths.data)
    lock.take()
    with pytest.raises(InputError, match="session"):
        require_alone(paths)
    lock.release()
    require_alone(paths)


def test_a_folder_that_nobody_can_look_into_is_not_called_empty(paths: Paths) -> None:
    """Whoever wants all of it gone would believe that it is."""
    paths.data.mkdir()
    with without_rights(paths.data), pytest.raises(InputError, match="cannot be listed"):
        everything(paths, Preferences())
