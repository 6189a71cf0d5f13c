"""Looks after the process that speaks, from a thread of its own: starts it, hands it one thing at a time,
and ends it when an answer is overdue. Nobody waits for this thread.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from queue import SimpleQueue
from threading import Thread, Timer
from typing import Any

from backstay.desktop.voice_parts import voice_mend
from backstay.desktop.voice_process import VoiceProcess
from backstay.domain.speech import Utterance

_log = logging.getLogger(__name__)

_FAULTS_MAX = 1
_CLOSING_S = 3.0
_OVERDUE = "the speech service does not answer"
_GONE = "the program that speaks has ended"
_NONSENSE = "the program that speaks sends what cannot be understood"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until an answer is overdue: of the start, of the engine taking an utterance, and of
    having said it, with so much more for each character. ``reading_s`` is given on top of each to
    read an answer that has come already.
    """

    start_s: float = 12.0
    take_s: float = 3.0
    utterance_s: float = 6.0
    character_s: float = 0.2
    reading_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Manner:
    """How it speaks. ``rate`` and ``volume`` as Qt has them, -1..1 and 0..1; ``voice`` may be empty."""

    rate: float = 0.0
    volume: float = 0.8
    voice: str = ""


class Wish(StrEnum):
    """What is asked besides an utterance."""

    PREPARE = "prepare"
    HUSH = "hush"
    RETIRE = "retire"
    CLOSE = "close"


class _Phase(StrEnum):
    ABSENT = "absent"
    STARTING = "starting"
    READY = "ready"
    ASKED = "asked"
    SPEAKING = "speaking"


@dataclass(frozen=True, slots=True)
class _Heard:
    process: VoiceProcess
    line: bytes


@dataclass(frozen=True, slots=True)
class _Overdue:
    token: int
    is_sure: bool = False


