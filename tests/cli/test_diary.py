"""The log from the command line: what may be entered, what is refused, what comes out."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.domain.exercise import Side
from backstay.domain.history import SessionPlan, StepDone, StepOutcome
from backstay.domain.pain import PainEntry
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.fakes import HandClock

ROOT = Path(__file__).parents[2]


def entries(data: Path) -> tuple[PainEntry, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.pain.between()


def test_a_score_is_saved_and_said(command: Command, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that was typed is in the journal, and the line says what was saved."""
    typed = ["6", "--region", "mid-back", "--side", "left", "--when", "next-morning", "--note", "after a run"]
    assert command("pain", *typed, "--at", "2026-11-21T07:30") == DONE
    assert capsys.readouterr().out == (
        "Saved: 2026-11-21 07:30  pain 6, mid back, left side, next morning: after a run\n"
    )
    (entry,) = entries(data)
    assert (entry.pain.score, entry.pain.note, entry.at.iso()) == (
        6,
        "after a run",
        "2026-11-21T07:30:00+00:00",
    )


def test_without_a_time_it_is_now(command: Command, data: Path) -> None:
    """A bare score is about this moment."""
    assert command("pain", "0") == DONE
    assert entries(data)[0].at.iso() == "2026-11-22T08:30:00+00:00"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["11"], "a whole number from 0"),
        (["-1"], "a whole number from 0"),
        (["3.5"], "a whole number from 0"),
        (["five"], "a whole number from 0"),
        (["1_0"], "a whole number from 0"),
        (["9" * 5000], "a whole number from 0"),
        (["5", "--region", "mid-bak"], "one of neck, shoulder, upper-back, mid-back, lower-back"),
        (["5", "--region", ""], "one of neck"),
        (["5", "--side", "middle"], "one of left, centre, right, both"),
        (["5", "--when", "soon"], "one of now, before, during, after, next-morning"),
        (["5", "--recall", "ever"], "one of now, last-7-days"),
        (["5", "--at", "2026-11-22T08:31"], "2026-11-22T08:30:00+00:00 or earlier"),
        (["5", "--at", "2026-11-22T09:30+00:30"], "2026-11-22T08:30:00+00:00 or earlier"),
        (["5", "--at", "2026-11-21"], "a day and a time"),
        (["5", "--at", "yesterday"], "a day and a time"),
        (["5", "--at", "0001-01-01T00:00"], "a day and a time"),
        (["5", "--at", "9999-12-31T23:59-12:00"], "2026-11-22T08:30:00+00:00 or earlier"),
        (["5", "--at", "2099-01-01T00:00"], "2026-11-22T08:30:00+00:00 or earlier"),
    ],
)
def test_bad_input_writes_nothing(
    typed: list[str], expected: str, command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be right ends with 1 and the allowed values, and no journal is made."""
    assert command("pain", *typed) == WRONG
    told = capsys.readouterr()
    assert f"expected: {expected}" in told.err
    assert told.out == ""
    assert not (data / "journal.sqlite3").exists()


def test_a_slip_names_the_nearest_region(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Mid-bak was meant as mid-back."""
    assert command("pain", "5", "--region", "mid-bak") == WRONG
    assert 'Did you mean "mid-back"?' in capsys.readouterr().err


def test_the_log_shows_everything_in_its_order(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Oldest first, sessions and scores together."""
    command("pain", "4", "--at", "2026-11-21T20:00", "--recall", "last-7-days")
    command("play", "heavy", "--terminal")
    command("pain", "2", "--at", "2026-11-20T07:00")
    capsys.readouterr()
    assert command("log") == DONE
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-20 07:00  pain 2",
        "2026-11-21 20:00  pain 4, on average over the last 7 days",
        "2026-11-22 08:30  Heavy, completed, 28 s, 1 of 1 exercise",
    ]


def test_an_empty_log_says_so(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """No data is not silence."""
    assert command("log") == DONE
    assert capsys.readouterr().out == "There are no entries.\n"


def test_since_leaves_the_older_days_out(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """The day itself is included."""
    command("pain", "2", "--at", "2026-11-20T07:00")
    command("pain", "3", "--at", "2026-11-21T07:00")
    capsys.readouterr()
    assert command("log", "--since", "2026-11-21") == DONE
    assert capsys.readouterr().out == "2026-11-21 07:00  pain 3\n"


@pytest.mark.parametrize("day", ["21.11.2026", "2026-11-31", "20261121", "2026-W47-6", ""])
def test_since_takes_a_day_of_the_calendar(
    day: str, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any other way of writing it is refused with the one that counts."""
    assert command("log", "--since", day) == WRONG
    assert "expected: YYYY-MM-DD" in capsys.readouterr().err


def test_the_log_as_json_has_both_lists(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Another program finds sessions with their steps, and scores, with times that carry an offset."""
    command("pain", "2", "--note", "warm")
    command("play", "heavy", "--terminal")
    capsys.readouterr()
    assert command("log", "--json") == DONE
    found = json.loads(capsys.readouterr().out)
    (pain,), (session,) = found["pain"], found["sessions"]
    assert (pain["score"], pain["note"], pain["at"]) == (2, "warm", "2026-11-22T08:30:00+00:00")
    assert (session["routine"], session["outcome"], len(session["steps"])) == ("heavy", "completed", 1)


def test_a_note_cannot_command_the_terminal(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Characters that would clear the screen are shown as spaces."""
    command("pain", "2", "--note", "a\x1b[2Jb\nc")
    capsys.readouterr()
    assert command("log") == DONE
    assert capsys.readouterr().out == "2026-11-22 08:30  pain 2: a [2Jb c\n"


def test_csv_goes_to_the_terminal_or_to_a_file(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both hold the same rows; the file can be read by its owner alone."""
    command("pain", "2", "--note", "grün")
    capsys.readouterr()
    out = data / "mine.csv"
    assert command("export", "--format", "csv") == DONE
    text = capsys.readouterr().out
    assert command("export", "--format", "csv", "--out", str(out)) == DONE
    assert out.read_bytes().decode() == text
    assert next(csv.DictReader(io.StringIO(text, newline="")))["note"] == "grün"
    assert out.stat().st_mode & 0o777 == 0o600
    assert "1 pain score" in capsys.readouterr().out


def test_an_export_never_takes_the_place_of_the_journal(command: Command, data: Path) -> None:
    """A slip with --out must not cost the entries."""
    command("pain", "2")
    before = (data / "journal.sqlite3").read_bytes()
    assert command("export", "--format", "json", "--out", str(data / "journal.sqlite3")) == WRONG
    assert (data / "journal.sqlite3").read_bytes() == before


def test_an_export_takes_no_place_of_a_device(command: Command, tmp_path: Path) -> None:
    """A pipe stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert command("export", "--format", "json", "--out", str(pipe)) == WRONG
    assert pipe.is_fifo()


def test_an_export_that_cannot_be_written_is_said(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that does not exist is named, with what to do."""
    assert command("export", "--format", "json", "--out", str(data / "none" / "x.json")) == WRONG
    assert "none/x.json\nmend: choose another file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["pain", "3"], ["log"], ["export", "--format", "json"]])
def test_a_damaged_journal_is_said_and_left_alone(
    arguments: list[str], command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Plain words, exit 1, and not a byte of the file is changed."""
    journal = data / "journal.sqlite3"
    journal.write_bytes(b"no database at all " * 100)
    assert command(*arguments) == WRONG
    told = capsys.readouterr()
    assert "damaged" in told.err
    assert told.out == ""
    assert journal.read_bytes() == b"no database at all " * 100


def test_a_journal_of_a_newer_version_can_be_read_only(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log shows what is there and says why nothing can be saved; saving ends with 1."""
    command("pain", "2")
    with closing(sqlite3.connect(data / "journal.sqlite3")) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + (1 << 16)}")
    capsys.readouterr()
    assert command("log") == DONE
    told = capsys.readouterr()
    assert told.out == "2026-11-22 08:30  pain 2\n"
    assert "newer version" in told.err
    assert command("pain", "3") == WRONG
    assert "Not saved" in capsys.readouterr().err


def test_two_processes_that_save_at_once_both_succeed(data: Path) -> None:
    """Neither the window nor a second terminal gets in the way of an entry."""
    command = [sys.executable, "-m", "backstay", "--data-dir", str(data), "pain"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = [
        subprocess.Popen([*command, str(score)], env=environ, stdout=subprocess.PIPE) for score in range(4)
    ]
    assert [process.communicate(timeout=30)[0][:5] for process in running] == [b"Saved"] * 4
    assert [process.returncode for process in running] == [DONE] * 4
    assert sorted(entry.pain.score for entry in entries(data)) == [0, 1, 2, 3]


def test_an_export_never_takes_the_place_of_what_sqlite_keeps(command: Command, data: Path) -> None:
    """The rollback journal is half of the log after a power cut; so is the one of another folder."""
    assert command("pain", "3") == DONE
    (data / "other").mkdir()
    for name in ("journal.sqlite3-journal", "other/journal.sqlite3"):
        assert command("export", "--format", "csv", "--out", str(data / name)) == WRONG
        assert not (data / name).exists()


def test_a_link_to_itself_is_no_way_out(command: Command, data: Path) -> None:
    """A circle of links is there like any other name, and replaced like it; it never ends the program."""
    (data / "out.csv").symlink_to("out.csv")
    assert command("export", "--format", "csv", "--out", str(data / "out.csv")) == WRONG
    assert command("export", "--format", "csv", "--out", str(data / "out.csv"), "--replace") == DONE
    assert (data / "out.csv").read_text().startswith("kind,id,at,")


def test_saved_stays_saved_where_nobody_can_read_it(data: Path) -> None:
    """Else a script would take the full disk behind stdout for a failure, and save a second time."""
    program = [sys.executable, "-m", "backstay", "--data-dir", str(data), "pain", "3"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            program, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert (done.returncode, len(entries(data))) == (DONE, 1)
    assert done.stderr.startswith("Saved: ")


@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_fault(redirection: str, data: Path) -> None:
    """A program may be started without stdout or stderr; it does its work and complains of nothing."""
    program = f'"$0" -m backstay --data-dir "$1" export --format json {redirection}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    started = ["sh", "-c", program, sys.executable, str(data)]
    done = subprocess.run(started, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (DONE, "")


def test_an_error_without_stderr_stays_out_of_the_data(data: Path) -> None:
    """Words of an error in the middle of an export would be taken for data."""
    program = '"$0" -m backstay --data-dir "$1" export --format csv --since nonsense 2>&-'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    started = ["sh", "-c", program, sys.executable, str(data)]
    done = subprocess.run(started, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (WRONG, "")


def test_an_error_cannot_command_the_terminal(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """What was typed, or a file is called, is shown without its control characters."""
    assert command("pain", "\x1b[31m") == WRONG
    assert "\x1b" not in capsys.readouterr().err


def test_a_session_that_was_cut_off_shows_what_was_done(
    command: Command, data: Path, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a power cut the steps are known, and their time is not zero."""
    plan = SessionPlan("small", "Small", 60.0, 2)
    step = StepDone(0, "sit", "Sit", 20.0, 20.0, StepOutcome.DONE, 2, Side.BOTH, False)
    with closing(open_journal(data / "journal.sqlite3", clock.moment)) as journal:
        session_id = journal.sessions.start(plan, clock.moment())
        journal.sessions.add_step(session_id, step, clock.moment())
    assert command("log") == DONE
    assert capsys.readouterr().out.endswith("Small, not ended, 20 s, 1 of 2 exercises\n")
