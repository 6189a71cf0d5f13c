"""How late tones and words are heard: a real session with the real voice, recorded at a sound output.

A sound server of its own has two outputs that nobody hears. The tones sound at the one, the voice at the
other, and each is recorded. Run as a process of its own: ``python -m benchmarks.heard OFFSET_MS`` leads a
session with that cue offset and prints JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Event

from backstay.catalogue.library import load_library
from backstay.desktop.clock import SystemClock
from backstay.desktop.process_tones import ProcessTones
from backstay.desktop.voice import ProcessVoice
from backstay.desktop.voice_parts import missing_voice_packages
from backstay.domain.exercise import Tempo
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.session_events import CueDue, SegmentStarted, SessionEvent
from backstay.domain.speech import Utterance, utterance_for
from backstay.domain.timeline import CueKind, Timeline, compile_timeline
from backstay.player import Player
from backstay.resources import routines_dir
from benchmarks.led import offsets_of
from benchmarks.processes import ENVIRON
from benchmarks.timing import busy_cores, percentile
from tests.journeys.ear import Ear, an_ear, missing_programs, wait_for

LIMIT_S = 400.0
SOON_S = 0.95
GOAL_MS = 300
OFFSET_MS = 200
_VOICE = "voice"
# These two are words of the tempo, and no tone sounds with them.
_TONELESS = frozenset({CueKind.STAY, CueKind.DOWN})
TONES, NAMES, COUNTS = "tones", "names", "counts"
HEAD = f"| what, when | p50 | p95 | max | within {GOAL_MS} ms of its cue | heard |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Due:
    """A sound with the second of the session for which it is meant; ``ahead_s`` sooner it is asked for."""

    what: str
    at_s: float
    ahead_s: float


def print_heard() -> None:
    """A session by itself, one with both cores busy, one with a cue offset."""
    if lacking := [*missing_programs(), *missing_voice_packages()]:
        print(f"to hear anything this computer lacks {', '.join(lacking)}")
        return
    print(HEAD, flush=True)
    for when, offset_ms, is_busy in (
        ("no load of its own", 0, False),
        ("both cores busy", 0, True),
        (f"cue offset {OFFSET_MS} ms", OFFSET_MS, False),
    ):
        with busy_cores() if is_busy else nullcontext():
            heard = _asked(offset_ms)
        for what, late_ms in heard.items():
            # Other work on the same computer counts as well.
            print(_line(f"{what}, {when} (load {os.getloadavg()[0]:.1f})", late_ms), flush=True)


def _asked(offset_ms: int) -> Mapping[str, Sequence[float | None]]:
    command = [sys.executable, "-m", "benchmarks.heard", str(offset_ms)]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=LIMIT_S, check=True)
    heard: dict[str, list[float | None]] = json.loads(done.stdout.splitlines()[-1])
    return heard


def _line(name: str, late_ms: Sequence[float | None]) -> str:
    heard = [late for late in late_ms if late is not None]
    shares = " | ".join(f"{value:.0f}" for value in (*(percentile(heard, p) for p in (50, 95)), max(heard)))
    in_time = sum(late <= GOAL_MS for late in heard)
    return f"| {name} | {shares} | {in_time} of {len(late_ms)} | {len(heard)} of {len(late_ms)} |"


def main() -> int:
    """Lead one session in this process; milliseconds after its cue for each sound, null for the unheard."""
    preferences = Preferences(get_ready_s=6, cue_offset_ms=int(sys.argv[1]))
    timeline = compile_timeline(_routine(), preferences)
    with ExitStack() as stack:
        ear = stack.enter_context(an_ear())
        for name in ("PULSE_SERVER", "DBUS_SESSION_BUS_ADDRESS", "SPEECHD_ADDRESS"):
            os.environ.pop(name, None)
        os.environ.update(ear.environ)
        ear.server("load-module", "module-null-sink", f"sink_name={_VOICE}")
        ear.server("set-default-sink", "ear")
        voice_ear = ear.beside(_VOICE)
        stack.callback(voice_ear.stop)
        began_s = _lead(timeline, preferences)
    heard = {
        what: [_late_ms(voice_ear if what != TONES else ear, due, began_s) for due in dues]
        for what, dues in groupby(
            sorted(_dues(timeline, preferences), key=_by_kind), key=lambda due: due.what
        )
    }
    print(json.dumps(heard))
    return 0


def _routine() -> Routine:
    """Repetitions in tempo, a long hold, holds of both sides: every kind of tone, names and counts."""
    found = load_library(routines_dir()).exercises
    squat, plank, dog = found["chair-squat"], found["plank"], found["bird-dog"]
    doses = (
        (squat, replace(squat.dose, hold_s=None, tempo=Tempo(1, 1, 1), reps=(18,))),
        (plank, replace(plank.dose, hold_s=20.0, reps=(1,))),
        (dog, replace(dog.dose, hold_s=8.0, reps=(2,))),
    )
    return Routine("heard", "Heard", "To be heard.", 1, tuple(ExerciseStep(e, dose) for e, dose in doses))


def _lead(timeline: Timeline, preferences: Preferences) -> float:
    """Play it in real time to its end; the reading of ``time.monotonic`` at its start."""
    tones = ProcessTones(preferences.volume_percent)
    tones.prepare()
    # The speech service is started by the voice, and sounds where this names.
    os.environ["PULSE_SINK"] = _VOICE
    voice = ProcessVoice(preferences)
    voice.prepare()
    wait_for(lambda: not (voice.is_settling or tones.is_settling))
    if fault := voice.status or tones.status:
        raise SystemExit(fault)
    player = Player(
        timeline, clock=SystemClock(), tones=tones, voice=voice, preferences=preferences, journal=None,
        announce=lambda _kinds: None,
    )  # fmt: skip
    pause, began_s = Event(), time.monotonic()
    player.start()
    while (wake_s := player.next_wake_s()) is not None:
        pause.wait(wake_s)
        player.tick()
    pause.wait(SOON_S)
    voice.close()
    tones.close()
    return began_s


def _dues(timeline: Timeline, preferences: Preferences) -> Iterator[Due]:
    """What is to be heard, and when, by the plan alone: nothing is asked of the session that is led."""
    ear_s = preferences.cue_offset_ms / 1000
    starts = offsets_of(timeline)
    for index, (start_s, segment) in enumerate(zip(starts, timeline.segments, strict=False)):
        cues = [(cue.at_s, CueDue(cue, index)) for cue in segment.cues]
        for at_s, event in cues:
            if event.cue.kind not in _TONELESS:
                yield Due(TONES, start_s + at_s, min(ear_s, start_s + at_s))
        moments: dict[float, list[SessionEvent]] = {0.0: [SegmentStarted(index)]}
        for at_s, event in cues:
            moments.setdefault(at_s, []).append(event)
        for at_s, events in moments.items():
            said = utterance_for(timeline, events, preferences.voice_amount)
            if said is not None:
                yield _said(said, start_s + at_s, ear_s)
    yield Due(TONES, starts[-1], 0.0)
    yield Due(NAMES, starts[-1], 0.0)


def _said(utterance: Utterance, at_s: float, ear_s: float) -> Due:
    # What a segment begins with is news, and no beat: an offset leaves it where it is.
    return Due(COUNTS, at_s, min(ear_s, at_s)) if utterance.is_brief else Due(NAMES, at_s, 0.0)


def _by_kind(due: Due) -> tuple[str, float]:
    return due.what, due.at_s


def _late_ms(ear: Ear, due: Due, began_s: float) -> float | None:
    asked_s = began_s + due.at_s - due.ahead_s
    at_s = ear.first_sound_s(asked_s, asked_s + SOON_S)
    return None if at_s is None else (at_s - began_s - due.at_s) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
