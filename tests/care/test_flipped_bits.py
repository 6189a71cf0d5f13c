"""One bit of the journal file is other than it was written: whatever that changes is found."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.care.journal_check import check_journal
from backstay.journal.journal import Journal
from backstay.journal.migrations import TABLES
from backstay.paths import Paths
from tests.fakes import HandClock
from tests.journal.content import fill

FLIPS = 300
# What decides which rows are shown, beside those.
KEPT = (*TABLES, "eclipsed", "sqlite_schema")


@pytest.fixture
def whole(paths: Paths, journal: Journal, clock: HandClock) -> bytes:
    """The file of a journal with something of everything, with room in it that nothing uses."""
    for _ in range(8):
        fill(journal, clock)
        clock.pass_s(86_400)
    journal.close()
    with closing(sqlite3.connect(paths.journal)) as connection, connection:
        connection.execute("INSERT INTO eclipsed SELECT id FROM pain LIMIT 5")
    return paths.journal.read_bytes()


def stored(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """Every row of the file, None when SQLite cannot read them all."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT}
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def test_no_flipped_bit_changes_anything_unnoticed(paths: Paths, whole: bytes) -> None:
    """Of 300 single flipped bits over the whole file, each is a doubt, or every row is what it was."""
    before = stored(paths.journal)
    dice = random.Random(20261123)
    doubts = 0
    for _ in range(FLIPS):
        place, bit = dice.randrange(len(whole)), dice.randrange(8)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << bit
        paths.journal.write_bytes(damaged)
        is_doubted = not is_sound(paths)
        assert is_doubted or stored(paths.journal) == before, (place, bit)
        assert paths.journal.read_bytes() == damaged
        doubts += is_doubted
    # The rest of the file holds nothing.
    assert doubts > FLIPS / 5


def is_sound(paths: Paths) -> bool:
    return all(check.is_sound for check in check_journal(paths, lambda _rows: True))


def test_nothing_is_doubted_before(paths: Paths, whole: bytes) -> None:
    """The journal that the bits are flipped in is sound."""
    assert whole
    assert is_sound(paths)
