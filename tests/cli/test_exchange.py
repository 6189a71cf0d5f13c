"""The log out to a file and back in from the command line, and what is said about it."""

import io
import json
import sys
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from backstay.__main__ import main
from backstay.cli.exits import DONE, WRONG
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import Mark
from backstay.domain.pain import PainEntry
from backstay.journal.journal import open_journal
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock, WrittenTones, WrittenVoice

Told = pytest.CaptureFixture[str]


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def kept(command: Command, data: Path, clock: HandClock, capsys: Told) -> Path:
    """A session with its step, two scores, a walk and a mark."""
    command("play", "heavy", "--terminal")
    command("pain", "4", "--note", "=stiff", "--region", "neck")
    command("pain", "2", "--at", "2026-11-20T07:00")
    with closing(open_journal(data / "journal.sqlite3", clock.moment)) as journal:
        journal.activities.add(Activity(ActivityKind.WALK, 1800.0, 2500.0, "wet"), clock.moment())
        journal.marks.add(Mark("new chair"), clock.moment())
    capsys.readouterr()
    return data


def scores(folder: Path) -> list[int]:
    """What a second connection finds."""
    with closing(open_journal(folder / "journal.sqlite3", HandClock().moment)) as journal:
        return sorted(entry.pain.score for entry in journal.pain.between())


def entries(folder: Path) -> tuple[PainEntry, ...]:
    with closing(open_journal(folder / "journal.sqlite3", HandClock().moment)) as journal:
        return journal.pain.between()


@pytest.mark.parametrize(
    ("form", "counts", "rows"),
    [
        ("csv", "1 session, 2 pain scores, 1 run or walk and 1 mark", "6 rows new, 0 known already."),
        ("json", "1 session, 2 pain scores, 1 run or walk and 1 mark", "7 rows new, 0 known already."),
        ("zip", "1 session, 2 pain scores, 1 run or walk and 1 mark", "7 rows new, 0 known already."),
        ("fhir", "1 session, 2 pain scores and 1 run or walk", "2 rows new, 0 known already. A FHIR bundle"),
    ],
)
def test_what_goes_out_comes_in_elsewhere(
    form: str, counts: str, rows: str, command: Command, kept: Path, tmp_path: Path, capsys: Told
) -> None:
    """The file is its owner's alone; on another computer it makes the same log, once."""
    out, other = tmp_path / "out", tmp_path / "other"
    assert command("export", "--format", form, "--out", str(out)) == DONE
    assert capsys.readouterr().out == f"Written to {out}: {counts}.\n"
    assert out.stat().st_mode & 0o777 == 0o600
    assert command("--data-dir", str(other), "import", str(out)) == DONE
    assert rows in capsys.readouterr().out
    assert scores(other) == scores(kept)
    assert command("--data-dir", str(other), "import", str(out)) == DONE
    assert ": 0 rows new," in capsys.readouterr().out
    assert scores(other) == scores(kept)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.json", None),
        ("diary.csv", "date,score\n2026-11-20,4\n"),
        (
            "run.gpx",
            '<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type>'
            '<trkseg><trkpt lat="50" lon="8"><time>2026-11-20T06:00:00Z</time></trkpt>'
            '<trkpt lat="50.01" lon="8"><time>2026-11-20T06:10:00Z</time></trkpt></trkseg></trk></gpx>',
        ),
    ],
)
def test_a_backup_is_kept_before_anything_comes_in(
    command: Command, kept: Path, tmp_path: Path, capsys: Told, name: str, text: str | None
) -> None:
    """Whatever the file is; and without a backup nothing comes in."""
    file = tmp_path / name
    if text is None:
        assert command("export", "--format", "json", "--out", str(file)) == DONE
    else:
        file.write_text(text)
    if (kept / "backups").exists():
        (kept / "backups").rename(tmp_path / "former")
    (kept / "backups").write_text("in the way")
    found = scores(kept)
    assert command("import", str(file), "--yes") == WRONG
    assert "No backup" in capsys.readouterr().err
    assert scores(kept) == found
    (kept / "backups").unlink()
    assert command("import", str(file), "--yes") == DONE
    assert [backup.name[-21:] for backup in (kept / "backups").glob("*.sqlite3")] == ["before-import.sqlite3"]


