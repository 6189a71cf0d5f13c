"""Rows from other computers: in any order, twice or half, they make the same journal, and a bad one costs
nothing but itself.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from backstay.domain.history import Outcome
from backstay.domain.pain import PainScore, Region, Timing
from backstay.journal.change import Kind
from backstay.journal.database import Database, open_database
from backstay.journal.entries import signed
from backstay.journal.journal import Journal, open_journal
from backstay.journal.merging import Merged, ReadFile, files_read, merge
from backstay.journal.migrations import TABLES
from backstay.journal.rows import Row, TableRow
from tests.fakes import SUNDAY_MORNING, HandClock
from tests.journal.content import PLAN, fill, view_of

FILE = ReadFile("other", "2026-11-1.jsonl", 10, "0" * 64, SUNDAY_MORNING)
Twins = Callable[[PainScore, PainScore], str]


def rows_of(journal: Journal) -> list[TableRow]:
    """As a change file has them: without the cells that are NULL."""
    found = ((table, row) for table in TABLES for row in journal.rows(table))
    return [(table, {k: v for k, v in row.items() if v is not None}) for table, row in found]


@pytest.fixture
def database(path: Path, journal: Journal) -> Iterator[Database]:
    """The connection of the exchange, beside the program's own."""
    assert journal.is_writable
    with closing(open_database(path)) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Journal]:
    with closing(open_journal(tmp_path / "other" / "journal.sqlite3", HandClock().moment)) as opened:
        yield opened


@pytest.fixture
def rows(other: Journal) -> list[TableRow]:
    fill(other, HandClock())
    return rows_of(other)


@pytest.fixture
def changed_on_both(journal: Journal, other: Journal, clock: HandClock) -> Twins:
    """An entry that both have and each gives another score, this one first; its id."""

    def change(here: PainScore, there: PainScore) -> str:
        entry, _ = journal.pain.add(PainScore(5), clock.moment())
        other.take_in(rows_of(journal))
        journal.pain.edit(entry.id, here)
        other.pain.edit(entry.id, there)
        return entry.id

    return change


def test_all_rows_make_the_same_journal(
    journal: Journal, other: Journal, database: Database, rows: list[TableRow]
) -> None:
    """What another computer shows is shown here, and nothing is new the second time."""
    merged = merge(database, rows, device="other")
    assert merged == Merged(len(rows), 0, 0, 0, frozenset({Kind.SESSIONS, Kind.PAIN}))
    assert view_of(journal) == view_of(other)
    assert merge(database, rows, device="other") == Merged(0, len(rows), 0, 0, frozenset())
    assert rows_of(journal) == rows


def test_rows_may_come_in_any_order(
    database: Database, rows: list[TableRow], journal: Journal, other: Journal
) -> None:
    """A step before its session, an edit before the entry."""
    assert merge(database, rows[::-1], device="other").new == len(rows)
    assert view_of(journal) == view_of(other)


def test_row_waits_for_what_it_hangs_on(
    database: Database, rows: list[TableRow], journal: Journal, other: Journal
) -> None:
    """What hangs on others now, they tomorrow; a file with something waiting is not done with."""
    second = [(table, row) for table, row in rows if row.get("replaces") or row.get("session_id")]
    first = [pair for pair in rows if pair not in second]
    early = merge(database, second, device="other", finished=FILE)
    assert early.waiting
    assert not early.refused
    assert files_read(database) == {}
    merge(database, first, device="other")
    late = merge(database, second, device="other", finished=FILE)
    assert (early.new + late.new, late.waiting) == (len(second), 0)
    assert list(files_read(database).values()) == [FILE]
    assert view_of(journal) == view_of(other)


def pain_row(rows: list[TableRow]) -> Row:
    return next(row for table, row in rows if table == "pain" and "session_id" not in row)


@pytest.mark.parametrize(
    "cells",
    [
        {"score": 11},
        {"score": 4.0},
        {"score": True},
        {"score": 2**70},
        {"note": "\ud800"},
        {"note": 5},
        {"day": "2026-1-1"},
        {"at_utc": "yesterday"},
        {"at_utc": "9999-12-31T23:59:59.999999Z"},
        {"session_id": 7},
        {"replaces": "somebody", "entry": "new"},
        {"entry": "somebody"},
    ],
    ids=str,
)
def test_bad_row_is_refused_and_the_others_go_in(
    database: Database, rows: list[TableRow], clock: HandClock, cells: Row, journal: Journal
) -> None:
    """Signed by whoever wrote it and still nothing that a journal can hold."""
    row = {
        **pain_row(rows),
        **({} if "replaces" in cells else {"replaces": None}),
        "id": "new",
        "entry": "new",
    }
    try:
        bad = "pain", signed({**row, **cells}, clock.moment())
    except UnicodeEncodeError:
        bad = "pain", {**row, **cells, "written_utc": row["written_utc"], "checksum": "0" * 64}
    merged = merge(database, [bad, *rows], device="other", finished=FILE)
    assert (merged.new, merged.refused, merged.waiting) == (len(rows), 1, 0)
    assert files_read(database) == {}
    assert journal.notice is None


