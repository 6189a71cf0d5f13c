"""Run as a program: kills a writer at random instants, again and again, and looks for lost entries.

``python -m tests.journal.kill_loop FOLDER KILLS SEED`` prints what came of it as JSON. A release
asks for ten thousand kills; every change for three hundred.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal

ID_BYTES = 36
SAVES_A_LIFE = 20


def day(number: int) -> Moment:
    """A day of its own for each life of the writer, so that reading back stays short."""
    return Moment.from_local(datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=number))


def write_for_ever(path: Path, at: Moment, acknowledge: int, dice: random.Random) -> None:
    """Add entries and pass on the id of each once it is said to be saved."""
    journal = open_journal(path, lambda: at)
    while True:
        entry, _ = journal.pain.add(PainScore(dice.randrange(11), note="x" * dice.randrange(9000)), at)
        os.write(acknowledge, entry.id.encode())


def seconds_of_a_save(path: Path) -> float:
    """How long a save takes on this disk, so that lives are neither too short nor too long."""
    at = day(-1)
    with closing(open_journal(path, lambda: at)) as journal:
        began = time.perf_counter()
        for _ in range(10):
            journal.pain.add(PainScore(0), at)
        return (time.perf_counter() - began) / 10


def one_life(path: Path, at: Moment, life_s: float, dice: random.Random) -> set[str]:
    """Let a writer live for a random while, kill it, and return the ids that it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_for_ever(path, at, writing, dice)
    os.close(writing)
    # Not a wait for anything: the instant of the kill has to fall anywhere within a write.
    time.sleep(dice.random() * life_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    return {told[k : k + ID_BYTES] for k in range(0, len(told) // ID_BYTES * ID_BYTES, ID_BYTES)}


def run(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """All the lives, and what was found after each."""
    path, dice, found = folder / "journal.sqlite3", random.Random(seed), Counter[str]()
    life_s = SAVES_A_LIFE * seconds_of_a_save(path)
    for number in range(kills):
        at = day(number)
        acknowledged = one_life(path, at, life_s, dice)
        rollback = folder / "journal.sqlite3-journal"
        found["half_written"] += rollback.exists() and rollback.stat().st_size > 0
        with closing(open_journal(path, partial(day, number))) as journal:
            stored = {entry.id for entry in journal.pain.between(at.day, at.day)}
            found["refused"] += journal.notice is not None
        found["acknowledged"] += len(acknowledged)
        found["lost"] += len(acknowledged - stored)
    with closing(sqlite3.connect(path)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return {"kills": kills, "sound": sound, **found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
