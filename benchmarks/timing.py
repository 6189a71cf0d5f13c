"""How late a session is in real time while both cores are busy, and while the disk is slow.

Every run is a session of a minute, led by the real program in a process of its own. Beside it another
process sleeps to the same moments and does nothing else: what that one is late by is the computer's.
"""

import json
import math
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from backstay.catalogue.library import load_library
from backstay.domain.timeline import Timeline, compile_timeline
from backstay.resources import routines_dir
from backstay.settings import load_settings
from benchmarks.led import moments_of
from benchmarks.processes import ENVIRON, screen

RUNS = 3
LIMIT_S = 240.0
QUESTION = b"Pain now"
# As the child of a shell has it, the terminal belongs to the process on it.
TAKEN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
SETTINGS = {
    "welcome_seen": True,
    "voice_on": False,
    "get_ready_s": 4,
    "transition_s": 3,
    "change_side_s": 3,
    "cautions_seen": [],
}
ROUTINE = """\
format: 1
id: time
name: Time
summary: A minute of many short repetitions.
level: 1
steps:
  - {exercise: chair-squat, tempo: 0.2-0.1-0.2, reps: 42, sets: 1}
  - {exercise: bird-dog, hold: 1, reps: 5, sets: 1, relax: 0}
  - {exercise: glute-bridge, tempo: 0.2-0.1-0.1, reps: 40, sets: 1}
"""
HEAD = (
    "| session of {length_s:.0f} s, {cues} tones | p50 | p95 (goal 30) | p99 (goal 60) | max | end (goal 20) "
    "| tones heard | pauses |\n|---|---|---|---|---|---|---|---|"
)
SLOW_S = (0.01, 0.1, 0.5)
TRACED = "trace=fsync,fdatasync"


@dataclass(frozen=True, slots=True)
class Taken:
    """One run: what ``benchmarks.led`` wrote."""

    tones_ms: Sequence[float]
    segments_ms: Sequence[float]
    end_ms: float | None
    pauses: int


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest rank: the smallest value that so many percent do not exceed; NaN without values."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(percent / 100 * len(ranked)) - 1)] if ranked else math.nan


def line(name: str, runs: Sequence[Sequence[float]], ends: Sequence[float | None], pauses: int) -> str:
    """A row of the table: medians over the runs, but the worst of all for ``max``; milliseconds."""
    shares = [median(percentile(run, percent) for run in runs) for percent in (50, 95, 99)]
    worst = max((value for run in runs for value in run), default=math.nan)
    known = [end for end in ends if end is not None]
    end = f"{median(known):.1f}" if known else ""
    counts = ", ".join(str(len(run)) for run in runs)
    figures = " | ".join(f"{value:.1f}" for value in (*shares, worst))
    return f"| {name} | {figures} | {end} | {counts} | {pauses} |"


def print_under_load() -> None:
    """The window on two platforms, and the terminal, each against a process that only sleeps."""
    with prepared() as (folder, timeline), busy_cores():
        _print_head(timeline)
        for name, what, platform in (
            ("window, offscreen", "window", "offscreen"),
            ("window, Xvfb", "window", "xcb"),
            ("terminal", "terminal", ""),
        ):
            if platform == "xcb" and shutil.which("Xvfb") is None:
                print(f"| {name}: Xvfb is missing |", flush=True)
                continue
            with _environ(platform) as environ:
                _print_rows(name, [_pair(what, folder, environ) for _ in range(RUNS)])


def print_slow_disk() -> None:
    """The window while every fsync takes so much longer; nothing else keeps the computer busy."""
    if shutil.which("strace") is None:
        print("strace is missing, which makes the disk slow: apt install strace")
        return
    with prepared() as (folder, timeline), _environ("offscreen") as environ:
        _print_head(timeline)
        for slow_s in SLOW_S:
            delay = f"inject=fsync,fdatasync:delay_enter={round(slow_s * 1e6)}"
            tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, "-e", TRACED, "-e", delay]
            _print_rows(
                f"window, {slow_s:g} s more for each fsync", [_pair("window", folder, environ, tracer)]
            )


