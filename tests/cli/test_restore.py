"""The log brought back in a terminal: what would change is shown first; a damaged one is recovered."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock

Read = pytest.CaptureFixture[str]


@pytest.fixture
def backup(command: Command, clock: HandClock, data: Path, capsys: Read) -> Path:
    """Of two scores; one score and a run were added since."""
    command("pain", "4", "--region", "neck")
    clock.pass_s(60)
    command("pain", "6", "--note", "links")
    command("backup")
    (made,) = (data / "backups").glob("journal-*.sqlite3")
    clock.pass_s(60)
    command("pain", "2")
    command("activity", "run", "--minutes", "30", "--km", "5")
    clock.pass_s(60)
    capsys.readouterr()
    return made


def log_of(command: Command, capsys: Read) -> list[str]:
    capsys.readouterr()
    assert command("log") == DONE
    return [line.split("  ", 1)[1] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("backup")
def test_backups_are_listed_with_their_numbers(command: Command, capsys: Read) -> None:
    """Without a name it is shown what there is."""
    assert command("restore") == DONE
    out = capsys.readouterr().out
    assert "1  2026-11-22 08:31  2 entries up to 2026-11-22, by hand" in out
    assert "backstay restore NUMBER" in out


@pytest.mark.parametrize("named_by", ["number", "name", "file"])
def test_difference_is_shown_and_the_backup_restored(
    command: Command, clock: HandClock, backup: Path, capsys: Read, named_by: str
) -> None:
    """What would be otherwise is read before it is answered, and the way back is told."""
    words = {"number": "1", "name": backup.name, "file": str(backup)}[named_by]
    console = ScriptedConsole(clock, ["y"])
    assert command("restore", words, console=console) == DONE
    out = capsys.readouterr().out
    assert "Would go: 1 pain score and 1 run or walk" in out
    assert "08:32  pain 2\n" in out
    assert "run, 30:00 min, 5 km" in out
    assert "come back" not in out
    assert console.questions == ["Restore it? y restores, n leaves all as it is:"]
    assert log_of(command, capsys) == ["pain 4, neck", "pain 6: links"]


@pytest.mark.usefixtures("backup")
def test_restore_is_taken_back_by_the_backup_that_it_names(
    command: Command, clock: HandClock, capsys: Read
) -> None:
    """The state before it is a backup too."""
    before = log_of(command, capsys)
    assert command("restore", "1", "--yes") == DONE
    name = capsys.readouterr().out.split("backstay restore ")[1].strip()
    clock.pass_s(60)
    assert command("restore", name, "--yes") == DONE
    out = capsys.readouterr().out
    assert "Would come back: 1 pain score and 1 run or walk" in out
    assert log_of(command, capsys) == before


@pytest.mark.parametrize("answers", [["n"], ["q"], None])
def test_without_a_yes_nothing_happens(
    command: Command, clock: HandClock, backup: Path, capsys: Read, answers: list[str] | None
) -> None:
    """No, leaving, or nobody there to answer: the log stays, and no backup is made for it."""
    before = log_of(command, capsys)
    assert command("restore", "1", console=ScriptedConsole(clock, answers)) == WRONG
    assert "Nothing was changed." in capsys.readouterr().err
    assert log_of(command, capsys) == before
    assert list(backup.parent.glob("journal-*.sqlite3")) == [backup]


def test_backup_that_makes_no_difference_is_said_so(command: Command, backup: Path, capsys: Read) -> None:
    """Nobody is asked for what changes nothing."""
    assert command("restore", "1", "--yes") == DONE
    assert command("restore", backup.name) == DONE
    assert "already as it is in this backup" in capsys.readouterr().out


@pytest.mark.usefixtures("backup")
def test_changed_entry_is_shown_as_it_will_be_and_as_it_is(
    command: Command, data: Path, clock: HandClock, capsys: Read
) -> None:
    """One line with both."""
    with closing(open_journal(data / "journal.sqlite3", clock.moment)) as journal:
        journal.pain.edit(journal.pain.between()[0].id, PainScore(9))
    assert command("restore", "1") == WRONG
    out = capsys.readouterr().out
    assert "Would change: 1 pain score\n  2026-11-22 08:30  pain 4, neck; now: pain 9\n" in out


@pytest.mark.parametrize("words", [["7"], ["0"], ["no-such.sqlite3"], ["--newest"], ["--salvage"]])
@pytest.mark.usefixtures("backup")
def test_what_cannot_be_is_refused(command: Command, capsys: Read, words: list[str]) -> None:
    """A number or a name that nothing has, and a recovery of what is sound."""
    before = log_of(command, capsys)
    assert command("restore", *words, "--yes") == WRONG
    assert capsys.readouterr().err
    assert log_of(command, capsys) == before


@pytest.mark.usefixtures("backup")
def test_damaged_log_is_told_with_what_there_is(command: Command, data: Path, capsys: Read) -> None:
    """What is wrong, and what it can be recovered from; nothing is done unasked."""
    journal = data / "journal.sqlite3"
    damaged = bytes(4096) + journal.read_bytes()[4096:]
    journal.write_bytes(damaged)
    assert command("restore") == WRONG
    said = capsys.readouterr()
    assert "damaged and cannot be read" in said.err
    assert "2026-11-22 08:31 and has 2 pain scores" in said.out
    assert "The change files have 2 rows that it lacks." in said.out
    assert "backstay restore --newest" in said.out
    assert "4 rows can still be read" in said.out
    assert journal.read_bytes() == damaged


@pytest.mark.parametrize("words", [["--newest"], ["--salvage"], ["1"]])
@pytest.mark.usefixtures("backup")
def test_damaged_log_is_recovered(
    command: Command, clock: HandClock, data: Path, capsys: Read, words: list[str]
) -> None:
    """Each way all comes back, and it is told where the damaged file is kept."""
    before = log_of(command, capsys)
    journal = data / "journal.sqlite3"
    damaged = bytes(4096) + journal.read_bytes()[4096:]
    journal.write_bytes(damaged)
    assert command("restore", *words, console=ScriptedConsole(clock, ["y"])) == DONE
    out = capsys.readouterr().out
    assert "Recovered: 3 pain scores and 1 run or walk, up to 2026-11-22." in out
    kept = Path(out.split("kept: ")[1].strip())
    assert kept.read_bytes() == damaged
    assert log_of(command, capsys) == before


@pytest.mark.usefixtures("backup")
def test_log_that_is_gone_is_recovered(command: Command, data: Path, capsys: Read) -> None:
    """Also without the mark beside it; no new one is begun meanwhile."""
    before = log_of(command, capsys)
    (data / "journal.sqlite3").unlink()
    (data / "journal.used").unlink()
    assert command("pain", "5") == WRONG
    assert not (data / "journal.sqlite3").exists()
    assert command("restore", "--newest") == WRONG
    assert command("restore", "--newest", "--yes") == DONE
    assert log_of(command, capsys) == before


def test_file_on_a_new_computer_is_restored(
    command: Command, backup: Path, tmp_path: Path, capsys: Read
) -> None:
    """A copy from a stick, where no journal has been."""
    stick = tmp_path / "stick.sqlite3"
    stick.write_bytes(backup.read_bytes())
    new = str(tmp_path / "new")
    assert command("--data-dir", new, "restore", str(stick), "--yes") == DONE
    capsys.readouterr()
    assert command("--data-dir", new, "log") == DONE
    assert len(capsys.readouterr().out.splitlines()) == 2
