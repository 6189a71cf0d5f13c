"""What our table for spreadsheets looks like: its columns, and text that no spreadsheet runs."""

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
_FORMULA_STARTS = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
# The mark itself too, so that whoever reads the file can tell ours from the person's own.
_MARKED = (*_FORMULA_STARTS, "'")


def guarded(text: str) -> str:
    """``text`` as a spreadsheet takes it for text."""
    return f"'{text}" if text.startswith(_MARKED) else text


def unguarded(text: str) -> str:
    """What was written by ``guarded``; text that never was stays as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_MARKED) else text