def _print_head(timeline: Timeline) -> None:
    print(HEAD.format(length_s=timeline.length_s, cues=len(moments_of(timeline))), flush=True)


def _print_rows(name: str, pairs: Sequence[tuple[Taken, Taken]]) -> None:
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ends, pauses = [run.end_ms for run in ours], sum(run.pauses for run in ours)
    print(line(f"{name}: tone asked for", [run.tones_ms for run in ours], ends, pauses), flush=True)
    print(line(f"{name}: segment told", [run.segments_ms for run in ours], [], 0), flush=True)
    print(line("a process that only sleeps, beside it", [run.tones_ms for run in bare], [], 0), flush=True)


@contextmanager
def prepared() -> Iterator[tuple[Path, Timeline]]:
    """A folder with the routine in it, gone afterwards, and the routine laid out."""
    with tempfile.TemporaryDirectory(prefix="backstay-time-") as name:
        folder = Path(name)
        (folder / "routines" / "routines").mkdir(parents=True)
        (folder / "routines" / "routines" / "time.yaml").write_text(ROUTINE)
        (folder / "settings.json").write_text(json.dumps(SETTINGS))
        library = load_library(routines_dir(), folder / "routines")
        preferences = load_settings(folder / "settings.json").preferences
        timeline = compile_timeline(library.routines["time"], preferences)
        (folder / "moments.json").write_text(json.dumps(moments_of(timeline)))
        yield folder, timeline


@contextmanager
def busy_cores() -> Iterator[None]:
    """Two processes that count for ever."""
    command = [sys.executable, "-c", "while True: pass"]
    burners = [subprocess.Popen(command) for _ in range(2)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


@contextmanager
def _environ(platform: str) -> Iterator[dict[str, str]]:
    if platform == "xcb":
        with screen():
            yield dict(ENVIRON)
        return
    kept = {name: value for name, value in ENVIRON.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    yield {**kept, "QT_QPA_PLATFORM": platform} if platform else kept


def _pair(
    what: str, folder: Path, environ: dict[str, str], tracer: Sequence[str] = ()
) -> tuple[Taken, Taken]:
    ours, bare = folder / "ours.json", folder / "bare.json"
    for out in (ours, bare):
        out.unlink(missing_ok=True)
    sleeper = subprocess.Popen(_led("bare", folder / "moments.json", bare), env=environ)
    try:
        lead = _in_terminal if what == "terminal" else _in_window
        lead([*tracer, *_led(what, folder, ours)], environ)
        sleeper.wait(LIMIT_S)
    finally:
        sleeper.kill()
        sleeper.wait()
    return _read(ours), _read(bare)


def _led(what: str, given: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.led", what, str(given), str(out)]


def _read(out: Path) -> Taken:
    figures: dict[str, Any] = json.loads(out.read_text())
    return Taken(**figures)


def _in_window(command: list[str], environ: dict[str, str]) -> None:
    subprocess.run(command, env=environ, timeout=LIMIT_S, check=True)


def _in_terminal(command: list[str], environ: dict[str, str]) -> None:
    """On a terminal of its own whose every question is answered with Enter."""
    person, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", TAKEN, *command],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**environ, "TERM": "xterm"}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    give_up_s = time.monotonic() + LIMIT_S
    try:
        while process.poll() is None and time.monotonic() < give_up_s:
            ready, _, _ = select.select([person], [], [], 0.5)
            if ready and QUESTION in _output(person):
                os.write(person, b"\n")
    finally:
        process.kill()
        process.wait()
        os.close(person)


def _output(person: int) -> bytes:
    try:
        return os.read(person, 65536)
    except OSError:
        # The other end is closed.
        return b""