def test_row_that_was_changed_on_the_way_is_refused(database: Database, rows: list[TableRow]) -> None:
    """Its checksum tells."""
    table, row = rows[-1]
    assert merge(database, [(table, {**row, "zone": "Mars/Olympus"})], device="other").refused == 1


def test_row_takes_the_place_of_no_other_entry(
    journal: Journal, database: Database, rows: list[TableRow], clock: HandClock
) -> None:
    """Who knows an id of this journal cannot take its entry out of sight."""
    mine, _ = journal.pain.add(PainScore(5), clock.moment())
    merge(database, rows, device="other")
    row = pain_row(rows)
    forged = signed({**row, "id": "forged", "replaces": mine.id}, clock.moment())
    assert merge(database, [("pain", forged)], device="other").refused == 1
    assert mine in journal.pain.between()


def test_what_only_a_newer_version_knows_waits(
    database: Database, rows: list[TableRow], clock: HandClock
) -> None:
    """A column or a table of tomorrow is no damage."""
    coloured = signed({**pain_row(rows), "colour": "red"}, clock.moment())
    merged = merge(database, [("pain", coloured), ("mood", coloured)], device="other", finished=FILE)
    assert (merged.waiting, merged.refused) == (2, 0)
    assert files_read(database) == {}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_two_changes_the_later_stands_whatever_comes_first(
    tmp_path: Path, order: tuple[int, ...], clock: HandClock
) -> None:
    """Three computers change one entry at the very same instant: all show the same one of the three."""
    shown = []
    journals = [open_journal(tmp_path / str(n) / "journal.sqlite3", clock.moment) for n in range(3)]
    entry, _ = journals[0].pain.add(PainScore(5), clock.moment())
    for journal in journals[1:]:
        journal.take_in(rows_of(journals[0]))
    for score, journal in enumerate(journals):
        journal.pain.edit(entry.id, PainScore(score))
    written = [rows_of(journal) for journal in journals]
    for n, journal in enumerate(journals):
        with closing(open_database(tmp_path / str(n) / "journal.sqlite3")) as database:
            for giver in order:
                merge(database, written[giver], device="other")
        shown.append((journal.pain.between(), journal.pain.versions(entry.id)[-1].entry))
        journal.close()
    assert len(set(shown)) == 1
    greatest = max(row["id"] for rows in written for _, row in rows if row.get("replaces"))
    winner = next(n for n in range(3) if greatest in str(written[n]))
    assert [e.pain.score for e in shown[0][0]] == [winner]


def test_entry_changed_on_two_computers_is_counted_once(
    journal: Journal, other: Journal, database: Database, changed_on_both: Twins, clock: HandClock
) -> None:
    """In every question that is asked of a journal."""
    clock.pass_s(-60)
    entry_id = changed_on_both(PainScore(1, Region.NECK), PainScore(2, Region.RIBS))
    clock.pass_s(-86_400)
    merge(database, rows_of(other), device="other")
    assert [(line.region, line.n) for line in journal.pain.lines()] == [(Region.RIBS, 1)]
    assert [e.id for e in journal.pain.between()] == [entry_id]
    chronicle = journal.chronicle()
    assert [standing.entry.id for standing in chronicle.newest(5)] == [entry_id]
    for _ in chronicle.look():
        pass
    assert len(chronicle) == 1
    [[standing]] = chronicle.tell()
    assert [v.entry.pain.score for v in standing.versions if hasattr(v.entry, "pain")] == [5, 1, 2]


def test_entry_deleted_there_later_is_nowhere(
    journal: Journal, other: Journal, database: Database, clock: HandClock
) -> None:
    """The change that was made here before stands no more, and nothing else of the entry."""
    entry, _ = journal.pain.add(PainScore(5), clock.moment())
    other.take_in(rows_of(journal))
    journal.pain.edit(entry.id, PainScore(1))
    clock.pass_s(60)
    other.pain.delete(entry.id, clock.moment())
    merge(database, rows_of(other), device="other")
    assert journal.pain.between() == ()
    assert journal.pain.lines() == ()
    assert journal.first_day() is None


