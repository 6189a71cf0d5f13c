"""A folder for the places of its own for each test, and a clock that the test moves."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.places.places import Places
from tests.fakes import HandClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "places"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def places(folder: Path) -> Iterator[Places]:
    with closing(Places(folder)) as made:
        yield made
