"""The table for a spreadsheet: a row an entry, nothing that is run, and each refused row with its line."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.errors import InputError
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import Doing, PainScore, Quality, Timing
from backstay.exchange.csv_form import guarded, unguarded
from backstay.exchange.incoming import Incoming
from backstay.exchange.offer import offer_of
from backstay.exchange.reading import form_of, read_file
from backstay.exchange.writing import Form, export_bytes
from backstay.journal.journal import Journal
from tests.exchange.diaries import in_memory, notes, seen
from tests.fakes import HandClock
from tests.journal.content import fill

BERLIN = timezone(timedelta(hours=1))
NOW = Moment.from_local(datetime(2026, 3, 2, 7, 29, tzinfo=BERLIN), "Europe/Berlin")
ID = "00000000-0000-4000-8000-00000000000{}"


def table_of(journal: Journal, since: date | None = None) -> str:
    return export_bytes(journal, Form.CSV, since)[0].decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read(text: str, folder: Path) -> Incoming:
    (folder / "in.csv").write_bytes(text.encode())
    return read_file(folder / "in.csv")


@pytest.fixture
def journal() -> Journal:
    return in_memory()


def test_each_entry_is_a_row_by_time(journal: Journal) -> None:
    """One table holds every kind, told apart by ``kind``, oldest first; what is unknown is empty."""
    clock = HandClock()
    fill(journal, clock)
    rows = rows_of(table_of(journal))
    assert [row["kind"] for row in rows] == ["session", "pain", "step", "step", "pain", "session", "pain"]
    done, before, brace, _, after, cut_off, neck = rows
    assert (done["routine"], done["name"], done["active_s"], done["steps"]) == (
        "classics",
        "Classics",
        "70.5",
        "2",
    )
    assert (before["score"], after["score"], neck["score"]) == ("5", "3", "4")
    assert (before["session_id"], brace["session_id"]) == (done["id"], done["id"])
    assert (cut_off["outcome"], cut_off["ended_at"], neck["session_id"]) == ("", "", "")


def test_times_carry_offset_zone_and_microseconds(journal: Journal) -> None:
    """A time is written as the person's clock showed it, no finer than it was."""
    journal.pain.add(PainScore(1), NOW)
    fine = Moment.from_local(datetime(2026, 3, 2, 7, 29, 0, 40, tzinfo=BERLIN))
    journal.marks.add(Mark("later"), fine)
    first, second = rows_of(table_of(journal))
    assert (first["at"], first["zone"]) == ("2026-03-02T07:29:00+01:00", "Europe/Berlin")
    assert (second["at"], second["zone"]) == ("2026-03-02T07:29:00.000040+01:00", "")


def test_all_that_was_said_has_a_column(journal: Journal) -> None:
    """Words for the pain, what one was doing, how far one ran."""
    pain = PainScore(3, doing=Doing.RUNNING, qualities=(Quality.ACHE, Quality.STIFF), exercise_id="bird-dog")
    journal.pain.add(pain, NOW)
    journal.activities.add(Activity(ActivityKind.RUN, 1800.0, 5000.0, "wet"), NOW)
    journal.marks.add(Mark("new chair"), NOW)
    told, run, mark = rows_of(table_of(journal))
    assert (told["doing"], told["qualities"], told["exercise"]) == ("running", "ache,stiff", "bird-dog")
    assert (run["activity"], run["duration_s"], run["distance_m"], run["origin"]) == (
        "run",
        "1800.0",
        "5000.0",
        "hand",
    )
    assert (run["note"], mark["note"]) == ("wet", "new chair")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"])
def test_formula_in_a_note_is_only_text(start: str, journal: Journal) -> None:
    """A spreadsheet that opens the file runs nothing that somebody wrote into a note."""
    note = f"{start}cmd|' /C calc'!A0"
    journal.pain.add(PainScore(1, note=note), NOW)
    assert rows_of(table_of(journal))[0]["note"] == f"'{note}"


@pytest.mark.parametrize("begins", ["sep=,\r\n", "\r\n", "My log\r\n"])
def test_our_table_is_never_taken_for_another_programs(begins: str, journal: Journal, tmp_path: Path) -> None:
    """Whatever somebody wrote above it: with other ids everything in it would be here twice."""
    journal.pain.add(PainScore(1), NOW)
    (tmp_path / "in.csv").write_bytes((begins + table_of(journal)).encode())
    with pytest.raises(InputError, match="a table of Backstay"):
        offer_of(tmp_path / "in.csv", NOW)


@pytest.mark.parametrize("end", [";", "\t", "\n", "\r", ';"', "\n;"])
def test_formula_inside_a_note_is_only_text(end: str, journal: Journal, tmp_path: Path) -> None:
    """Where a semicolon divides the cells, a spreadsheet that opens the file begins a new cell there."""
    note = f"stairs{end}=cmd|' /C calc'!A0"
    journal.pain.add(PainScore(1, note=note), NOW)
    table = table_of(journal)
    cells = [cell.lstrip('"') for line in table.splitlines() for cell in line.replace("\t", ";").split(";")]
    assert len(cells) > 2
    assert not any(cell.startswith("=") for cell in cells)
    other = in_memory()
    other.take_in(read(table, tmp_path).rows)
    assert seen(other) == seen(journal)


