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
from backstay.journal.intake import CancelledError
from backstay.journal.journal import open_journal
from backstay.journal.migrations import TABLES
from backstay.journal.rows import TableRow
from backstay.journal.salvage import salvage
from tests.fakes import HandClock
from tests.journal.content import fill
from tests.journal.stored import VERSIONS, Version, stored_file

PAGE = 4096
ROWS = 500


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


def test_page_that_is_lost_costs_its_own_rows_alone(
    large: tuple[bytes, list[TableRow]], tmp_path: Path
) -> None:
    """Every page in turn: an inner page of a tree, an index, or the schema costs no row at all."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    dice = random.Random(20261123)
    lost_by_page: dict[int, set[str]] = {}
    for number in range(len(content) // PAGE):
        filled = dice.choice((bytes, dice.randbytes))(PAGE)
        path.write_bytes(content[: number * PAGE] + filled + content[(number + 1) * PAGE :])
        found = by_id(salvage(path, tmp_path / "work").rows)
        assert found.items() <= by_id(written).items()
        lost_by_page[number] = by_id(written).keys() - found.keys()
    # A row stands on one page, or begins on one and goes on over others.
    assert set().union(*lost_by_page.values()) == by_id(written).keys()
    assert lost_by_page[0] == set()
    costly = [len(rows) for rows in lost_by_page.values() if rows]
    assert max(costly) <= PAGE // 100
    # Indexes and the inner pages of trees.
    assert len(costly) < len(lost_by_page) * 0.9


def test_schema_that_says_nothing_costs_no_row(large: tuple[bytes, list[TableRow]], tmp_path: Path) -> None:
    """Without its first page the file is none to SQLite, and the rows are all there."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(bytes(PAGE) + content[PAGE:])
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM pain").fetchall()
    found = salvage(path, tmp_path / "work")
    assert by_id(found.rows) == by_id(written)


def test_head_of_a_page_that_is_lost_costs_no_row(
    large: tuple[bytes, list[TableRow]], tmp_path: Path
) -> None:
    """Where a page no longer says where its rows are, they are found by trying every place of it."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    damaged = bytearray(content)
    leaves = [at for at in range(PAGE, len(content), PAGE) if content[at] == 0x0D]
    for at in leaves[::5]:
        damaged[at : at + 8] = bytes(8)
    path.write_bytes(damaged)
    assert by_id(salvage(path, tmp_path / "work").rows) == by_id(written)


def test_damaged_and_missing_rows_are_counted(large: tuple[bytes, list[TableRow]], tmp_path: Path) -> None:
    """What was found and is not what was written, and what only an index still knows."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    changed = content.replace(b"new chair", b"NEW CHAIR").replace(b"m 7", b"m 8")
    leaf = next(at for at in range(PAGE, len(changed), PAGE) if b"Flu\xc3\x9f" in changed[at : at + PAGE])
    path.write_bytes(changed[:leaf] + bytes(PAGE) + changed[leaf + PAGE :])
    found = salvage(path, tmp_path / "work")
    assert found.damaged == 1
    assert 1 < found.missing == len(written) - len(found.rows) - 1


def test_row_that_hangs_on_a_lost_one_is_counted(path: Path, clock: HandClock, tmp_path: Path) -> None:
    """A score whose session is lost is found, and told apart."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
        session = journal.sessions.between()[0]
        versions = [row["id"] for row in journal.rows("session") if row["entry"] == session.id]
    # The first row of the session, whose id is that of the entry: all that belongs to it hangs on that.
    content = path.read_bytes()
    seal = next(row for _, row in rows_at(path, clock) if row["id"] == session.id)["checksum"].encode()
    path.write_bytes(content.replace(seal, seal[::-1]))
    found = salvage(path, tmp_path / "work")
    assert found.damaged == 1
    # Its later rows, its two steps, and the scores before and after it.
    assert found.loose == len(versions) - 1 + 4


def test_file_cut_at_any_page_gives_what_is_left(large: tuple[bytes, list[TableRow]], tmp_path: Path) -> None:
    """The shorter it is, the less there is; nothing that was not written."""
    content, written = large
    path = tmp_path / "journal.sqlite3"
    counts = []
    for size in range(0, len(content) + 1, len(content) // 8):
        path.write_bytes(content[: size + 100])
        found = salvage(path, tmp_path / "work")
        assert by_id(found.rows).items() <= by_id(written).items()
        counts.append(len(found.rows))
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, len(written))


def test_write_that_was_cut_off_is_taken_back_in_a_copy(path: Path, clock: HandClock, tmp_path: Path) -> None:
    """What a write was in the middle of counts as never written, and the file stays as it is."""
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
    written = rows_at(path, clock)
    rollback = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE filling AS SELECT * FROM pain, step, session")
        half, way_back = path.read_bytes(), rollback.read_bytes()
    path.write_bytes(bytes(PAGE) + half[PAGE:])
    rollback.write_bytes(way_back)
    found = salvage(path, tmp_path / "work")
    assert by_id(found.rows) == by_id(written)
    assert path.read_bytes() == bytes(PAGE) + half[PAGE:]
    assert rollback.read_bytes() == way_back


def test_one_that_is_no_longer_wanted_is_ended(large: tuple[bytes, list[TableRow]], tmp_path: Path) -> None:
    """Who waits for it can go."""
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(large[0])
    with pytest.raises(CancelledError):
        salvage(path, tmp_path / "work", lambda _done: False)


@pytest.mark.parametrize("size", [0, 1, 99, 5000])
def test_noise_gives_nothing(tmp_path: Path, size: int) -> None:
    """A file that never was a journal has no rows."""
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(random.Random(size).randbytes(size))
    assert salvage(path, tmp_path / "work").rows == ()


def test_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    """Nothing is guessed where the disk gives nothing at all."""
    with pytest.raises(JournalError, match="Nothing of the file"):
        salvage(tmp_path / "journal.sqlite3", tmp_path / "work")
