"""A journal that holds something, a clock that the test moves, and a folder for backups."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backstay.backups.backups import Backups
from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.journal.content import fill


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A closed journal with something in it, and how many seconds its entries took."""
    clock = HandClock()
    journal_path = tmp_path_factory.mktemp("once") / "data" / "journal.sqlite3"
    with closing(open_journal(journal_path, clock.moment)) as journal:
        fill(journal, clock)
    return journal_path, clock.now_s() - HandClock().now_s()


@pytest.fixture
def clock(made_once: tuple[Path, float]) -> HandClock:
    """At the last entry of the journal."""
    clock = HandClock()
    clock.pass_s(made_once[1])
    return clock


@pytest.fixture
def path(made_once: tuple[Path, float], tmp_path: Path) -> Path:
    """A closed journal with something in it."""
    return shutil.copytree(made_once[0].parent, tmp_path / "data") / made_once[0].name


@pytest.fixture
def folder(path: Path) -> Path:
    return path.parent / "backups"


@pytest.fixture
def backups(folder: Path, clock: HandClock) -> Backups:
    return Backups(folder, clock.moment)


@pytest.fixture
def write(path: Path, clock: HandClock) -> Callable[[], None]:
    """Adds a score to the journal."""

    def add() -> None:
        with closing(open_journal(path, clock.moment)) as journal:
            journal.pain.add(PainScore(2), clock.moment())

    return add
