"""Checking everything and taking everything away, from the command line."""

import json
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.desktop.doorbell import hang
from tests.cli.conftest import Command

SECRET = "Zwiebelkuchen"


@pytest.fixture
def kept(command: Command, data: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Somebody who has entered something and has a backup."""
    data.chmod(0o700)
    assert command("pain", "4", "--note", SECRET) == DONE
    assert command("backup") == DONE
    capsys.readouterr()
    return data


def test_all_is_sound(command: Command, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each thing, and the verdict last."""
    assert command("verify") == DONE
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines[:-1]} == {"sound"}
    assert lines[-1] == f"All {len(lines) - 1} checks are sound."
    assert (kept / "journal.sqlite3").exists()


def test_a_doubt_is_told_with_its_mend_and_an_exit_code(
    command: Command, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a script that runs at night can tell."""
    journal = kept / "journal.sqlite3"
    journal.write_bytes(journal.read_bytes().replace(SECRET.encode(), SECRET.upper().encode()))
    assert command("verify") == WRONG
    out = capsys.readouterr().out
    assert "doubt   journal       1 of 1 rows of “pain” are not what was written.\n" in out
    assert "mend: " in out
    assert out.splitlines()[-1].startswith("1 doubt in ")
    assert SECRET.lower() not in out.lower()


def test_another_program_can_read_it(
    command: Command, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same lines as data."""
    (kept / "settings.json").write_text("[]")
    (kept / "settings.json").chmod(0o600)
    assert command("verify", "--json") == WRONG
    told = json.loads(capsys.readouterr().out)
    assert told["is_sound"] is False
    assert [check["name"] for check in told["checks"] if not check["is_sound"]] == ["settings"]


def test_what_would_go_is_shown_first(
    command: Command, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a word that it is meant, nothing is removed, and a script hears that."""
    before = sorted(kept.rglob("*"))
    assert command("delete-all") == WRONG
    told = capsys.readouterr()
    assert "journal.sqlite3" in told.out
    assert "backstay export --format zip" in told.err
    assert sorted(kept.rglob("*")) == before


def test_all_goes_when_it_is_meant(command: Command, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All but the routines that the person wrote; these, too, when that is said."""
    assert command("delete-all", "--yes") == DONE
    assert {path.relative_to(kept).parts[0] for path in kept.rglob("*")} == {"routines"}
    assert command("delete-all", "--yes", "--with-routines") == DONE
    assert not kept.exists()
    assert command("delete-all") == DONE
    assert "There is nothing of yours here." in capsys.readouterr().out


def test_what_is_left_is_told(command: Command, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody has put a file of their own among the backups."""
    own = kept / "backups" / "holiday.png"
    own.touch()
    assert command("delete-all", "--yes") == WRONG
    assert str(own) in capsys.readouterr().err
    assert own.exists()


def test_not_under_an_open_window(command: Command, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would write the window's size, a backup, the next entry."""
    bell = hang(kept)
    assert bell is not None
    assert command("delete-all", "--yes") == WRONG
    assert "a window of Backstay is open" in capsys.readouterr().err
    assert (kept / "journal.sqlite3").exists()
    bell.close()