def test_the_log_shows_walks_and_marks(command: Command, kept: Path, capsys: Told) -> None:
    """Among the sessions and scores, by time; another program gets them as lists."""
    assert command("--data-dir", str(kept), "log") == DONE
    lines = capsys.readouterr().out.splitlines()
    assert "2026-11-22 08:30  walk, 30:00 min, 2.5 km: wet" in lines
    assert "2026-11-22 08:30  mark: new chair" in lines
    assert command("log", "--json") == DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["activities"][0]["distance_m"], found["marks"][0]["text"]) == (2500.0, "new chair")


@pytest.mark.usefixtures("kept")
def test_a_file_that_is_there_stays(command: Command, tmp_path: Path, capsys: Told) -> None:
    """Unless its place is to be taken."""
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert command("export", "--format", "csv", "--out", str(out)) == WRONG
    assert "--replace" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert command("export", "--format", "csv", "--out", str(out), "--replace") == DONE
    assert out.read_text().startswith("kind,id,at,")


@pytest.mark.usefixtures("kept")
def test_a_link_that_leads_nowhere_stays(command: Command, tmp_path: Path, capsys: Told) -> None:
    """What it is called is there, though what it leads to is not: on a disk that is not plugged in, say."""
    out = tmp_path / "out.csv"
    out.symlink_to(tmp_path / "away" / "out.csv")
    assert command("export", "--format", "csv", "--out", str(out)) == WRONG
    assert "--replace" in capsys.readouterr().err
    assert out.is_symlink()


@pytest.mark.usefixtures("kept")
def test_a_name_commands_no_terminal(command: Command, tmp_path: Path, capsys: Told) -> None:
    """A file is called whatever somebody called it."""
    out = tmp_path / "a\x1b[2J\nb.csv"
    assert command("export", "--format", "csv", "--out", str(out)) == DONE
    assert capsys.readouterr().out.startswith(f"Written to {tmp_path}/a [2J b.csv: ")


def test_an_archive_is_no_text(command: Command, capsys: Told) -> None:
    """It needs a file to go to."""
    assert command("export", "--format", "zip") == WRONG
    told = capsys.readouterr()
    assert (told.out, "where: --out" in told.err) == ("", True)


@pytest.mark.usefixtures("kept")
def test_one_bad_row_of_a_table_stops_it(command: Command, tmp_path: Path, capsys: Told) -> None:
    """Each refused row is told with its line, and nothing is written unless the rest is asked for."""
    out, other = tmp_path / "out.csv", tmp_path / "other"
    command("export", "--format", "csv", "--out", str(out))
    spoilt = out.read_text().replace("+00:00,Etc/UTC,4,neck", "+00:00,Etc/UTC,44,neck")
    out.write_bytes(spoilt.encode())
    capsys.readouterr()
    assert command("--data-dir", str(other), "import", str(out)) == WRONG
    told = capsys.readouterr().err
    line = next(number for number, text in enumerate(spoilt.split("\n"), 1) if ",44,neck" in text)
    assert f"line {line}: score: “44” is not a whole number from 0 to 10\n" in told
    assert "Nothing was imported: 1 row cannot be read." in told
    assert not (other / "journal.sqlite3").exists()
    assert command("--data-dir", str(other), "import", str(out), "--skip-refused") == DONE
    assert "5 rows new, 0 known already, 1 refused." in capsys.readouterr().out
    assert scores(other) == [2]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("form", ["json", "zip"])
def test_a_damaged_journal_is_not_taken_in_part(
    form: str, command: Command, tmp_path: Path, capsys: Told
) -> None:
    """Whole or not at all, whatever is asked for; no journal is made."""
    out, other = tmp_path / "out", tmp_path / "other"
    command("export", "--format", form, "--out", str(out))
    out.write_bytes(out.read_bytes()[:-40])
    assert command("--data-dir", str(other), "import", str(out), "--skip-refused") == WRONG
    assert str(out) in capsys.readouterr().err
    assert not (other / "journal.sqlite3").exists()


