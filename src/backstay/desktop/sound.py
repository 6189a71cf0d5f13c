"""Short tones beside what is shown. They may be silent, and say why; they never stop a session."""

from enum import StrEnum
from typing import Protocol

NO_OUTPUT = "Silent: this computer has no sound output at the moment."


class Tone(StrEnum):
    """What a tone says; the value is the name of its file. END is that of an effort, FINISH that of the
    session. How each sounds stands in ``docs/sounds.md``.
    """

    READY = "ready"
    START = "start"
    HALF = "half"
    COUNT = "count"
    END = "end"
    CHANGE = "change"
    FINISH = "finish"


class Tones(Protocol):
    """Plays tones without waiting for them. No method blocks or raises."""

    def prepare(self) -> None:
        """Begins to load what ``play`` needs, anew when that was in vain; call it before a session."""

    def open(self) -> None:
        """Keeps the sound output awake from now on, so that no tone is cut or late."""

    def close(self) -> None:
        """Lets go of the output once the last tone has rung out; ``prepare`` and ``open`` take it again."""

    def play(self, tone: Tone) -> None:
        """Starts a tone and returns at once; silent when it cannot be played."""

    def set_volume(self, percent: int) -> None:
        """0 (silent) to 100; a value outside is brought to the nearer end."""

    @property
    def status(self) -> str | None:
        """One line that says why it is silent; None while sound works, or before ``prepare``."""

    @property
    def is_settling(self) -> bool:
        """Whether it is being prepared at this moment; then ``status`` may still change by itself."""


def amplitude(percent: int) -> float:
    """0..1 for 0..100: loudness is heard much flatter than amplitude, so half way is a quarter."""
    return (min(100, max(0, percent)) / 100) ** 2


class NullTones:
    """Silence that says why."""

    is_settling = False

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def prepare(self) -> None:
        """There is nothing to load."""

    def open(self) -> None:
        """There is no output to keep awake."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def play(self, tone: Tone) -> None:
        """Silent."""

    def set_volume(self, percent: int) -> None:
        """Silent at every volume."""

    @property
    def status(self) -> str | None:
        """The reason."""
        return self._reason
