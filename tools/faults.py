"""``python -m tools.faults [WORD …]``: tries the faults of docs/data-safety.md and prints the table.

With words only the rows that hold one of them. BACKSTAY_POWER_CUTS, BACKSTAY_KILLS and BACKSTAY_KILLS_EACH
say how often, BACKSTAY_DISK_SEED makes a run again. Ends with 1 when anything was lost.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.disk.faults import try_everywhere
from tests.disk.kills import UNTOUCHED, WHOLE, kill_often
from tests.disk.power_cut import DAMAGED, FINE, LOST, TORN, cut_during, cut_everywhere, cut_twice
from tests.disk.works import WORKS, Work
from tests.journal.kill_loop import run as kill_while_saving

CUTS = int(os.environ.get("BACKSTAY_POWER_CUTS", "10000"))
KILLS = int(os.environ.get("BACKSTAY_KILLS", "10000"))
KILLS_EACH = int(os.environ.get("BACKSTAY_KILLS_EACH", "500"))
SEED = int(os.environ.get("BACKSTAY_DISK_SEED") or random.randrange(1 << 31))

# Of a second cut, and of a cut during each deed, there are so many times fewer.
FEWER = 20
# A journal that has grown is opened for longer than it is saved in.
KILLS_A_JOURNAL = 250


@dataclass(frozen=True, slots=True)
class Came:
    """How often a fault was tried, and how often something was gone, or there in part or damaged."""

    tried: int
    lost: int
    damaged: int


def rows() -> Iterator[tuple[str, Callable[[], Came]]]:
    """Every fault, and what tries it."""
    yield "power cut, a story of two starts", lambda: of_images(cut_everywhere(CUTS, SEED))
    yield "power cut, and another while it is mended", lambda: of_images(cut_twice(CUTS // FEWER, SEED))
    for name, attempt in (("power cut", cut), ("error or full disk", refuse), ("kill", kill)):
        for work in WORKS:
            yield f"{name}: {work.name}", partial(attempt, work)
    yield "kill, saves one after the other", kill_saves


def cut(work: Work) -> Came:
    """The power cut during a deed."""
    return of_images(cut_during(work, CUTS // FEWER, SEED))


def of_images(found: Counter[str]) -> Came:
    """What was left on the disk."""
    tried = sum(found[what] for what in (FINE, LOST, TORN, DAMAGED))
    return Came(tried, found[LOST], found[TORN] + found[DAMAGED])


def refuse(work: Work) -> Came:
    """Every request of a deed refused; anything lost would end it."""
    return Came(try_everywhere(work).total(), 0, 0)


def kill(work: Work) -> Came:
    """A deed killed."""
    found = kill_often(work, KILLS_EACH, SEED)
    return Came(KILLS_EACH, KILLS_EACH - found[WHOLE] - found[UNTOUCHED], 0)


def kill_saves() -> Came:
    """A program killed that saves one entry after the other, over a new journal every few hundred times."""
    found, unsound = Counter[str](), 0
    for done in range(0, KILLS, KILLS_A_JOURNAL):
        with TemporaryDirectory() as folder:
            came = kill_while_saving(Path(folder), min(KILLS_A_JOURNAL, KILLS - done), SEED + done)
        unsound += not came.pop("sound")
        found.update(came)
    return Came(found["kills"], found["lost"], found["refused"] + unsound)


def main(words: list[str]) -> int:
    """Print a line for each fault as it is tried; 1 when anything was lost."""
    print(f"BACKSTAY_DISK_SEED={SEED}")
    print("| fault | tried | lost | damaged | seconds |")
    print("|---|---|---|---|---|", flush=True)
    losses = 0
    for fault, attempt in rows():
        if words and not any(word in fault for word in words):
            continue
        began = time.perf_counter()
        came = attempt()
        took_s = time.perf_counter() - began
        losses += came.lost + came.damaged
        print(f"| {fault} | {came.tried:,} | {came.lost} | {came.damaged} | {took_s:.0f} |", flush=True)
    return int(losses > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
