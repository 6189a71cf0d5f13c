"""A voice beside the tones. It may be silent, and says why; whatever it does, a session never waits."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from backstay.desktop.voice_minder import Manner, Minder, Patience, Wish
from backstay.domain.preferences import Preferences, SpeechRate
from backstay.domain.speech import Utterance

_RATES = {SpeechRate.SLOW: -0.3, SpeechRate.USUAL: 0.0, SpeechRate.FAST: 0.3}
_USUAL_PATIENCE = Patience()


class Voice(Protocol):
    """Says things without being waited for. No method blocks or raises."""

    def prepare(self) -> None:
        """Begin to look for a voice, anew when the last look was in vain; call it before a session."""

    def say(self, utterance: Utterance) -> None:
        """Say it in place of what is being said; a brief one only where nothing longer is."""

    def hush(self) -> None:
        """Break off what is being said."""

    def retire(self) -> None:
        """No more for now: finish the sentence and let go of the speech service."""

    def set_manner(self, preferences: Preferences) -> None:
        """Rate, volume and voice from the next utterance on."""

    def close(self) -> None:
        """Let go of everything; waits a few seconds at the most."""

    @property
    def status(self) -> str | None:
        """One line that says why there is no voice and what mends it; None while there may be one."""

    @property
    def is_settling(self) -> bool:
        """Whether it is being looked for at this moment; then ``status`` may still change by itself."""

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices to choose from, once they are known."""


def speaker_command(engine: str = "") -> list[str]:
    """Starts the process that speaks; ``engine`` is one of Qt's, the system's when empty."""
    from backstay.desktop import speaker

    # By its path and without the folder of the path: so it finds Qt wherever this program found it.
    command = [sys.executable, "-P", str(Path(speaker.__file__).resolve())]
    return [*command, engine] if engine else command


class NullVoice:
    """Silence. ``reason`` is None where it is wished for."""

    is_settling = False
    voices: tuple[str, ...] = ()

    def __init__(self, reason: str | None = None) -> None:
        self.status = reason

    def prepare(self) -> None:
        """There is nothing to look for."""

    def say(self, utterance: Utterance) -> None:
        """Silent."""

    def hush(self) -> None:
        """Silent already."""

    def retire(self) -> None:
        """There is nothing to let go of."""

    def set_manner(self, preferences: Preferences) -> None:
        """Silent in every manner."""

    def close(self) -> None:
        """There is nothing to let go of."""


class ProcessVoice:
    """A voice in a process of its own, which is there from ``prepare`` or the first utterance to
    ``retire``. It costs nothing before. ``speaking`` hears, in another thread, when something begins to
    be said and when nothing is said any more.
    """

    def __init__(
        self,
        preferences: Preferences,
        *,
        command: Sequence[str] | None = None,
        patience: Patience = _USUAL_PATIENCE,
        speaking: Callable[[bool], None] = lambda _is_speaking: None,
    ) -> None:
        self._minder = Minder(command or speaker_command(), patience, speaking)
        self._is_asked = False
        self.set_manner(preferences)

    def prepare(self) -> None:
        """Starts the process when there is none."""
        self._is_asked = True
        self._minder.is_settling = True
        self._minder.ask(Wish.PREPARE)

    def say(self, utterance: Utterance) -> None:
        """Never late by more than what is being taken at the moment: what waits is replaced."""
        self._is_asked = True
        self._minder.ask(utterance)

    def hush(self) -> None:
        """Silence within a tenth of a second, if the service answers."""
        if self._is_asked:
            self._minder.ask(Wish.HUSH)

    def retire(self) -> None:
        """The process ends once the last sentence is said."""
        if self._is_asked:
            self._minder.ask(Wish.RETIRE)

    def set_manner(self, preferences: Preferences) -> None:
        """The square of the percentage, as with the tones, because loudness is heard flatter."""
        rate = _RATES[preferences.voice_rate]
        volume = (preferences.voice_volume_percent / 100) ** 2
        self._minder.manner = Manner(rate, volume, preferences.voice_name)

    def close(self) -> None:
        """Ends the process, also one that hangs."""
        self._minder.close()

    @property
    def status(self) -> str | None:
        """Why there is no voice, what carries on, and the mend."""
        return self._minder.fault

    @property
    def is_settling(self) -> bool:
        """From ``prepare`` until the process answers or is given up."""
        return self._minder.is_settling

    @property
    def voices(self) -> tuple[str, ...]:
        """English ones, as the engine names them."""
        return self._minder.voices
