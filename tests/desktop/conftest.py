"""What the tests of the desktop's services share: a session bus of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_bus import DeskBus, desk_bus


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[DeskBus]:
    """A bus with nobody on it."""
    with desk_bus(tmp_path) as running:
        yield running