@pytest.mark.usefixtures("kept")
def test_choices_of_packs_are_for_packs(command: Command, tmp_path: Path, capsys: Told) -> None:
    """A log has no versions to choose between."""
    command("export", "--format", "json", "--out", str(tmp_path / "out.json"))
    assert command("import", str(tmp_path / "out.json"), "--keep") == WRONG
    assert "--replace and --keep are for packs" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "json", "fhir"])
def test_a_log_is_a_log_whatever_a_note_says(
    form: str, command: Command, tmp_path: Path, capsys: Told
) -> None:
    """Neither the words of a track nor those of another format change what a file is."""
    command("pain", "3", "--note", '<gpx > {"resourceType": "Bundle"} PK kind,id,at,zone')
    command("export", "--format", form, "--out", str(tmp_path / "out"))
    assert command("--data-dir", str(tmp_path / "other"), "import", str(tmp_path / "out")) == DONE
    assert scores(tmp_path / "other") == [3]
    assert "1 row new" in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_a_pack_by_another_name_is_a_pack(command: Command, tmp_path: Path, capsys: Told) -> None:
    """What is in an archive counts, not how it is called."""
    command("pack", "small", "--out", str(tmp_path / "given.backstay"))
    (tmp_path / "given.backstay").rename(tmp_path / "given.zip")
    capsys.readouterr()
    assert command("import", str(tmp_path / "given.zip")) == DONE
    assert "the same here already" in capsys.readouterr().out


def test_a_file_of_no_known_kind_is_said(command: Command, tmp_path: Path, capsys: Told) -> None:
    """With the kinds that are."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n")
    assert command("import", str(tmp_path / "picture.png")) == WRONG
    assert "expected: a journal that Backstay has exported" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.gpx", "missing.csv", ""])
def test_what_is_no_file_is_said(name: str, command: Command, tmp_path: Path, capsys: Told) -> None:
    """Which kinds there are helps nobody who looks for a run that is not there."""
    assert command("import", str(tmp_path / name)) == WRONG
    told = capsys.readouterr().err
    assert f"where: {tmp_path / name}" in told
    assert ("look at its name" in told, "expected" in told) == (True, False)


class Impatient(HandClock):
    """A person who presses Ctrl+C when the terminal asks the clock for the third time."""

    asked = 0

    def now_s(self) -> float:
        self.asked += 1
        if self.asked == 3:
            raise KeyboardInterrupt
        return super().now_s()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("work", ["import", "export"])
def test_ctrl_c_leaves_nothing_half_done(
    work: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file and no entry, however far it had come."""
    out, other = tmp_path / "out.zip", tmp_path / "other"
    command("export", "--format", "zip", "--out", str(out))
    clock = Impatient()
    person = ScriptedConsole(clock)
    outside = Outside({}, lambda _pace: clock, lambda: nullcontext(person), WrittenTones(), WrittenVoice())
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.chdir(tmp_path)
    if work == "import":
        clock.asked = -1
        assert main(["--data-dir", str(other), "import", str(out)], outside) == 130
        assert entries(other) == ()
    else:
        before = out.read_bytes()
        arguments = ["--data-dir", str(tmp_path), "export", "--format", "zip", "--replace", "--out", str(out)]
        assert main(arguments, outside) == 130
        assert out.read_bytes() == before


def test_long_work_is_told_in_one_line() -> None:
    """After two seconds, on a terminal, and gone at the end; a short wait or a file sees nothing."""
    clock, screen, file = HandClock(), Screen(), io.StringIO()
    with (
        telling("Reading", clock.now_s, screen) as on_screen,
        telling("Reading", clock.now_s, file) as in_file,
    ):
        assert on_screen(0)
        assert screen.getvalue() == ""
        clock.pass_s(3)
        assert on_screen(500)
        assert in_file(500)
        assert screen.getvalue() == "\r\x1b[KReading: 500 rows"
    assert screen.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""
