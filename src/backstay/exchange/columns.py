"""What each column of the journal may hold, and what it is called in a file.

A file is somebody else's until every cell of it has been looked at: a row that could not be shown, or
that would hide another one, is never taken.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from backstay.domain.activity import FARTHEST_M, LONGEST_S, ActivityKind, Origin
from backstay.domain.exercise import Side
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepOutcome
from backstay.domain.local_time import FIRST_YEAR
from backstay.domain.mark import LONGEST
from backstay.domain.moment import Moment
from backstay.domain.pain import SCORE_MAX, SCORE_MIN, BodySide, Doing, Quality, Recall, Region, Timing
from backstay.journal.rows import Row, checksum, moment_columns, utc_text

Value = str | int | float | None

LAST_YEAR = 9998
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_MOST = 999_999_999


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of content. ``fits`` looks at a value of any type; ``of_text`` makes a value of the text of a
    table's cell and raises ``ValueError``.
    """

    expected: str
    fits: Callable[[object], bool]
    of_text: Callable[[str], Value] = str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the journal, and ``shown``, its name in a file for a spreadsheet."""

    name: str
    cell: Cell
    shown: str = ""

    @property
    def title(self) -> str:
        """Its name outside of the journal."""
        return self.shown or self.name

    @property
    def is_flag(self) -> bool:
        """Whether it is yes or no."""
        return self.cell is _FLAG


def _is_text(value: object) -> bool:
    # Half a character has no place in any file; nothing that a person types holds one.
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _or_none(cell: Cell) -> Cell:
    return Cell(
        f"{cell.expected}, or nothing",
        lambda value: value is None or cell.fits(value),
        lambda text: cell.of_text(text) if text else None,
    )


def _word(kind: type[StrEnum]) -> Cell:
    words = [choice.value for choice in kind]
    return Cell("one of " + ", ".join(words), lambda value: isinstance(value, str) and value in words)


def _whole(least: int, most: int) -> Cell:
    def of_text(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise ValueError(text)
        return int(text)

    return Cell(
        f"a whole number from {least} to {most}",
        lambda value: type(value) is int and least <= value <= most,
        of_text,
    )


def _number(most: float) -> Cell:
    return Cell(
        f"a number from 0 to {most:g}",
        lambda value: type(value) is float and math.isfinite(value) and 0 <= value <= most,
        float,
    )


def _flag_of(text: str) -> int:
    return {"no": 0, "yes": 1}[text]


def _are_qualities(value: object) -> bool:
    if type(value) is not str:
        return False
    words = value.split(",")
    return words == [quality.value for quality in Quality if quality in words]


def _is_length(value: object) -> bool:
    return _LENGTH.fits(value) and value != 0


def _is_mark(value: object) -> bool:
    is_line = isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()
    return is_line and not str(value).isspace()


ID = Cell("an id of 36 characters", lambda value: type(value) is str and bool(_ID.fullmatch(value)))
_TEXT = Cell("text", _is_text)
_COUNT = _whole(0, _MOST)
_OFFSET = _whole(-1439, 1439)
_SECONDS = _number(float(_MOST))
_LENGTH = _number(LONGEST_S)
_FLAG = Cell("yes or no", lambda value: type(value) is int and value in (0, 1), _flag_of)
_QUALITIES = Cell("words such as ache,stiff", _are_qualities)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "session": (
        Column("routine_id", _TEXT, "routine"),
        Column("routine_name", _TEXT, "name"),
        Column("planned_s", _SECONDS),
        Column("planned_steps", _COUNT, "steps"),
        Column("active_s", _SECONDS),
        Column("outcome", _or_none(_word(Outcome))),
    ),
    "step": (
        Column("session_id", ID),
        Column("step_index", _COUNT, "index"),
        Column("exercise_id", _TEXT, "exercise"),
        Column("name", _TEXT),
        Column("planned_s", _or_none(_SECONDS)),
        Column("active_s", _SECONDS),
        Column("outcome", _word(StepOutcome)),
        Column("reps_done", _COUNT, "reps"),
        Column("last_side", _word(Side), "side"),
        Column("hurt", _FLAG),
        Column("answer", _or_none(_word(HurtAnswer))),
        Column("effort", _or_none(_word(Effort))),
    ),
    "pain": (
        Column("session_id", _or_none(ID)),
        Column("score", _whole(SCORE_MIN, SCORE_MAX)),
        Column("region", _or_none(_word(Region))),
        Column("side", _or_none(_word(BodySide))),
        Column("timing", _word(Timing), "when"),
        Column("recall", _word(Recall)),
        Column("note", _TEXT),
        Column("exercise_id", _or_none(_TEXT), "exercise"),
        Column("doing", _or_none(_word(Doing))),
        Column("qualities", _or_none(_QUALITIES)),
    ),
    "activity": (
        Column("kind", _word(ActivityKind), "activity"),
        Column("duration_s", Cell(f"a number above 0 and up to {LONGEST_S:g}", _is_length, float)),
        Column("distance_m", _or_none(_number(FARTHEST_M))),
        Column("note", _TEXT),
        Column("origin", _word(Origin)),
    ),
    "mark": (Column("text", Cell(f"one line of up to {LONGEST} characters", _is_mark), "note"),),
}

_HEAD = (
    Column("id", ID),
    Column("entry", ID),
    Column("replaces", _or_none(ID)),
    Column("deleted", _FLAG),
    Column("checksum", Cell("64 characters", lambda value: type(value) is str and len(value) == 64)),
)
_MOMENTS = {"session": ("", "ended_")}
_REALS = {
    table: frozenset(column.name for column in columns if column.name.endswith(("_s", "_m")))
    for table, columns in COLUMNS.items()
}


def made_row(table: str, entry: str, at: Moment, written: Moment, content: Row) -> Row:
    """The one row of an entry that was never changed, with its checksum. Raises ``ValueError`` for content
    that the journal cannot hold, with what was expected.
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
    return {**row, **{name: float(cell) for name, cell in whole.items() if abs(cell) <= _MOST}}


