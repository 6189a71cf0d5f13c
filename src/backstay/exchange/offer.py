"""What a file, of whatever kind, would bring into the journal: to be looked at before anything is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.activity import Activity
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore
from backstay.exchange import foreign
from backstay.exchange.foreign_guess import guess
from backstay.exchange.foreign_plan import Plan, drafts_for, plan, rows_for
from backstay.exchange.tables import Table, read_table
from backstay.journal.intake import GoOn
from backstay.journal.journal import Journal
from backstay.journal.rows import TableRow

SHOWN = 100
"""How many entries are shown before they are taken in."""

MakeRows = Callable[[Journal], list[TableRow]]


@dataclass(frozen=True, slots=True)
class Sample:
    """An entry as it would be written; a text stands for a session, and is the name of its routine."""

    at: Moment
    thing: PainScore | Activity | Mark | str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What cannot be taken in: where it stands, what it holds, and why."""

    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Offer:
    """``counts`` are the entries by the name of their table: ``pain``, ``session``, ``activity``, ``mark``.
    ``samples`` are the first of them. ``rows`` makes what ``Journal.take_in`` takes. A table of another
    program has its ``table`` and ``mapping``; while that leaves a question open there are no entries.
    """

    name: str
    counts: Mapping[str, int]
    samples: tuple[Sample, ...]
    left_out: tuple[LeftOut, ...]
    rows: MakeRows
    note: str = ""
    blank: int = 0
    others: int = 0
    table: Table | None = None
    mapping: foreign.Mapping | None = None

    @property
    def total(self) -> int:
        """How many entries there are."""
        return sum(self.counts.values())


def offer_of(path: Path, now: Moment, go_on: GoOn = lambda _done: True) -> Offer:
    """What the file would bring. Raises ``InputError`` for one that brings nothing, ``CancelledError``."""
    table = read_table(path, go_on)
    return table_offer(table, guess(table), now, go_on)


def table_offer(
    table: Table, mapping: foreign.Mapping, now: Moment, go_on: GoOn = lambda _done: True
) -> Offer:
    """What a table would bring with this meaning of its columns. Raises ``CancelledError``."""
    made = Plan((), ()) if mapping.questions() else plan(table, mapping, now, go_on)
    return Offer(
        name=mapping.source,
        counts={"pain": len(made.drafts)},
        samples=tuple(Sample(draft.at, draft.pain) for draft in made.drafts[:SHOWN]),
        left_out=tuple(LeftOut(f"{row.line}", row.text, row.why) for row in made.refused),
        rows=lambda journal: list(rows_for(drafts_for(made, journal), journal)),
        blank=made.blank,
        others=made.others,
        table=table,
        mapping=mapping,
    )
