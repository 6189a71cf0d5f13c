"""How a command line is taken, and how it ends."""

import io
import sys
from pathlib import Path

import pytest

from backstay import __version__
from backstay.__main__ import main
from backstay.cli.exits import DONE, LACKING, WRONG, guarded
from backstay.cli.outside import Outside
from tests.cli.conftest import Command

USAGE = 2
COMMANDS = [
    *("play", "list", "show", "validate", "pain", "activity", "log", "export", "report", "open", "import"),
    *("sync", "pack", "backup", "restore", "verify", "doctor", "mishap", "safety", "paths", "delete-all"),
]


def test_help_lists_only_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command in the help can be asked for its own help, and no other one is named."""
    assert main(["--help"]) == DONE
    _, _, listed = capsys.readouterr().out.partition("COMMAND\n")
    commands = [line.split()[0] for line in listed.splitlines() if line.startswith("    ")]
    assert commands == COMMANDS
    assert [main([name, "--help"]) for name in commands] == [DONE] * len(commands)


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["play"], ["export"], ["export", "--format", "xml"], ["pain"], ["list", "--exer"]],
)
def test_wrong_usage_is_told_apart_from_wrong_input(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A command line that cannot be understood ends with 2 and shows how it is meant."""
    assert main(arguments) == USAGE
    assert "usage: backstay" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--version"], ["list", "--version"]])
def test_version(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The version can be asked for everywhere."""
    assert main(arguments) == DONE
    assert capsys.readouterr().out.strip() == f"backstay {__version__}"


@pytest.mark.parametrize("is_first", [True, False])
def test_the_folder_may_be_named_before_or_after_the_command(
    is_first: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --data-dir everything is under that folder."""
    option = ["--data-dir", str(tmp_path)]
    assert main([*option, "paths"] if is_first else ["paths", *option]) == DONE
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines]
    assert names == ["data", "journal", "routines", "settings", "window", "logs"]
    assert all(line.split(maxsplit=1)[1].startswith(str(tmp_path)) for line in lines)


def test_the_folder_may_be_named_by_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """BACKSTAY_DATA_DIR does the same as the option."""
    assert main(["paths"], Outside({"BACKSTAY_DATA_DIR": str(tmp_path)})) == DONE
    assert str(tmp_path / "journal.sqlite3") in capsys.readouterr().out


def test_a_missing_library_is_told_before_qt_is_asked(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 says that this computer lacks something; the line that installs it goes to stderr."""
    monkeypatch.setattr("backstay.desktop.preflight.required_packages", lambda *_: ("libegl1",))
    outside = Outside({"QT_QPA_PLATFORM": "offscreen"})
    assert main(["--data-dir", str(data)], outside) == LACKING
    assert "mend: sudo apt install libegl1" in capsys.readouterr().err


def test_an_unknown_routine_is_told_before_a_window_opens(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is a display, `play` with a wrong id ends with 1 and the nearest id."""
    outside = Outside({"QT_QPA_PLATFORM": "offscreen"})
    assert main(["play", "smal", "--data-dir", str(data)], outside) == WRONG
    assert 'Did you mean "small"?' in capsys.readouterr().err


@pytest.mark.parametrize("pace", ["0", "-1", "nan", "inf", "100000"])
def test_an_impossible_pace_is_refused(pace: str, capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """A pace at which no clock can run is wrong input; no session is begun."""
    assert main(["play", "small", "--terminal", "--pace", pace, "--data-dir", str(data)]) == WRONG
    assert "expected: a number above 0" in capsys.readouterr().err
    assert not (data / "journal.sqlite3").exists()


def test_a_terminal_without_the_characters_shows_others(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On an ASCII terminal a cross becomes a question mark and nothing ends for it."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    assert command("show", "superman") == DONE
    screen.seek(0)
    assert "2 sets ? 6 repetitions" in screen.read()


def test_a_failing_disk_behind_stdout_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    """What the system refuses is told in words and ends with 1."""

    def fill_up() -> int:
        raise OSError(28, "No space left on device")

    assert guarded(fill_up) == WRONG
    assert "No space left on device" in capfd.readouterr().err


def test_an_empty_data_folder_is_wrong_usage(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """An unset variable in a script never makes a journal in the folder one happens to be in."""
    assert command("--data-dir", "", "paths") == 2
    assert "the name of a folder is expected" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("validate", ""), ("import", ""), ("open", "")])
def test_an_empty_file_name_is_wrong_usage(
    words: tuple[str, ...], command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder one happens to be in is not what was to be looked at."""
    assert command(*words) == 2
    assert "the name of a file is expected" in capsys.readouterr().err


def test_an_unknown_home_is_told(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a home folder the program says what it needs."""
    assert command("--data-dir", "~nobody-of-that-name/x", "paths") == WRONG
    assert "mend: name a folder for your data with --data-dir" in capsys.readouterr().err
