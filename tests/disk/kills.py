"""Run as a program: kills a deed at random instants, and looks whether it is there whole or not at all.

``python -m tests.disk.kills "NAME OF THE DEED" KILLS SEED`` prints what came of it as JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.disk.states import DamagedError, quick_folder
from tests.disk.works import WORKS, Sight, Work, holds
from tests.fakes import HandClock

UNTOUCHED, WHOLE, NEITHER = "untouched", "whole", "neither"
# How much longer than the deed takes a kill may wait: some have to come after it.
LATEST = 1.2


def kill_often(work: Work, kills: int, seed: int) -> Counter[str]:
    """How often the deed was there ``whole`` after a kill, ``untouched``, or ``neither``."""
    dice, found = random.Random(seed), Counter[str]()
    with quick_folder() as folder:
        start, clock = folder / "start", HandClock()
        start.mkdir()
        work.prepare(start, clock)
        passed = clock.moment().utc - HandClock().moment().utc
        before = work.look(_copied(start, folder / "before"), _clock(passed))
        life_s = _life(work, _copied(start, folder / "after"), passed, None)
        after = work.look(folder / "after", _clock(passed))
        assert not holds(before, after)
        for number in range(kills):
            killed = _copied(start, folder / f"killed-{number}")
            _life(work, killed, passed, dice.random() * life_s * LATEST)
            found[_came_to(work, killed, _clock(passed), (before, after))] += 1
            shutil.rmtree(killed)
    return found


def _clock(passed: timedelta) -> HandClock:
    clock = HandClock()
    clock.pass_s(passed.total_seconds())
    return clock


def _copied(start: Path, target: Path) -> Path:
    shutil.copytree(start, target)
    return target


def _life(work: Work, folder: Path, passed: timedelta, life_s: float | None) -> float:
    """A child does the deed and is killed after ``life_s``, or when it is through; how long it had."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with work.opened(folder, _clock(passed)) as given:
            os.write(writing, b".")
            work.do(given)
            os.write(writing, b".")
            # Killed here as well, and not on a way out that puts things right.
            signal.pause()
    os.close(writing)
    os.read(reading, 1)
    began = time.perf_counter()
    # Not a wait for anything: the instant of the kill has to fall anywhere within the deed.
    os.read(reading, 1) if life_s is None else time.sleep(life_s)
    lived_s = time.perf_counter() - began
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    # One that ended by itself was not killed.
    assert os.WIFSIGNALED(status)
    return lived_s


def _came_to(work: Work, folder: Path, clock: HandClock, ends: tuple[Sight, Sight]) -> str:
    try:
        seen = work.look(folder, clock)
    except DamagedError:
        return NEITHER
    before, after = ends
    if holds(seen, after):
        return WHOLE
    return UNTOUCHED if holds(seen, before) else NEITHER


if __name__ == "__main__":
    named = {work.name: work for work in WORKS}
    sys.stdout.write(json.dumps(kill_often(named[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3]))))
