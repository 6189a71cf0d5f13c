"""A stored row: its checksum, and how a moment stands in its columns."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

# What STRICT columns hold: str, int, float or None, by column name.
Row = dict[str, Any]
Cell = str | int | float | None
TableRow = tuple[str, Row]
"""A row with the name of the table that it belongs to."""

# What a sound row raises whose values no entry can have: of a newer version, or made by another program.
NO_ENTRY = (ValueError, LookupError, OverflowError, InputError)
# What an entry is called and where it stands among its versions; all else is its content.
_NOT_CONTENT = frozenset({"id", "entry", "replaces", "written_utc", "checksum"})
# A damaged cell can be of any type; as its repr it gives a sum that does not fit.
_canonical_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr
).encode


def checksum(row: Row) -> str:
    """SHA-256, in hex, of the row as JSON with sorted keys.

    Columns that are NULL are left out, so that a later nullable column leaves old sums valid.
    """
    content = {name: cell for name, cell in row.items() if cell is not None and name != "checksum"}
    return sha256(_canonical_json(content).encode("utf-8", "surrogateescape")).hexdigest()


def is_sound(row: Row) -> bool:
    """Whether the row still is what was written."""
    return bool(checksum(row) == row["checksum"])


def content_of(row: Row) -> Row:
    """What the row says of its entry, without its place among the entry's versions."""
    return {name: cell for name, cell in row.items() if name not in _NOT_CONTENT}


def utc_text(utc: datetime) -> str:
    """An instant as text of one width, so that text order is time order."""
    return utc.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_columns(at: Moment | None, prefix: str = "") -> Row:
    """The four columns of a moment, all None without one."""
    names = (f"{prefix or 'at_'}utc", f"{prefix}offset_min", f"{prefix}zone", f"{prefix}day")
    if at is None:
        return dict.fromkeys(names)
    return dict(zip(names, (utc_text(at.utc), at.offset_min, at.zone, at.day.isoformat()), strict=True))


def moment_of(row: Row, prefix: str = "") -> Moment:
    """The moment that ``moment_columns`` stored. Raises ``ValueError`` for other text."""
    return Moment(
        datetime.fromisoformat(row[f"{prefix or 'at_'}utc"]),
        row[f"{prefix}offset_min"],
        row[f"{prefix}zone"],
        date.fromisoformat(row[f"{prefix}day"]),
    )


def within(since: date | None, until: date | None) -> tuple[str, tuple[str, ...]]:
    """The condition, with its values, for the days from ``since`` to ``until``, both included."""
    bounds = (("day >= ?", since), ("day <= ?", until))
    given = [(condition, day.isoformat()) for condition, day in bounds if day is not None]
    return " AND ".join(c for c, _ in given) or "1", tuple(v for _, v in given)


def is_text(text: str) -> bool:
    """Whether every character of it is whole; half of one can be in no journal."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def require_text(note: str) -> None:
    """Raises ``InputError`` for what a person's keyboard cannot have meant: half a character, say."""
    if not is_text(note):
        raise InputError("The note holds something that is not text.", mend="type the note again")
