"""A table of text is read as it is, whatever characters, separators and line ends it has."""

from pathlib import Path

import pytest

from backstay.domain.errors import InputError
from backstay.exchange.tables import MOST_BYTES, MOST_LINES, Line, read_table, table_of
from backstay.journal.intake import CancelledError

TEXT = "Datum;Schmerz;Ort\r\n22.11.2026;4;Rücken\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_characters_are_found_out(encoding: str) -> None:
    """With a mark at the start or without one."""
    table = table_of(TEXT.encode(encoding), "x.csv")
    assert table.columns == ("Datum", "Schmerz", "Ort")
    assert table.lines == (Line(2, ("22.11.2026", "4", "Rücken")),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found_out(separator: str) -> None:
    """Also where another one stands inside the notes."""
    rows = [["date", "score", "note"], ["2026-11-22", "4", "a"], ["2026-11-21", "5", "b"]]
    table = table_of("\n".join(separator.join(row) for row in rows).encode(), "x.csv")
    assert [line.cells for line in table.lines] == [tuple(row) for row in rows[1:]]


def test_comma_inside_numbers_separates_nothing() -> None:
    """Half of Europe writes 4,5."""
    table = table_of(b"22.11.2026;4,5\n21.11.2026;3,0\n", "x.csv")
    assert table.columns == ("Column 1", "Column 2")
    assert [line.cells[1] for line in table.lines] == ["4,5", "3,0"]


def test_excels_own_line_about_the_separator_is_no_row() -> None:
    """It is obeyed."""
    table = table_of(b"sep=;\ndate;score\n2026-11-22;4\n", "x.csv")
    assert table.columns == ("date", "score")
    assert table.lines == (Line(3, ("2026-11-22", "4")),)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """A note of several lines and an empty line in between count too."""
    table = table_of(b'date,score,note\n2026-11-20,4,"one\ntwo"\n\n2026-11-21,5,three\n', "x.csv")
    assert [(line.number, line.cell(2)) for line in table.lines] == [(2, "one\ntwo"), (5, "three")]


def test_empty_column_at_the_end_is_none() -> None:
    """A separator may end each line."""
    assert table_of(b"Date,Pain,\n2026-11-22,4,\n", "x.csv").columns == ("Date", "Pain")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no kind that is known"),
        (b"hello\nworld\n", "no kind that is known"),
        (b"\x00\x01\x02\x03\x00\x00\x00\x05" * 40, "no kind that is known"),
        (b"a,b\n\x81\x8d,\xff\x00\n", "no kind that is known"),
        (b'date,score\n2026-11-22,4\n2026-11-21,"5\n', "quotation marks"),
        (b"a,b\n" + b"2026-11-22,1\n" * (MOST_LINES + 1), "too many lines"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, what: str) -> None:
    """In plain words, with the name of the file."""
    with pytest.raises(InputError, match=what) as caught:
        table_of(data, "x.csv")
    assert caught.value.where.startswith("x.csv")


def test_unmatched_quotation_mark_is_told_with_its_line() -> None:
    """So that it can be found."""
    with pytest.raises(InputError) as caught:
        table_of(b'date,score\n2026-11-22,4\n2026-11-21,"5\n2026-11-20,3\n', "x.csv")
    assert caught.value.where == "x.csv, in or after line 3"


def test_file_that_is_missing_or_too_large(tmp_path: Path) -> None:
    """Nothing of it is kept in memory."""
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path)
    large = tmp_path / "large.csv"
    with open(large, "wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="too large"):
        read_table(large)


def test_reading_can_be_ended() -> None:
    """At the next thousand lines."""
    with pytest.raises(CancelledError):
        table_of(b"a,b\n" + b"2026-11-22,1\n" * 5000, "x.csv", lambda done: done < 2000)
