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

from tests.traced import AT_HOME, calls, families, programs, watched

_TRACERS = (
    "tests/desktop/test_printers.py",
    "tests/journal/test_durability.py",
    "tests/places/test_durability.py",
    "tests/journeys/test_no_network.py",
)
# Programs of others that tests start, by what their command line holds, and what they ask for.
_OTHERS = {
    '"pip"': "pip tries at its start whether the computer knows IPv6",
    "__pip-runner__.py": "the same, in the environment that it installs into",
    "speech-dispatcher": "the system's speech service looks whether another one answers on its port",
}
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
        outside = askers(trace)
    for (whose, family), times in outside.items():
        print(f"{times:>8,}  {family} by {whose}")
    ours = [whose for whose, _ in outside if whose not in _OTHERS.values()]
    print("something of ours reached for another computer" if ours else "nothing of ours left this computer")
    return 1 if ours else suite.returncode


def askers(trace: Path) -> Counter[tuple[str, str]]:
    """Who asked for what is not of this computer: one of the others, or the command line of ours."""
    started = programs(trace)
    return Counter(
        (_whose(started.get(who.partition("<")[0], who)), family)
        for who, family in calls(trace)
        if family not in AT_HOME
    )


def _whose(words: str) -> str:
    return next((why for mark, why in _OTHERS.items() if mark in words), words)


if __name__ == "__main__":
    sys.exit(main())
