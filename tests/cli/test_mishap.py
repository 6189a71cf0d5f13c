"""What broke, as the terminal tells it: a sentence when it happens, a line at the next start, the details."""

import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backstay.cli.exits import DONE, WRONG
from backstay.mishaps.record import Mishap, Outcome, keep_mishap, last_mishap
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock

NOTE = "aching since Anna's party"
LINE = (
    "Something in Backstay broke on 2026-11-21 at 19:04; it went on. What was saved is saved, and nothing "
    "was sent. “backstay mishap” shows what is known."
)
DETAILS = "Backstay 0.7.0\n\nKeyError\n  backstay.ui.icons:5 in icon_image"


@pytest.fixture
def logs(data: Path) -> Path:
    """Where the program keeps its log."""
    return data / "logs"


@pytest.fixture
def broken(logs: Path) -> Path:
    """Something broke on the evening before, of which nobody was told."""
    at = datetime(2026, 11, 21, 19, 4, tzinfo=UTC)
    keep_mishap(logs, Mishap(at, Outcome.WENT_ON, DETAILS))
    return logs


@pytest.mark.expects_log("KeyError")
def test_what_nobody_expected_ends_in_a_sentence(
    command: Command, logs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No traceback for a person: what it means for them, where the log is, and 1 for a script."""

    def break_down(*_: object, **__: object) -> None:
        raise KeyError(NOTE)

    monkeypatch.setattr("backstay.cli.diary.add_pain", break_down)
    assert command("pain", "3", "--note", NOTE) == WRONG
    assert capfd.readouterr() == (
        "",
        "Something in Backstay broke, so it ends here. What was saved is saved, and nothing was sent.\n"
        f"where: {logs}\n"
        "mend: start it again; “backstay mishap” shows what is known\n",
    )
    written = [path.read_text("utf-8") for path in sorted(logs.iterdir())]
    assert [path.name for path in sorted(logs.iterdir())] == ["backstay.log", "mishap.json"]
    assert all("KeyError" in text and "break_down" in text and "Anna" not in text for text in written)


def test_what_the_system_refused_is_logged_without_the_name_of_the_file(
    command: Command, logs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The person is told which file it was; the log may be handed on. It is no mishap."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", NOTE)

    monkeypatch.setattr("backstay.cli.diary.add_pain", refuse)
    assert command("pain", "3") == WRONG
    assert NOTE in capfd.readouterr().err
    text = (logs / "backstay.log").read_text("utf-8")
    assert "INFO backstay.mishaps: PermissionError: Permission denied\n" in text
    assert "Anna" not in text
    assert last_mishap(logs) is None


@pytest.mark.usefixtures("broken")
def test_a_start_in_the_terminal_tells_it_once(command: Command, clock: HandClock) -> None:
    """Above the list of routines, in one line."""
    for times in (1, 0):
        console = ScriptedConsole(clock, answers=["q"])
        assert command(console=console) == DONE
        assert console.said.count(LINE) == times


def test_where_nobody_can_read_it_stays_untold(command: Command, broken: Path, clock: HandClock) -> None:
    """A start from a timer says it, and so does the next one with somebody in front of it."""
    assert command("play", "small", "--terminal", console=ScriptedConsole(clock)) == DONE
    mishap = last_mishap(broken)
    assert mishap is not None
    assert not mishap.is_told


def test_the_details_can_be_asked_for_as_often_as_one_likes(
    command: Command, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has asked need not be told again at a start."""
    for _ in range(2):
        assert command("mishap") == DONE
        out = capsys.readouterr().out
        assert out.startswith("Something in Backstay broke on 2026-11-21 at 19:04; it went on.")
        assert out.endswith(f"The log is in {broken}.\n\n{DETAILS}\n")
    mishap = last_mishap(broken)
    assert mishap is not None
    assert mishap.is_told


def test_details_cannot_command_a_terminal(
    command: Command, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote into the file."""
    keep_mishap(logs, Mishap(datetime(2026, 11, 21, tzinfo=UTC), Outcome.ENDED, "\x1b[2Jgone"))
    assert command("mishap") == DONE
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "broke on 2026-11-21 at 00:00, and it stopped." in out


def test_where_nothing_broke_it_says_so(
    command: Command, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And leaves nothing behind."""
    assert command("mishap") == DONE
    assert capsys.readouterr().out == "Nothing is known to have broken.\n"
    assert not logs.exists()


def test_the_doctor_knows_of_it(command: Command, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also after it was told: it is asked when something is wrong, and touches nothing."""
    before = (broken / "mishap.json").read_bytes()
    assert command("doctor", "--json") == DONE
    found = {found["name"]: found for found in json.loads(capsys.readouterr().out)["findings"]}
    assert found["mishap"] == {
        "name": "mishap",
        "state": "note",
        "text": "Something in Backstay broke on 2026-11-21 at 19:04; it went on.",
        "mend": "see what is known: backstay mishap",
    }
    assert (broken / "mishap.json").read_bytes() == before
