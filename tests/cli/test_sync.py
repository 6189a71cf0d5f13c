"""``backstay sync``: a folder is chosen, entries are exchanged, and what came is said."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fakes import HandClock


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def chosen(data: Path) -> str:
    return str(json.loads((data / "settings.json").read_text())["sync_folder"])


def test_folder_is_chosen_once_and_used_from_then_on(
    command: Command, data: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second time no word is needed."""
    assert command("pain", "4") == 0
    assert command("sync", "--folder", str(shared)) == 0
    assert chosen(data) == str(shared)
    out = capsys.readouterr().out
    assert "1 entry" in out
    assert out.endswith("0 rows new.\n")
    assert command("sync") == 0
    assert str(shared) in capsys.readouterr().out


def test_two_computers_are_joined(
    command: Command, clock: HandClock, tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was entered on one is in the log of the other."""
    other = ("--data-dir", str(tmp_path / "other"))
    command("pain", "4")
    clock.pass_s(60)
    command("pain", "7", *other)
    command("sync", "--folder", str(shared))
    command("sync", "--folder", str(shared), *other)
    assert "1 row new." in capsys.readouterr().out
    command("sync")
    capsys.readouterr()
    command("log", "--json")
    here = capsys.readouterr().out
    command("log", "--json", *other)
    assert json.loads(capsys.readouterr().out) == json.loads(here)
    assert here.count('"score"') == 2


def test_what_waits_and_what_is_spoilt_is_said(
    command: Command, tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no failure: the rest was taken."""
    command("pain", "4", "--data-dir", str(tmp_path / "other"))
    command("sync", "--folder", str(shared), "--data-dir", str(tmp_path / "other"))
    [path] = shared.rglob("*.jsonl")
    path.write_bytes(b"<html>\n" + path.read_bytes()[:-9])
    capsys.readouterr()
    assert command("sync", "--folder", str(shared)) == 0
    said = capsys.readouterr().out
    assert "1 waiting for what has not arrived yet" in said
    assert "1 unreadable" in said


def test_leaving_keeps_what_came(
    command: Command, data: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the folder is used no more."""
    command("sync", "--folder", str(shared))
    assert command("sync", "--off") == 0
    assert chosen(data) == ""
    capsys.readouterr()
    assert command("sync") == 1
    assert "backstay sync --folder DIR" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["nowhere", "", "changes", "backups/old"])
def test_folder_that_cannot_serve_is_refused(
    command: Command, data: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is not there, and one that holds this computer's own data."""
    if name != "nowhere":
        (data / name).mkdir(parents=True, exist_ok=True)
    (data / "link").symlink_to(data / name)
    for folder in (data / name, data / "link"):
        assert command("sync", "--folder", str(folder)) == 1
        assert "mend: " in capsys.readouterr().err
    assert not (data / "settings.json").exists()


def test_folder_that_is_gone_is_said(
    command: Command, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stick that is not plugged in is a failure of this exchange, and of nothing else."""
    command("sync", "--folder", str(shared))
    for path in sorted(shared.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    shared.rmdir()
    assert command("sync") == 1
    assert "is not there" in capsys.readouterr().err
    assert not shared.exists()


def test_lost_journal_is_not_begun_anew(
    command: Command, data: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An exchange into an empty one would hide the loss."""
    command("pain", "4")
    command("sync", "--folder", str(shared))
    (data / "journal.sqlite3").unlink()
    assert command("sync") == 1
    assert "journal" in capsys.readouterr().err
    assert not (data / "journal.sqlite3").exists()


def test_journal_in_a_synced_folder_is_warned_of(
    command: Command, data: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database that is copied while it is written arrives torn."""
    (data / ".stfolder").mkdir()
    assert command("sync", "--folder", str(shared)) == 0
    assert "Syncthing" in capsys.readouterr().err
    command("doctor")
    assert "a folder that Syncthing keeps in step" in capsys.readouterr().out
