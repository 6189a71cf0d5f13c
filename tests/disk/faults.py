"""Tries a deed with a fault at its first request to the disk, its second, and so on until none is met."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from backstay.domain.errors import BackstayError
from tests.disk.recorder import Fault, Recorder, Trouble
from tests.disk.states import quick_folder
from tests.disk.works import Sight, Work, holds
from tests.fakes import HandClock


@dataclass(frozen=True, slots=True)
class _Ready:
    """A folder to begin with, a clock of that time, and what is seen before and after the deed; ``known`` is
    what is seen in folders of which content.
    """

    folder: Path
    passed_s: float
    before: Sight = field(default_factory=dict)
    after: Sight = field(default_factory=dict)
    known: dict[frozenset[tuple[Path, bytes]], Sight] = field(default_factory=dict)

    def clock(self) -> HandClock:
        clock = HandClock()
        clock.pass_s(self.passed_s)
        return clock


def try_everywhere(work: Work, each: int = 1) -> Counter[str]:
    """How often a fault was tried, and how often it came to what: ``done`` in spite of it, ``refused`` and
    nothing changed, or ``late``: not called done, but there whole. Raises ``AssertionError`` for all else.

    With ``each`` above 1 only every so many requests meet a fault of one kind, and the next one of another.
    """
    found = Counter[str]()
    with quick_folder() as folder:
        ready = _made_ready(work, folder)
        for shift, (trouble, lasts) in enumerate(product(Trouble, (False, True))):
            for at in range(1 + shift % each, _requests(work, ready, trouble) + 1, each):
                found[_tried(work, ready, Fault(trouble, at, lasts))] += 1
    return found


def _requests(work: Work, ready: _Ready, trouble: Trouble) -> int:
    with _begun(ready) as folder:
        recorder = Recorder(folder)
        with recorder.watching(), work.opened(folder, ready.clock()) as given:
            recorder.fault = Fault(trouble, sys.maxsize, lasts=False)
            work.do(given)
            return recorder.requests


def _made_ready(work: Work, folder: Path) -> _Ready:
    clock = HandClock()
    (start := folder / "start").mkdir()
    work.prepare(start, clock)
    passed_s = (clock.moment().utc - HandClock().moment().utc).total_seconds()
    ready = _Ready(start, passed_s)
    before = _seen(work, start, ready)
    with _begun(ready) as doing, work.opened(doing, ready.clock()) as given:
        work.do(given)
        after = _seen(work, doing, ready)
    assert not holds(before, after)
    return _Ready(start, passed_s, before, after)


def _tried(work: Work, ready: _Ready, fault: Fault) -> str:
    with _begun(ready) as folder:
        recorder = Recorder(folder)
        with recorder.watching(), work.opened(folder, ready.clock()) as given:
            recorder.fault = fault
            is_done = _attempt(work, given)
            was_refused, recorder.fault = recorder.was_refused, None
            at_once = _seen(work, folder, ready)
            if not is_done:
                # What is there already is not done a second time, at most it is refused.
                is_done_now = _attempt(work, given)
                assert is_done_now or holds(at_once, ready.after), (work.name, fault, "tried again")
        assert holds(_seen(work, folder, ready), ready.after), (work.name, fault, "tried again")
    is_there = holds(at_once, ready.after)
    assert is_there or (not is_done and holds(at_once, ready.before)), (work.name, fault)
    assert was_refused
    return "done" if is_done else "late" if is_there else "refused"


def _attempt(work: Work, given: object) -> bool:
    try:
        work.do(given)
    except BackstayError:
        return False
    return True


@contextmanager
def _begun(ready: _Ready) -> Iterator[Path]:
    with quick_folder() as folder:
        shutil.copytree(ready.folder, folder, dirs_exist_ok=True)
        yield folder


def _seen(work: Work, folder: Path, ready: _Ready) -> Sight:
    content = frozenset((p.relative_to(folder), p.read_bytes()) for p in folder.rglob("*") if p.is_file())
    if content not in ready.known:
        # On a copy: what the deed left half done is still its own to mend.
        with quick_folder() as copy:
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            ready.known[content] = work.look(copy, ready.clock())
    return ready.known[content]
