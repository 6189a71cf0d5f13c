"""Backups from the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.fakes import HandClock

Told = pytest.CaptureFixture[str]
NAME = "journal-20261122T083000Z-by-hand.sqlite3"


@pytest.fixture
def kept(command: Command, data: Path, capsys: Told) -> Path:
    """Two scores."""
    command("pain", "4", "--note", "=stiff")
    command("pain", "2", "--at", "2026-11-20T07:00")
    capsys.readouterr()
    return data


def scores(path: Path) -> list[int]:
    """What a journal at this path shows."""
    with closing(open_journal(path, HandClock().moment)) as journal:
        return sorted(entry.pain.score for entry in journal.pain.between())


def test_a_backup_is_made_and_told(command: Command, kept: Path, capsys: Told) -> None:
    """Where it is, that it was checked, and what is in it."""
    assert command("backup") == DONE
    out = capsys.readouterr().out
    assert out == f"Copied to {kept / 'backups' / NAME} and checked: 2 pain scores.\n"
    assert scores(kept / "backups" / NAME) == [2, 4]


def test_a_copy_to_take_along(command: Command, kept: Path, tmp_path: Path, capsys: Told) -> None:
    """What stands there stays, unless its place is to be taken; the journal's own place never is."""
    out = tmp_path / "copy.sqlite3"
    assert command("backup", "--out", str(out)) == DONE
    assert capsys.readouterr().out == f"Copied to {out} and checked: 2 pain scores.\n"
    assert out.stat().st_mode & 0o777 == 0o600
    command("pain", "7")
    assert command("backup", "--out", str(out)) == WRONG
    assert "--replace" in capsys.readouterr().err
    assert scores(out) == [2, 4]
    assert command("backup", "--out", str(out), "--replace") == DONE
    assert scores(out) == [2, 4, 7]
    assert command("backup", "--out", str(kept / "journal.sqlite3"), "--replace") == WRONG
    assert not (kept / "backups").exists()


def test_a_folder_that_refuses_a_copy_is_told(command: Command, kept: Path, capsys: Told) -> None:
    """With the name of what could not be written."""
    assert command("backup", "--out", str(kept / "nowhere" / "copy.sqlite3")) == WRONG
    assert "No backup was made. Not saved: No such file or directory." in capsys.readouterr().err


def test_backups_are_listed(command: Command, kept: Path, clock: HandClock, capsys: Told) -> None:
    """Newest first: when, how much is in it, how large, its name, and why it was made."""
    assert command("backup", "--list") == DONE
    assert capsys.readouterr().out == "There are no backups yet.\n"
    command("backup")
    clock.pass_s(3600)
    command("pain", "7")
    command("backup")
    capsys.readouterr()
    assert command("backup", "--list") == DONE
    title, newest, oldest = capsys.readouterr().out.splitlines()
    assert title == f"2 backups in {kept / 'backups'}"
    assert newest.startswith("2026-11-22 09:30  3 entries up to 2026-11-22  ")
    assert oldest.startswith("2026-11-22 08:30  2 entries up to 2026-11-22  ")
    assert oldest.endswith(f" KB  {NAME}  by hand")


def test_a_backup_that_cannot_be_read_is_told(command: Command, kept: Path, capsys: Told) -> None:
    """The list says so, and so does its end."""
    command("backup")
    (kept / "backups" / NAME).write_bytes(b"x" * 9000)
    capsys.readouterr()
    assert command("backup", "--list") == WRONG
    assert "cannot be read" in capsys.readouterr().out


def test_one_dated_ahead_is_listed(command: Command, kept: Path, clock: HandClock, capsys: Told) -> None:
    """The clock was put back since."""
    command("backup")
    clock.pass_s(-86_400)
    capsys.readouterr()
    assert command("backup", "--list") == DONE
    assert "2026-11-22 08:30  2 entries" in capsys.readouterr().out
    assert kept.exists()


def test_without_a_journal_there_is_nothing_to_copy(command: Command, data: Path, capsys: Told) -> None:
    """And none is made; one that is gone is told as such."""
    assert command("backup") == WRONG
    assert "There is no journal to copy." in capsys.readouterr().err
    assert not (data / "journal.sqlite3").exists()
    command("pain", "3")
    (data / "journal.sqlite3").unlink()
    assert command("backup") == WRONG
    told = capsys.readouterr().err
    assert "No backup was made." in told
    assert "make an entry first" not in told


def test_a_damaged_journal_ends_with_one(command: Command, kept: Path, capsys: Told) -> None:
    """What was found is told, without a word of an entry."""
    with closing(sqlite3.connect(kept / "journal.sqlite3", isolation_level=None)) as connection:
        guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'pain_no_update'").fetchone()[
            0
        ]
        connection.execute("DROP TRIGGER pain_no_update")
        connection.execute("UPDATE pain SET score = 9 WHERE score = 4")
        connection.execute(guard)
    assert command("backup") == WRONG
    told = capsys.readouterr().err
    assert "1 of 2 rows of “pain” are not what was written." in told
    assert "stiff" not in told
    assert command("backup", "--list") == DONE


def test_the_second_folder_is_written_too(command: Command, kept: Path, tmp_path: Path, capsys: Told) -> None:
    """The one that is set; when it is away the backup is made, and the end says that half is missing."""
    stick = tmp_path / "stick"
    (kept / "settings.json").write_text(json.dumps({"backup_folder": str(stick)}))
    assert command("backup") == WRONG
    told = capsys.readouterr()
    assert told.out.startswith("Copied to ")
    assert told.err == f"The second folder for backups is not there: {stick}.\n"
    stick.mkdir()
    assert command("backup") == DONE
    assert len([*stick.rglob("*.sqlite3")]) == 2
