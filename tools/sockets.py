"""The whole suite, with every socket that it and all it starts ask for, told by family.

    make sockets ARGS="tests/ui"

Left out: tests that trace a program themselves, because a process has room for one tracer, and tests marked
with ``loopback``, which say why they talk over this computer's own network.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.traced import AT_HOME, calls, families, watched

_TRACERS = (
    "tests/journal/test_durability.py",
    "tests/places/test_durability.py",
    "tests/journeys/test_no_network.py",
)
_SPREAD = ("-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder")
_PYTEST = (sys.executable, "-m", "pytest", "-q", *_SPREAD)


def main() -> int:
    left_out = ["-m", "not loopback", *(f"--ignore={path}" for path in _TRACERS)]
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder, "trace")
        command = watched([*_PYTEST, *left_out, *sys.argv[1:]], trace)
        suite = subprocess.run(command, env={"QT_QPA_PLATFORM": "offscreen", **os.environ}, check=False)
        for family, times in families(trace).most_common():
            print(f"{times:>8,}  {family}")
        leavers = Counter((who.partition("<")[2].rstrip(">"), family) for who, family in calls(trace))
    outside = {asked: times for asked, times in leavers.items() if asked[1] not in AT_HOME}
    for (who, family), times in outside.items():
        print(f"{times:>8,}  {family} by {who}", file=sys.stderr)
    print("nothing left this computer" if not outside else "something reached for another computer")
    return 1 if outside else suite.returncode


if __name__ == "__main__":
    sys.exit(main())
