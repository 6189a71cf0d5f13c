"""What a file, of whatever kind, would bring into the journal: to be looked at before anything is written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import BodySide, PainScore, Region
from backstay.exchange import foreign
from backstay.exchange.foreign_guess import guess, things, with_time
from backstay.exchange.foreign_plan import Plan, drafts_for, plan, rows_for
from backstay.exchange.incoming import Incoming
from backstay.exchange.reading import form_of, read_file
from backstay.exchange.tables import Table, read_table
from backstay.exchange.tracks import Track, is_track, read_track
from backstay.journal.intake import GoOn
from backstay.journal.journal import Journal
from backstay.journal.rows import Row, TableRow, moment_of

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
    ``samples`` are the first of them. ``rows`` makes what ``Journal.take_in`` takes.

    A table of another program has its ``table`` and ``mapping``; while that leaves a question open there
    are no entries. ``things`` are what its rows are about, and ``is_order_open`` says that its days do not
    tell whether the month stands first.
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
    things: tuple[str, ...] = ()
    is_order_open: bool = False

    @property
    def total(self) -> int:
        """How many entries there are."""
        return sum(self.counts.values())


def offer_of(path: Path, now: Moment, go_on: GoOn = lambda _done: True) -> Offer:
    """What the file would bring: told by its content, and a table of another program where it is nothing
    else. Raises ``InputError`` for one that brings nothing, ``CancelledError``.
    """
    if form_of(path) is not None:
        return _own_offer(read_file(path, go_on))
    if is_track(path):
        return _track_offer(read_track(path, now))
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
        things=() if mapping.feature is None else things(table, mapping.feature),
        is_order_open=with_time(table, mapping, mapping.time).order is None,
    )


def _track_offer(tracks: tuple[Track, ...]) -> Offer:
    def rows(journal: Journal) -> list[TableRow]:
        return [journal.activities.draft(track.activity, track.at, track.entry_id) for track in tracks]

    return Offer(
        name=tracks[0].activity.origin.upper(),
        counts={"activity": len(tracks)},
        samples=tuple(Sample(track.at, track.activity) for track in tracks[:SHOWN]),
        left_out=(),
        rows=rows,
    )


def _own_offer(incoming: Incoming) -> Offer:
    seen = _seen(incoming.rows)
    return Offer(
        name=incoming.name,
        counts=Counter(table for table, _ in seen),
        samples=tuple(Sample(moment_of(row), _thing(table, row)) for table, row in seen[:SHOWN]),
        left_out=tuple(LeftOut(refusal.where, "", refusal.why) for refusal in incoming.refused),
        rows=lambda _journal: incoming.rows,
        note=incoming.note,
    )


def _seen(rows: list[TableRow]) -> list[TableRow]:
    """The entries that can be seen, newest first: a file without loss has their former states as well."""
    replaced = {row.get("replaces") for _, row in rows}
    standing = {
        row["entry"]: (table, row) for table, row in rows if table != "step" and row["id"] not in replaced
    }
    seen = [(table, row) for table, row in standing.values() if not row["deleted"]]
    return sorted(seen, key=lambda pair: str(pair[1]["at_utc"]), reverse=True)


def _thing(table: str, row: Row) -> PainScore | Activity | Mark | str:
    match table:
        case "pain":
            region, side = row.get("region"), row.get("side")
            return PainScore(
                row["score"],
                None if region is None else Region(region),
                None if side is None else BodySide(side),
                note=row["note"],
            )
        case "activity":
            return Activity(ActivityKind(row["kind"]), row["duration_s"], row.get("distance_m"), row["note"])
        case "mark":
            return Mark(row["text"])
        case _:
            return str(row["routine_name"])
