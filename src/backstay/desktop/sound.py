"""Short tones beside what is shown. They may be silent, and say why; they never stop a session."""

import logging
import shutil
import subprocess
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from backstay.resources import sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

_log = logging.getLogger(__name__)

_PATIENCE = 5
"""Tones left out in a row before a player counts as stuck."""

_NO_LIBRARY = "Silent: a sound library is missing. To mend it: sudo apt install libpulse0"
_NO_OUTPUT = "Silent: this computer has no sound output at the moment."
_NO_FILE = "Silent: the tones that belong to the program cannot be read."
_NO_PLAYER = "Silent: nothing here plays sound. To mend it: sudo apt install pulseaudio-utils"


class Tone(StrEnum):
    """What a tone says; the value is the name of its file."""

    COUNT = "count"
    START = "start"
    CHANGE = "change"
    REST = "rest"
    FINISH = "finish"


class Tones(Protocol):
    """Plays tones without waiting for them. No method raises."""

    def prepare(self) -> None:
        """Loads what ``play`` needs, up to 0.3 s; call it once the window is painted."""

    def play(self, tone: Tone) -> None:
        """Starts a tone and returns at once; silent when it cannot be played."""

    def set_volume(self, percent: int) -> None:
        """0 (silent) to 100; a value outside is brought to the nearer end."""

    @property
    def status(self) -> str | None:
        """One line that says why it is silent; None while sound works, or before ``prepare``."""


def choose_tones(
    *, window: bool, volume_percent: int, find_program: Callable[[str], str | None] = shutil.which
) -> Tones:
    """Qt's sound beside a window, else a player program of the system, else silence with its reason."""
    if window:
        return QtTones(volume_percent)
    programs = [path for name in _ARGUMENTS if (path := find_program(name))]
    return CommandTones(programs, volume_percent) if programs else NullTones(_NO_PLAYER)


class NullTones:
    """Silence that says why."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def prepare(self) -> None:
        """There is nothing to load."""

    def play(self, tone: Tone) -> None:
        """Silent."""

    def set_volume(self, percent: int) -> None:
        """Silent at every volume."""

    @property
    def status(self) -> str | None:
        """The reason."""
        return self._reason


class QtTones:
    """Tones through Qt, loaded once, following the system's sound output. Needs a Qt application
    by the time of ``prepare``.
    """

    def __init__(self, volume_percent: int, find_file: Callable[[str], Path] = sound) -> None:
        self._volume = _amplitude(volume_percent)
        self._files = {tone: find_file(tone.value) for tone in Tone}
        self._is_prepared = False
        self._effects: dict[Tone, QSoundEffect] = {}
        self._outputs: QMediaDevices | None = None
        self._status: str | None = None

    def prepare(self) -> None:
        """Loads the library and the five tones; does nothing the second time."""
        if self._is_prepared:
            return
        self._is_prepared = True
        if not all(path.is_file() for path in self._files.values()):
            self._status = _NO_FILE
            return
        try:
            self._load()
        except ImportError:
            self._status = _NO_LIBRARY

    def play(self, tone: Tone) -> None:
        """Starts ``tone``; the first call prepares when nobody has."""
        self.prepare()
        if effect := self._effects.get(tone):
            effect.play()

    def set_volume(self, percent: int) -> None:
        """Holds for the next tone."""
        self._volume = _amplitude(percent)
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    @property
    def status(self) -> str | None:
        """Why it is silent now; an output plugged in later ends the silence."""
        return self._status

    def _load(self) -> None:
        from PySide6.QtCore import qInstallMessageHandler

        # Looking for outputs Qt complains, in a dozen lines on the terminal, of libraries that no tone
        # needs and of a sound server that is not there. The status says what matters.
        before = qInstallMessageHandler(_keep_in_log)
        try:
            from PySide6.QtMultimedia import QMediaDevices

            self._outputs = QMediaDevices()
            self._outputs.audioOutputsChanged.connect(self._follow_output)
            self._follow_output()
        finally:
            qInstallMessageHandler(before)

    def _follow_output(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        output = QMediaDevices.defaultAudioOutput()
        self._status = _NO_OUTPUT if output.isNull() else None
        if output.isNull():
            return
        self._effects = self._effects or {tone: QSoundEffect(output) for tone in Tone}
        for tone, effect in self._effects.items():
            effect.setAudioDevice(output)
            effect.setVolume(self._volume)
            effect.setSource(QUrl.fromLocalFile(str(self._files[tone])))


class CommandTones:
    """Tones through a player program, one at a time; a program that fails gives way to the next.

    A player may need more than a second to wake a sleeping output. A tone due meanwhile is left out:
    cutting the player off would put the output back to sleep, and nothing would ever be heard.
    """

    def __init__(
        self, programs: list[str], volume_percent: int, find_file: Callable[[str], Path] = sound
    ) -> None:
        self._programs = list(programs)
        self._volume = _amplitude(volume_percent)
        self._find_file = find_file
        self._running: subprocess.Popen[bytes] | None = None
        self._left_out = 0

    def prepare(self) -> None:
        """There is nothing to load."""

    def play(self, tone: Tone) -> None:
        """Starts ``tone``, unless another still sounds."""
        self._collect()
        if self._volume == 0.0 or not self._programs:
            return
        if self._running is not None:
            self._left_out += 1
            return
        program = self._programs[0]
        arguments = _ARGUMENTS[Path(program).name](self._volume)
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
        self._volume = _amplitude(percent)

    @property
    def status(self) -> str | None:
        """None until every program has failed."""
        self._collect()
        return None if self._programs else _NO_OUTPUT

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


def _keep_in_log(_kind: object, _context: object, message: str | None) -> None:
    _log.info("Qt: %s", message)


def _amplitude(percent: int) -> float:
    # Loudness is heard much flatter than amplitude; the square makes half way sound like half.
    return (min(100, max(0, percent)) / 100) ** 2


_ARGUMENTS: Mapping[str, Callable[[float], list[str]]] = {
    "pw-play": lambda volume: ["--volume", f"{volume:.3f}"],
    # PulseAudio takes the cube of what it is given.
    "paplay": lambda volume: ["--latency-msec", "50", "--volume", str(round(volume ** (1 / 3) * 65536))],
    "afplay": lambda volume: ["--volume", f"{volume:.3f}"],
    "aplay": lambda _volume: ["--quiet"],
}
