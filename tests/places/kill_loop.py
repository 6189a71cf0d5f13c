"""Run as a program: kills a writer at random instants, again and again, and looks where its session stands.

``python -m tests.places.kill_loop FOLDER KILLS SEED`` prints what came of it as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from backstay.places.place_file import read_place
from backstay.places.places import Places
from tests.fakes import HandClock
from tests.places.content import LIMIT_S, PLACE, SESSION

# A writer is killed before its first place is stored, or after some of them.
PLACES_A_LIFE = (0.5, 10)


def write_for_ever(folder: Path, index: int, acknowledge: int) -> None:
    """Store one place after the other and pass on the index of each once it is on the disk."""
    places, at = Places(folder), HandClock().moment()
    while True:
        places.put(SESSION, replace(PLACE, index=index), at)
        if places.settle(LIMIT_S):
            os.write(acknowledge, f"{index}\n".encode())
        index += 1


def seconds_of_a_place(folder: Path) -> float:
    """How long it takes here to begin and to store one, so that lives are neither too short nor too long."""
    began = time.perf_counter()
    for index in range(1, 11):
        places = Places(folder)
        places.put(SESSION, replace(PLACE, index=index), HandClock().moment())
        assert places.settle(LIMIT_S)
        places.close()
    return (time.perf_counter() - began) / 10


def one_life(folder: Path, first: int, life_s: float) -> int:
    """Let a writer live that begins with the index ``first``, kill it, and return the last index that it
    acknowledged, 0 without one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_for_ever(folder, first, writing)
    os.close(writing)
    # Not a wait for anything: the instant of the kill has to fall anywhere within a write.
    time.sleep(life_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().split(b"\n")[:-1]
    return int(told[-1]) if told else 0


def run(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """All the lives, and what was found after each. ``wrong`` is anything but the last place that was
    acknowledged, or the one after it.
    """
    dice, found, last = random.Random(seed), Counter[str](), 10
    place_s = seconds_of_a_place(folder)
    for _ in range(kills):
        life_s = place_s * dice.uniform(*PLACES_A_LIFE)
        stored = max(last, one_life(folder, last + 1, life_s))
        found["acknowledged"] += stored - last
        for draft in folder.glob(".*.new"):
            found["half_written"] += 1
            draft.unlink()
        seen = read_place(folder, SESSION)
        last = seen[0].index if seen is not None else 0
        found["wrong"] += last not in (stored, stored + 1)
    return {"kills": kills, **found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
