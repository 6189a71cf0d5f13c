"""What is called saved is on the disk: seen in the system calls, by killing, and with several writers."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from backstay.journal.journal import open_journal
from tests.fakes import HandClock

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
WRITER = (sys.executable, "-m", "tests.journal.writer")


def test_save_reaches_the_disk_in_the_order_that_survives_a_power_cut(path: Path, tmp_path: Path) -> None:
    """The way back is on the disk before the entry, the entry before the way back goes, and its going
    before the entry is called saved.
    """
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs to see the calls of another process: apt install strace")
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,unlink,unlinkat,write"
    program = [strace, "-f", "-y", "-o", str(trace), "-e", calls, *WRITER, str(path), "2"]
    subprocess.run(program, env=ENVIRONMENT, check=True, capture_output=True, timeout=60)
    after_first = trace.read_text(encoding="utf-8").partition('"saving\\n"')[2]
    assert _steps(after_first, path) == [
        "sync way back",
        "sync folder",
        "sync way back",
        "sync journal",
        "remove way back",
        "sync folder",
        "said",
    ]


def _steps(trace: str, path: Path) -> list[str]:
    names = {str(path): "journal", f"{path}-journal": "way back", str(path.parent): "folder"}
    steps = []
    for line in trace.splitlines():
        if found := re.search(r"(?:fsync|fdatasync)\(\d+<([^>]+)>\)", line):
            steps.append(f"sync {names[found[1]]}")
        elif found := re.search(r'unlink(?:at)?\((?:[^"]*)"([^"]+)"', line):
            steps.append(f"remove {names[found[1]]}")
        elif re.search(r"write\(1<", line):
            steps.append("said")
    return steps


def test_nothing_acknowledged_is_lost_to_three_hundred_kills(tmp_path: Path) -> None:
    """Killed at any instant, the program finds every entry again that it had called saved."""
    program = [sys.executable, "-m", "tests.journal.kill_loop", str(tmp_path), "300", "20261122"]
    result = subprocess.run(program, env=ENVIRONMENT, check=True, capture_output=True, timeout=120)
    found = json.loads(result.stdout)
    assert (found["kills"], found["lost"], found["refused"], found["sound"]) == (300, 0, 0, True)
    # Kills that hit nothing would prove nothing.
    assert found["acknowledged"] > 100
    assert found["half_written"] > 30


def test_four_writers_at_once_all_succeed(path: Path, clock: HandClock) -> None:
    """Window and command line may write at the same moment: every entry and edit arrives, once."""
    writers = [
        subprocess.Popen([*WRITER, str(path), "50"], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    printed = [writer.communicate(timeout=60)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    saved = [name for lines in printed for name in lines if name != "saving"]
    with closing(open_journal(path, clock.moment)) as journal:
        stored = journal.pain.between()
    assert len(saved) == 200
    assert sorted(entry.id for entry in stored) == sorted(saved)
    assert sum(entry.pain.score == 0 for entry in stored) == 196
