"""Computers with an empty journal each, under the test's own folder."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.journal.journal import open_journal
from tests.fakes import HandClock
from tests.sync.computers import Computer

MakeComputer = Callable[[str], Computer]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeComputer]:
    """A new computer of this name; all are switched off at the end."""
    made: list[Computer] = []
    empty = tmp_path / "empty"
    with closing(open_journal(empty / "journal.sqlite3", HandClock().moment)):
        pass

    def make(name: str) -> Computer:
        made.append(Computer(tmp_path / name, empty))
        return made[-1]

    yield make
    for computer in made:
        computer.close()


@pytest.fixture
def here(make: MakeComputer) -> Computer:
    return make("here")


@pytest.fixture
def there(make: MakeComputer, here: Computer) -> Computer:
    """A second computer with the very folder of the first: whatever one writes has arrived at the other."""
    computer = make("there")
    computer.shared.rmdir()
    computer.shared = here.shared
    return computer
