"""The process that speaks, apart from the program because the speech service can block for ever.

It is run by its path and imports nothing of Backstay. One JSON object a line: ``say`` and ``hush`` come
in; ``ready``, ``taken`` and ``done`` go out. It ends when its input ends.
"""

import faulthandler
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QCoreApplication
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

BLOCKED_S = 20.0
"""After so long in one call it ends itself: whoever started it may be gone and unable to."""

VOICES_MAX = 60
_LANGUAGE = "en"
# Of many English voices speech-dispatcher puts a rare one first.
_PLAIN_VOICES = ("English (America)", "English (Great Britain)", "English")

Order = Mapping[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Speak with the system's engine, or with the one that is named, until the input ends."""
    answers = _own_output()
    try:
        with _guarded():
            from PySide6.QtCore import QCoreApplication

            application = QCoreApplication(["backstay-voice"])
            speaker = Speaker(arguments[0] if arguments else "", answers)
    except ImportError as error:
        answers({"is": "unable", "why": str(error)})
        return 1
    if speaker.fault:
        answers({"is": "unable", "why": speaker.fault})
        return 1
    return _serve(application, speaker, answers)


class Speaker:
    """One engine with its voice. ``fault`` says why it cannot speak, empty when it can."""

    def __init__(self, engine: str, answer: Callable[[Order], None]) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        self._answer = answer
        self._number: int | None = None
        self._has_begun = False
        self._speech = _engine(engine)
        self.fault = ""
        if self._speech.state() is QTextToSpeech.State.Error:
            self.fault = self._speech.errorString() or "there is no speech engine"
        else:
            self._usual = self._speech.voice().name()
            self._voices = _english_voices(self._speech)
            if self._usual not in self._voices or self._speech.engine() == "speechd":
                self._usual = _plain_voice(self._voices) or self._usual
            self._choose("")
            self._speech.stateChanged.connect(self._on_state)

    def voices(self) -> list[str]:
        """The names of the English voices."""
        return list(self._voices)

    def say(self, order: Order) -> None:
        """Say it in place of what is being said."""
        with _guarded():
            self._number, self._has_begun = order["say"], False
            self._choose(order["voice"])
            self._speech.setRate(order["rate"])
            self._speech.setVolume(order["volume"])
            self._speech.say(order["text"])
        self._answer({"is": "taken", "say": order["say"]})

    def hush(self) -> None:
        """Break off."""
        with _guarded():
            self._speech.stop()
        self._finish()

    def _choose(self, name: str) -> None:
        voice = self._voices.get(name) or self._voices.get(self._usual)
        if voice is not None and self._speech.voice() != voice:
            self._speech.setVoice(voice)

    def _on_state(self, state: "QTextToSpeech.State") -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if state is QTextToSpeech.State.Speaking:
            self._has_begun = True
        elif self._has_begun or state is QTextToSpeech.State.Error:
            # What is broken off becomes ready once more after its successor was taken.
            self._finish()

    def _finish(self) -> None:
        number, self._number = self._number, None
        if number is not None:
            self._answer({"is": "done", "say": number})


def _engine(name: str) -> "QTextToSpeech":
    from PySide6.QtTextToSpeech import QTextToSpeech

    if name:
        return QTextToSpeech(name)
    # Qt takes its own mock for an engine where there is no other.
    real = [engine for engine in QTextToSpeech.availableEngines() if engine != "mock"]
    return QTextToSpeech(real[0] if real else "none")


def _english_voices(speech: "QTextToSpeech") -> "dict[str, QVoice]":
    """By name; the texts are English, whatever the language of the computer."""
    voices: dict[str, QVoice] = {}
    for locale in speech.availableLocales():
        if locale.name().startswith(_LANGUAGE):
            speech.setLocale(locale)
            # The many with a plus sign are effects made of the few.
            voices |= {v.name(): v for v in speech.availableVoices() if "+" not in v.name()}
    return dict(list(voices.items())[:VOICES_MAX])


def _plain_voice(voices: "Mapping[str, QVoice]") -> str:
    return next((name for name in (*_PLAIN_VOICES, *voices) if name in voices), "")


def _serve(application: "QCoreApplication", speaker: Speaker, answer: Callable[[Order], None]) -> int:
    from PySide6.QtCore import QObject, Signal

    class Orders(QObject):
        """Carries what is read to the thread that speaks."""

        came = Signal(object)

        def carry_out(self, order: Order) -> None:
            if "say" in order:
                speaker.say(order)
            else:
                speaker.hush()

    def read() -> None:
        for line in sys.stdin:
            orders.came.emit(json.loads(line))
        # The thread that speaks may hang in the engine and could not be asked.
        os._exit(0)

    orders = Orders()
    orders.came.connect(orders.carry_out)
    answer({"is": "ready", "voices": speaker.voices()})
    threading.Thread(target=read, daemon=True).start()
    return application.exec()


@contextmanager
def _guarded() -> "Iterator[None]":
    """An engine that blocks may hold Python's lock, so only a watch below Python can surely end it."""
    faulthandler.dump_traceback_later(BLOCKED_S, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _own_output() -> Callable[[Order], None]:
    """Answers alone go to the output; whatever a library prints goes where errors go."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)

    def answer(order: Order) -> None:
        lines.write(json.dumps(order) + "\n")

    return answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
