"""Our table read back, each row by itself: what cannot be read is refused with its line."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from backstay.domain.errors import InputError
from backstay.domain.local_time import FIRST_YEAR
from backstay.domain.moment import Moment
from backstay.exchange.columns import COLUMNS, TIME, Column, Value, unlike
from backstay.exchange.csv_form import AT, ENDED, ENDED_ZONE, ID, KIND, REQUIRED, WRITTEN, ZONE, unguarded
from backstay.exchange.incoming import Incoming, Refusal, with_stops
from backstay.exchange.row_check import OLDEST_END, made_row, moment_of_text, relinked
from backstay.journal.intake import GoOn
from backstay.journal.rows import Row, TableRow, moment_columns

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_HEADER = 4096
# Half of Europe's spreadsheets save a table with a semicolon, and as UTF-16 with a tab.
_SEPARATORS = ",;\t"
_MEND = "export it again, or read the journal from the archive"

# The columns of seconds and metres, the only ones with a fraction.
_MEASURED = {
    column.title for columns in COLUMNS.values() for column in columns if column.title.endswith(("_s", "_m"))
}

Cells = dict[str, str]


def is_own_csv(data: bytes) -> bool:
    """Whether the file begins with our header, also where a spreadsheet has saved it in its own way."""
    return bool(_separator(_decoded(data[:_LONGEST_HEADER], "replace")))


def from_csv(data: bytes, label: str, go_on: GoOn) -> Incoming:
    """The entries of the table; ``label`` is the file's name in messages. Raises ``InputError`` for a file
    that is no table at all, and ``CancelledError``.
    """
    rows: list[tuple[int, TableRow]] = []
    refused: list[Refusal] = []
    ids: set[str] = set()
    lost: set[str] = set()
    for line, cells in with_stops(_records(data, label), go_on):
        try:
            table, row = _entry(cells)
            if row["id"] in ids:
                raise ValueError("this id stands further up already")
        except ValueError as error:
            refused.append(Refusal(f"line {line}", str(error)))
            lost.add(cells.get(ID, ""))
            continue
        ids.add(row["id"])
        rows.append((line, (table, row)))
    kept, orphaned = _parted(rows, lost - ids)
    return Incoming(kept, [*refused, *orphaned], "a table of Backstay")


def _parted(rows: list[tuple[int, TableRow]], lost: set[str]) -> tuple[list[TableRow], list[Refusal]]:
    """What can be taken, and what hangs on a session that is not there. A score alone stands without one,
    where somebody has taken the sessions out of the table: it was felt.
    """
    sessions = {None, *(row["id"] for _, (table, row) in rows if table == "session")}
    kept: list[TableRow] = []
    orphaned: list[Refusal] = []
    for line, (table, row) in rows:
        session = row.get("session_id")
        if session in sessions:
            kept.append((table, row))
        elif table == "pain" and session not in lost:
            kept.append((table, relinked(row, session_id=None)))
        else:
            why = "is refused" if session in lost else "is not in this table"
            orphaned.append(Refusal(f"line {line}", f"the session that it belongs to {why}"))
    return kept, orphaned


def _records(data: bytes, label: str) -> Iterator[tuple[int, Cells]]:
    """Each row by the names of the header, with the line that it begins in."""
    try:
        text = _decoded(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            "This table is not text in UTF-8.", where=f"{label}, line {line}", mend=_MEND
        ) from error
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader)
        ended = reader.line_num
        for cells in reader:
            line, ended = ended + 1, reader.line_num
            # A spreadsheet keeps an empty line as a row of separators.
            if any(cells):
                yield line, _with_points(_named(header, cells), separator)
    except csv.Error as error:
        where = f"{label}, line {reader.line_num}"
        raise InputError(f"This table is damaged: {error}.", where=where, mend=_MEND) from error


def _decoded(data: bytes, errors: str = "strict") -> str:
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", errors)


def _separator(text: str) -> str:
    """The one that our header is written with; empty where it is not our header."""
    first = text[:_LONGEST_HEADER].partition("\n")[0].strip()
    for separator in _SEPARATORS:
        if set(REQUIRED) <= {name.strip('"') for name in first.split(separator)}:
            return separator
    return ""


def _with_points(cells: Cells, separator: str) -> Cells:
    """Where a comma does not divide the cells, it may stand inside the numbers."""
    if separator == ",":
        return cells
    return {name: cell.replace(",", ".") if name in _MEASURED else cell for name, cell in cells.items()}


def _named(header: Sequence[str], cells: Sequence[str]) -> Cells:
    # A row that is cut off lacks what is required, and is refused for that.
    return dict(zip(header, cells, strict=False)) if len(cells) <= len(header) else {}


def _entry(cells: Cells) -> TableRow:
    table = cells.get(KIND, "")
    if table not in COLUMNS:
        raise ValueError(unlike(KIND, table, f"one of {', '.join(COLUMNS)}"))
    content: Row = {column.name: _value(column, cells) for column in COLUMNS[table]}
    if table == "session":
        ended = _moment(cells, ENDED, ENDED_ZONE, OLDEST_END) if cells.get(ENDED) else None
        content |= moment_columns(ended, "ended_")
    at, written = _moment(cells, AT, ZONE), _moment(cells, WRITTEN)
    return table, made_row(table, cells.get(ID, ""), at, written, content)


def _value(column: Column, cells: Cells) -> Value:
    try:
        return column.cell.of_text(unguarded(cells.get(column.title, "")))
    except (ValueError, LookupError) as error:
        found = cells.get(column.title)
        raise ValueError(unlike(column.title, found, column.cell.expected)) from error


def _moment(cells: Cells, name: str, zone: str = "", first_year: int = FIRST_YEAR) -> Moment:
    try:
        return moment_of_text(cells.get(name, ""), unguarded(cells.get(zone, "")), first_year)
    except ValueError as error:
        raise ValueError(unlike(name, cells.get(name), TIME)) from error
