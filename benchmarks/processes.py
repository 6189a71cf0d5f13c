"""Figures of whole processes: start, memory, wake-ups, and the command that lists routines."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import Row, paired

TIMEOUT_S = 60
# A person's Python keeps what it compiled; without that every start would compile the program anew.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def screen() -> Iterator[str]:
    """The name of the Qt platform to draw on: a virtual X screen where there is one."""
    if shutil.which("Xvfb") is None:
        ENVIRON["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            ENVIRON["DISPLAY"] = f":{answer.readline().strip()}"
        ENVIRON["QT_QPA_PLATFORM"] = "xcb"
        yield "xcb under Xvfb"
    finally:
        server.terminate()
        server.wait(timeout=TIMEOUT_S)


def window_rows(data_dir: Path, pairs: int) -> Iterator[Row]:
    """Start, memory at rest and wake-ups at rest, each against a bare PySide6 window."""
    place = ["--data-dir", str(data_dir)]
    starts = (("first painted window", "paint", 1.5), ("Today filled", "fill", None))
    for what, how, goal in starts:
        yield paired(
            f"process start to {what}",
            "s",
            partial(painted_after_s, ["backstay", how, *place]),
            partial(painted_after_s, ["bare", "paint"]),
            pairs=pairs,
            goal=goal,
            against="bare PySide6 window",
        )
    idle = [(_window(["backstay", "idle", *place]), _window(["bare", "idle"])) for _ in range(3)]
    yield _idle_row("PSS at rest on Today", "MB", "pss_kb", idle, 1.5, 1024)
    yield _idle_row("wake-ups in 5 s at rest on Today", "", "wake_ups", idle, None, 1)


def list_row(data_dir: Path, pairs: int) -> Row:
    """`backstay list` against importing the YAML library."""
    command = [sys.executable, "-m", "backstay", "--data-dir", str(data_dir), "list"]
    return paired(
        "`backstay list`",
        "s",
        lambda: _run_s(command),
        lambda: _run_s([sys.executable, "-c", "import yaml"]),
        pairs=pairs,
        goal=3,
        against='`python -c "import yaml"`',
    )


def _idle_row(
    name: str,
    unit: str,
    key: str,
    idle: list[tuple[dict[str, Any], dict[str, Any]]],
    goal: float | None,
    scale: int,
) -> Row:
    pairs = [(ours[key] / scale, bare[key] / scale) for ours, bare in idle]
    # A bare window may sleep through the whole watch; one wake-up is the least to divide by.
    ratios = tuple(a / max(b, 1.0) for a, b in pairs)
    middle_ours, middle_bare = median(a for a, _ in pairs), median(b for _, b in pairs)
    return Row(name, unit, middle_ours, middle_bare, ratios, goal, "bare PySide6 window")


def painted_after_s(arguments: list[str]) -> float:
    """Seconds from the start of the process to the first picture that ``benchmarks.window`` tells of."""
    began_s = time.monotonic()
    return float(_window(arguments)["painted_s"]) - began_s


def _window(arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.window", *arguments]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=TIMEOUT_S, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _run_s(command: list[str]) -> float:
    began_s = time.monotonic()
    subprocess.run(command, env=ENVIRON, stdout=subprocess.DEVNULL, timeout=TIMEOUT_S, check=True)
    return time.monotonic() - began_s
