"""Another program's table in the terminal: what it would become is shown, and taken in if that is wanted."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backstay.care.tending import tended_journal
from backstay.catalogue.problems import nearest_word
from backstay.cli.console import StopAskedError
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.keeping import keep_first
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.cli.questions import pick
from backstay.cli.words import counted, plain
from backstay.domain.errors import InputError
from backstay.domain.pain import Region
from backstay.exchange.foreign import Mapping, Question, Scale
from backstay.exchange.foreign_cells import DateOrder
from backstay.exchange.foreign_guess import guess, things, with_score, with_time, with_wanted
from backstay.exchange.foreign_plan import ASKED, Draft, Plan, drafts_for, plan, rows_for
from backstay.exchange.tables import Table, read_table
from backstay.paths import Paths

_SHOWN_ROWS = 5
_SHOWN_NOTE = 40
_FIELDS = ("time", "clock", "score", "note", "region", "side")
_MENDS = {
    Question.TIME: "name the column with --map time=COLUMN",
    Question.SCORE: "name the column with --map score=COLUMN",
    Question.FEATURE: "name one with --of NAME",
    Question.DATE_ORDER: "say it with --date-order dmy or --date-order mdy",
    Question.SCALE: "say it with --scale 0-10, 0-100 or 0-5",
}


@dataclass(frozen=True, slots=True)
class TableWords:
    """What was typed about a table: ``columns`` as FIELD=COLUMN; with ``is_agreed`` nobody is asked."""

    columns: Sequence[str] = ()
    date_order: str | None = None
    scale: str | None = None
    wanted: str | None = None
    is_rounded: bool = False
    is_agreed: bool = False


def import_table(paths: Paths, outside: Outside, file: Path, words: TableWords) -> int:
    """Show what the table would become, and take it in once somebody agrees.

    Without ``is_agreed`` somebody at the keyboard is asked; where nobody is, nothing is written and 1 comes
    back. Raises ``BackstayError``; nothing is written then.
    """
    clock = outside.make_clock(1.0)
    with telling("Reading", clock.now_s, sys.stderr) as go_on:
        table = read_table(file, go_on)
    mapping = _corrected(table, guess(table), words)
    for line in _mapping_lines(table, mapping):
        print(line)
    for question in mapping.questions():
        raise InputError(
            f"It is not known {ASKED[question]}.",
            where=str(file),
            expected=_expected(question, table, mapping),
            mend=_MENDS[question],
        )
    with telling("Reading", clock.now_s, sys.stderr) as go_on:
        made = plan(table, mapping, clock.moment(), go_on)
    for line in _plan_lines(made):
        print(line)
    for refused in made.refused:
        tell(f"line {refused.line} is left out: {refused.why}\n  {_short(refused.text)}")
    if not made.drafts:
        tell("Nothing was taken in: no row holds a score that fits.")
        return WRONG
    if not words.is_agreed and not _agreed(outside, len(made.drafts)):
        return WRONG
    keep_first(paths, clock)
    with (
        tended_journal(paths, clock.moment) as journal,
        telling("Importing", clock.now_s, sys.stderr) as go_on,
    ):
        taken = journal.take_in(rows_for(drafts_for(made, journal), journal), go_on)
    known = f", {taken.known:,} known here already" if taken.known else ""
    confirm(f"{counted(taken.new, 'pain score')} taken in{known}.")
    return DONE


def _corrected(table: Table, mapping: Mapping, words: TableWords) -> Mapping:
    """``mapping`` as it was corrected. What hangs on a column is guessed anew before it is corrected too."""
    columns = dict(_field(typed) for typed in words.columns)
    if "time" in columns:
        mapping = with_time(table, mapping, _column(table, columns["time"]))
    if words.wanted is not None:
        if mapping.feature is None:
            raise InputError("This table tells of one thing only.", where="--of")
        names = [name for name in things(table, mapping.feature) if name]
        mapping = with_wanted(table, mapping, _one_of(words.wanted, names, "--of"))
    if "score" in columns:
        mapping = with_score(table, mapping, _column(table, columns["score"]))
    if "clock" in columns:
        mapping = replace(mapping, clock=_column(table, columns["clock"]))
    if "note" in columns:
        mapping = replace(mapping, note=_column(table, columns["note"]))
    if "side" in columns:
        mapping = replace(mapping, side=_column(table, columns["side"]))
    if "region" in columns:
        mapping = replace(mapping, region=_region(table, columns["region"]))
    return replace(
        mapping,
        order=mapping.order if words.date_order is None else DateOrder(words.date_order),
        scale=mapping.scale if words.scale is None else Scale(words.scale),
        is_rounded=words.is_rounded,
    )


def _field(words: str) -> tuple[str, str]:
    field, equals, column = words.partition("=")
    if not equals:
        raise InputError(
            f'"{words}" names no column.', where="--map", expected="FIELD=COLUMN, as score=Value"
        )
    return _one_of(field, _FIELDS, "--map"), column


def _column(table: Table, name: str) -> int | None:
    """The number of the column with this heading; None for no name, which takes the field away."""
    return table.columns.index(_one_of(name, table.columns, "--map")) if name else None


def _region(table: Table, name: str) -> int | Region | None:
    if name in table.columns or name not in list(Region):
        return _column(table, name)
    return Region(name)


def _one_of(word: str, choices: Sequence[str], option: str) -> str:
    if word in choices:
        return word
    nearest = nearest_word(word, choices)
    raise InputError(
        f'"{plain(word)}" is not there.',
        where=option,
        expected="one of " + ", ".join(plain(choice) for choice in choices),
        mend=f'Did you mean "{plain(nearest)}"?' if nearest else "",
    )


def _expected(question: Question, table: Table, mapping: Mapping) -> str:
    if question is Question.FEATURE and mapping.feature is not None:
        return "one of " + ", ".join(plain(name) for name in things(table, mapping.feature) if name)
    if question in (Question.TIME, Question.SCORE):
        return "one of " + ", ".join(plain(column) for column in table.columns)
    return ""


def _mapping_lines(table: Table, mapping: Mapping) -> Iterator[str]:
    """What was understood, a line for each thing that can be corrected."""
    yield f"{mapping.source}, {counted(len(table.lines), 'row')}"
    for name, column in (
        ("time", mapping.time),
        ("clock", mapping.clock),
        ("score", mapping.score),
        ("note", mapping.note),
        ("region", mapping.region),
        ("side", mapping.side),
    ):
        if column is not None:
            told = (
                f"column “{table.columns[column]}”" if isinstance(column, int) else f"{column}, in every row"
            )
            yield plain(f"  {name:<7}{told}")
    if mapping.wanted is not None:
        yield plain(f"  of     “{mapping.wanted}”")
    if mapping.scale is not None:
        rounded = ", rounded" if mapping.is_rounded else ""
        yield f"  scale  {mapping.scale}{rounded}"


def _plan_lines(made: Plan) -> Iterator[str]:
    for draft in made.drafts[:_SHOWN_ROWS]:
        yield f"  {_draft_line(draft)}"
    if (more := len(made.drafts) - _SHOWN_ROWS) > 0:
        yield f"  and {more:,} more"
    counts = [counted(len(made.drafts), "pain score")]
    if made.blank:
        counts.append(f"{counted(made.blank, 'row')} without a score")
    if made.others:
        counts.append(f"{counted(made.others, 'row')} about something else")
    if made.refused:
        counts.append(f"{counted(len(made.refused), 'row')} left out")
    yield ", ".join(counts)


def _draft_line(draft: Draft) -> str:
    pain = draft.pain
    parts = [f"{draft.at.local:%Y-%m-%d %H:%M}  pain {pain.score}", pain.region or "", pain.side or ""]
    return ", ".join(part for part in parts if part) + (f": {_short(pain.note)}" if pain.note else "")


def _short(text: str) -> str:
    text = plain(text)
    return text if len(text) <= _SHOWN_NOTE else text[: _SHOWN_NOTE - 1] + "…"


def _agreed(outside: Outside, count: int) -> bool:
    with outside.open_console() as console:
        if not console.can_type:
            tell("Nothing was taken in.\nmend: run it again with --yes")
            return False
        question = f"Take in {counted(count, 'pain score')}? y takes them in, n leaves:"
        try:
            is_agreed = pick(console, question, {"y": True, "n": False})
        except StopAskedError:
            is_agreed = False
        if not is_agreed:
            tell("Nothing was taken in.")
        return is_agreed
