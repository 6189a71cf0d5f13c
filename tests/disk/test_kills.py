"""A program that is killed leaves what it was doing whole or undone."""

import json
import os
import subprocess
import sys

import pytest

from tests.disk.kills import UNTOUCHED, WHOLE
from tests.disk.works import WORKS, Work

KILLS = 15
SEED = os.environ.get("BACKSTAY_DISK_SEED", "20261123")


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_kill_at_any_instant_leaves_all_or_nothing(work: Work) -> None:
    """The original or the new state, never neither; and no backup that is not good."""
    program = [sys.executable, "-m", "tests.disk.kills", work.name, str(KILLS), SEED]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(program, env=environment, check=True, capture_output=True, timeout=120)
    found = json.loads(result.stdout)
    assert sum(found.values()) == KILLS
    assert set(found) <= {WHOLE, UNTOUCHED}, f"BACKSTAY_DISK_SEED={SEED}"
