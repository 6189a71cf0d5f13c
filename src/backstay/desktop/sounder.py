"""The process that plays tones, apart from the program because a sound server can block for ever.

It is run by its path and imports nothing of Backstay. One JSON object a line: ``play``, ``volume``,
``open`` and ``close`` come in; ``ready``, ``taken``, ``unable`` and ``lost`` go out.
"""

import faulthandler
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QAudioDevice, QSoundEffect

BLOCKED_S = 20.0
"""After so long in one call it ends itself: whoever started it may be gone and unable to."""

SILENCE = "silence"
_BEAT_MS = 1000
_BEATS_MISSED = 3
# Longer than the longest tone and than any sound server takes to let it out.
_RING_OUT_MS = 3000
# Whoever has gone away from a pause wants a computer that can rest.
_FORGOTTEN_BEATS = 600
_ENDLESS = 2**30

Order = Mapping[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Play the WAV files of the folder that is named first, until the input ends or ``close`` comes."""
    answer = _own_output()
    folder = Path(arguments[0])
    try:
        with _guarded():
            from PySide6.QtCore import QCoreApplication

            application = QCoreApplication(["backstay-tones"])
            sounder = Sounder({path.stem: path for path in folder.glob("*.wav")}, answer)
    except ImportError:
        answer({"is": "unable", "why": "library"})
        return 1
    return _serve(application, sounder, answer)


class Sounder:
    """Every tone loaded once, following the system's output, and a silence that keeps it awake.

    A sound server suspends an output that nobody uses; the first tone afterwards would be cut or late.
    """

    def __init__(self, files: Mapping[str, Path], answer: Callable[[Order], None]) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtMultimedia import QMediaDevices

        self._answer = answer
        self._files = files
        self._volume = 0.0
        self._is_open = False
        self._missed = self._beats_since_tone = 0
        self._effects: dict[str, QSoundEffect] = {}
        self._outputs = QMediaDevices()
        self._outputs.audioOutputsChanged.connect(self._on_outputs)
        self._pulse = QTimer(interval=_BEAT_MS)
        self._pulse.timeout.connect(self._on_pulse)
        self._follow_output()

    @property
    def has_output(self) -> bool:
        """Whether there is anything to play to."""
        return not self._outputs.defaultAudioOutput().isNull()

    def carry_out(self, order: Order) -> None:
        """One order."""
        with _guarded():
            match order:
                case {"play": name}:
                    self._play(name)
                case {"volume": volume}:
                    self._volume = volume
                    self._set_volume()
                case {"open": _}:
                    self._is_open = True
                    self._hush_on()
                case {"close": _}:
                    self._leave()
        self._answer({"is": "taken", "has_output": self.has_output})

    def _play(self, name: str) -> None:
        self._beats_since_tone = 0
        if self._is_open and not self._pulse.isActive():
            self._hush_on()
        if effect := self._effects.get(name):
            effect.play()

    def _follow_output(self) -> None:
        from PySide6.QtCore import QUrl

        output = self._outputs.defaultAudioOutput()
        for name, path in self._files.items() if not output.isNull() else ():
            effect = self._effects.get(name) or self._load(name, output)
            self._effects[name] = effect
            effect.setAudioDevice(output)
            effect.setSource(QUrl.fromLocalFile(str(path)))
        self._set_volume()
        if self._is_open:
            self._hush_on()

    def _load(self, name: str, output: "QAudioDevice") -> "QSoundEffect":
        from PySide6.QtMultimedia import QSoundEffect

        effect = QSoundEffect(output)
        if name == SILENCE:
            effect.loopsRemainingChanged.connect(self._on_beat)
        return effect

    def _on_outputs(self) -> None:
        with _guarded():
            self._follow_output()
        self._answer({"is": "taken", "has_output": self.has_output})

    def _set_volume(self) -> None:
        for name, effect in self._effects.items():
            effect.setVolume(0.0 if name == SILENCE else self._volume)

    def _hush_on(self) -> None:
        self._missed = self._beats_since_tone = 0
        silence = self._effects.get(SILENCE)
        if silence is None:
            return
        silence.setLoopCount(_ENDLESS)
        silence.play()
        self._pulse.start()

    def _on_beat(self) -> None:
        self._missed = 0

    def _on_pulse(self) -> None:
        """As the silence is played its rounds come by; a server that stands still lets none pass."""
        self._missed += 1
        self._beats_since_tone += 1
        if self.has_output and self._missed > _BEATS_MISSED:
            self._answer({"is": "lost"})
            # Letting go in good order would wait for the server.
            os._exit(1)
        if self._beats_since_tone > _FORGOTTEN_BEATS:
            self._rest()

    def _rest(self) -> None:
        self._pulse.stop()
        if silence := self._effects.get(SILENCE):
            silence.stop()

    def _leave(self) -> None:
        from PySide6.QtCore import QTimer

        self._is_open = False
        self._rest()
        # Letting go in good order could wait for the server.
        QTimer.singleShot(_RING_OUT_MS, lambda: os._exit(0))


def _serve(application: "QCoreApplication", sounder: Sounder, answer: Callable[[Order], None]) -> int:
    from PySide6.QtCore import QObject, Signal

    class Orders(QObject):
        """Carries what is read to the thread that plays."""

        came = Signal(object)

    def read() -> None:
        for line in sys.stdin:
            orders.came.emit(json.loads(line))
        # The thread that plays may hang and could not be asked.
        os._exit(0)

    orders = Orders()
    orders.came.connect(sounder.carry_out)
    answer({"is": "ready", "has_output": sounder.has_output})
    threading.Thread(target=read, daemon=True).start()
    return application.exec()


@contextmanager
def _guarded() -> Iterator[None]:
    """A server that blocks may hold Python's lock, so only a watch below Python can surely end it."""
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
