"""Another program's table on the command line: shown first, taken in when that is wanted."""

from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from tests.cli.conftest import Command
from tests.cli.scripted import CTRL_C, ScriptedConsole
from tests.fakes import HandClock

Told = pytest.CaptureFixture[str]

TEXT = """\
Datum;Schmerz;Ort
20.11.2026 07:15;4;unterer Rücken
19.11.2026;mild;
18.11.2026;;
17.11.2026;6;Knie
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(TEXT, encoding="cp1252")
    return path


def log(command: Command, capsys: Told) -> list[str]:
    capsys.readouterr()
    assert command("log") == DONE
    return capsys.readouterr().out.splitlines()


def test_what_it_would_do_is_shown_and_nothing_is_written(command: Command, file: Path, capsys: Told) -> None:
    """Without a keyboard and without --yes it says how to go on."""
    assert command("import", str(file)) == WRONG
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "a table, 4 rows",
        "  time   column “Datum”",
        "  score  column “Schmerz”",
        "  region column “Ort”",
        "  scale  0-10",
        "  2026-11-20 07:15  pain 4, lower-back",
        "  2026-11-17 12:00  pain 6: place: Knie",
        "2 pain scores, 1 row without a score, 1 row left out",
    ]
    assert 'line 3 is left out: "mild" is not a number.\n  19.11.2026 · mild\n' in told.err
    assert told.err.endswith("mend: run it again with --yes\n")
    assert log(command, capsys) == ["There are no entries."]


def test_twice_is_once(command: Command, file: Path, capsys: Told) -> None:
    """The second time everything is known."""
    assert command("import", str(file), "--yes") == DONE
    assert capsys.readouterr().out.endswith("2 pain scores taken in.\n")
    before = log(command, capsys)
    assert command("import", str(file), "--yes") == DONE
    assert capsys.readouterr().out.endswith("0 pain scores taken in, 2 known here already.\n")
    assert log(command, capsys) == before


@pytest.mark.parametrize(
    ("answer", "code", "count"), [("y", DONE, 2), ("n", WRONG, 1), ("q", WRONG, 1), (CTRL_C, WRONG, 1)]
)
def test_somebody_at_the_keyboard_is_asked(
    answer: str, code: int, count: int, command: Command, file: Path, clock: HandClock, capsys: Told
) -> None:
    """Only yes takes them in; one line says that there is nothing."""
    console = ScriptedConsole(clock, ["perhaps", answer])
    assert command("import", str(file), console=console) == code
    assert console.questions[0] == "Take in 2 pain scores? y takes them in, n leaves:"
    assert len(log(command, capsys)) == count


def test_columns_are_corrected(command: Command, tmp_path: Path, capsys: Told) -> None:
    """Each by its heading; a region may stand for all rows, and an empty name takes a field away."""
    file = tmp_path / "odd.csv"
    file.write_text("when,how bad,note\n03/04/2026,3.5,secret\n")
    words = ("--map", "score=how bad", "--map", "region=neck", "--map", "note=", "--round")
    assert command("import", str(file), *words, "--date-order", "mdy", "--yes") == DONE
    assert log(command, capsys) == ["2026-03-04 12:00  pain 4, neck: 3.5 in the file"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "It is not known whether the day or the month stands first."),
        (("--map", "score=Scor"), 'Did you mean "score"?'),
        (("--map", "scores=score"), "expected: one of time, clock, score, note, region, side"),
        (("--map", "score"), '"score" names no column.'),
        (("--map", "score="), "mend: name the column with --map score=COLUMN"),
        (("--of", "x"), "This table tells of one thing only."),
    ],
)
def test_what_is_not_known_is_told_with_the_mend(
    words: tuple[str, ...], told: str, command: Command, tmp_path: Path, capsys: Told
) -> None:
    """And nothing is written, whatever was agreed to."""
    file = tmp_path / "x.csv"
    file.write_text("date,score\n03/04/2026,4\n")
    assert command("import", str(file), "--yes", *words) == WRONG
    assert told in capsys.readouterr().err
    assert log(command, capsys) == ["There are no entries."]


def test_one_of_several_things(command: Command, tmp_path: Path, capsys: Told) -> None:
    """They are named, and one can be chosen."""
    file = tmp_path / "x.csv"
    file.write_text(
        "FeatureName,Timestamp,Value,Note\n"
        "Neck pain,2026-11-20T07:00:00Z,4.0,\nBack pain,2026-11-20T07:00:00Z,5.0,\n"
    )
    assert command("import", str(file), "--yes") == WRONG
    assert "expected: one of Neck pain, Back pain\nmend: name one with --of NAME" in capsys.readouterr().err
    assert command("import", str(file), "--yes", "--of", "Neck pain") == DONE
    assert log(command, capsys) == ["2026-11-20 07:00  pain 4, neck"]


def test_table_without_any_score_that_fits(command: Command, tmp_path: Path, capsys: Told) -> None:
    """Its rows are told, and the exit code says so."""
    file = tmp_path / "x.csv"
    file.write_text("date,score\n20.11.2026,mild\n")
    assert command("import", str(file), "--yes") == WRONG
    told = capsys.readouterr().err
    assert 'line 2 is left out: "mild" is not a number.' in told
    assert "Nothing was taken in: no row holds a score that fits." in told
