"""Tones in their own process: whatever that does, nobody waits, and one line says why it is silent."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop import sounder
from backstay.desktop.process_tones import ProcessTones, TonePatience
from backstay.desktop.sound import Tone
from tests.fakes import HandClock

OBEDIENT = """
print('{"is": "ready", "has_output": true}', flush=True)
for line in sys.stdin:
    note(line)
    print('{"is": "taken", "has_output": true}', flush=True)
    if "close" in line:
        break
"""
DEAF = "for line in sys.stdin: pass"
STUCK_LATER = """
print('{"is": "ready", "has_output": true}', flush=True)
for line in sys.stdin:
    note(line)
"""
LOST = """
note('"began"')
print('{"is": "ready", "has_output": true}', flush=True)
sys.stdin.readline()
print('{"is": "lost"}', flush=True)
"""
UNPLUGGED = """
import pathlib, time
print('{{"is": "ready", "has_output": false}}', flush=True)
while not pathlib.Path("{plugged}").exists():
    time.sleep(0.01)
print('{{"is": "taken", "has_output": true}}', flush=True)
sys.stdin.read()
"""
NONSENSE = "print('[' * 100000, flush=True)\nsys.stdin.read()"
NO_LIBRARY = """print('{"is": "unable", "why": "library"}', flush=True)"""


class Stage:
    """Tones over a process that a test has written, and what that process was told."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.folder = folder
        self._made: list[ProcessTones] = []

    def tones(self, body: str, **arguments: Any) -> ProcessTones:
        """Tones at half volume over a process that does this."""
        program = self.folder / "sounder.py"
        program.write_text(
            "import sys\n"
            f"def note(line):\n    print(line.strip(), file=open({str(self.folder / 'told')!r}, 'a'))\n{body}"
        )
        arguments = {"command": [sys.executable, str(program)], "clock": self.clock, **arguments}
        self._made.append(ProcessTones(50, **arguments))
        return self._made[-1]

    def told(self) -> list[object]:
        """Every order so far."""
        path = self.folder / "told"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def close(self) -> None:
        """End every process."""
        for tones in self._made:
            tones.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Nobody plays yet."""
    made = Stage(tmp_path)
    yield made
    made.close()


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    """A process has a moment to answer."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=15_000)


def test_a_session_is_opened_played_and_closed(stage: Stage, qtbot: QtBot) -> None:
    """In order, with the volume first; half of the scale is a quarter of the amplitude."""
    tones = stage.tones(OBEDIENT)
    assert (tones.status, tones.is_settling) == (None, False)
    tones.open()
    assert tones.is_settling
    until(qtbot, lambda: not tones.is_settling)
    tones.play(Tone.START)
    tones.set_volume(100)
    tones.close()
    until(qtbot, lambda: len(stage.told()) == 5)
    wanted = [{"volume": 0.25}, {"open": True}, {"play": "start"}, {"volume": 1.0}, {"close": True}]
    assert stage.told() == wanted
    assert tones.status is None


def test_a_tone_waits_for_the_process_and_no_longer_than_it_means_something(
    stage: Stage, qtbot: QtBot
) -> None:
    """Of those that wait the latest is played; one that is a second old would only mislead."""
    tones = stage.tones(OBEDIENT)
    tones.play(Tone.COUNT)
    tones.play(Tone.START)
    until(qtbot, lambda: {"play": "start"} in stage.told())
    assert {"play": "count"} not in stage.told()


def test_a_tone_that_comes_too_late_is_left_out(stage: Stage, qtbot: QtBot) -> None:
    """A process that took long to start does not begin with what is over."""
    tones = stage.tones(OBEDIENT)
    tones.play(Tone.COUNT)
    stage.clock.pass_s(1.5)
    until(qtbot, lambda: not tones.is_settling)
    tones.play(Tone.START)
    until(qtbot, lambda: {"play": "start"} in stage.told())
    assert {"play": "count"} not in stage.told()


