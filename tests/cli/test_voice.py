"""The voice beside a session in the terminal."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock, WrittenVoice

MISSING = "No voice: it is not there. Tones and text carry on. To mend it: install it"


def test_a_session_in_the_terminal_is_spoken(command: Command, clock: HandClock, voice: WrittenVoice) -> None:
    """Looked for before the questions, let go at the end."""
    command("play", "small", "--terminal", console=ScriptedConsole(clock, answers=["", ""]))
    assert voice.asked == ["prepare", "retire", "close"]
    assert voice.said[0] == "Get ready. Sit."
    assert "Change sides. Now the right side." in voice.said
    assert voice.said[-1] == "The session is over."


def test_without_a_voice_one_line_says_why(command: Command, clock: HandClock, voice: WrittenVoice) -> None:
    """Once, before the first exercise."""
    voice.status = MISSING
    console = ScriptedConsole(clock, answers=["", ""])
    command("play", "small", "--terminal", console=console)
    assert console.said.count(MISSING) == 1
    assert console.said.index(MISSING) < console.said.index("Small: 2 exercises, 51 s.")


def test_m_mutes(command: Command, clock: HandClock, voice: WrittenVoice) -> None:
    """And gives the sound back."""
    console = ScriptedConsole(clock, ["", ""], [(1.0, "m"), (40.0, "m")])
    command("play", "small", "--terminal", console=console)
    assert "hush" in voice.asked
    assert voice.said[:3] == ["Get ready. Sit.", "Two.", "Change sides. Now the right side."]


def test_the_voice_can_be_off(command: Command, clock: HandClock, voice: WrittenVoice, data: Path) -> None:
    """Then nothing is looked for and nothing is said about it."""
    (data / "settings.json").write_text('{"voice_on": false}')
    voice.status = MISSING
    console = ScriptedConsole(clock, answers=["", ""])
    command("play", "small", "--terminal", console=console)
    assert (voice.asked, voice.said) == (["close"], [])
    assert MISSING not in console.said
