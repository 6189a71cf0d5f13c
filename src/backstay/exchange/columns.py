"""What each column of the journal may hold, and what it is called in a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from backstay.domain.activity import FARTHEST_M, LONGEST_S, ActivityKind, Origin
from backstay.domain.exercise import Side
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepOutcome
from backstay.domain.mark import LONGEST, is_mark_text
from backstay.domain.pain import SCORE_MAX, SCORE_MIN, BodySide, Doing, Quality, Recall, Region, Timing

Value = str | int | float | None

TIME = "a time with its offset, such as 2026-03-02T07:29:00+01:00"
_SHOWN = 40
# Nothing that a person types holds one, and no file can.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
MOST = 999_999_999


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
        return self.cell is FLAG


def unlike(title: str, found: object, expected: str) -> str:
    """What is wrong with a value, for whoever has to put it right; a long one is cut off."""
    text = "" if found is None else str(found)
    shown = f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else "nothing"
    return f"{title}: {shown} is not {expected}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and (value.isascii() or not _HALF_CHARACTER.search(value))


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
        lambda value: type(value) is float and 0 <= value <= most,
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
    return isinstance(value, str) and is_mark_text(value)


ID = Cell("an id of 36 characters", lambda value: type(value) is str and bool(_ID.fullmatch(value)))
TEXT = Cell("text", _is_text)
_COUNT = _whole(0, MOST)
OFFSET = _whole(-1439, 1439)
_SECONDS = _number(float(MOST))
_LENGTH = _number(LONGEST_S)
FLAG = Cell("yes or no", lambda value: type(value) is int and value in (0, 1), _flag_of)
_QUALITIES = Cell("words such as ache,stiff", _are_qualities)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "session": (
        Column("routine_id", TEXT, "routine"),
        Column("routine_name", TEXT, "name"),
        Column("planned_s", _SECONDS),
        Column("planned_steps", _COUNT, "steps"),
        Column("active_s", _SECONDS),
        Column("outcome", _or_none(_word(Outcome))),
    ),
    "step": (
        Column("session_id", ID),
        Column("step_index", _COUNT, "index"),
        Column("exercise_id", TEXT, "exercise"),
        Column("name", TEXT),
        Column("planned_s", _or_none(_SECONDS)),
        Column("active_s", _SECONDS),
        Column("outcome", _word(StepOutcome)),
        Column("reps_done", _COUNT, "reps"),
        Column("last_side", _word(Side), "side"),
        Column("hurt", FLAG),
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
        Column("note", TEXT),
        Column("exercise_id", _or_none(TEXT), "exercise"),
        Column("doing", _or_none(_word(Doing))),
        Column("qualities", _or_none(_QUALITIES)),
    ),
    "activity": (
        Column("kind", _word(ActivityKind), "activity"),
        Column("duration_s", Cell(f"a number above 0 and up to {LONGEST_S:g}", _is_length, float)),
        Column("distance_m", _or_none(_number(FARTHEST_M))),
        Column("note", TEXT),
        Column("origin", _word(Origin)),
    ),
    "mark": (Column("text", Cell(f"one line of up to {LONGEST} characters", _is_mark), "note"),),
}

HEAD = (
    Column("id", ID),
    Column("entry", ID),
    Column("replaces", _or_none(ID)),
    Column("deleted", FLAG),
    Column("checksum", Cell("64 characters", lambda value: type(value) is str and len(value) == 64)),
)
