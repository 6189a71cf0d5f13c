"""Run as a process of its own: a real session that is led to its end, and how late each moment was.

``python -m benchmarks.led window|terminal DATA_DIR OUT`` plays the routine ``time`` of DATA_DIR and
writes JSON into OUT; ``bare OFFSETS OUT`` sleeps to the same moments and does nothing else.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from unittest.mock import patch

from backstay.__main__ import main as backstay
from backstay.app import App
from backstay.cli.outside import Outside
from backstay.desktop.clock import SystemClock
from backstay.desktop.sound import Tone
from backstay.domain.history import Outcome
from backstay.domain.moment import Moment
from backstay.domain.routine import Routine
from backstay.domain.session_events import (
    CueDue,
    SegmentStarted,
    SessionEnded,
    SessionPaused,
    SessionStarted,
)
from backstay.domain.timeline import CueKind, Timeline
from backstay.player import Player, PlayerEvent

LOOK_MS = 700
# These are words, and no tone sounds with them.
WORDS = frozenset({CueKind.HALF, CueKind.STAY, CueKind.DOWN})


_now_s = SystemClock().now_s


@dataclass
class Lateness:
    """Milliseconds after each moment was due: a tone asked for, a segment told to the page, the end.
    ``pauses`` are those that the session took by itself.
    """

    tones_ms: list[float] = field(default_factory=list)
    segments_ms: list[float] = field(default_factory=list)
    end_ms: float | None = None
    pauses: int = 0

    def write(self, out: Path) -> None:
        """As JSON."""
        kept = {"tones_ms": self.tones_ms, "segments_ms": self.segments_ms}
        out.write_text(json.dumps({**kept, "end_ms": self.end_ms, "pauses": self.pauses}))


class ReadClock:
    """The computer's clock; ``reading_s`` is what it said last."""

    pace = 1.0

    def __init__(self) -> None:
        self._system = SystemClock()
        self.reading_s = 0.0

    def now_s(self) -> float:
        """Read it."""
        self.reading_s = self._system.now_s()
        return self.reading_s

    def moment(self) -> Moment:
        """The time of day."""
        return self._system.moment()


class AskedTones:
    """Plays nothing; ``asked_s`` is when a tone was asked for last."""

    status: str | None = None
    is_settling = False

    def __init__(self) -> None:
        self.asked_s = 0.0

    def prepare(self) -> None:
        """There is nothing to load."""

    def open(self) -> None:
        """There is no output to keep awake."""

    def close(self) -> None:
        """There is none to let go."""

    def play(self, _tone: Tone) -> None:
        """Note the moment."""
        self.asked_s = _now_s()

    def set_volume(self, percent: int) -> None:
        """There is nothing to hear."""


class Stopwatch:
    """Listens to one session. Its own time is that of the clock's first reading for it."""

    def __init__(self, clock: ReadClock, tones: AskedTones) -> None:
        self.lateness = Lateness()
        self.has_begun = self.is_over = False
        self._clock = clock
        self._tones = tones
        self._began_s = 0.0
        self._offsets: list[float] = []

    def follow(self, player: Player) -> None:
        """Note everything from now on."""
        self._offsets = offsets_of(player.timeline)
        player.listen(self._note)

    def _note(self, event: PlayerEvent) -> None:
        match event:
            case SessionStarted():
                self.has_begun, self._began_s = True, self._clock.reading_s
            case CueDue(cue, index) if cue.kind not in WORDS:
                due_s = self._began_s + self._offsets[index] + cue.at_s
                self.lateness.tones_ms.append((self._tones.asked_s - due_s) * 1000)
            case SegmentStarted(index):
                due_s = self._began_s + self._offsets[index]
                self.lateness.segments_ms.append((_now_s() - due_s) * 1000)
            case SessionPaused():
                # Nobody is there to go on with it.
                self.is_over, self.lateness.pauses = True, self.lateness.pauses + 1
            case SessionEnded(outcome, _):
                self.is_over = True
                due_s = self._began_s + self._offsets[-1]
                if outcome is Outcome.COMPLETED:
                    self.lateness.end_ms = (self._tones.asked_s - due_s) * 1000


def offsets_of(timeline: Timeline) -> list[float]:
    """Seconds from the start of the session to that of each segment, and to its end."""
    return [0.0, *accumulate(segment.estimate_s for segment in timeline.segments)]


def moments_of(timeline: Timeline) -> list[float]:
    """Seconds from the start of the session to every tone, in order."""
    starts = zip(offsets_of(timeline), timeline.segments, strict=False)
    return [start_s + cue.at_s for start_s, s in starts for cue in s.cues if cue.kind not in WORDS]


def main() -> int:
    """Lead what is asked for, in this process."""
    what, given, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "bare":
        sleep_through(json.loads(given.read_text())).write(out)
        return 0
    clock, tones = ReadClock(), AskedTones()
    watch = Stopwatch(clock, tones)
    arguments = ["--data-dir", str(given), "play", "time"]
    if what == "terminal":
        arguments.append("--terminal")
    with followed(watch), pressed(watch) if what == "window" else nullcontext():
        code = backstay(arguments, Outside(make_clock=lambda _pace: clock, tones=tones))
    watch.lateness.write(out)
    return code


def sleep_through(moments: list[float]) -> Lateness:
    """What this computer is late by when a process does nothing but sleep to each of these moments."""
    began_s, lateness = _now_s(), Lateness()
    for moment_s in moments:
        due_s = began_s + moment_s
        time.sleep(max(0.0, due_s - _now_s()))
        lateness.tones_ms.append((_now_s() - due_s) * 1000)
    return lateness


@contextmanager
def followed(watch: Stopwatch) -> Iterator[None]:
    """Every session is listened to."""
    usual = App.new_player

    def new_player(app: App, routine: Routine, *, is_logged: bool = True) -> Player:
        player = usual(app, routine, is_logged=is_logged)
        watch.follow(player)
        return player

    with patch.object(App, "new_player", new_player):
        yield


@contextmanager
def pressed(watch: Stopwatch) -> Iterator[None]:
    """Before the window Enter is pressed until the session begins; after its end the window is closed."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    from backstay.ui.main_window import MainWindow

    usual = MainWindow.open

    def look(window: MainWindow) -> None:
        if watch.is_over:
            window.close()
            return
        if not watch.has_begun:
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        QTimer.singleShot(LOOK_MS, lambda: look(window))

    def opened(window: MainWindow) -> None:
        usual(window)
        QTimer.singleShot(LOOK_MS, lambda: look(window))

    with patch.object(MainWindow, "open", opened):
        yield


if __name__ == "__main__":
    raise SystemExit(main())
