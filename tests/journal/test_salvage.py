"""What comes out of a damaged file: every sound row that does not stand where the damage is, and no other."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.errors import JournalError
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore
from backstay.journal.entries import signed
from backstay.journal.intake import CancelledError
from backstay.journal.journal import open_journal
from backstay.journal.migrations import TABLES
from backstay.journal.rows import TableRow
from backstay.journal.salvage import belonging, salvage
from tests.fakes import HandClock
from tests.journal.content import fill
from tests.journal.stored import VERSIONS, Version, stored_file

PAGE = 4096
ROWS = 800


def rows_at(path: Path, clock: HandClock) -> list[TableRow]:
    with closing(open_journal(path, clock.moment)) as journal:
        return [(table, row) for table in TABLES for row in journal.rows(table)]


def by_id(rows: tuple[TableRow, ...] | list[TableRow]) -> dict[str, TableRow]:
    return {row["id"]: (table, row) for table, row in rows}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[TableRow]]:
    """A journal of many rows, some of them longer than a page, and what was written into it."""
    path, clock = tmp_path_factory.mktemp("large") / "data" / "journal.sqlite3", HandClock()
    with closing(open_journal(path, clock.moment)) as journal:
        drafts: list[TableRow] = []
        fill(journal, clock)
        for number in range(ROWS // 2):
            clock.pass_s(60)
            note = "lang " * (1500 if number % 100 == 0 else 1)
            drafts.append(journal.pain.draft(PainScore(number % 11, note=note), clock.moment(), f"p{number}"))
            run = Activity(ActivityKind.RUN, 60.0 + number, float(number), "Fluß")
            drafts.append(journal.activities.draft(run, clock.moment(), f"a{number}"))
        drafts += [journal.marks.draft(Mark(f"m {n}"), clock.moment(), f"m{n}") for n in range(20)]
        journal.take_in(drafts)
    return path.read_bytes(), rows_at(path, clock)


def pages_of(path: Path) -> dict[str, set[int]]:
    """On which pages each table stands, its long rows' further pages too."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name, pageno FROM dbstat WHERE aggregate = 0"
        try:
            found = connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell which page belongs to what")
    pages: dict[str, set[int]] = {}
    for name, number in found:
        pages.setdefault(name, set()).add(number)
    return pages


def test_sound_file_gives_every_row_to_the_letter(
    large: tuple[bytes, list[TableRow]], tmp_path: Path
) -> None:
    """Where nothing is wrong, nothing is missing, and nothing is added."""
    content, written = large
    (tmp_path / "journal.sqlite3").write_bytes(content)
    found = salvage(tmp_path / "journal.sqlite3", tmp_path / "work")
    assert by_id(found.rows) == by_id(written)
    assert (len(found.rows), found.damaged, found.missing) == (len(written), 0, 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_file_of_every_version_gives_all_its_rows(tmp_path: Path, clock: HandClock, version: Version) -> None:
    """A row that an old program wrote, without the columns that came later, is as sound as any."""
    path = tmp_path / "journal.sqlite3"
    shutil.copyfile(stored_file(version), path)
    found = salvage(path, tmp_path / "work")
    assert by_id(found.rows) == by_id(rows_at(path, clock))
    assert path.read_bytes() != stored_file(version).read_bytes() or version == VERSIONS[-1]


@pytest.mark.parametrize("filling", ["zeros", "noise"])
def test_page_that_is_lost_costs_its_own_rows_alone(
    large: tuple[bytes, list[TableRow]], tmp_path: Path, filling: str
) -> None:
    """Every page in turn: an inner page of a tree, an index, or the schema costs no row at all."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    dice = random.Random(filling)
    lost_by_page: dict[int, set[str]] = {}
    for number in range(len(content) // PAGE):
        filled = bytes(PAGE) if filling == "zeros" else dice.randbytes(PAGE)
        path.write_bytes(content[: number * PAGE] + filled + content[(number + 1) * PAGE :])
        found = by_id(salvage(path, tmp_path / "work").rows)
        assert found.items() <= by_id(written).items()
        lost_by_page[number] = by_id(written).keys() - found.keys()
    # A row stands on one page, or begins on one and goes on over others.
    lost = [row_id for rows in lost_by_page.values() for row_id in rows]
    assert set(lost) == by_id(written).keys()
    assert lost_by_page[0] == set()
    first_page = {row_id: number for number, rows in reversed(lost_by_page.items()) for row_id in rows}
    assert len(first_page) == len(written)
    assert max(len(rows) for rows in lost_by_page.values()) <= PAGE // 60
