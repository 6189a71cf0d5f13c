"""Tones in a process of its own: a sound server that hangs hangs there, and a session is never late."""

import json
import logging
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING

from backstay.desktop.clock import Clock, SystemClock
from backstay.desktop.sound import NO_OUTPUT, Tone, amplitude
from backstay.mishaps.account import kind_of
from backstay.resources import sound

if TYPE_CHECKING:
    from backstay.desktop.voice_process import VoiceProcess

_log = logging.getLogger(__name__)

_NO_LIBRARY = "Silent: a sound library is missing. To mend it: sudo apt install libpulse0"
_NO_FILE = "Silent: the tones that belong to the program cannot be read."
_NO_PROCESS = "Silent: the program that plays the tones cannot be started."
_NO_ANSWER = "Silent: the sound server does not answer. It is tried again."


@dataclass(frozen=True, slots=True)
class TonePatience:
    """Seconds until an answer is overdue, of the start and of an order; at least ``between_s`` from one
    start to the next; a tone that could not be played for ``stale_s`` is not played any more. After
    ``close`` the process has ``leave_s`` to end by itself.
    """

    start_s: float = 10.0
    answer_s: float = 3.0
    between_s: float = 10.0
    stale_s: float = 1.0
    leave_s: float = 6.0


_USUAL = TonePatience()


def sounder_command(folder: Path) -> list[str]:
    """Starts the process that plays the tones of ``folder``."""
    from backstay.desktop import sounder

    # By its path and without the folder of the path: so it finds Qt wherever this program found it.
    return [sys.executable, "-P", str(Path(sounder.__file__).resolve()), str(folder)]


class ProcessTones:
    """The process is there from ``prepare``, ``open`` or the first tone to ``close``; what ends or hangs
    meanwhile is started anew. It costs nothing before.
    """

    def __init__(
        self,
        volume_percent: int,
        *,
        folder: Path | None = None,
        command: Sequence[str] | None = None,
        patience: TonePatience = _USUAL,
        clock: Clock | None = None,
    ) -> None:
        self._volume = amplitude(volume_percent)
        self._folder = folder or sound(Tone.START.value).parent
        self._command = command or sounder_command(self._folder)
        self._patience = patience
        self._clock = clock or SystemClock()
        # Answers come in a thread of their own.
        self._lock = RLock()
        self._process: VoiceProcess | None = None
        self._status: str | None = None
        self._is_open = False
        self._is_ready = False
        self._started_s: float | None = None
        self._unanswered = 0
        self._since_s = 0.0
        self._due: tuple[float, Tone] | None = None

    def prepare(self) -> None:
        """Starts the process when there is none."""
        with self._lock:
            self._look_after()
            if self._process is None:
                self._start()

    def open(self) -> None:
        """Has a silence played until ``close``."""
        with self._lock:
            self._is_open = True
            self.prepare()
            self._tell({"open": True})

    def close(self) -> None:
        """The process ends by itself, at once when it is not ready."""
        with self._lock:
            self._look_after()
            self._is_open = False
            leaving, was_ready = self._process, self._is_ready
            self._tell({"close": True})
            self._process, self._is_ready, self._due = None, False, None
            self._started_s = None
            if leaving is not None:
                # It ends by itself, unless it hangs.
                timer = Timer(self._patience.leave_s if was_ready else 0, leaving.end)
                timer.daemon = True
                timer.start()

    def play(self, tone: Tone) -> None:
        """Starts ``tone`` within some milliseconds; while the process starts, the latest one waits."""
        with self._lock:
            self._look_after()
            if self._volume == 0.0:
                return
            if self._process is None and self._may_start():
                self._start()
            if self._is_ready:
                self._tell({"play": tone.value})
            else:
                self._due = (self._clock.now_s(), tone)

    def set_volume(self, percent: int) -> None:
        """Holds for the next tone."""
        with self._lock:
            self._volume = amplitude(percent)
            self._tell({"volume": self._volume})

    @property
    def status(self) -> str | None:
        """Why it is silent now; an output plugged in later ends the silence."""
        with self._lock:
            self._look_after()
            return self._status

    @property
    def is_settling(self) -> bool:
        """From the start of the process until it answers or is given up."""
        with self._lock:
            self._look_after()
            return self._process is not None and not self._is_ready

    def _may_start(self) -> bool:
        now_s = self._clock.now_s()
        return self._started_s is None or now_s - self._started_s >= self._patience.between_s

    def _start(self) -> None:
        from backstay.desktop.voice_process import VoiceProcess

        self._started_s = self._since_s = self._clock.now_s()
        self._is_ready, self._unanswered = False, 1
        if not all((self._folder / f"{tone.value}.wav").is_file() for tone in Tone):
            self._give_up(_NO_FILE)
            return
        try:
            self._process = VoiceProcess(self._command, self._on_line)
        except OSError as error:
            self._give_up(_NO_PROCESS)
            _log.info("tones: %s", kind_of(error))

    def _give_up(self, why: str) -> None:
        self._status, self._unanswered = why, 0
        # Until somebody prepares anew.
        self._started_s = math.inf

    def _tell(self, order: dict[str, object]) -> None:
        if self._process is None or not self._is_ready:
            return
        if self._unanswered == 0:
            self._since_s = self._clock.now_s()
        self._unanswered += 1
        try:
            self._process.tell(order)
        except OSError:
            self._drop()

    def _look_after(self) -> None:
        limit_s = self._patience.answer_s if self._is_ready else self._patience.start_s
        if self._unanswered and self._process and self._clock.now_s() - self._since_s > limit_s:
            _log.info("tones: no answer")
            self._status = _NO_ANSWER
            self._drop()

    def _drop(self) -> None:
        process, self._process = self._process, None
        self._is_ready, self._unanswered = False, 0
        if process is not None:
            process.end()

    def _on_line(self, process: "VoiceProcess", line: bytes) -> None:
        process.heard()
        with self._lock:
            if process is self._process:
                self._on_answer(_understood(line))
            elif not line:
                process.end()

    def _on_answer(self, answer: dict[str, object]) -> None:
        match answer.get("is"):
            case "ready":
                self._is_ready, self._unanswered = True, 0
                self._say_output(answer)
                self._catch_up()
            case "taken":
                self._unanswered = max(0, self._unanswered - 1)
                self._since_s = self._clock.now_s()
                self._say_output(answer)
            case "unable":
                self._drop()
                self._give_up(_NO_LIBRARY)
            case _:
                self._status = self._status or _NO_ANSWER
                self._drop()
                if self._is_open and self._may_start():
                    self._start()

    def _say_output(self, answer: dict[str, object]) -> None:
        self._status = None if answer.get("has_output") else NO_OUTPUT

    def _catch_up(self) -> None:
        self._tell({"volume": self._volume})
        if self._is_open:
            self._tell({"open": True})
        due, self._due = self._due, None
        if due is not None and self._clock.now_s() - due[0] <= self._patience.stale_s:
            self._tell({"play": due[1].value})


def _understood(line: bytes) -> dict[str, object]:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
