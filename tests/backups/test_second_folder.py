"""Backups once more, in a folder of the person's choice."""

import os
import shutil
from pathlib import Path

import pytest

from backstay.backups.backup import Reason, backups_in
from backstay.backups.backups import Backups
from backstay.backups.second_folder import bring_to_second
from backstay.journal.health import examine
from tests.fakes import HandClock

HOUR_S, DAY_S = 3600, 86_400


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Plugged in, with something of the person on it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "letter.txt").write_text("mine")
    return stick


@pytest.fixture
def twice(folder: Path, clock: HandClock, stick: Path) -> Backups:
    return Backups(folder, clock.moment, stick)


def places(stick: Path) -> list[Path]:
    """One for each computer."""
    return sorted((stick / "backstay-backups").iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """The backups in the folder, and nothing else."""
    return {backup.path.name: backup.path.read_bytes() for backup in backups_in(folder)}


def test_each_backup_is_there_twice(twice: Backups, path: Path, folder: Path, stick: Path) -> None:
    """Byte for byte, under the same name, private where the disk knows that."""
    backup = twice.make(path, Reason.SESSION)
    assert twice.second_folder_trouble is None
    (place,) = places(stick)
    assert contents(place) == contents(folder) == {backup.path.name: backup.path.read_bytes()}
    assert (place / backup.path.name).stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(stick)) == ["backstay-backups", "letter.txt"]
    assert os.listdir(place) == [backup.path.name]


def test_what_was_missed_is_brought_along(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """A stick that was away is told, and nothing is made in its place; back again, it gets everything."""
    away = stick.rename(stick.with_name("away"))
    for _ in range(3):
        twice.make(path, Reason.SESSION)
        clock.pass_s(HOUR_S)
        assert twice.second_folder_trouble == f"The second folder for backups is not there: {stick}."
    assert not stick.exists()
    away.rename(stick)
    twice.make(path, Reason.SESSION)
    assert twice.second_folder_trouble is None
    assert contents(places(stick)[0]) == contents(folder)
    assert len(contents(folder)) == 4


def test_thinned_by_the_same_rule(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """Backup for backup the same on both."""
    for _ in range(16):
        clock.pass_s(13 * HOUR_S)
        twice.make(path, Reason.SESSION)
    assert contents(places(stick)[0]).keys() == contents(folder).keys()
    assert len(contents(folder)) < 14


def test_two_computers_never_thin_each_others(
    twice: Backups, path: Path, stick: Path, clock: HandClock, tmp_path: Path
) -> None:
    """Each has a place of its own."""
    twice.make(path, Reason.SESSION)
    (first,) = places(stick)
    before = contents(first)
    other = Backups(tmp_path / "other" / "backups", clock.moment, stick)
    for _ in range(5):
        clock.pass_s(13 * HOUR_S)
        other.make(path, Reason.SESSION)
    assert len(places(stick)) == 2
    assert contents(first) == before


def test_a_data_folder_brought_to_another_computer_gets_a_place_of_its_own(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mark was copied along with it; the name of the computer tells them apart."""
    twice.make(path, Reason.SESSION)
    monkeypatch.setattr("platform.node", lambda: "another-computer")
    copied = shutil.copytree(folder, folder.with_name("copied"))
    Backups(copied, clock.moment, stick).make(path, Reason.SESSION)
    assert len(places(stick)) == 2


@pytest.mark.parametrize("obstacle", ["file", "below a file", "taken"])
def test_a_folder_that_cannot_be_used_is_told(
    obstacle: str, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """In plain words; the backup itself is made all the same."""
    chosen = {"file": stick / "letter.txt", "below a file": stick / "letter.txt" / "x", "taken": stick}[
        obstacle
    ]
    if obstacle == "taken":
        (stick / "backstay-backups").write_text("mine")
    backups = Backups(folder, clock.moment, chosen)
    backup = backups.make(path, Reason.SESSION)
    assert (backups.second_folder_trouble or "").startswith("The second folder for backups ")
    assert backups.all() == (backup,)
    assert (stick / "letter.txt").read_text() == "mine"


def test_a_copy_that_was_cut_short_is_made_again(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """A stick that was pulled out leaves a draft, or a file of another length."""
    backup = twice.make(path, Reason.SESSION)
    (place,) = places(stick)
    (place / backup.path.name).write_bytes(b"half")
    (place / ".draft-journal-20261101T000000Z.sqlite3").write_bytes(b"half")
    clock.pass_s(HOUR_S)
    twice.make(path, Reason.SESSION)
    assert contents(place) == contents(folder)
    assert sorted(os.listdir(place)) == sorted(contents(folder))
    assert all(examine(backup.path).is_sound for backup in backups_in(place))


def test_copying_can_be_ended_and_goes_on_later(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """A slow stick holds nobody up for long: the backup counts, the rest waits for the next one."""
    away = stick.rename(stick.with_name("away"))
    for _ in range(3):
        twice.make(path, Reason.SESSION)
        clock.pass_s(HOUR_S)
    away.rename(stick)

    def until_the_first_is_there(_rows: int) -> bool:
        return not (stick / "backstay-backups").exists() or not any(stick.rglob("*.sqlite3"))

    newest = twice.make(path, Reason.SESSION, until_the_first_is_there)
    assert "goes on with it" in (twice.second_folder_trouble or "")
    assert [*contents(places(stick)[0])] == [newest.path.name]
    clock.pass_s(HOUR_S)
    twice.make(path, Reason.SESSION)
    assert twice.second_folder_trouble is None
    assert contents(places(stick)[0]) == contents(folder)


def test_what_the_stick_alone_still_has_stays(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """The disk of the computer was lost: the copies are thinned by the rule, and for no other reason."""
    twice.make(path, Reason.SESSION)
    clock.pass_s(DAY_S)
    for backup in twice.all():
        backup.path.unlink()
    twice.make(path, Reason.SESSION)
    assert len(contents(places(stick)[0])) == 2
    assert len(contents(folder)) == 1


def test_what_would_be_thinned_there_is_not_brought_there(
    twice: Backups, path: Path, folder: Path, stick: Path, clock: HandClock
) -> None:
    """The stick has a later backup of an old day than the computer: the earlier one is not copied."""
    for _ in range(2):
        clock.pass_s(HOUR_S)
        later = twice.make(path, Reason.SESSION)
    later.path.unlink()
    (place,) = places(stick)
    clock.pass_s(5 * DAY_S)
    newest = twice.make(path, Reason.SESSION)
    assert sorted(contents(place)) == [later.path.name, newest.path.name]
    assert len(contents(folder)) == 2
    assert bring_to_second(folder, stick, clock.moment(), lambda _rows: False) is None
