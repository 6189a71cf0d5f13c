"""Rows from a file: all of them or none, twice is once, and all of it can be taken back."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.errors import InputError
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore
from backstay.journal.change import Kind
from backstay.journal.entries import signed
from backstay.journal.intake import CancelledError
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import TABLES
from backstay.journal.rows import TableRow
from tests.fakes import HandClock
from tests.journal.content import fill, view_of


def rows_of(journal: Journal) -> list[TableRow]:
    return [(table, row) for table in TABLES for row in journal.rows(table)]


def seen(journal: Journal) -> set[object]:
    """All that stands; entries of the same moment have no order."""
    view = view_of(journal)
    return {*view.pain, *view.sessions, *journal.activities.between(), *journal.marks.between()}


@pytest.fixture
def others(tmp_path: Path, clock: HandClock) -> list[TableRow]:
    """All rows of somebody else's journal, in no helpful order."""
    with closing(open_journal(tmp_path / "other" / "journal.sqlite3", clock.moment)) as journal:
        fill(journal, clock)
        journal.activities.add(Activity(ActivityKind.RUN, 60.0), clock.moment())
        journal.marks.add(Mark("new chair"), clock.moment())
        return rows_of(journal)[::-1]


def test_all_rows_make_the_same_journal(journal: Journal, others: list[TableRow]) -> None:
    """Also what was superseded and deleted comes along, to the letter."""
    taken = journal.take_in(others)
    assert (taken.new, taken.known) == (len(others), 0)
    assert sorted(rows_of(journal), key=str) == sorted(others, key=str)


def test_twice_is_once(journal: Journal, others: list[TableRow]) -> None:
    """A file that was read already changes nothing."""
    journal.take_in(others)
    before = rows_of(journal)
    again = journal.take_in(others)
    assert (again.new, again.known, again.change.kinds) == (0, len(others), frozenset())
    assert rows_of(journal) == before


def test_all_of_it_is_taken_back_and_brought_again(
    journal: Journal, clock: HandClock, others: list[TableRow]
) -> None:
    """What stood here before stands as it did."""
    clock.pass_s(60)
    fill(journal, clock)
    before, rows = seen(journal), rows_of(journal)
    taken = journal.take_in(others)
    after = seen(journal)
    assert taken.change.kinds == frozenset(Kind)
    back = taken.change.undo()
    assert seen(journal) == before
    back.undo()
    assert seen(journal) == after
    assert rows == [row for row in rows_of(journal) if row in rows]


def test_edit_made_elsewhere_supersedes_and_is_taken_back(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    """The same entry, changed in a copy: the change comes in, and its undo gives the former state."""
    entry, _ = journal.pain.add(PainScore(5), clock.moment())
    with closing(open_journal(tmp_path / "copy" / "journal.sqlite3", clock.moment)) as copy:
        copy.take_in(rows_of(journal))
        clock.pass_s(60)
        copy.pain.edit(entry.id, PainScore(2))
        taken = journal.take_in(rows_of(copy))
    assert [e.pain.score for e in journal.pain.between()] == [2]
    taken.change.undo()
    assert [e.pain.score for e in journal.pain.between()] == [5]


def test_cancelled_work_leaves_nothing(journal: Journal, others: list[TableRow]) -> None:
    """Who stops in the middle has the journal of before."""
    asked: list[int] = []

    def go_on(done: int) -> bool:
        asked.append(done)
        return len(asked) < 2

    with pytest.raises(CancelledError):
        journal.take_in(others * 200, go_on)
    assert asked == [0, 500]
    assert rows_of(journal) == []


def test_forged_row_hides_no_entry_of_another(
    journal: Journal, clock: HandClock, others: list[TableRow]
) -> None:
    """Who knows an id of this journal cannot take its entry out of sight by a file."""
    mine, _ = journal.pain.add(PainScore(5), clock.moment())
    table, row = next(pair for pair in others if pair[0] == "pain")
    forged = signed({**row, "id": "forged", "entry": row["entry"], "replaces": mine.id}, clock.moment())
    with pytest.raises(InputError, match="takes the place"):
        journal.take_in([*others, (table, forged)])
    assert journal.pain.between() == (mine,)


def spoil(rows: list[TableRow], how: str) -> list[TableRow]:
    table, row = next(pair for pair in rows if pair[0] == "pain")
    match how:
        case "changed":
            return [*rows, (table, {**row, "score": 0, "id": "x"})]
        case "unknown column":
            return [*rows, (table, {**row, "colour": "red"})]
        case "unknown table":
            return [*rows, ("sqlite_master", row)]
        case _:
            return [pair for pair in rows if pair[0] != "session"]


@pytest.mark.parametrize("how", ["changed", "unknown column", "unknown table", "without its session"])
def test_one_bad_row_costs_the_whole_file(journal: Journal, others: list[TableRow], how: str) -> None:
    """Half a file would be a journal that nobody wrote."""
    with pytest.raises(InputError):
        journal.take_in(spoil(others, how))
    assert rows_of(journal) == []
