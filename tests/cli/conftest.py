"""A command line over an empty folder, with a clock that stands and a few small routines."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from backstay.__main__ import main
from backstay.cli.outside import Outside
from tests.cli.scripted import ScriptedConsole
from tests.fakes import HandClock, WrittenTones, WrittenVoice

Command = Callable[..., int]

EXERCISE = """\
format: 1
id: {id}
name: {name}
regions: [core]
position: sitting
equipment: [chair]
sides: {sides}
dose: {dose}
cues: [Keep breathing.]
stop_if: [neck pain]
sources: [common practice]
{more}
"""
ROUTINE = """\
format: 1
id: {id}
name: {name}
summary: For tests.
level: 3
steps:
{steps}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a person with four small exercises and three routines of their own."""
    exercises, routines = tmp_path / "routines" / "exercises", tmp_path / "routines" / "routines"
    exercises.mkdir(parents=True)
    routines.mkdir()
    for name, sides, dose, more in (
        ("sit", "both", "{hold: 10, reps: 2}", ""),
        ("turn", "each", "{reps: 2, tempo: 1-0-1}", ""),
        ("lift", "both", "{hold: 4, reps: 1}", "caution: Lift low.\neasier: sit"),
        ("stroll", "both", "{hold: 60, reps: 1}", ""),
    ):
        text = EXERCISE.format(id=name, name=name.capitalize(), sides=sides, dose=dose, more=more)
        (exercises / f"{name}.yaml").write_text(text)
    for name, steps in (
        ("small", "  - exercise: sit\n  - exercise: turn"),
        ("heavy", "  - exercise: lift"),
        ("free", "  - exercise: stroll\n    until: done"),
    ):
        (routines / f"{name}.yaml").write_text(ROUTINE.format(id=name, name=name.capitalize(), steps=steps))
    return tmp_path


@pytest.fixture
def clock() -> HandClock:
    """Half past eight on a Sunday."""
    return HandClock()


@pytest.fixture
def tones() -> WrittenTones:
    """What would have been heard."""
    return WrittenTones()


@pytest.fixture
def voice() -> WrittenVoice:
    """What would have been said."""
    return WrittenVoice()


@pytest.fixture
def command(data: Path, clock: HandClock, tones: WrittenTones, voice: WrittenVoice) -> Command:
    """``backstay`` without a display; ``console`` is who sits there, nobody without one."""

    def run(*arguments: str, console: ScriptedConsole | None = None) -> int:
        person = console or ScriptedConsole(clock)
        outside = Outside({}, lambda _pace: clock, lambda: nullcontext(person), tones, voice)
        return main(["--data-dir", str(data), *arguments], outside)

    return run
