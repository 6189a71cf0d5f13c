"""A place that was stored outlives a kill and a power cut, and a cut in the middle leaves the one before."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places.content import file_of

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
WRITER = (sys.executable, "-m", "tests.places.writer")


@pytest.mark.parametrize("count", [1, 2], ids=["with its folder", "over another"])
def test_it_reaches_the_disk_in_the_order_that_survives_a_power_cut(folder: Path, count: int) -> None:
    """The new text is on the disk before it replaces the old one, and its name before that is said."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs to see the calls of another process: apt install strace")
    trace = folder.with_name("trace")
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,write,mkdir"
    program = [strace, "-f", "-y", "-o", str(trace), "-e", calls, *WRITER, str(folder), str(count)]
    subprocess.run(program, env=ENVIRONMENT, check=True, capture_output=True, timeout=60)
    after_saying = trace.read_text(encoding="utf-8").partition('"storing\\n"')[2]
    anew = ["make folder", "sync data folder"] if count == 1 else []
    assert steps(after_saying, folder) == [*anew, "sync draft", "rename", "sync folder", "said"]


def steps(trace: str, folder: Path) -> list[str]:
    """What was done, in its order."""
    names = {str(folder): "folder", str(folder.parent): "data folder"}
    found = []
    for line in trace.splitlines():
        if synced := re.search(r"(?:fsync|fdatasync)\(\d+<([^>]+)>", line):
            found.append(f"sync {names.get(synced[1], 'draft')}")
        elif re.search(rf'rename\w*\(.*"{file_of(folder)}"', line):
            found.append("rename")
        elif f'mkdir("{folder}"' in line:
            found.append("make folder")
        elif re.search(r"write\(1<", line):
            found.append("said")
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that begins in the middle")
def test_killed_at_any_instant_there_is_the_last_place_or_the_next(folder: Path) -> None:
    """Never half of one, and never one from before the last that was stored."""
    program = [sys.executable, "-m", "tests.places.kill_loop", str(folder), "150", "20261122"]
    result = subprocess.run(program, env=ENVIRONMENT, check=True, capture_output=True, timeout=120)
    found = json.loads(result.stdout)
    assert (found["kills"], found["wrong"]) == (150, 0)
    # Kills that hit nothing would prove nothing.
    assert found["acknowledged"] > 100
    assert found["half_written"] > 5