@given(st.text("=-;\t\n'\"a", max_size=8))
def test_guard_comes_off_exactly_wherever_it_stands(note: str) -> None:
    """Signs, marks, quotes and ends of cells in any order."""
    assert unguarded(guarded(note)) == note


@given(notes)
def test_guard_comes_off_exactly(note: str) -> None:
    """Whatever a note begins with, reading strips what writing put there and no more."""
    assert unguarded(guarded(note)) == note
    assert not guarded(note).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_text_that_was_typed_into_the_table_stays(journal: Journal, tmp_path: Path) -> None:
    """A spreadsheet's own text with an apostrophe was never marked by us."""
    journal.pain.add(PainScore(1, note="'tis"), NOW)
    typed = table_of(journal).replace("''tis", "'twas")
    journal.take_in(read(typed, tmp_path).rows)
    other = in_memory()
    other.take_in(read(typed, tmp_path).rows)
    assert seen(other).pain[0].pain.note == "'twas"


def test_rows_end_as_the_standard_has_it(journal: Journal) -> None:
    """RFC 4180: CRLF, quotes doubled, a comma inside quotes; an empty journal gives a header."""
    assert table_of(journal).startswith("kind,id,at,zone,score,")
    assert table_of(journal).count("\r\n") == 1
    journal.pain.add(PainScore(2, note='a "b", c'), NOW)
    assert '"a ""b"", c"' in table_of(journal)
    assert table_of(journal).endswith("\r\n")


def test_table_from_a_spreadsheet_is_read(journal: Journal, tmp_path: Path) -> None:
    """Saved again with a mark at its beginning, quoted names, plain line ends, other columns and an order
    of its own.
    """
    journal.pain.add(PainScore(2, note="warm"), NOW)
    header, row = table_of(journal).splitlines()
    names, cells = header.split(",")[::-1], row.split(",")[::-1]
    quoted = ",".join(f'"{name}"' for name in [*names, "mine"])
    saved = f"\ufeff{quoted}\n\n{','.join([*cells, 'x'])}\n"
    incoming = read(saved, tmp_path)
    assert form_of(tmp_path / "in.csv") is Form.CSV
    assert incoming.refused == []
    other = in_memory()
    other.take_in(incoming.rows)
    assert seen(other) == seen(journal)


@pytest.mark.parametrize(
    ("encoding", "separator", "point"),
    [("utf-8-sig", ";", ","), ("utf-8", ";", "."), ("utf-8", "\t", ","), ("utf-16", "\t", ",")],
)
def test_a_spreadsheet_of_another_country_brings_the_same(
    encoding: str, separator: str, point: str, journal: Journal, tmp_path: Path
) -> None:
    """Semicolons, tabs, commas inside numbers, UTF-16 and empty lines are how half of Europe saves a table:
    it is known as ours, so that nothing is in the journal twice and no session is lost.
    """
    fill(journal, HandClock())
    journal.pain.add(PainScore(4, note="=1,5; '"), NOW)
    rows = list(csv.reader(io.StringIO(table_of(journal), newline="")))
    measured = [rows[0].index(name) for name in ("planned_s", "active_s")]
    for row in rows[1:]:
        for column in measured:
            row[column] = row[column].replace(".", point)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([*rows, [""] * len(rows[0])])
    (tmp_path / "in.csv").write_bytes(text.getvalue().encode(encoding))
    incoming = read_file(tmp_path / "in.csv")
    assert incoming.refused == []
    assert journal.take_in(incoming.rows).new == 0
    other = in_memory()
    other.take_in(incoming.rows)
    assert seen(other) == seen(journal)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("pain,{},2026-03-02T07:29:00+01:00,,11", "score: “11” is not a whole number from 0 to 10"),
        ("pain,{},2026-03-02T07:29:00+01:00,,3.5", "score: “3.5” is not a whole number from 0 to 10"),
        ("pain,{},2026-03-02T07:29:00,,3", "at: “2026-03-02T07:29:00” is not a time with its offset"),
        ("pain,{},0001-01-01T00:00:00+14:00,,3", "at: “0001-01-01T00:00:00+14:00” is not a time"),
        ("pain,{},yesterday,,3", "at: “yesterday” is not a time with its offset"),
        ("pain,me,2026-03-02T07:29:00+01:00,,3", "id: “me” is not an id of 36 characters"),
        (
            "ache,{},2026-03-02T07:29:00+01:00,,3",
            "kind: “ache” is not one of session, step, pain, activity, mark",
        ),
        ("pain", "score: nothing is not a whole number"),
    ],
)
def test_bad_row_is_refused_with_its_line(cells: str, why: str, tmp_path: Path) -> None:
    """The others are read; a note of two lines counts as two."""
    good = f'pain,{ID.format(1)},2026-03-02T07:29:00+01:00,,3,now,now,"one\ntwo",2026-03-02T07:29:00Z'
    bad = cells.format(ID.format(2)) + (",now,now,,2026-03-02T07:29:00Z" if "," in cells else "")
    header = "kind,id,at,zone,score,when,recall,note,written"
    incoming = read("\n".join([header, good, bad, good.replace(ID.format(1), ID.format(3))]), tmp_path)
    (refusal,) = incoming.refused
    assert refusal.where == "line 4"
    assert refusal.why.startswith(why)
    assert [row["id"] for _, row in incoming.rows] == [ID.format(1), ID.format(3)]