class Minder:
    """``fault`` is the line that says why there is no voice, None as long as there may be one.
    ``is_settling`` holds until the process has answered or was given up. A process that fails is started
    once more, then given up until the next ``PREPARE``. ``speaking`` hears in the minder's thread when
    something begins to be said, and when nothing is said any more; it may be told the same twice.
    """

    def __init__(self, command: Sequence[str], patience: Patience, speaking: Callable[[bool], None]) -> None:
        self.manner = Manner()
        self.fault: str | None = None
        self.is_settling = False
        self.voices: tuple[str, ...] = ()
        self._command = command
        self._patience = patience
        self._speaking = speaking
        self._inbox: SimpleQueue[Utterance | Wish | _Heard | _Overdue] = SimpleQueue()
        self._thread: Thread | None = None
        self._process: VoiceProcess | None = None
        self._phase = _Phase.ABSENT
        self._waiting: Utterance | None = None
        self._said = Utterance("")
        self._number = 0
        self._allowance = 0
        self._faults = 0
        self._is_hushed = False
        self._is_leaving = False
        self._token = 0
        self._timer: Timer | None = None

    def ask(self, wish: Utterance | Wish) -> None:
        """Have it done some time; returns at once."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()
        self._inbox.put(wish)

    def close(self) -> None:
        """End the process and the thread; waits for them a few seconds at the most."""
        if self._thread is not None:
            self._inbox.put(Wish.CLOSE)
            self._thread.join(_CLOSING_S)

    def _run(self) -> None:
        while (message := self._inbox.get()) is not Wish.CLOSE:
            match message:
                case Utterance():
                    self._on_say(message)
                case _Heard(process, line):
                    process.heard()
                    if process is self._process:
                        self._on_line(line)
                case _Overdue() if message.token == self._token:
                    self._on_overdue(message)
                case _Overdue():
                    pass
                case _:
                    self._wishes()[message]()
        self._drop()

    def _wishes(self) -> Mapping[Wish, Callable[[], None]]:
        return {Wish.PREPARE: self._on_prepare, Wish.HUSH: self._on_hush, Wish.RETIRE: self._on_retire}

    def _on_prepare(self) -> None:
        self._is_leaving = False
        if self._process is None:
            self._faults = 0
            self.fault = None
            self._start()
        self.is_settling = self._phase is _Phase.STARTING

    def _on_say(self, utterance: Utterance) -> None:
        if self.fault is not None:
            return
        self._is_leaving = False
        if self._process is None:
            self._start()
        is_free = self._phase is _Phase.READY or (
            self._phase is _Phase.SPEAKING and (self._said.is_brief or not utterance.is_brief)
        )
        if is_free:
            self._send(utterance)
        elif not utterance.is_brief:
            self._waiting = utterance

    def _on_hush(self) -> None:
        self._waiting = None
        if self._phase in (_Phase.ASKED, _Phase.SPEAKING) and not self._is_hushed:
            self._is_hushed = True
            self._tell({"hush": True})

    def _on_retire(self) -> None:
        self._is_leaving = True
        is_busy = self._phase in (_Phase.ASKED, _Phase.SPEAKING) or self._waiting is not None
        if not is_busy:
            self._drop()

    def _on_line(self, line: bytes) -> None:
        if not line:
            self._stumble(_GONE)
            return
        self._allowance -= 1
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if self._allowance < 0 or not isinstance(answer, dict):
            self._stumble(_NONSENSE)
        else:
            self._on_answer(answer)

    def _on_answer(self, answer: Mapping[str, Any]) -> None:
        is_current = answer.get("say") == self._number
        match answer.get("is"):
            case "ready" if self._phase is _Phase.STARTING:
                self.voices = tuple(str(name) for name in answer.get("voices", ()))
                self._become_ready()
            case "unable":
                self._give_up(str(answer.get("why", "")) or "nothing here can speak")
            case "taken" if is_current and self._phase is _Phase.ASKED:
                self._phase = _Phase.SPEAKING
                length_s = len(self._said.text) * self._patience.character_s
                self._watch(self._patience.utterance_s + length_s)
                self._send_waiting()
            case "done" if is_current and self._phase in (_Phase.ASKED, _Phase.SPEAKING):
                self._become_ready()
            case _:
                # The end of what was broken off; too many of these are a fault by their number.
                return

    def _become_ready(self) -> None:
        self._phase = _Phase.READY
        self.is_settling = False
        self._unwatch()
        if self._send_waiting():
            return
        self._speaking(False)
        if self._is_leaving:
            self._drop()

    def _send_waiting(self) -> bool:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._send(waiting)
        return waiting is not None

    def _send(self, utterance: Utterance) -> None:
        self._number += 1
        self._said, self._is_hushed = utterance, False
        self._phase = _Phase.ASKED
        self._speaking(True)
        # It is taken, and it is done.
        self._allowance += 2
        self._watch(self._patience.take_s)
        manner = self.manner
        words = {"text": utterance.text, "rate": manner.rate, "volume": manner.volume, "voice": manner.voice}
        self._tell({"say": self._number, **words})

    def _tell(self, order: Mapping[str, object]) -> None:
        try:
            if self._process is not None:
                self._process.tell(order)
        except OSError:
            self._stumble(_GONE)

    def _start(self) -> None:
        try:
            self._process = VoiceProcess(self._command, lambda *heard: self._inbox.put(_Heard(*heard)))
        except OSError as error:
            self._give_up(f"the program that speaks cannot be started ({error.strerror})")
            return
        self._phase = _Phase.STARTING
        self._allowance = 1
        self.is_settling = True
        self._watch(self._patience.start_s)

    def _stumble(self, why: str) -> None:
        _log.info("voice: %s", why)
        is_leaving = self._is_leaving
        self._drop()
        self._faults += 1
        if self._faults > _FAULTS_MAX:
            self._give_up(why)
        elif not is_leaving:
            self._start()

    def _give_up(self, why: str) -> None:
        self.fault = f"No voice: {why.rstrip('.')}. Tones and text carry on. To mend it: {voice_mend()}"
        self._drop()
        _log.info("no voice: %s", why)

    def _drop(self) -> None:
        self._unwatch()
        self._waiting = None
        self._is_leaving = self.is_settling = False
        self._phase = _Phase.ABSENT
        if self._process is not None:
            self._process.end()
            self._process = None
            self._speaking(False)

    def _on_overdue(self, overdue: _Overdue) -> None:
        if overdue.is_sure:
            self._stumble(_OVERDUE)
        else:
            # The whole program may have stood still; then the answer is there and only has to be read.
            self._expect(_Overdue(overdue.token, is_sure=True), self._patience.reading_s)

    def _watch(self, limit_s: float) -> None:
        self._unwatch()
        self._expect(_Overdue(self._token), limit_s)

    def _expect(self, overdue: _Overdue, limit_s: float) -> None:
        self._timer = Timer(limit_s, self._inbox.put, (overdue,))
        self._timer.daemon = True
        self._timer.start()

    def _unwatch(self) -> None:
        self._token += 1
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
