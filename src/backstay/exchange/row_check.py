"""A row from a file, looked at cell by cell.

A file is somebody else's until every cell of it has been looked at: a row that could not be shown, or
that would hide another one, is never taken.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from backstay.domain.local_time import FIRST_YEAR
from backstay.domain.moment import Moment
from backstay.exchange.columns import COLUMNS, HEAD, MOST, OFFSET, TEXT, Value, unlike
from backstay.journal.rows import Row, checksum, moment_columns, utc_text

LAST_YEAR = 9998
# The first hours of a year still belong to the one before it, in UTC.
_OLDEST = FIRST_YEAR - 1
OLDEST_END = 2
"""The year of an end may lie anywhere where a time still has a local one: it keeps its distance from a
beginning that was moved, and clocks were put back in between.
"""

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_MOMENTS = {"session": ("", "ended_")}
_REALS = {
    table: frozenset(column.name for column in columns if column.name.endswith(("_s", "_m")))
    for table, columns in COLUMNS.items()
}


def made_row(table: str, entry: str, at: Moment, written: Moment, content: Row) -> Row:
    """The one row of an entry that was never changed, with its checksum. Raises ``ValueError`` for content
    that the journal cannot hold, in the words of ``faults_of``.
    """
    row = {
        "id": entry,
        "entry": entry,
        "replaces": None,
        "deleted": 0,
        **moment_columns(at),
        "written_utc": utc_text(written.utc),
        **content,
        "checksum": "0" * 64,
    }
    for fault in faults_of(table, row):
        raise ValueError(fault)
    return {**row, "checksum": checksum(row)}


def relinked(row: Row, **cells: Value) -> Row:
    """``row`` with other cells and a checksum that fits them."""
    changed = {**row, **cells}
    return {**changed, "checksum": checksum(changed)}


def with_reals(table: str, row: Row) -> Row:
    """``row`` with numbers in place of whole ones where the journal holds numbers: other programs write
    720.0 as 720.
    """
    whole = {name: row[name] for name in _REALS[table] if type(row.get(name)) is int}
    return {**row, **{name: float(cell) for name, cell in whole.items() if abs(cell) <= MOST}}


def unknown_columns(table: str, row: Row) -> set[str]:
    """The names in ``row`` that this version does not know."""
    return set(row) - _NAMES[table]


def faults_of(table: str, row: Row) -> Iterator[str]:
    """What is wrong with the cells of ``row``, in words; nothing when it can be taken."""
    for column in (*HEAD, *COLUMNS[table]):
        if not column.cell.fits(row.get(column.name)):
            yield unlike(column.title, row.get(column.name), column.cell.expected)
    for prefix in _MOMENTS.get(table, ("",)):
        has_it = not prefix or row.get("outcome") is not None
        if not (_is_moment if has_it else _is_no_moment)(row, prefix):
            name = f"{prefix or 'at_'}utc"
            yield unlike(name, row.get(name), "a time that has an offset, a zone and a day with it")
    if not _is_utc(row.get("written_utc"), _OLDEST):
        yield unlike("written_utc", row.get("written_utc"), "a time in UTC")


def moment_of_text(text: str, zone: str, first_year: int = FIRST_YEAR) -> Moment:
    """The moment of an ISO time with its offset. Raises ``ValueError`` for anything else, and for a time
    before ``first_year``.
    """
    local = datetime.fromisoformat(text)
    offset = local.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise ValueError(text)
    if not first_year <= local.year <= LAST_YEAR:
        raise ValueError(text)
    return Moment.from_local(local, zone)


def _moment_names(prefix: str) -> tuple[str, str, str, str]:
    return (f"{prefix or 'at_'}utc", f"{prefix}offset_min", f"{prefix}zone", f"{prefix}day")


def _is_no_moment(row: Row, prefix: str) -> bool:
    return all(row.get(name) is None for name in _moment_names(prefix))


def _is_moment(row: Row, prefix: str) -> bool:
    utc, offset_min, zone, day = (row.get(name) for name in _moment_names(prefix))
    if not (
        _is_utc(utc, OLDEST_END if prefix else _OLDEST)
        and OFFSET.fits(offset_min)
        and TEXT.fits(zone)
        and _is_day(day)
    ):
        return False
    local = datetime.fromisoformat(str(utc)).astimezone(timezone(timedelta(minutes=int(offset_min or 0))))
    return abs(local.date() - date.fromisoformat(str(day))) <= timedelta(days=1)


def _is_day(value: object) -> bool:
    try:
        # The calendar also knows other ways of writing a day, in which text order is not day order.
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_utc(value: object, first_year: int) -> bool:
    if type(value) is not str or not _UTC.fullmatch(value):
        return False
    try:
        return first_year <= datetime.fromisoformat(value).astimezone(UTC).year <= LAST_YEAR
    except ValueError:
        return False


_NAMES = {
    table: frozenset(
        {
            *(column.name for column in (*HEAD, *columns)),
            *(name for prefix in _MOMENTS.get(table, ("",)) for name in _moment_names(prefix)),
            "written_utc",
        }
    )
    for table, columns in COLUMNS.items()
}
