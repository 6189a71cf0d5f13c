"""A first guess at what the columns of a table mean, from their headings and from what is in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from backstay.domain.errors import InputError
from backstay.domain.pain import Region
from backstay.exchange.csv_form import REQUIRED
from backstay.exchange.foreign import HIGHEST, Mapping, Scale, Source
from backstay.exchange.foreign_cells import date_order, read_number, read_region, read_time
from backstay.exchange.tables import Line, Table

_LOOP_WORDS = frozenset({"YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN"})
_STRENGTH = re.compile(r"[01]\.\d{4}")
_PAIN = re.compile(r"pain|ache|hurt|sore|schmerz|weh", re.IGNORECASE)
_FIVE = re.compile(r"\b[01]\s*(?:-|–|to|bis)\s*5\b", re.IGNORECASE)

# Headings in the order in which they are preferred.
_TIME = (
    "timestamp",
    "date and time",
    "datetime",
    "date/time",
    "recorded",
    "date",
    "day",
    "time",
    "datum",
    "tag",
)
_CLOCK = ("time of day", "time", "start time", "uhrzeit", "zeit")
_SCORE = (
    "pain severity", "pain score", "pain level", "severity", "pain", "score", "intensity", "nrs", "value",
    "schmerzstärke", "schmerz", "stärke", "wert",
)  # fmt: skip
_NOTE = ("notes", "note", "comments", "comment", "remarks", "notiz", "notizen", "bemerkung", "kommentar")
_REGION = ("region", "locations", "location", "body part", "area", "where", "place", "ort", "stelle")
_SIDE = ("side", "seite")
_MY_PAIN = frozenset(
    {
        "associated symptoms", "symptoms", "characteristics", "aggravating factors", "alleviating factors",
        "environment", "environments", "ineffective factors", "duration", "medications",
    }
)  # fmt: skip

# Enough to know a table by; all of it is looked at where one line can decide.
_SAMPLE = 200
# An 11 or a 12 is a slip of the finger.
_NO_SLIP = 12


def guess(table: Table) -> Mapping:
    """What the columns most likely mean. Raises ``InputError`` for a table known to hold no entries, and for
    one of our own: with other ids its scores would be here twice, and its sessions would be lost.
    """
    heads = [heading.casefold() for heading in table.columns]
    if any(set(REQUIRED) <= set(cells) for cells in (heads, *(line.cells for line in table.lines[:_SAMPLE]))):
        raise InputError(
            "This is a table of Backstay, saved in a way that is not read here.",
            where=table.where,
            expected="its headings in the first line, divided by commas, semicolons or tabs",
            mend="save it as such a CSV file, or export it again",
        )
    if {"featurename", "timestamp", "value"} <= set(heads):
        return _track_and_graph(table, heads)
    if _is_loop(table, heads):
        return _loop(table, heads)
    return _by_words(table, heads)


def with_time(table: Table, mapping: Mapping, column: int | None) -> Mapping:
    """``mapping`` with the days in another column, and their order as that column tells it."""
    order = None if column is None else date_order(line.cell(column) for line in table.lines)
    clock = None if mapping.clock == column else mapping.clock
    return replace(mapping, time=column, clock=clock, order=order)


def with_score(table: Table, mapping: Mapping, column: int | None) -> Mapping:
    """``mapping`` with the scores in another column, and their scale as that column tells it."""
    if column is None:
        return replace(mapping, score=None, scale=None)
    if mapping.source is Source.LOOP:
        return replace(mapping, score=column, scale=Scale.THOUSANDTHS)
    if mapping.source is Source.MANAGE_MY_PAIN:
        return replace(mapping, score=column, scale=Scale.TO_10)
    cells = (line.cell(column) for line in _wanted_lines(table, mapping))
    return replace(mapping, score=column, scale=_scale(table.columns[column], cells))


def with_wanted(table: Table, mapping: Mapping, wanted: str | None) -> Mapping:
    """``mapping`` for another thing that the table tells of."""
    place = mapping.region
    if not isinstance(place, int):
        place = read_region(wanted) if wanted else None
    return with_score(table, replace(mapping, wanted=wanted, region=place), mapping.score)


def things(table: Table, column: int) -> tuple[str, ...]:
    """What the rows are about, each once, in the order of the file."""
    return tuple(dict.fromkeys(line.cell(column) for line in table.lines))


def _wanted_lines(table: Table, mapping: Mapping) -> Iterable[Line]:
    if mapping.feature is None or mapping.wanted is None:
        return table.lines
    return (line for line in table.lines if line.cell(mapping.feature) == mapping.wanted)


def _track_and_graph(table: Table, heads: list[str]) -> Mapping:
    feature = heads.index("featurename")
    mapping = Mapping(
        Source.TRACK_AND_GRAPH,
        note=_first(heads, _NOTE),
        feature=feature,
        extras=tuple(index for index, head in enumerate(heads) if head == "label"),
        score=heads.index("value"),
    )
    mapping = with_time(table, mapping, heads.index("timestamp"))
    return with_wanted(table, mapping, _likeliest(things(table, feature)))


def _likeliest(names: Sequence[str]) -> str | None:
    painful = [name for name in names if _PAIN.search(name)]
    for found in (painful, names):
        if len(found) == 1:
            return found[0]
    return None


def _is_loop(table: Table, heads: list[str]) -> bool:
    if not heads or heads[0] != "date":
        return False
    is_own = heads[1:] in (["value"], ["value", "notes"])
    width = 2 if is_own else len(heads)
    cells = [cell for line in table.lines[:_SAMPLE] for i in range(1, width) if (cell := line.cell(i))]
    if cells and all(_STRENGTH.fullmatch(cell) for cell in cells):
        raise InputError(
            "This table holds the strength of habits, as Loop Habit Tracker reckons it, and no entries.",
            where=table.where,
            mend="choose Checkmarks.csv of the same export",
        )
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    words = sum(cell in _LOOP_WORDS for cell in cells)
    # Thousandths only: in a table that somebody made by hand a score is not above 100.
    is_scaled = all(number == 0 or number >= 500 for number in numbers) and any(numbers)
    return len(numbers) + words == len(cells) > 0 and (words > 0 or is_scaled)


def _loop(table: Table, heads: list[str]) -> Mapping:
    note = _first(heads, ("notes",)) if heads[1:] == ["value", "notes"] else None
    counted = [
        index
        for index in range(1, len(heads))
        if index != note and any(line.cell(index).isdecimal() for line in table.lines)
    ]
    painful = [index for index in counted if _PAIN.search(table.columns[index])]
    chosen = next((found[0] for found in (painful, counted) if len(found) == 1), None)
    mapping = with_time(table, Mapping(Source.LOOP, note=note), 0)
    return with_score(table, replace(mapping, region=_region_in(table, chosen)), chosen)


def _by_words(table: Table, heads: list[str]) -> Mapping:
    is_known = "severity" in " ".join(heads) and bool(_MY_PAIN & set(heads))
    time = _dated_column(table, heads)
    taken = {time}
    found: dict[str, int | None] = {}
    # The scores last: "pain location" is a place.
    for name, words in (
        ("clock", _CLOCK), ("note", _NOTE), ("region", _REGION), ("side", _SIDE), ("score", _SCORE),
    ):  # fmt: skip
        found[name] = _first(heads, words, without=taken) if table.has_header else None
        taken.add(found[name])
    score = found["score"]
    if score is None:
        score = _counted_column(table, taken)
        taken.add(score)
    if not table.has_header:
        found["note"] = next((index for index in range(len(heads)) if index not in taken), None)
    extras = tuple(index for index in range(len(heads)) if index not in taken) if is_known else ()
    mapping = Mapping(
        Source.MANAGE_MY_PAIN if is_known else Source.PLAIN,
        clock=found["clock"],
        note=found["note"],
        region=_region_in(table, score) if found["region"] is None else found["region"],
        side=found["side"],
        extras=extras,
    )
    return with_score(table, with_time(table, mapping, time), score)


def _region_in(table: Table, column: int | None) -> Region | None:
    return None if column is None else read_region(table.columns[column])


def _first(heads: list[str], words: Sequence[str], without: Iterable[int | None] = ()) -> int | None:
    """The column whose heading is one of the words, else one that has it as a word."""
    free = [index for index in range(len(heads)) if index not in set(without)]
    for word in words:
        for index in free:
            if heads[index] == word:
                return index
    for word in words:
        for index in free:
            if re.search(rf"\b{re.escape(word)}\b", heads[index]):
                return index
    return None


def _dated_column(table: Table, heads: list[str]) -> int | None:
    """The column with the most days in it; of several the one whose heading fits best."""
    lines = table.lines[:_SAMPLE]
    counts = {index: sum(_is_day(line.cell(index)) for line in lines) for index in range(len(heads))}
    best = max(counts.values(), default=0)
    if best == 0:
        return None
    dated = [index for index in counts if counts[index] == best]
    others = [index for index in range(len(heads)) if index not in dated]
    named = _first(heads, _TIME, without=others)
    return dated[0] if named is None else named


def _is_day(text: str) -> bool:
    try:
        read_time(text, "", date_order([text]))
    except InputError:
        return False
    return True


def _counted_column(table: Table, taken: set[int | None]) -> int | None:
    """The only other column that holds nothing but numbers."""
    found = []
    for index in range(len(table.columns)):
        cells = [cell for line in table.lines[:_SAMPLE] if (cell := line.cell(index))]
        if index not in taken and cells and all(_is_number(cell) for cell in cells):
            found.append(index)
    return found[0] if len(found) == 1 else None


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except InputError:
        return False
    return True


def _scale(heading: str, cells: Iterable[str]) -> Scale | None:
    """0 to 10, unless more than one score in five is well above it; None where it seems to end at 5."""
    if _FIVE.search(heading):
        return None
    numbers = [read_number(cell) for cell in cells if _is_number(cell)]
    if any(whole == HIGHEST[Scale.TO_5] for _, whole in numbers):
        return None
    above = sum(number > _NO_SLIP for number, _ in numbers)
    return Scale.TO_100 if above * 5 > len(numbers) else Scale.TO_10
