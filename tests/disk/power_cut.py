"""Cuts the power at every operation of a story, and lets the real program open what is left on the disk.

``python -m tests.disk.power_cut IMAGES SEED`` prints what came of it as JSON.
"""

import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backstay.journal.journal import open_journal
from tests.disk.model import Image, Luck, Said
from tests.disk.recorder import Recorder
from tests.disk.states import EMPTY, DamagedError, State, quick_folder, state_at
from tests.disk.story import JOURNAL, Told, tell
from tests.disk.works import Sight, Work, holds
from tests.fakes import HandClock

FINE, LOST, DAMAGED, TORN = "fine", "lost", "damaged", "torn"


def images(told: Told, count: int, dice: random.Random) -> Iterator[tuple[Image, int]]:
    """``count`` states that the disk may be left in, spread evenly over the operations; with how often
    something had been said to be saved by then.
    """
    disk, said, drawn = told.recorder.fresh_disk(), 0, 0
    for number, operation in enumerate(told.operations, start=1):
        disk.do(operation)
        if isinstance(operation, Said):
            said = operation.number
        wanted = count * number // len(told.operations)
        for nth in range(wanted - drawn):
            # Of one cut, first the two ends, then whatever lies between them.
            luck = (*Luck,)[min(nth, 2)] if count > 3 * len(told.operations) else dice.choice((*Luck,))
            yield disk.image(luck, dice), said
        drawn = wanted


def judge(image: Image, acceptable: tuple[State, ...], clock: HandClock) -> str:
    """Whether the program finds one of the ``acceptable`` states; the first is what it had said was saved."""
    with quick_folder() as folder:
        write(image, folder)
        try:
            found = state_at(folder / JOURNAL, clock)
        except DamagedError:
            return DAMAGED
    if found in acceptable:
        return FINE
    return TORN if found >= acceptable[0] else LOST


def write(image: Image, folder: Path) -> None:
    """Make real files of an image."""
    for name, content in sorted(image.items()):
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)


def acceptable(told: Told, said: int) -> tuple[State, ...]:
    """What was said to be saved, or that and the whole next step."""
    before = told.states[said - 1] if said else EMPTY
    return (before, *told.states[said : said + 1])


def cut_everywhere(count: int, seed: int) -> Counter[str]:
    """How many of ``count`` images were fine, and of the others what was wrong with them."""
    dice, clock, found = random.Random(seed), HandClock(), Counter[str]()
    with quick_folder() as folder:
        told = tell(folder, clock)
    for image, said in images(told, count, dice):
        found[judge(image, acceptable(told, said), clock)] += 1
    found["operations"] = len(told.operations)
    return found


def cut_twice(count: int, seed: int) -> Counter[str]:
    """The same where the power goes a second time, while the program mends what the first cut left."""
    dice, clock, found = random.Random(seed), HandClock(), Counter[str]()
    with quick_folder() as folder:
        told = tell(folder, clock)
    drawn = list(images(told, 8 * count, dice))
    dice.shuffle(drawn)
    while found.total() < count:
        image, said = drawn.pop()
        # Unless there is a half-done write, a start asks nothing of the disk.
        if (mending := _mended(image, clock)).operations:
            again, _ = dice.choice(list(images(mending, 20, dice)))
            found[judge(again, acceptable(told, said), clock)] += 1
    return found


def cut_during(work: Work, count: int, seed: int) -> Counter[str]:
    """How many of ``count`` images held what there was before ``work`` or all of what there is after it; and
    all of it once it was said to be done.
    """
    dice, found = random.Random(seed), Counter[str]()
    with quick_folder() as start:
        work.prepare(start, clock := HandClock())
        with _copied(start) as folder:
            before = work.look(folder, clock)
        with _copied(start) as folder:
            told = Told(Recorder(folder))
            with told.recorder.watching(), work.opened(folder, clock) as given:
                work.do(given)
                told.recorder.did(Said(1))
            told.recorder.require_complete()
            after = work.look(folder, clock)
    for image, said in images(told, count, dice):
        found[_came_to(work, image, clock, (after,) if said else (before, after))] += 1
    return found


@contextmanager
def _copied(start: Path) -> Iterator[Path]:
    with quick_folder() as folder:
        shutil.copytree(start, folder, dirs_exist_ok=True)
        yield folder


def _came_to(work: Work, image: Image, clock: HandClock, acceptable: tuple[Sight, ...]) -> str:
    with quick_folder() as folder:
        write(image, folder)
        try:
            seen = work.look(folder, clock)
        except DamagedError:
            return DAMAGED
    return FINE if any(holds(seen, wanted) for wanted in acceptable) else LOST


def _mended(image: Image, clock: HandClock) -> Told:
    with quick_folder() as folder:
        write(image, folder)
        told = Told(Recorder(folder))
        with told.recorder.watching():
            open_journal(folder / JOURNAL, clock.moment).close()
        return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(cut_everywhere(int(sys.argv[1]), int(sys.argv[2]))))
