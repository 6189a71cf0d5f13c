"""The terminal's bell in the place of tones."""

from pathlib import Path

from backstay.cli.exits import DONE
from tests.cli.conftest import Command
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock, WrittenTones

PLAY = ("play", "small", "--terminal", "--bell")
# Small counts 3-2-1 before each exercise and at the end of both holds and of the change of sides; six
# efforts begin, of which the second repetition of each side is only counted. What ends: a hold, an
# exercise, and the whole; the sides change once.
COUNTS = 5 * 3
STARTS, ENDS, CHANGES, FINISH = 3, 2, 1, 1


def test_it_rings_for_what_begins_ends_or_changes_and_the_last_three(
    command: Command, clock: HandClock, tones: WrittenTones
) -> None:
    """Nothing else sounds then, and it is said."""
    console = ScriptedConsole(clock, ["", ""])
    assert command(*PLAY, console=console) == DONE
    assert console.said[0] == "The terminal's bell takes the place of tones."
    assert tones.played == []
    assert console.rings == COUNTS + STARTS + ENDS + CHANGES + FINISH


def test_it_rings_only_if_asked(command: Command, clock: HandClock) -> None:
    """Nobody is rung at who did not wish it."""
    console = ScriptedConsole(clock, ["", ""])
    command("play", "small", "--terminal", console=console)
    assert console.rings == 0


def test_m_silences_it(command: Command, clock: HandClock) -> None:
    """One bell for the start of the session's first second at most."""
    console = ScriptedConsole(clock, ["", ""], [(1.0, "m")])
    command(*PLAY, console=console)
    assert console.rings == 0


def test_it_rings_where_sound_is_off_in_the_settings(command: Command, clock: HandClock, data: Path) -> None:
    """Who asks for it now wants it now."""
    (data / "settings.json").write_text('{"sound_on": false, "voice_on": false}')
    console = ScriptedConsole(clock, ["", ""])
    command(*PLAY, console=console)
    assert console.rings > 0


def test_getting_back_into_position_is_rung(command: Command, clock: HandClock) -> None:
    """Three, two, one, and the start: four more than without the pause."""
    console = ScriptedConsole(clock, ["", ""], [(7.0, " "), (20.0, " ")])
    command(*PLAY, console=console)
    assert console.rings == COUNTS + STARTS + ENDS + CHANGES + FINISH + 4
