"""The signs at which to get help, and what the program is: what a terminal says of both."""

import json
from pathlib import Path

import pytest

from backstay.cli.exits import DONE
from backstay.domain.purpose import TEXTS
from backstay.domain.safety import LIMITS, LISTS, with_call
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock, no_room_on_disk

LEAVES_EARLY = "Nothing was started."


def settings(data: Path) -> dict[str, object]:
    """What stands on disk."""
    path = data / "settings.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def test_the_command_prints_every_list(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """The same lists as in the window, with examples while no number is set."""
    assert command("safety") == DONE
    told = " ".join(capsys.readouterr().out.split())
    assert LIMITS in told
    for signs in LISTS:
        assert signs.title.upper() in told
        assert with_call(signs.advice, "") in told
        assert all(f"- {sign}" in told for sign in signs.signs)
        assert with_call(signs.note, "") in told
    assert "such as 112, 999 or 911" in told
    assert "22 November 2026" in told


def test_the_command_says_the_number_that_is_set(
    command: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whom to call stands in each sentence that says to call."""
    (data / "settings.json").write_text('{"emergency_number": "+44 999"}')
    command("safety")
    told = capsys.readouterr().out
    assert told.count("call +44 999") == 2
    assert "such as" not in told


def test_the_command_touches_nothing(command: Command, data: Path) -> None:
    """Settings that cannot be read stay where they are; to look is not to touch."""
    (data / "settings.json").write_text("{")
    before = sorted(path.name for path in data.iterdir())
    assert command("safety") == DONE
    assert sorted(path.name for path in data.iterdir()) == before


def test_s_pauses_and_shows_them(command: Command, clock: HandClock, data: Path) -> None:
    """The session waits while they are read, and goes on with Space."""
    (data / "settings.json").write_text('{"emergency_number": "112"}')
    console = ScriptedConsole(clock, ["", ""], [(7.0, "s"), (207.0, " ")])
    assert command("play", "small", "--terminal", console=console) == DONE
    assert console.said.index("Paused. Space goes on.") < console.said.index("CALL NOW")
    assert (
        "If one of these comes on, with or without back pain, call 112, or go to an emergency department."
        in console.said
    )
    assert "Finished: Small, 51 s." in console.said


def test_what_hurts_names_the_number(command: Command, clock: HandClock, data: Path) -> None:
    """The short list of the session says whom to call as well, and where the long one is."""
    (data / "settings.json").write_text('{"emergency_number": "112"}')
    console = ScriptedConsole(clock, ["", ""], [(7.0, "h"), (30.0, " ")])
    command("play", "small", "--terminal", console=console)
    assert "call 112. If it comes back each time, ask a doctor." in console.text
    assert "s shows all the signs" in console.text


def test_the_first_start_says_what_the_program_is_once(
    command: Command, clock: HandClock, data: Path
) -> None:
    """A paragraph before the first session; with that session it is remembered."""
    first = ScriptedConsole(clock, ["", ""])
    command("play", "small", "--terminal", console=first)
    assert all(text in first.said[0] for text in TEXTS)
    assert settings(data)["welcome_seen"] is True
    again = ScriptedConsole(clock, ["", ""])
    command("play", "small", "--terminal", console=again)
    assert TEXTS[0] not in again.text


def test_leaving_before_the_first_session_says_it_again(
    command: Command, clock: HandClock, data: Path
) -> None:
    """Who only looked in has not begun yet."""
    console = ScriptedConsole(clock, ["q"])
    command("play", "small", "--terminal", console=console)
    assert console.said[-1] == LEAVES_EARLY
    assert settings(data) == {}


def test_where_nobody_can_type_nothing_is_remembered(command: Command, data: Path) -> None:
    """A machine that runs by itself has not understood it for somebody."""
    command("play", "small", "--terminal")
    assert settings(data) == {}


def test_a_full_disk_costs_only_the_memory(command: Command, clock: HandClock, data: Path) -> None:
    """The session is led all the same, and the next start says it again."""
    console = ScriptedConsole(clock, ["", "", "q"])
    with no_room_on_disk():
        command("play", "small", "--terminal", console=console)
    assert "Finished: Small, 51 s." in console.said
    assert settings(data) == {}