def test_change_after_a_merge_wins_over_both(
    journal: Journal, other: Journal, database: Database, changed_on_both: Twins, clock: HandClock
) -> None:
    """Also when the clock was put back by a day meanwhile, and for whoever gets it later."""
    entry_id = changed_on_both(PainScore(1), PainScore(2))
    merge(database, rows_of(other), device="other")
    clock.pass_s(-86_400)
    journal.pain.edit(entry_id, PainScore(9))
    other.take_in(rows_of(journal))
    assert [e.pain.score for e in journal.pain.between()] == [9]
    assert view_of(journal) == view_of(other)


def test_import_of_another_computers_file_settles_the_same(
    journal: Journal, other: Journal, changed_on_both: Twins
) -> None:
    """An export read by hand is a merge too: one entry, and the same on both; its undo leaves one as well."""
    changed_on_both(PainScore(1), PainScore(2))
    here = rows_of(journal)
    taken = journal.take_in(rows_of(other))
    other.take_in(here)
    assert view_of(journal) == view_of(other)
    assert [line.n for line in journal.pain.lines()] == [1]
    taken.change.undo()
    assert [e.pain.score for e in journal.pain.between()] == [1]


def test_no_row_is_dated_before_the_one_it_replaces(journal: Journal, clock: HandClock) -> None:
    """Else a change made after the clock was put back would lose against what it changed, elsewhere."""
    entry, _ = journal.pain.add(PainScore(5), clock.moment())
    clock.pass_s(-3600)
    journal.pain.edit(entry.id, PainScore(6))
    change = journal.pain.delete(entry.id, clock.moment())
    change.undo()
    written = [version.written for version in journal.pain.versions(entry.id)]
    assert written == sorted(set(written))
    assert written[-1] - written[0] == timedelta(microseconds=3)


def test_one_id_with_two_contents_becomes_two_states(
    journal: Journal, other: Journal, path: Path, tmp_path: Path, clock: HandClock
) -> None:
    """A file that was changed by hand and read on the other computer: both come to show the later state."""
    for log, score in ((journal, 3), (other, 8)):
        log.pain.add(PainScore(score), clock.moment(), entry_id="00000000-0000-4000-8000-000000000001")
        clock.pass_s(60)
    for _ in range(2):
        here, there = rows_of(journal), rows_of(other)
        for place, rows in ((path, there), (tmp_path / "other" / "journal.sqlite3", here)):
            with closing(open_database(place)) as database:
                assert merge(database, rows, device="x").refused == 0
    assert {e.pain.score for e in journal.pain.between()} == {e.pain.score for e in other.pain.between()}
    assert len(journal.pain.between()) == 1


def test_same_file_read_on_two_computers_is_one_entry(
    journal: Journal, other: Journal, database: Database, clock: HandClock
) -> None:
    """A run from a watch has the same id everywhere; that it was read an hour later makes no second state."""
    for log, passed_s in ((journal, 0), (other, 3600)):
        clock.pass_s(passed_s)
        log.pain.add(PainScore(3), HandClock().moment(), entry_id="00000000-0000-4000-8000-000000000001")
    assert merge(database, rows_of(other), device="other") == Merged(0, 1, 0, 0, frozenset())


def test_session_of_another_computer_is_not_taken_for_one_that_was_cut_off(
    journal: Journal, other: Journal, database: Database, clock: HandClock
) -> None:
    """It may run there at this moment: only that computer ends it."""
    mine = journal.sessions.start(PLAN, clock.moment())
    theirs = other.sessions.start(PLAN, clock.moment())
    merge(database, rows_of(other), device="other")
    assert [session.id for session in journal.sessions.open()] == [mine]
    other.sessions.end(theirs, Outcome.COMPLETED, 60.0, clock.moment())
    merge(database, rows_of(other), device="other")
    assert journal.sessions.get(theirs).outcome is Outcome.COMPLETED


def test_scores_of_one_instant_show_the_same_everywhere(journal: Journal, clock: HandClock) -> None:
    """Of two scores before a session that two computers gave at once, one counts, and not the one that came
    last.
    """
    session_id = journal.sessions.start(PLAN, clock.moment())
    for entry_id, score in (("b" * 8, 3), ("a" * 8, 6)):
        journal.pain.add(PainScore(score, timing=Timing.BEFORE), clock.moment(), session_id, entry_id)
    assert journal.sessions.get(session_id).pain_before == 3
