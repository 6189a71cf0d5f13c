"""Tones: played where it is possible, an honest line where not, never an error."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backstay.desktop.command_tones import CommandTones
from backstay.desktop.sound import NullTones, Tone
from backstay.desktop.tone_choice import choose_tones
from backstay.resources import sound

Script = Callable[[str, str], str]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Writes a player program of that name which does that, beside the file `heard`."""

    def write(name: str, body: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nheard='{tmp_path / 'heard'}'\n{body}\n")
        path.chmod(0o700)
        return str(path)

    return write


def test_every_tone_has_its_file() -> None:
    """A tone without a file would be silent for everybody."""
    assert [tone for tone in Tone if not sound(tone.value).is_file()] == []


def test_silence_says_why() -> None:
    """The null adapter keeps the reason and takes every call."""
    tones = NullTones("Silent: because.")
    tones.prepare()
    tones.open()
    tones.set_volume(50)
    tones.play(Tone.START)
    tones.close()
    assert tones.status == "Silent: because."


def test_without_any_player_the_terminal_names_the_package() -> None:
    """One line with the mend."""
    tones = choose_tones(window=False, volume_percent=70, find_program=lambda _: None)
    assert tones.status is not None
    assert "apt install pulseaudio-utils" in tones.status


def test_beside_a_window_nothing_is_loaded_before_it_is_painted() -> None:
    """Choosing tones for a window costs no Qt import."""
    code = (
        "import sys; from backstay.desktop.tone_choice import choose_tones;"
        "t = choose_tones(window=True, volume_percent=70);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules) or t.status is not None)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=_environ(), check=False).returncode == 0


def test_a_player_program_gets_the_file_and_the_volume(qtbot: QtBot, script: Script, tmp_path: Path) -> None:
    """Half of the scale is a quarter of the amplitude, which PulseAudio writes as its cube root."""
    heard = tmp_path / "heard"
    tones = CommandTones([script("paplay", 'echo $$ "$@" >"$heard.new"; mv "$heard.new" "$heard"')], 50)
    tones.play(Tone.CHANGE)
    qtbot.waitUntil(heard.exists)
    pid, *arguments = heard.read_text().split()
    _wait_for_end(qtbot, int(pid))
    volume = round(65536 * 0.25 ** (1 / 3))
    assert arguments[-3:] == ["--volume", str(volume), str(sound("change"))]
    assert tones.status is None


def test_one_player_at_a_time(qtbot: QtBot, script: Script, tmp_path: Path) -> None:
    """A tone that comes while one still sounds is left out; nothing waits and nothing is cut off."""
    heard, released = tmp_path / "heard", tmp_path / "released"
    os.mkfifo(released)
    tones = CommandTones([script("aplay", f'echo $$ >>"$heard"; read line <"{released}"')], 70)
    tones.play(Tone.COUNT)
    (first,) = _wait_for_pids(qtbot, heard, 1)
    tones.play(Tone.COUNT)
    released.write_text("go on\n")
    _wait_for_end(qtbot, first)
    tones.play(Tone.START)
    second = _wait_for_pids(qtbot, heard, 2)[1]
    released.write_text("go on\n")
    _wait_for_end(qtbot, second)
    assert tones.status is None


def test_a_player_that_is_stuck_is_given_up(qtbot: QtBot, script: Script, tmp_path: Path) -> None:
    """A sound server that hangs mutes the tones for a few seconds, not for ever."""
    heard = tmp_path / "heard"
    stuck = script("pw-play", 'echo $$ >>"$heard"; exec sleep 60')
    tones = CommandTones([stuck, script("aplay", 'echo $$ >>"$heard"')], 70)
    tones.play(Tone.COUNT)
    (first,) = _wait_for_pids(qtbot, heard, 1)
    for _ in range(20):
        tones.play(Tone.COUNT)
        if not _is_alive(first):
            break
    assert not _is_alive(first)
    _wait_for_end(qtbot, _wait_for_pids(qtbot, heard, 2)[1])
    assert tones.status is None


def test_a_player_that_fails_gives_way_to_the_next(qtbot: QtBot, script: Script, tmp_path: Path) -> None:
    """A program without its sound server is tried once; the next one plays."""
    heard = tmp_path / "heard"
    programs = [script("pw-play", 'echo $$ >>"$heard"; exit 1'), script("aplay", 'echo $$ >>"$heard"')]
    tones = CommandTones(programs, 70)
    for count in (1, 2):
        tones.play(Tone.COUNT)
        pids = _wait_for_pids(qtbot, heard, count)
        _wait_for_end(qtbot, pids[-1])
    assert tones.status is None


def test_when_every_player_failed_it_is_said(qtbot: QtBot, script: Script) -> None:
    """The line comes once nothing is left to try, and playing stays harmless."""
    tones = CommandTones([script("aplay", "exit 1")], 70)
    tones.play(Tone.COUNT)
    qtbot.waitUntil(lambda: tones.status is not None)
    tones.play(Tone.COUNT)
    assert tones.status is not None
    assert tones.status.startswith("Silent:")


def test_a_program_that_cannot_be_started_is_left_out(script: Script) -> None:
    """A file that is no program raises nothing."""
    path = Path(script("aplay", "exit 0"))
    path.chmod(stat.S_IRUSR)
    path.unlink()
    tones = CommandTones([str(path)], 70)
    tones.play(Tone.COUNT)
    assert tones.status is not None


def test_volume_zero_starts_no_program(tmp_path: Path) -> None:
    """Silent means that nothing is started: not even a missing program is noticed."""
    tones = CommandTones([str(tmp_path / "aplay")], 0)
    tones.play(Tone.COUNT)
    assert tones.status is None


def _wait_for_pids(qtbot: QtBot, heard: Path, count: int) -> list[int]:
    def pids() -> list[int]:
        return [int(pid) for pid in heard.read_text().split()] if heard.exists() else []

    qtbot.waitUntil(lambda: len(pids()) == count)
    return pids()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for_end(qtbot: QtBot, pid: int) -> None:
    qtbot.waitUntil(lambda: os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None)


def _environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