def test_a_process_that_never_begins_is_given_up_and_tried_again(stage: Stage) -> None:
    """A server that hangs while outputs are looked for: said after its time, tried anew by a later tone."""
    tones = stage.tones(DEAF)
    tones.open()
    stage.clock.pass_s(9)
    assert (tones.status, tones.is_settling) == (None, True)
    stage.clock.pass_s(2)
    assert "does not answer" in (tones.status or "")
    assert not tones.is_settling
    tones.play(Tone.COUNT)
    assert tones.is_settling


def test_a_process_that_hangs_later_is_replaced(stage: Stage, qtbot: QtBot) -> None:
    """Three seconds without an answer; another one is not started more often than every ten."""
    tones = stage.tones(STUCK_LATER)
    tones.open()
    until(qtbot, lambda: not tones.is_settling)
    stage.clock.pass_s(4)
    assert "does not answer" in (tones.status or "")
    tones.play(Tone.COUNT)
    assert not tones.is_settling
    stage.clock.pass_s(7)
    tones.play(Tone.COUNT)
    assert tones.is_settling
    until(qtbot, lambda: not tones.is_settling)
    assert tones.status is None


def test_a_process_that_lost_its_server_is_replaced_by_itself(stage: Stage, qtbot: QtBot) -> None:
    """While a session runs nobody has to ask for it."""
    tones = stage.tones(LOST, patience=TonePatience(between_s=0))
    tones.open()
    until(qtbot, lambda: stage.told().count("began") > 1)


def test_without_an_output_it_is_said_until_there_is_one(stage: Stage, qtbot: QtBot) -> None:
    """Plugging in a headset is enough; the process says so by itself."""
    plugged = stage.folder / "plugged"
    tones = stage.tones(UNPLUGGED.format(plugged=str(plugged)))
    tones.prepare()
    until(qtbot, lambda: tones.status)
    assert "no sound output" in (tones.status or "")
    plugged.touch()
    until(qtbot, lambda: tones.status is None)


def test_a_missing_sound_library_is_said_with_its_package(stage: Stage, qtbot: QtBot) -> None:
    """And not looked for at every tone."""
    tones = stage.tones(NO_LIBRARY)
    tones.open()
    until(qtbot, lambda: tones.status)
    assert "apt install libpulse0" in (tones.status or "")
    stage.clock.pass_s(60)
    tones.play(Tone.START)
    assert not tones.is_settling


def test_the_process_itself_says_that_the_library_is_missing(stage: Stage, qtbot: QtBot) -> None:
    """Without libpulse Qt cannot be loaded; the real process ends in good order."""
    run = (
        "import runpy, sys; sys.modules['PySide6.QtMultimedia'] = None;"
        f"sys.argv = ['sounder', {str(stage.folder)!r}];"
        f"runpy.run_path({sounder.__file__!r}, run_name='__main__')"
    )
    tones = stage.tones("", command=[sys.executable, "-c", run])
    tones.prepare()
    until(qtbot, lambda: tones.status)
    assert "libpulse0" in (tones.status or "")


def test_nonsense_costs_the_tones_alone(stage: Stage, qtbot: QtBot) -> None:
    """What cannot be understood is no answer."""
    tones = stage.tones(NONSENSE)
    tones.prepare()
    until(qtbot, lambda: tones.status)
    assert not tones.is_settling


def test_a_missing_tone_file_is_said(stage: Stage, tmp_path: Path) -> None:
    """A damaged installation is silent and says so."""
    tones = stage.tones(OBEDIENT, folder=tmp_path)
    tones.play(Tone.END)
    assert "cannot be read" in (tones.status or "")


def test_a_program_that_cannot_be_started_is_said(stage: Stage, tmp_path: Path) -> None:
    """Nothing is raised."""
    tones = stage.tones("", command=[str(tmp_path / "nothing")])
    tones.open()
    tones.play(Tone.START)
    assert "cannot be started" in (tones.status or "")


def test_at_no_volume_nothing_is_started(stage: Stage) -> None:
    """Silent means that no tone asks for a process."""
    tones = stage.tones(OBEDIENT)
    tones.set_volume(0)
    tones.play(Tone.START)
    assert not tones.is_settling
    assert stage.told() == []