def test_what_belongs_to_a_refused_session_is_refused(journal: Journal, tmp_path: Path) -> None:
    """Its steps and scores cannot stand without it; and no id stands twice."""
    fill(journal, HandClock())
    lines = table_of(journal).splitlines()
    incoming = read("\n".join([line.replace(",70.5,", ",long,") for line in [*lines, lines[-1]]]), tmp_path)
    assert [(refusal.where, refusal.why) for refusal in incoming.refused] == [
        ("line 2", "active_s: “long” is not a number from 0 to 1e+09"),
        ("line 9", "this id stands further up already"),
        *((f"line {line}", "the session that it belongs to is refused") for line in (3, 4, 5, 6)),
    ]
    in_memory().take_in(incoming.rows)


def test_a_table_without_its_sessions_brings_the_scores(journal: Journal, tmp_path: Path) -> None:
    """Whoever keeps only some rows of a table takes those in: a score stands alone, and a step, which cannot,
    is told with its line.
    """
    fill(journal, HandClock())
    lines = [line for line in table_of(journal).splitlines() if not line.startswith("session,")]
    incoming = read("\n".join(lines), tmp_path)
    steps = [number for number, line in enumerate(lines, 1) if line.startswith("step,")]
    assert [(refusal.where, refusal.why) for refusal in incoming.refused] == [
        (f"line {number}", "the session that it belongs to is not in this table") for number in steps
    ]
    other = in_memory()
    other.take_in(incoming.rows)
    alone = [replace(entry, session_id=None) for entry in journal.pain.between()]
    assert [*other.pain.between()] == alone


def test_a_row_longer_than_its_header_is_refused(journal: Journal, tmp_path: Path) -> None:
    """A cell too many has moved all those behind it."""
    journal.pain.add(PainScore(2), NOW)
    incoming = read(table_of(journal).rstrip() + ",x\r\n", tmp_path)
    assert [refusal.where for refusal in incoming.refused] == ["line 2"]


@pytest.mark.parametrize("data", [b"\xff\xfe", b'"never closed', b"\0\xe9"])
def test_what_is_no_table_is_refused_whole(data: bytes, journal: Journal, tmp_path: Path) -> None:
    """Other letters than UTF-8, a quote that is never closed: with the line."""
    journal.pain.add(PainScore(2), NOW)
    (tmp_path / "in.csv").write_bytes(table_of(journal).encode() + data)
    with pytest.raises(InputError) as refused:
        read_file(tmp_path / "in.csv")
    assert refused.value.where == f"{tmp_path / 'in.csv'}, line 3"


def test_since_takes_along_what_a_score_belongs_to(journal: Journal) -> None:
    """The day itself is included; of older days only the session of a score, with its steps."""
    clock = HandClock(datetime(2026, 11, 20, 23, 50, tzinfo=UTC))
    fill(journal, clock)
    done = journal.sessions.between()[0]
    journal.pain.add(PainScore(2, timing=Timing.NEXT_MORNING), clock.moment(), done.id)
    rows = rows_of(table_of(journal, clock.moment().day))
    assert [(row["kind"], row["at"][:10]) for row in rows] == [
        ("session", "2026-11-20"),
        ("step", "2026-11-20"),
        ("step", "2026-11-20"),
        ("session", "2026-11-21"),
        ("pain", "2026-11-21"),
        ("pain", "2026-11-21"),
    ]


def test_score_of_a_deleted_session_stands_alone(journal: Journal, tmp_path: Path) -> None:
    """It was felt; what it belonged to is not in the table, and neither are its steps."""
    clock = HandClock()
    fill(journal, clock)
    journal.sessions.delete(journal.sessions.between()[0].id, clock.moment())
    incoming = read(table_of(journal), tmp_path)
    assert [(table, row.get("session_id")) for table, row in incoming.rows if table != "session"] == [
        ("pain", None)
    ] * 3
    other = in_memory()
    other.take_in(incoming.rows)
    assert seen(other) == seen(journal)


def test_every_column_is_explained(journal: Journal) -> None:
    """The page about the formats knows each of them."""
    page = (Path(__file__).parents[2] / "docs" / "data-formats.md").read_text(encoding="utf-8")
    names = table_of(journal).strip().split(",")
    assert [name for name in names if f"`{name}`" not in page] == []


def test_text_too_long_for_a_table_is_said(journal: Journal, tmp_path: Path) -> None:
    """The other forms hold it; the table is refused with the line."""
    journal.pain.add(PainScore(2, note="long" * 40_000), NOW)
    with pytest.raises(InputError) as refused:
        read(table_of(journal), tmp_path)
    assert "larger than field limit" in refused.value.what
    assert refused.value.where.endswith("line 2")
