"""JSON and the archive: the whole journal or nothing, and nothing in a file is trusted."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from backstay.domain.errors import InputError
from backstay.domain.pain import PainScore
from backstay.exchange.reading import form_of, is_archive_of_others, read_file
from backstay.exchange.row_check import relinked
from backstay.exchange.writing import Form, export_bytes, write_export
from backstay.journal.intake import CancelledError
from backstay.journal.journal import Journal, open_journal
from backstay.journal.rows import checksum
from tests.exchange.diaries import in_memory, seen, stored
from tests.fakes import HandClock
from tests.journal.content import fill

NEW_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def journal() -> Journal:
    clock = HandClock()
    journal = in_memory(clock)
    fill(journal, clock)
    return journal


def refusal(content: object, folder: Path) -> InputError:
    (folder / "in.json").write_text(json.dumps(content))
    with pytest.raises(InputError) as refused:
        read_file(folder / "in.json")
    return refused.value


def whole(journal: Journal) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(export_bytes(journal, Form.JSON)[0])
    return content


def test_format_says_its_name_and_version(journal: Journal) -> None:
    """And a list for each table, a row as an object, also what was changed and deleted."""
    content = whole(journal)
    assert (content["format"], content["version"]) == ("backstay-journal", 1)
    assert [len(rows) for rows in content["tables"].values()] == [5, 2, 6, 0, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(version=2),
        lambda content: content.update(journal=[2, 0]),
        lambda content: content["tables"].update(dream=[]),
        lambda content: content["tables"]["pain"][0].update(mood=3),
    ],
)
def test_newer_journal_is_said(
    change: Callable[[dict[str, Any]], None], journal: Journal, tmp_path: Path
) -> None:
    """What this version does not know, it does not drop."""
    content = whole(journal)
    change(content)
    assert "newer version of Backstay" in refusal(content, tmp_path).what


def forge(content: dict[str, Any], row: dict[str, Any], **cells: object) -> dict[str, Any]:
    row.update(cells)
    row["checksum"] = checksum(row)
    return content


@pytest.mark.parametrize(
    "cells",
    [
        {"replaces": NEW_ID},
        {"entry": NEW_ID},
        {"session_id": NEW_ID},
        {"score": 11},
        {"score": "5"},
        {"at_utc": "2026-11-22"},
        {"day": "2027-01-01"},
        {"day": "2026-W47-7"},
        {"region": "soul"},
        {"deleted": True},
        {"note": 3},
    ],
)
def test_forged_row_is_refused(cells: dict[str, object], journal: Journal, tmp_path: Path) -> None:
    """With a sum that fits, but hanging in the air or holding what no journal holds."""
    content = whole(journal)
    error = refusal(forge(content, content["tables"]["pain"][1], **cells), tmp_path)
    assert error.where.startswith(str(tmp_path / "in.json"))


def test_row_cannot_hide_one_of_another_entry(journal: Journal, tmp_path: Path) -> None:
    """A row replaces rows of its own entry alone."""
    content = whole(journal)
    rows = content["tables"]["pain"]
    refusal(forge(content, rows[1], replaces=rows[0]["id"]), tmp_path)


def test_rows_cannot_go_round_in_a_circle(journal: Journal, tmp_path: Path) -> None:
    """Two rows that replace each other hang on nothing."""
    content = whole(journal)
    rows = content["tables"]["pain"]
    changed = next(row for row in rows if row.get("replaces"))
    first = next(row for row in rows if row["id"] == changed["replaces"])
    refusal(forge(content, first, replaces=changed["id"]), tmp_path)


def test_changed_word_is_damage_with_its_place(journal: Journal, tmp_path: Path) -> None:
    """The sum of a row tells that it is not what was written."""
    content = whole(journal)
    content["tables"]["pain"][1]["note"] = "changed"
    error = refusal(content, tmp_path)
    assert (error.what[:20], error.where) == ("This file is damaged", f"{tmp_path / 'in.json'}, pain 2")


def test_numbers_that_another_program_shortened_are_read(journal: Journal, tmp_path: Path) -> None:
    """Others write 720.0 as 720, and spread the rows over more lines."""
    content = whole(journal)
    for row in content["tables"]["session"]:
        numbers = {name: cell for name, cell in row.items() if type(cell) is float and cell.is_integer()}
        row.update({name: int(cell) for name, cell in numbers.items()})
    (tmp_path / "in.json").write_text(json.dumps(content, indent=4))
    other = in_memory()
    other.take_in(read_file(tmp_path / "in.json").rows)
    assert stored(other) == stored(journal)


@pytest.mark.parametrize(
    "text",
    ["{", '{"a": NaN}', "{} {}", '{"format": "other"}', '{"format": "backstay-journal"}', '{"a": "\ud800"}'],
)
def test_other_json_is_refused(text: str, tmp_path: Path) -> None:
    """Cut off, no JSON, or of another program."""
    (tmp_path / "in.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError):
        read_file(tmp_path / "in.json")


def test_archive_holds_every_form_and_a_page_about_them(journal: Journal) -> None:
    """Whoever opens it without this program finds words; the same journal makes the same bytes."""
    data, _ = export_bytes(journal, Form.ZIP)
    assert data == export_bytes(journal, Form.ZIP)[0]
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["README.txt", "journal.json", "journal.csv", "journal.fhir.json"]
        assert "backstay import" in archive.read("README.txt").decode()
        for name, form in (
            ("journal.json", Form.JSON),
            ("journal.csv", Form.CSV),
            ("journal.fhir.json", Form.FHIR),
        ):
            assert archive.read(name) == export_bytes(journal, form)[0]


def archive_of(*members: tuple[str, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", kind) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_archive_that_was_packed_anew_is_read(journal: Journal, tmp_path: Path) -> None:
    """In a folder's own order, with a file beside it: one member is read and no other is looked at."""
    data = export_bytes(journal, Form.JSON)[0]
    (tmp_path / "in.zip").write_bytes(archive_of(("../../evil", b"x"), ("journal.json", data)))
    assert form_of(tmp_path / "in.zip") is Form.ZIP
    other = in_memory()
    other.take_in(read_file(tmp_path / "in.zip").rows)
    assert stored(other) == stored(journal)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.zip"]


