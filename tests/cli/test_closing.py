"""The last lines of a session in the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock


@pytest.mark.parametrize(
    ("sessions", "line"),
    [
        (1, "1 of 2 sessions this week."),
        (2, "2 of 2 sessions this week."),
        (3, "3 sessions this week, 2 planned."),
    ],
)
def test_the_week_stands_at_the_end(
    sessions: int, line: str, command: Command, clock: HandClock, data: Path
) -> None:
    """Those of this week, this one included, beside what the person planned."""
    (data / "settings.json").write_text('{"weekly_sessions": 2}')
    for _ in range(sessions):
        console = ScriptedConsole(clock, ["", ""])
        command("play", "small", "--terminal", console=console)
    assert console.said[-2] == line


def test_last_week_does_not_count(command: Command, clock: HandClock) -> None:
    """A week begins on Monday, as on the page Today."""
    command("play", "small", "--terminal", console=ScriptedConsole(clock, ["", ""]))
    clock.pass_s(86400)
    console = ScriptedConsole(clock, ["", ""])
    command("play", "small", "--terminal", console=console)
    assert console.said[-2] == "1 of 3 sessions this week."


def test_a_session_without_a_second_is_not_one(command: Command, clock: HandClock) -> None:
    """Ended as it began, it does not count."""
    console = ScriptedConsole(clock, ["", ""], [(0.0, "^C")])
    command("play", "small", "--terminal", console=console)
    assert console.said[-2] == "0 of 3 sessions this week."
