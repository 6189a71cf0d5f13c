"""The journal as text: the shape that other programs read, and spreadsheets that run nothing."""

import csv
import io
import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore
from backstay.journal.export import to_csv, to_json
from backstay.journal.journal import Journal
from tests.fakes import HandClock
from tests.journal.content import NECK, PLAN, fill, view_of

BERLIN = Moment.from_local(datetime(2026, 3, 2, 7, 29, tzinfo=timezone(timedelta(hours=1))), "Europe/Berlin")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_has_the_documented_shape(journal: Journal, clock: HandClock) -> None:
    """The keys of a session and a pain entry are those that the documentation promises."""
    fill(journal, clock)
    view = view_of(journal)
    read = json.loads(to_json(view.pain, view.sessions))
    assert list(read) == ["sessions", "pain"]
    done, cut_off = read["sessions"]
    assert done | {"id": "", "steps": []} == {
        "id": "",
        "routine": "classics",
        "started_at": "2026-11-22T08:30:00+00:00",
        "ended_at": "2026-11-22T08:32:00+00:00",
        "outcome": "completed",
        "planned_s": 720.0,
        "active_s": 70.5,
        "steps": [],
        "pain_before": 5,
        "pain_after": 3,
    }
    assert done["steps"][1] == {
        "index": 1,
        "exercise": "shoulder-circles",
        "name": "Shoulder circles",
        "planned_s": None,
        "active_s": 12.0,
        "outcome": "partly",
        "reps_done": 3,
        "side": "left",
        "hurt": True,
        "answer": None,
        "effort": None,
    }
    assert (cut_off["outcome"], cut_off["ended_at"], cut_off["pain_after"]) == (None, None, None)
    assert [entry["session_id"] for entry in read["pain"]] == [done["id"], done["id"], None]
    assert read["pain"][2] | {"id": ""} == {
        "id": "",
        "at": "2026-11-23T08:33:00+00:00",
        "score": 4,
        "region": "neck",
        "side": "left",
        "when": "now",
        "recall": "last-7-days",
        "note": "ziehend, »links«",
        "session_id": None,
        "exercise": None,
    }


def test_times_carry_the_offset_they_were_recorded_with() -> None:
    """A time is written as the person's clock showed it."""
    entry = PainEntry("a", BERLIN, PainScore(1))
    assert json.loads(to_json([entry], []))["pain"][0]["at"] == "2026-03-02T07:29:00+01:00"
    assert rows_of(to_csv([entry], []))[0]["at"] == "2026-03-02T07:29:00+01:00"


def test_csv_has_a_row_for_each_entry_by_time(journal: Journal, clock: HandClock) -> None:
    """One table holds both kinds, told apart by ``kind``, oldest first; what is unknown is empty."""
    fill(journal, clock)
    view = view_of(journal)
    rows = rows_of(to_csv(view.pain, view.sessions))
    assert [row["kind"] for row in rows] == ["session", "pain", "pain", "session", "pain"]
    assert [row["score"] for row in rows] == ["", "5", "3", "", "4"]
    assert [row["steps"] for row in rows] == ["2", "", "", "0", ""]
    assert (rows[0]["routine"], rows[0]["active_s"], rows[0]["pain_before"]) == ("classics", "70.5", "5")
    assert (rows[3]["outcome"], rows[3]["ended_at"]) == ("", "")


def test_empty_journal_gives_a_header() -> None:
    """Nothing to export is a table without rows, not an empty file."""
    assert to_csv([], []).startswith("kind,id,at,score,region,side,when,recall,note,session_id,")
    assert to_csv([], []).count("\r\n") == 1
    assert json.loads(to_json([], [])) == {"sessions": [], "pain": []}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_formula_in_a_note_is_only_text(start: str) -> None:
    """A spreadsheet that opens the file runs nothing that somebody wrote into a note."""
    note = f"{start}cmd|' /C calc'!A0"
    (row,) = rows_of(to_csv([PainEntry("a", BERLIN, PainScore(1, note=note))], []))
    assert row["note"] == f"'{note}"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_note_survives_both_forms(note: str) -> None:
    """Quotes, commas, line ends and other scripts come back as they were entered."""
    entry = PainEntry("a", BERLIN, PainScore(1, note=note))
    (row,) = rows_of(to_csv([entry], []))
    assert row["note"] == (f"'{note}" if note.startswith(tuple("=+-@\t\r\n＝＋－＠")) else note)
    assert json.loads(to_json([entry], []))["pain"][0]["note"] == note


def test_rows_end_as_the_standard_has_it(journal: Journal, clock: HandClock) -> None:
    """RFC 4180: CRLF, quotes doubled, a comma inside quotes."""
    journal.pain.add(PainScore(2, note='a "b", c'), clock.moment())
    text = to_csv(journal.pain.between(), [])
    assert '"a ""b"", c"' in text
    assert text.endswith("\r\n")
    assert PLAN.routine_id not in text
    assert NECK.note not in text