# A journal that would be read, were it not for what is done to the archive around it.
EMPTY = export_bytes(in_memory(), Form.JSON)[0]


@pytest.mark.parametrize(
    "data",
    [
        archive_of(("journal.json", EMPTY + b" " * 40_000_000)),
        archive_of(("journal.json", EMPTY), kind=ZIP_BZIP2),
        archive_of(*((f"{number}", b"") for number in range(100)), ("journal.json", EMPTY)),
        archive_of(("journal.json", EMPTY)) + b"x",
        archive_of(("first", b"")) + archive_of(("journal.json", EMPTY)),
        archive_of(("folder/journal.json", EMPTY)),
        archive_of(("journal.json", EMPTY)).replace(b"journal.json", b"journal.JSON", 1),
        archive_of(("journal.json", EMPTY))[:-30],
    ],
    ids=["bomb", "bzip2", "many", "behind", "before", "deeper", "two names", "cut off"],
)
def test_hostile_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    """A bomb, another compression, a list without end, something before or behind, a cut."""
    (tmp_path / "in.zip").write_bytes(data)
    with pytest.raises(InputError, match="This archive cannot be read"):
        read_file(tmp_path / "in.zip")


def test_plain_archive_of_the_same_journal_is_read(tmp_path: Path) -> None:
    """So it is what was done to the others that is refused."""
    (tmp_path / "in.zip").write_bytes(archive_of(("journal.json", EMPTY)))
    assert read_file(tmp_path / "in.zip").rows == []


def test_archive_with_the_journal_twice_is_refused(tmp_path: Path) -> None:
    """Which of the two would be the journal?"""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive_of(("journal.json", EMPTY), ("journal.json", EMPTY))
    (tmp_path / "in.zip").write_bytes(data)
    with pytest.raises(InputError, match="2 files named"):
        read_file(tmp_path / "in.zip")


