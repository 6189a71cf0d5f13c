"""A journal of its own for each test, and a clock that the test moves."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def journal(path: Path, clock: HandClock) -> Iterator[Journal]:
    with closing(open_journal(path, clock.moment)) as opened:
        yield opened