def unknown_columns(table: str, row: Row) -> set[str]:
    """The names in ``row`` that this version does not know."""
    return set(row) - _NAMES[table]


def faults_of(table: str, row: Row) -> Iterator[str]:
    """What is wrong with the cells of ``row``, in words; nothing when it can be taken."""
    for column in (*_HEAD, *COLUMNS[table]):
        if not column.cell.fits(row.get(column.name)):
            yield f"{column.title}: {column.cell.expected} was expected"
    for prefix in _MOMENTS.get(table, ("",)):
        has_it = not prefix or row.get("outcome") is not None
        if not (_is_moment if has_it else _is_no_moment)(row, prefix):
            yield f"{prefix or 'at_'}utc: a time with its offset and its day was expected"
    if not _is_utc(row.get("written_utc")):
        yield "written_utc: a time in UTC was expected"


def moment_of_text(text: str, zone: str) -> Moment:
    """The moment of an ISO time with its offset. Raises ``ValueError`` for anything else."""
    local = datetime.fromisoformat(text)
    offset = local.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise ValueError(text)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise ValueError(text)
    return Moment.from_local(local, zone)


def _moment_names(prefix: str) -> tuple[str, str, str, str]:
    return (f"{prefix or 'at_'}utc", f"{prefix}offset_min", f"{prefix}zone", f"{prefix}day")


def _is_no_moment(row: Row, prefix: str) -> bool:
    return all(row.get(name) is None for name in _moment_names(prefix))


def _is_moment(row: Row, prefix: str) -> bool:
    utc, offset_min, zone, day = (row.get(name) for name in _moment_names(prefix))
    if not (_is_utc(utc) and _OFFSET.fits(offset_min) and _is_text(zone) and _is_day(day)):
        return False
    local = datetime.fromisoformat(str(utc)).astimezone(timezone(timedelta(minutes=int(offset_min or 0))))
    return abs(local.date() - date.fromisoformat(str(day))) <= timedelta(days=1)


def _is_day(value: object) -> bool:
    try:
        # The calendar also knows other ways of writing a day, in which text order is not day order.
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_utc(value: object) -> bool:
    if type(value) is not str or not _UTC.fullmatch(value):
        return False
    try:
        return FIRST_YEAR <= datetime.fromisoformat(value).astimezone(UTC).year <= LAST_YEAR
    except ValueError:
        return False


_NAMES = {
    table: frozenset(
        {
            *(column.name for column in (*_HEAD, *columns)),
            *(name for prefix in _MOMENTS.get(table, ("",)) for name in _moment_names(prefix)),
            "written_utc",
        }
    )
    for table, columns in COLUMNS.items()
}
