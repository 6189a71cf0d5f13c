"""Tones where no Qt runs: a small program of the system plays each of them."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from backstay.desktop.sound import NO_OUTPUT, Tone, amplitude
from backstay.resources import sound

_PATIENCE = 5
"""Tones left out in a row before a player counts as stuck."""

PLAYERS: Mapping[str, Callable[[float], list[str]]] = {
    "pw-play": lambda volume: ["--volume", f"{volume:.3f}"],
    # PulseAudio takes the cube of what it is given.
    "paplay": lambda volume: ["--latency-msec", "50", "--volume", str(round(volume ** (1 / 3) * 65536))],
    "afplay": lambda volume: ["--volume", f"{volume:.3f}"],
    "aplay": lambda _volume: ["--quiet"],
}
"""The programs that can play a tone, the best first, with what each is given for an amplitude."""


class CommandTones:
    """Tones through a player program, one at a time; a program that fails gives way to the next.

    A player may need more than a second to wake a sleeping output. A tone due meanwhile is left out:
    cutting the player off would put the output back to sleep, and nothing would ever be heard.
    """

    is_settling = False

    def __init__(
        self, programs: list[str], volume_percent: int, find_file: Callable[[str], Path] = sound
    ) -> None:
        self._programs = list(programs)
        self._volume = amplitude(volume_percent)
        self._find_file = find_file
        self._running: subprocess.Popen[bytes] | None = None
        self._left_out = 0

    def prepare(self) -> None:
        """There is nothing to load."""

    def open(self) -> None:
        """Each program wakes the output by itself."""

    def close(self) -> None:
        """What sounds rings out."""

    def play(self, tone: Tone) -> None:
        """Starts ``tone``, unless another still sounds."""
        self._collect()
        if self._volume == 0.0 or not self._programs:
            return
        if self._running is not None:
            self._left_out += 1
            return
        program = self._programs[0]
        arguments = PLAYERS[Path(program).name](self._volume)
        try:
            self._running = subprocess.Popen(
                [program, *arguments, str(self._find_file(tone.value))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._programs.pop(0)

    def set_volume(self, percent: int) -> None:
        """Holds for the next tone."""
        self._volume = amplitude(percent)

    @property
    def status(self) -> str | None:
        """None until every program has failed."""
        self._collect()
        return None if self._programs else NO_OUTPUT

    def _collect(self) -> None:
        if self._running is None:
            return
        if self._left_out > _PATIENCE:
            self._running.kill()
        elif self._running.poll() is None:
            return
        if self._has_failed(self._running):
            self._programs.pop(0)
        self._running = None
        self._left_out = 0

    @staticmethod
    def _has_failed(player: subprocess.Popen[bytes]) -> bool:
        try:
            return player.wait(timeout=0.2) != 0
        except subprocess.TimeoutExpired:
            return True
