"""Runs and walks from the command line: what is typed in, what a file brings, what is refused."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.domain.activity import Activity, ActivityEntry, ActivityKind, Origin
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.exchange.recordings import START, FitSession, fit, gpx, gpx_segment, gpx_track
from tests.fakes import HandClock


def entries(data: Path) -> tuple[ActivityEntry, ...]:
    """What a second connection finds."""
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.activities.between()


def test_a_run_is_saved_and_said(command: Command, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that was typed is in the journal, and the line says what was saved."""
    typed = ["run", "--minutes", "40", "--km", "6.5", "--at", "2026-11-21T07:30", "--note", "by the\nriver"]
    assert command("activity", *typed) == DONE
    assert capsys.readouterr().out == "Saved: 2026-11-21 07:30  run, 40:00 min, 6.5 km: by the river\n"
    (entry,) = entries(data)
    assert entry.activity == Activity(ActivityKind.RUN, 2400, 6500, "by the\nriver", Origin.HAND)
    assert entry.at.iso() == "2026-11-21T07:30:00+00:00"


def test_without_a_time_it_has_just_ended(command: Command, data: Path) -> None:
    """At half past eight a walk of 45 minutes began at a quarter to; a comma serves as well as a point."""
    assert command("activity", "walk", "--minutes", "45,0") == DONE
    (entry,) = entries(data)
    assert entry.at.iso() == "2026-11-22T07:45:00+00:00"
    assert entry.activity == Activity(ActivityKind.WALK, 2700)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--minutes", "0"], "more than 0 and at most 6000 minutes"),
        (["--minutes", "6001"], "more than 0 and at most 6000 minutes"),
        (["--minutes", "-5"], "minutes, such as 40"),
        (["--minutes", "1:10"], "minutes, such as 40"),
        (["--minutes", "nan"], "minutes, such as 40"),
        (["--minutes", "40", "--km", "far"], "kilometres, such as 6.5"),
        (["--minutes", "40", "--km", "1000.1"], "0 to 1000 km"),
        (["--minutes", "40", "--at", "2026-11-22T08:31"], "2026-11-22T08:30:00+00:00 or earlier"),
        (["--minutes", "40", "--at", "yesterday"], "a day and a time"),
    ],
)
def test_bad_input_writes_nothing(
    typed: list[str], expected: str, command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be right ends with 1 and the allowed values, and no journal is made."""
    assert command("activity", "run", *typed) == WRONG
    assert expected in capsys.readouterr().err
    assert not (data / "journal.sqlite3").exists()


@pytest.mark.parametrize("typed", [["run"], ["swim", "--minutes", "40"], []])
def test_usage_is_told(typed: list[str], command: Command) -> None:
    """What it was and how long it took are needed."""
    assert command("activity", *typed) == 2


def test_a_file_is_taken_in_once(
    command: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its content, whatever its name; a second time there is nothing new."""
    noon = FitSession(START + timedelta(hours=5), 3600, 3600, None, "walking")
    file = tmp_path / "from the watch"
    file.write_bytes(fit(FitSession(), noon))
    lines = "2026-11-21 06:30  run, 40:00 min, 6.5 km\n2026-11-21 11:30  walk, 60:00 min\n"
    assert command("import", str(file)) == DONE
    assert capsys.readouterr().out == lines + "from the watch: 2 activities, 2 new, 0 known already.\n"
    taken = entries(data)
    assert [entry.activity.origin for entry in taken] == [Origin.FIT, Origin.FIT]
    assert command("import", str(file)) == DONE
    assert capsys.readouterr().out == lines + "from the watch: 2 activities, 0 new, 2 known already.\n"
    assert entries(data) == taken


def test_what_was_deleted_stays_so_and_is_said(
    command: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file read again does not bring back what a person took out, nor undo what they changed."""
    file = tmp_path / "run.gpx"
    file.write_text(gpx(gpx_track(gpx_segment(START, 20, 3000)), gpx_track(gpx_segment(START, 30, 3000))))
    assert command("import", str(file)) == DONE
    with closing(open_journal(data / "journal.sqlite3", HandClock().moment)) as journal:
        first, second = journal.activities.between()
        journal.activities.delete(first.id, HandClock().moment())
        journal.activities.edit(second.id, Activity(ActivityKind.WALK, 60))
    capsys.readouterr()
    assert command("import", str(file)) == DONE
    told = capsys.readouterr().out.splitlines()[-1]
    assert told == "run.gpx: 2 activities, 0 new, 2 known already, 1 deleted here before and left so."
    assert [entry.activity for entry in entries(data)] == [Activity(ActivityKind.WALK, 60)]


def test_a_damaged_file_brings_nothing(
    command: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong and the mend are said, and no journal is made."""
    file = tmp_path / "run.gpx"
    file.write_text("")
    assert command("import", str(file)) == WRONG
    assert capsys.readouterr().err == (
        f"This file is empty.\nwhere: {file}\nexpected: a GPX, TCX or FIT file of at most 64 MB\n"
        "mend: export the activity once more from the watch or the app that it comes from\n"
    )
    assert not (data / "journal.sqlite3").exists()
