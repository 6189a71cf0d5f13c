"""`backstay validate`: what is sound in a line each, and every fault with its place and its mend."""

from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from tests.cli.conftest import EXERCISE, Command


def text(file_id: str, **changes: str) -> str:
    """A sound exercise file, apart from what is changed."""
    words = {"sides": "both", "dose": "{hold: 5, reps: 2}", "more": "", **changes}
    return EXERCISE.format(id=file_id, name="Mine", **words)


def test_a_sound_file_is_said_to_be_sound(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line each, with what it is; nothing goes to stderr."""
    exercise = data / "mine.yaml"
    exercise.write_text(text("mine"))
    routine = data / "routines" / "routines" / "small.yaml"
    assert command("validate", str(exercise), str(routine)) == DONE
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"{exercise}: sound, an exercise", f"{routine}: sound, a routine"]
    assert told.err == ""


def test_every_fault_is_shown_with_line_caret_and_mend(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them at once, a count at the end, and 1 as the answer."""
    faulty, sound = data / "mine.yaml", data / "other.yaml"
    faulty.write_text(text("mine", sides="boht", dose="{hold: 5, rep: 2}"))
    sound.write_text(text("other"))
    assert command("validate", str(faulty), str(sound)) == WRONG
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"{sound}: sound, an exercise"]
    assert told.err.split("\n\n") == [
        f'{faulty}:7:8: unknown word "boht"\n    sides: boht\n           ^\n'
        '    expected one of both, each; did you mean "both"?',
        f'{faulty}:8:17: unknown key "rep"\n    dose: {{hold: 5, rep: 2}}\n                    ^\n'
        '    expected one of reps, hold, tempo, sets, rest, relax; did you mean "reps"?',
        "2 problems in 1 of 2 files\n",
    ]


def test_a_file_that_is_not_there_is_a_problem(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and the others are looked at all the same."""
    assert command("validate", str(data / "gone.yaml"), str(data / "routines")) == WRONG
    told = capsys.readouterr()
    assert "gone.yaml: this file cannot be opened" in told.err
    assert told.err.endswith("1 problem in 1 of 8 files\n")
    assert len(told.out.splitlines()) == 7


def test_a_name_cannot_command_the_terminal(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file from elsewhere may be called anything."""
    path = data / "a\x1b]0;b\x07.yaml"
    path.write_text(text("mine"))
    assert command("validate", str(path)) == WRONG
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
