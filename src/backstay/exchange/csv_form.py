"""What our table for spreadsheets looks like: its columns, and text that no spreadsheet runs."""

import re

from backstay.exchange.columns import COLUMNS

KIND, ID, AT, ZONE, WRITTEN = "kind", "id", "at", "zone", "written"
ENDED, ENDED_ZONE = "ended_at", "ended_zone"
REQUIRED = (KIND, ID, AT, ZONE)

_OF_PAIN_FIRST = ("score", "region", "side", "when", "recall", "doing", "qualities", "note", "session_id")
HEADER = tuple(
    dict.fromkeys(
        (
            *REQUIRED,
            *_OF_PAIN_FIRST,
            *(column.title for columns in COLUMNS.values() for column in columns),
            ENDED,
            ENDED_ZONE,
            WRITTEN,
        )
    )
)

# A spreadsheet takes a text that begins like this for a formula (OWASP, CSV injection).
_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_FORMULA_STARTS = (*_SIGNS, "\t", "\r", "\n")
# The mark itself too, so that whoever reads the file can tell ours from the person's own.
_MARKED = (*_FORMULA_STARTS, "'")
# Where a semicolon divides the cells, a spreadsheet that opens our table begins a new cell in the midst of a
# text, and a new row at the end of its line.
_INNER = re.compile(rf"([;\t\r\n]\"*)('*)(?=[{re.escape(_SIGNS)}])")
_INNER_MARKED = re.compile(rf"([;\t\r\n]\"*)'('*)(?=[{re.escape(_SIGNS)}])")


def guarded(text: str) -> str:
    """``text`` as a spreadsheet takes it for text, wherever it divides it."""
    inner = _INNER.sub(r"\1'\2", text)
    return f"'{inner}" if inner.startswith(_MARKED) else inner


def unguarded(text: str) -> str:
    """What was written by ``guarded``; text that never was stays as it is."""
    inner = text[1:] if text.startswith("'") and text[1:].startswith(_MARKED) else text
    return _INNER_MARKED.sub(r"\1\2", inner)