def test_archive_of_another_kind_is_told_apart(journal: Journal, tmp_path: Path) -> None:
    """A pack of routines is an archive too."""
    (tmp_path / "pack").write_bytes(archive_of(("pack.yaml", b"")))
    write_export(journal, Form.ZIP, tmp_path / "mine")
    (tmp_path / "text").write_text("PK")
    names = ("pack", "mine", "text")
    assert [is_archive_of_others(tmp_path / name) for name in names] == [True, False, False]
    assert form_of(tmp_path / "pack") is None


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("asked", [0, 1])
def test_cancelled_export_leaves_what_was_there(
    form: Form, asked: int, journal: Journal, tmp_path: Path
) -> None:
    """At the first question or a later one, nothing of it stays."""
    out = tmp_path / "out"
    out.write_text("before")
    for _ in range(600):
        journal.pain.add(PainScore(1), HandClock().moment())
    questions: list[int] = []

    def go_on(done: int) -> bool:
        questions.append(done)
        return len(questions) <= asked

    with pytest.raises(CancelledError):
        write_export(journal, form, out, None, go_on)
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert questions == sorted(questions)


@pytest.mark.parametrize("form", Form)
def test_work_is_told_now_and_then(form: Form, journal: Journal) -> None:
    """Every 500 rows, and never fewer than before: a bar that goes back is no bar."""
    for _ in range(1200):
        journal.pain.add(PainScore(1), HandClock().moment())
    told: list[int] = []

    def go_on(done: int) -> bool:
        told.append(done)
        return True

    export_bytes(journal, form, None, go_on)
    assert told == sorted(told)
    assert 3 <= len(told) <= 14
    assert told[-1] >= 1000


@pytest.mark.parametrize("form", Form)
def test_cancelled_reading_ends(form: Form, journal: Journal, tmp_path: Path) -> None:
    """Whoever stops it has not read a journal."""
    write_export(journal, form, tmp_path / "out")
    with pytest.raises(CancelledError):
        read_file(tmp_path / "out", lambda _done: False)


@pytest.mark.parametrize("broken", ["first", "middle", "session"])
def test_damaged_journal_goes_out_as_far_as_it_is_sound(broken: str, tmp_path: Path) -> None:
    """What is joined to a damaged row is joined without it, so that the rest can be read back."""
    path, clock = tmp_path / "journal.sqlite3", HandClock()
    with closing(open_journal(path, clock.moment)) as journal:
        fill(journal, clock)
        entry, _ = journal.pain.add(PainScore(1), clock.moment())
        for score in (2, 3):
            clock.pass_s(1)
            journal.pain.edit(entry.id, PainScore(score))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER pain_no_update")
        connection.execute("DROP TRIGGER session_no_update")
        match broken:
            case "first":
                connection.execute("UPDATE pain SET note = 'x' WHERE id = ?", (entry.id,))
            case "middle":
                connection.execute("UPDATE pain SET note = 'x' WHERE replaces = ?", (entry.id,))
            case _:
                connection.execute("UPDATE session SET routine_name = 'x'")
        connection.commit()
    with closing(open_journal(path, clock.moment)) as journal:
        export_bytes(journal, Form.JSON)
        assert "damaged and not shown" in (journal.notice or "")
        shown = seen(journal)
        for form in (Form.JSON, Form.CSV, Form.ZIP):
            write_export(journal, form, tmp_path / "out")
            other = in_memory()
            other.take_in(read_file(tmp_path / "out").rows)
            assert seen(other) == shown


@pytest.mark.parametrize("form", [Form.CSV, Form.FHIR])
def test_what_only_a_newer_version_knows_is_left_out_and_counted(form: Form, journal: Journal) -> None:
    """A word for a pain that this version has not: no row that it could not read again, and no crash."""
    _, before = export_bytes(journal, form)
    row = relinked(journal.rows("pain")[0], id=NEW_ID, entry=NEW_ID, qualities="itching")
    journal.take_in([("pain", row)])
    data, written = export_bytes(journal, form)
    assert (written.counts, before.left_out, written.left_out) == (before.counts, 0, 1)
    assert b"itching" not in data
    assert b"itching" in export_bytes(journal, Form.JSON)[0]
