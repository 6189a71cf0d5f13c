"""Run as a program: ``python -m tests.places.writer FOLDER COUNT`` stores one place after the other and
prints the index of each once it is on the disk. A line ``storing`` goes before the last one.
"""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from backstay.places.places import Places
from tests.fakes import HandClock
from tests.places.content import LIMIT_S, PLACE, SESSION


def say(line: str) -> None:
    """Print at once, so that a trace shows it between the right calls."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(folder: Path, count: int) -> None:
    """The places 1 to ``count``."""
    at = HandClock().moment()
    with closing(Places(folder)) as places:
        for index in range(1, count + 1):
            if index == count:
                say("storing")
            places.put(SESSION, replace(PLACE, index=index), at)
            if places.settle(LIMIT_S):
                say(str(index))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
