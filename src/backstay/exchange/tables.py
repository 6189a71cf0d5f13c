"""A table of text, whichever program wrote it: its characters, its separators and its lines are found out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.errors import InputError
from backstay.journal.intake import CancelledError, GoOn

MOST_BYTES = 50 * 1024 * 1024
"""A hundred years of scores need a tenth of it."""

MOST_LINES = 200_000
"""Fifty scores a day for ten years."""

# Whatever is no other kind of file comes here in the end.
_UNKNOWN = "This file is of no kind that is known here."
_KINDS = (
    "a journal that Backstay has exported (.zip, .json or .csv), a FHIR bundle, a run or walk (.gpx, .tcx or "
    ".fit), or a table as text (.csv) with a day and a pain score in each row"
)
# A comma stands inside the numbers of half of Europe: where another separator fits as well, it is that one.
_SEPARATORS = "\t;|,"
_LOOKED_AT, _LOOKED_AT_CHARS = 50, 100_000
_EVERY_LINES = 1000
# What Excel puts above a table for other copies of itself.
_SAID = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
_DATED = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b|\d{1,2}\.? [^\W\d]{3,}\.? \d{4}")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row. ``number`` is the line of the file that it begins in, the first being 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """What stands in the column, without the blanks around it; empty where there is nothing."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""

    def text(self) -> str:
        """The row in one line, for a person who looks for it."""
        return " · ".join(part for cell in self.cells if (part := " ".join(cell.split())))


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are the headings; without any in the file they are "Column 1" and so on. ``width`` is the
    number of cells in the first line, with any that are empty in the whole file. ``where`` is the name that
    errors show.
    """

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    has_header: bool
    width: int
    where: str


def read_table(path: Path, go_on: GoOn = lambda _done: True) -> Table:
    """The table in a file. Raises ``InputError`` for what is none or is too large, and ``CancelledError``
    once ``go_on`` says so.
    """
    return table_of(_read_bytes(path), str(path), go_on)


def table_of(data: bytes, where: str, go_on: GoOn = lambda _done: True) -> Table:
    """The same for bytes that were read already; ``where`` is the name that errors show."""
    text = _decoded(data, where)
    lines = _lines(text, where, go_on)
    width = max((len(line.cells) for line in lines), default=0)
    if width < 2:
        raise InputError(_UNKNOWN, where=where, expected=_KINDS)
    has_header = _is_header(lines[0])
    head = lines[0].cells if has_header else ()
    columns = tuple(
        " ".join(head[index].split()) if index < len(head) and head[index].strip() else f"Column {index + 1}"
        for index in range(_used_width(lines, len(head) or width))
    )
    return Table(columns, tuple(lines[1:] if has_header else lines), has_header, len(lines[0].cells), where)


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError("There is no such file.", where=str(path))
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror or error}.", where=str(path)) from error
    if len(data) > MOST_BYTES:
        raise InputError(
            "This file is too large.", where=str(path), expected="at most 50 MB", mend="divide it into parts"
        )
    return data


def _decoded(data: bytes, where: str) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(_UNKNOWN, where=where, expected=_KINDS)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = data[:200]
    # Latin text in UTF-16 is half zeros, in the second or the first byte of each pair.
    if start.count(0) * 3 > len(start):
        return ("utf-16-le",) if start[1:2] == b"\0" else ("utf-16-be",)
    return "utf-8-sig", "cp1252"


def _lines(text: str, where: str, go_on: GoOn) -> list[Line]:
    said = _SAID.match(text.split("\n", 1)[0])
    separator = said[1] if said else _separator(text)
    lines: list[Line] = []
    try:
        for line in _records(text, separator):
            if len(lines) % _EVERY_LINES == 0 and not go_on(len(lines)):
                raise CancelledError
            if len(lines) >= MOST_LINES:
                raise InputError(
                    "This file has too many lines.",
                    where=where,
                    expected=f"at most {MOST_LINES:,}",
                    mend="divide it into parts",
                )
            lines.append(line)
    except csv.Error as error:
        number = lines[-1].number + 1 if lines else 1
        raise InputError(
            "The quotation marks in this file do not match, so its rows cannot be told apart.",
            where=f"{where}, in or after line {number}",
            mend="look at the quotation marks there, or export the file again",
        ) from error
    return lines[1:] if said else lines


def _records(text: str, separator: str) -> Iterator[Line]:
    """The rows that hold anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(begins, tuple(cells))
        begins = reader.line_num + 1


def _separator(text: str) -> str:
    """The one that divides most of the first lines into equally many cells."""
    head = "".join(text[:_LOOKED_AT_CHARS].splitlines(keepends=True)[:_LOOKED_AT])
    return max(_SEPARATORS, key=lambda separator: _fit(head, separator))


def _fit(head: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for line in _records(head, separator):
            widths[len(line.cells)] += 1
    except csv.Error:
        # The last record may be cut off, or this is not the separator: what was counted decides.
        pass
    width, lines = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
    return lines if width > 1 else 0


def _is_header(line: Line) -> bool:
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    return not any(_DATED.match(cell) for cell in cells) and not all(_NUMBER.fullmatch(c) for c in cells)


def _used_width(lines: list[Line], width: int) -> int:
    """Without the columns at the end that are empty in every line: a separator after the last cell."""
    while width > 2 and not any(line.cell(width - 1) for line in lines):
        width -= 1
    return width
