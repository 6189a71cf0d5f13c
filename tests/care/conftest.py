"""A person's folder of its own for each test, and what can be done with it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.journal.journal import Journal, open_journal
from backstay.paths import Paths, find_paths
from tests.fakes import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Nothing is there yet."""
    return find_paths(tmp_path / "data", {})


@pytest.fixture
def journal(paths: Paths, clock: HandClock) -> Iterator[Journal]:
    with closing(open_journal(paths.journal, clock.moment)) as opened:
        yield opened
