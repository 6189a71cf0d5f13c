"""The page about the files is true: the tables, their columns, and the way out without the program."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from backstay.journal.migrations import APPLICATION_ID, CURRENT, LOCAL_TABLES, TABLES
from tests.fakes import HandClock
from tests.journal.content import fill

PAGE = (Path(__file__).parents[1] / "docs" / "data.md").read_text("utf-8")
ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \| (.*) \|$", re.MULTILINE)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """With entries that were changed and deleted."""
    path, clock = tmp_path / "journal.sqlite3", HandClock()
    with closing(open_journal(path, clock.moment)) as opened:
        fill(opened, clock)
        entry, _ = opened.pain.add(PainScore(2), clock.moment())
        opened.pain.edit(entry.id, PainScore(1))
    return path


def named(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)


def columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def test_every_table_and_column_is_told(journal: Path) -> None:
    """Those that all entries have, and each table's own, and nothing that is not there."""
    _, _, journal_part = PAGE.partition("## The journal")
    rows = [(named(first), rest) for first, rest in ROW.findall(journal_part.partition("### Without")[0])]
    common = [name for names, rest in rows if names[0] not in TABLES for name in names]
    own = {names[0]: named(rest) for names, rest in rows if names[0] in TABLES}
    assert own.keys() == set(TABLES)
    for table in TABLES:
        assert sorted(columns(journal, table)) == sorted([*common, *own[table]]), table


def test_what_the_file_is_known_by_is_told() -> None:
    """Its numbers, and the tables that are this computer's own."""
    assert f"0x{APPLICATION_ID:X}" in PAGE
    assert f"now {CURRENT.major}.{CURRENT.minor})" in PAGE
    assert set(LOCAL_TABLES) <= set(named(PAGE))


def test_the_way_out_without_the_program_shows_what_the_program_shows(journal: Path) -> None:
    """The one line for `sqlite3` gives the scores that stand, and not those that were changed or deleted."""
    (query,) = re.findall(r'sqlite3 -csv -header journal\.sqlite3 "(SELECT [^"]+)"', PAGE)
    with closing(sqlite3.connect(journal)) as connection:
        scores = [score for _, score, *_ in connection.execute(query)]
    with closing(open_journal(journal, HandClock().moment)) as opened:
        assert scores == [entry.pain.score for entry in opened.pain.between()]
    assert 1 in scores
