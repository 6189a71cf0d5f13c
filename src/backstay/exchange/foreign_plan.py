"""What somebody else's table would become here, row by row, before anything of it is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID, uuid5

from backstay.domain.errors import InputError
from backstay.domain.local_time import moment_here
from backstay.domain.moment import Moment
from backstay.domain.pain import SCORE_MAX, BodySide, PainScore, Region
from backstay.exchange.foreign import HIGHEST, Mapping, Question, Scale, Source
from backstay.exchange.foreign_cells import (
    WrittenTime,
    local_time,
    read_number,
    read_region,
    read_side,
    read_time,
)
from backstay.exchange.tables import Line, Table
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.journal import Journal
from backstay.journal.rows import TableRow

# Any number will do, as long as it never changes: the ids of entries are made with it.
_SPACE = UUID("5d0f6f43-8a0c-4bd5-9c57-3a7d5e1b2c60")
_EVERY_LINES = 500
_NO_SCORE = {Source.LOOP: frozenset({"", "UNKNOWN", "SKIP"})}
_BLANK = frozenset({""})
_LONGEST_NOTE = 2000

ASKED = {
    Question.TIME: "which column holds the day",
    Question.FEATURE: "which of the things in this file is your pain",
    Question.SCORE: "which column holds the pain score",
    Question.DATE_ORDER: "whether the day or the month stands first",
    Question.SCALE: "on which scale the scores are",
}
"""What is not known while a question is open."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as it would be written; ``line`` is where it begins in the file."""

    line: int
    at: Moment
    pain: PainScore
    entry_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken in: its line, what it holds, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``blank`` rows hold no score, ``others`` are about something else; neither is refused."""

    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]
    blank: int = 0
    others: int = 0


def plan(table: Table, mapping: Mapping, now: Moment, go_on: GoOn = lambda _done: True) -> Plan:
    """What ``table`` would become. Raises ``InputError`` while a question is open, ``CancelledError``."""
    for question in mapping.questions():
        raise InputError(f"It is not known yet {ASKED[question]}.")
    drafts: list[Draft] = []
    refused: list[Refused] = []
    skipped: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for done, line in enumerate(table.lines):
        if done % _EVERY_LINES == 0 and not go_on(done):
            raise CancelledError
        if mapping.feature is not None and line.cell(mapping.feature) != mapping.wanted:
            skipped["others"] += 1
        elif line.cell(mapping.score) in _NO_SCORE.get(mapping.source, _BLANK):
            skipped["blank"] += 1
        else:
            try:
                drafts.append(_draft(line, table, mapping, now, seen))
            except InputError as error:
                why = f"{error.what} Expected: {error.expected}." if error.expected else error.what
                refused.append(Refused(line.number, line.text(), why))
    return Plan(tuple(drafts), tuple(refused), skipped["blank"], skipped["others"])


def drafts_for(plan: Plan, journal: Journal) -> tuple[Draft, ...]:
    """The drafts with the ids under which ``journal`` shall have them.

    A row keeps its id, so that a file taken in twice changes nothing and a score that was deleted here
    stays deleted. Only where every score of the file that ever came in was taken back do new ones count.
    """
    known = {row["entry"] for row in journal.rows("pain")}
    standing = {entry.id for entry in journal.pain.between()}
    drafts, round_number = plan.drafts, 0
    while (former := known.intersection(draft.entry_id for draft in drafts)) and not former & standing:
        round_number += 1
        drafts = tuple(
            Draft(draft.line, draft.at, draft.pain, str(uuid5(_SPACE, f"{draft.entry_id} {round_number}")))
            for draft in plan.drafts
        )
    return drafts


def rows_for(drafts: tuple[Draft, ...], journal: Journal) -> Iterator[TableRow]:
    """The rows for ``Journal.take_in``, made one by one. Raises ``InputError``."""
    return (journal.pain.draft(draft.pain, draft.at, draft.entry_id) for draft in drafts)


def _draft(line: Line, table: Table, mapping: Mapping, now: Moment, seen: Counter[str]) -> Draft:
    if mapping.source is Source.LOOP and len(line.cells) < table.width:
        raise InputError(
            "This line has fewer cells than there are habits. Perhaps the name of a habit has a comma in it."
        )
    if any(cell.strip() for cell in line.cells[len(table.columns) :]):
        raise InputError("This line has more cells than there are columns.")
    written = read_time(line.cell(mapping.time), line.cell(mapping.clock), mapping.order)
    score, remarks = _score(line.cell(mapping.score), mapping)
    region, side, place_remark = _place(line, mapping)
    notes = [line.cell(mapping.note), *_extras(line, table, mapping), *remarks, place_remark]
    pain = PainScore(score, region, side, note=_note([note for note in notes if note]))
    at = moment_here(_as_local(written, now), now)
    content = _content(table, mapping, written, pain)
    seen[content] += 1
    return Draft(line.number, at, pain, str(uuid5(_SPACE, f"{content}\n{seen[content]}")))


def _as_local(written: WrittenTime, now: Moment) -> datetime:
    return local_time(written, now.local)


def _content(table: Table, mapping: Mapping, written: WrittenTime, pain: PainScore) -> str:
    """All that makes this row the one it is; the present time has no part in it."""
    assert mapping.score is not None
    thing = mapping.wanted or table.columns[mapping.score]
    return "\n".join(
        (
            mapping.source,
            thing,
            written.text(),
            str(pain.score),
            pain.region or "",
            pain.side or "",
            pain.note,
        )
    )


def _score(text: str, mapping: Mapping) -> tuple[int, list[str]]:
    """The score from 0 to 10, and what is to be said of it in the note."""
    scale = mapping.scale
    assert scale is not None
    remarks = []
    if mapping.source is Source.LOOP and text == "NO":
        text = "0"
    if mapping.source is Source.TRACK_AND_GRAPH and (label := _labelled(text)) is not None:
        text, said = label
        remarks = [said]
    number, whole = read_number(text)
    highest = HIGHEST[scale] if whole is None else whole
    if not 0 <= number <= highest or highest == 0:
        raise InputError(f"{_plain(number)} is outside the scale.", expected=f"0 to {highest}")
    exact = number * SCORE_MAX / highest
    score = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if exact != score and scale is not Scale.TO_100 and not mapping.is_rounded:
        raise InputError(f"{_plain(exact)} is between two scores; it can be rounded.")
    if highest not in (SCORE_MAX, HIGHEST[Scale.THOUSANDTHS]):
        remarks.append(f"{_plain(number)} of {highest} in the file")
    elif exact != score:
        remarks.append(f"{_plain(exact)} in the file")
    return score, remarks


def _labelled(text: str) -> tuple[str, str] | None:
    """Value and label of "3.0:label", as Track & Graph wrote them once; None for anything else."""
    value, colon, label = text.partition(":")
    # A duration has a number behind its colon, and stays what it is: no score.
    return (value, label.strip()) if colon and not label[:1].isdigit() else None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _place(line: Line, mapping: Mapping) -> tuple[Region | None, BodySide | None, str]:
    """Region and side, and the words of the file where they are none of ours."""
    side_text = line.cell(mapping.side)
    side = read_side(side_text)
    if not isinstance(mapping.region, int):
        return mapping.region, side, f"side: {side_text}" if side_text and side is None else ""
    words = line.cell(mapping.region)
    region = read_region(words)
    kept = [f"place: {words}"] if words and region is None else []
    if side_text and side is None:
        kept.append(f"side: {side_text}")
    return region, side or read_side(words), "; ".join(kept)


def _extras(line: Line, table: Table, mapping: Mapping) -> list[str]:
    told = ((table.columns[column], line.cell(column)) for column in mapping.extras)
    return [f"{heading}: {text}" for heading, text in told if text]


def _note(parts: list[str]) -> str:
    note = "; ".join(parts)
    if len(note) > _LONGEST_NOTE:
        raise InputError("The note is too long.", expected=f"at most {_LONGEST_NOTE:,} characters")
    return note
