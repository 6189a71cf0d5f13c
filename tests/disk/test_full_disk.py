"""A disk that is really full: what is there stays, what is not saved is said, and room mends it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
PROGRAM = (sys.executable, "-m", "tests.disk.full_disk")
DISK_BYTES = 700_000
FILE_BYTES = 300_000


def require_nothing_lost(printed: str) -> dict[str, str]:
    """Nothing that was said to be saved is missing, and the backup stands."""
    found = json.loads(printed)
    assert (found["whole"], found["kept"]) == (True, True)
    assert found["saved"] > 10
    assert found["refused"].startswith("No backup was made")
    return {name: str(said) for name, said in found.items()}


def test_a_small_disk_that_runs_full(tmp_path: Path) -> None:
    """A disk of its own, of 700 kB, in the namespace of one process."""
    mounting = [shutil.which("unshare") or "", "--mount", "--map-root-user"]
    script = f'mount -t tmpfs -o size={DISK_BYTES} none "$0" && exec "$@"'
    command = [*mounting, "sh", "-c", script, str(tmp_path)]
    if not mounting[0] or subprocess.run([*command, "true"], capture_output=True, timeout=60).returncode:
        pytest.skip("this system lets no test have a disk of its own")
    result = subprocess.run(
        [*command, *PROGRAM, str(tmp_path)],
        env=ENVIRONMENT, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert require_nothing_lost(result.stdout)["said"] == "Not saved: there is no room left on the disk."


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The system refuses the write that would make a file too large, in the middle of a save."""
    result = subprocess.run(
        [*PROGRAM, str(tmp_path), str(FILE_BYTES)],
        env=ENVIRONMENT, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert require_nothing_lost(result.stdout)["said"].startswith("Not saved: ")
