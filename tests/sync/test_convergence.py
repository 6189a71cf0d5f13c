"""Whatever is done on however many computers, and however badly their files are carried: in the end all of
them show the same, and nothing that anybody wrote is missing anywhere.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom

import pytest

from backstay.domain.pain import PainScore, Region
from backstay.journal.journal import open_journal
from backstay.sync.health import check_changes
from tests.fakes import HandClock
from tests.sync.computers import Carrier, Computer, Person, rows_of, told_by, view_of

RUNS = int(os.environ.get("BACKSTAY_SYNC_RUNS", "500"))
SKEWS = (timedelta(0), timedelta(0), timedelta(hours=-1), timedelta(days=2))


@pytest.fixture
def place() -> Iterator[Path]:
    """In memory where there is such a place: what reaches the disk is other tests' business."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def settle(computers: list[Computer], carrier: Carrier) -> None:
    """Everybody gives, everything is carried, everybody takes."""
    for computer in computers:
        assert not computer.exchange().trouble
    carrier.deliver_all()
    for computer in computers:
        assert not computer.exchange().trouble


def require_same(computers: list[Computer]) -> None:
    first = computers[0].journal
    view, rows, told = view_of(first), rows_of(first), told_by(computers[0])
    assert view["count"] == 0
    assert view["any session"]
    for other in computers[1:]:
        assert rows_of(other.journal) == rows
        assert view_of(other.journal) == view
        assert told_by(other) == told
    for computer in computers:
        assert computer.journal.notice is None
        assert check_changes(computer.changes, computer.path).is_sound


def run(random: Random, folder: Path, empty: Path) -> None:
    count = random.choice((2, 2, 3, 3, 4))
    computers = [Computer(folder / str(n), empty, random.choice(SKEWS)) for n in range(count)]
    person, carrier = Person(random, computers), Carrier(random, computers)
    for _ in range(random.randrange(4, 16)):
        match random.randrange(5):
            case 0 | 1 | 2:
                person.act()
            case 3:
                random.choice(computers).exchange()
            case _:
                carrier.act()
    settle(computers, carrier)
    require_same(computers)
    last_word(random, computers, carrier)
    for computer in computers:
        computer.close()


def last_word(random: Random, computers: list[Computer], carrier: Carrier) -> None:
    """Who has seen everything and changes an entry changes it everywhere, whatever the clock says."""
    computer = random.choice(computers)
    computer.clock.pass_s(-86_400 * 7)
    if entries := computer.journal.pain.between():
        said = PainScore(random.randrange(11), Region.RIBS, note="the last word")
        entry, _ = computer.journal.pain.edit(random.choice(entries).id, said)
        settle(computers, carrier)
        assert all(entry in other.journal.pain.between() for other in computers)
        require_same(computers)


def test_all_computers_come_to_the_same(place: Path) -> None:
    """Hundreds of made-up weeks; a failure names the seed that makes it again."""
    chosen = os.environ.get("BACKSTAY_SYNC_SEED", "")
    seed = int(chosen or (0 if os.environ.get("CI") else SystemRandom().randrange(10**9)))
    empty = place / "empty"
    with closing(open_journal(empty / "journal.sqlite3", HandClock().moment)):
        pass
    for number in range(seed, seed + (1 if chosen else RUNS)):
        folder = place / "run"
        try:
            run(Random(number), folder, empty)
        except BaseException as error:
            error.add_note(f"BACKSTAY_SYNC_SEED={number} makes this one again")
            raise
        shutil.rmtree(folder)
