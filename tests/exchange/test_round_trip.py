"""Out and back in: the same journal, whatever was in it; and a second time changes nothing."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.exchange.fhir_words import fit
from backstay.exchange.reading import form_of, read_file
from backstay.exchange.writing import Form, write_export
from backstay.journal.journal import Journal
from tests.exchange.diaries import diaries, in_memory, seen, stored

EXAMPLES = int(os.environ.get("BACKSTAY_EXAMPLES", "30"))

# Each example overwrites the file of the one before.
often = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def brought(journal: Journal, form: Form, folder: Path) -> Journal:
    """An empty journal that took in what the other one gave out, twice."""
    path = folder / f"out.{form}"
    write_export(journal, form, path)
    assert form_of(path) is form
    incoming = read_file(path)
    assert incoming.refused == []
    other = in_memory()
    taken = other.take_in(incoming.rows)
    assert (taken.new, taken.known) == (len(incoming.rows), 0)
    before = stored(other)
    again = other.take_in(read_file(path).rows)
    assert (again.new, again.known) == (0, len(incoming.rows))
    assert stored(other) == before
    return other


@pytest.mark.parametrize("form", [Form.JSON, Form.ZIP])
@often
@given(diary=diaries())
def test_every_row_comes_back(form: Form, diary: Journal, tmp_path: Path) -> None:
    """Also what was changed and deleted, to the letter; and it makes the same file again."""
    other = brought(diary, form, tmp_path)
    assert stored(other) == stored(diary)
    assert seen(other) == seen(diary)


@often
@given(diary=diaries())
def test_all_that_stands_comes_back_from_a_table(diary: Journal, tmp_path: Path) -> None:
    """With the same ids, to the microsecond; its history does not fit into one row."""
    other = brought(diary, Form.CSV, tmp_path)
    assert seen(other) == seen(diary)


def in_fhir(entry: PainEntry) -> PainEntry:
    """What a FHIR bundle can hold of a score: no zone, no session, no character that controls a terminal."""
    at = entry.at if abs(entry.at.offset_min) <= 14 * 60 else Moment.from_local(entry.at.utc)
    note = fit(entry.pain.note) if entry.pain.note.strip() else ""
    return replace(entry, at=replace(at, zone=""), pain=replace(entry.pain, note=note), session_id=None)


@often
@given(diary=diaries())
def test_scores_come_back_from_a_bundle(diary: Journal, tmp_path: Path) -> None:
    """Score, time, place, timing, words and note of every score that stands."""
    other = brought(diary, Form.FHIR, tmp_path)
    assert seen(other).pain == tuple(in_fhir(entry) for entry in seen(diary).pain)


@pytest.mark.parametrize("form", [Form.JSON, Form.CSV, Form.ZIP])
@often
@given(diary=diaries())
def test_part_of_a_journal_can_be_read_back(form: Form, diary: Journal, tmp_path: Path) -> None:
    """From a day on: all entries of those days, and of older ones only sessions that they belong to."""
    days = sorted(entry.at.day for entry in diary.pain.between())
    since = days[len(days) // 2] if days else None
    path = tmp_path / f"part.{form}"
    write_export(diary, form, path, since)
    other = in_memory()
    other.take_in(read_file(path).rows)
    all_of_it, part = seen(diary), seen(other)
    if since is None:
        return
    assert part.pain == tuple(entry for entry in all_of_it.pain if entry.at.day >= since)
    assert part.marks == tuple(entry for entry in all_of_it.marks if entry.at.day >= since)
    assert part.activities == tuple(entry for entry in all_of_it.activities if entry.at.day >= since)
    of_scores = {entry.session_id for entry in part.pain}
    late = {session.id for session in all_of_it.sessions if session.started_at.day >= since}
    assert late | (of_scores - {None}) <= {session.id for session in part.sessions}
    steps = {session.id: session.steps for session in all_of_it.sessions}
    assert all(session.steps == steps[session.id] for session in part.sessions)


@often
@given(diary=diaries())
def test_a_file_goes_into_the_journal_that_it_came_from(diary: Journal, tmp_path: Path) -> None:
    """Everything in it is known there already."""
    before = stored(diary)
    for form in Form:
        write_export(diary, form, tmp_path / "same")
        assert diary.take_in(read_file(tmp_path / "same").rows).new == 0
    assert stored(diary) == before


@pytest.mark.parametrize("form", [Form.CSV, Form.JSON, Form.FHIR, Form.ZIP])
def test_an_empty_journal_goes_out_and_comes_in(form: Form, tmp_path: Path) -> None:
    """Nothing to export is a file that says so, not an empty one."""
    written = write_export(in_memory(), form, tmp_path / "none")
    assert set(written.counts.values()) == {0}
    assert read_file(tmp_path / "none").rows == []


def test_what_is_no_journal_is_said(tmp_path: Path) -> None:
    """A picture, a folder, a name that is not there."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert form_of(tmp_path / "picture.png") is None
    for name in ("picture.png", "", "missing.csv"):
        with pytest.raises(InputError) as refused:
            read_file(tmp_path / name)
        assert refused.value.where == str(tmp_path / name)
