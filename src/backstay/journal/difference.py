"""What would be otherwise in a journal if every entry were as another one, a backup of it, has it.

Pure: rows that stand in, values out; the words are made where they are shown.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from backstay.domain.moment import Moment
from backstay.journal.change import KIND_OF_TABLE, Kind
from backstay.journal.chronicle import Entry, moment_of
from backstay.journal.rows import NO_ENTRY, Row, content_of

States = Mapping[str, Mapping[str, Row]]
"""By table, for each entry the row that stands for it; a tombstone stands for one that was deleted."""
Readers = Mapping[str, Callable[[Row], Entry]]
"""By table, what makes an entry of a row; of a step there is none, it belongs to its session."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a difference: ``entry`` as it stands where it stands; of one that changes, as it will be,
    and ``present`` as it is now. Sessions are without their steps and scores; where those alone differ, both
    are alike.
    """

    kind: Kind
    at: Moment
    entry: Entry
    present: Entry | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """The entries that would come back, go, and be otherwise; each newest first."""

    returns: tuple[Told, ...]
    goes: tuple[Told, ...]
    changes: tuple[Told, ...]

    @property
    def is_empty(self) -> bool:
        """Whether all would stay as it is."""
        return not (self.returns or self.goes or self.changes)


class _Seen(NamedTuple):
    row: Row
    steps: tuple[Row, ...]


def difference(here: States, there: States, readers: Readers) -> Difference:
    """What would be otherwise ``here`` if it were as ``there``. An entry that cannot be read as one, because
    it holds a word that this version does not know, is left out.
    """
    present, wanted = _seen(here), _seen(there)
    returns = [key for key in wanted if key not in present]
    goes = [key for key in present if key not in wanted]
    changes = [key for key in wanted if key in present and _differs(wanted[key], present[key])]
    return Difference(
        _in_order(_told(key, wanted[key], readers) for key in returns),
        _in_order(_told(key, present[key], readers) for key in goes),
        _in_order(_told(key, wanted[key], readers, present[key]) for key in changes),
    )


def count_by_kind(told: Iterable[Told]) -> Mapping[Kind, int]:
    """How many of each kind, of those there are."""
    return Counter(one.kind for one in told)


def _seen(states: States) -> dict[tuple[str, str], _Seen]:
    steps: defaultdict[str, list[Row]] = defaultdict(list)
    for row in states.get("step", {}).values():
        if not row["deleted"]:
            steps[row["session_id"]].append(row)
    seen = {}
    for table, rows in states.items():
        for entry, row in rows.items():
            if table != "step" and not row["deleted"]:
                belonging = sorted(steps.get(entry, ()), key=lambda step: int(step["step_index"]))
                seen[table, entry] = _Seen(row, tuple(belonging))
    return seen


def _differs(one: _Seen, other: _Seen) -> bool:
    ours, theirs = (one.row, *one.steps), (other.row, *other.steps)
    # Most entries stand by the same rows in both, and a row never changes.
    if [row["id"] for row in ours] == [row["id"] for row in theirs]:
        return False
    return [_said(row) for row in ours] != [_said(row) for row in theirs]


def _said(row: Row) -> Row:
    # A file that an older program made lacks columns, which is no other content.
    return {name: cell for name, cell in content_of(row).items() if cell is not None}


def _told(key: tuple[str, str], seen: _Seen, readers: Readers, present: _Seen | None = None) -> Told | None:
    table, _ = key
    try:
        entry = readers[table](seen.row)
        was = readers[table](present.row) if present is not None else None
    except NO_ENTRY:
        return None
    return Told(KIND_OF_TABLE[table], moment_of(entry), entry, was)


def _in_order(told: Iterable[Told | None]) -> tuple[Told, ...]:
    return tuple(sorted(filter(None, told), key=lambda one: one.at.utc, reverse=True))
