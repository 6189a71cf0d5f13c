"""Everything that stands in the journal, newest first, read in parts: for a list that shows its first
entries at once and goes through all of them while the window does other things.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, Timing
from backstay.domain.versions import Version
from backstay.journal.entries import Entries
from backstay.journal.rows import Row, utc_text
from backstay.journal.scores import scores_by_session

Entry = PainEntry | SessionRecord | ActivityEntry | MarkEntry

_ROWS_AT_ONCE = 1000
_ENTRIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands now. ``versions`` is all it ever was, oldest first and with what it is now;
    empty unless it was changed.
    """

    entry: Entry
    versions: tuple[Version[Entry], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One table. ``belongs`` names the column with the session that a row belongs to, and ``is_told`` is
    the condition for a row that was something to the person; both in SQL.
    """

    entries: Entries
    read: Callable[[Row], Entry]
    belongs: str = "NULL"
    is_told: str = "1"


class _Line(NamedTuple):
    number: int
    id: str
    is_deleted: bool
    is_told: bool
    place: str


@dataclass(slots=True)
class _Known:
    """What was seen of the rows so far. ``places`` is in order, oldest first, of what stands."""

    lines: dict[str, tuple[Source, tuple[_Line, ...]]] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    scores_of: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # In the order of the rows, so that what is nearly in order is sorted in no time.
    touched: dict[str, None] = field(default_factory=dict)
    places: list[tuple[str, str]] = field(default_factory=list)


class Chronicle:
    """What one journal holds. As nothing is ever written over, what was read stays known: a later look
    only meets the rows that came since. Sessions are without their steps.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._seen = dict.fromkeys(sources, 0)
        # Of the same moment, what comes first among the sources is told first.
        self._ranks = {source: rank for rank, source in enumerate(reversed(sources))}
        self._known = _Known()
        self._told: dict[str, Standing | None] = {}

    def __len__(self) -> int:
        """How many entries stand, as far as was looked; one that is damaged counts until it is read."""
        return len(self._known.places)

    def unseen(self) -> int:
        """How many rows there are that were not looked at yet. Raises ``JournalError``."""
        return sum(source.entries.last_number() - seen for source, seen in self._seen.items())

    def newest(self, limit: int) -> tuple[Standing, ...]:
        """The newest ``limit`` entries without a look at the others, and so without their versions and the
        scores of a session. Raises ``JournalError``.
        """
        found = [entry for source in self._seen for entry in source.entries.latest(source.read, limit)]
        found.sort(key=_place_of, reverse=True)
        return tuple(Standing(entry) for entry in found[:limit])

    def look(self) -> Iterator[None]:
        """Find out what was written since the last look, a step for every thousand rows.

        Raises ``JournalError``. Left before its end, it goes on where it was the next time.
        """
        for source in self._seen:
            asked = source.belongs, source.is_told
            while rows := source.entries.sketch(self._seen[source], _ROWS_AT_ONCE, *asked):
                for row in rows:
                    self._note(source, row)
                self._seen[source] = rows[-1]["number"]
                yield
        self._arrange()

    def tell(self) -> Iterator[tuple[Standing, ...]]:
        """All that stood at the last look, newest first, in parts. Raises ``JournalError``."""
        places = self._known.places
        for end in range(len(places), 0, -_ENTRIES_AT_ONCE):
            part = [entry for _, entry in reversed(places[max(0, end - _ENTRIES_AT_ONCE) : end])]
            if missing := [entry for entry in part if entry not in self._told]:
                self._read(missing)
            yield tuple(standing for entry in part if (standing := self._told[entry]) is not None)

    def _note(self, source: Source, row: Row) -> None:
        entry, session, known = row["entry"], row["belongs"], self._known
        place = f"{row['day']} {row['at_utc']} {self._ranks[source]}"
        line = _Line(row["number"], row["id"], bool(row["deleted"]), bool(row["is_told"]), place)
        known.lines[entry] = source, (*known.lines.get(entry, (source, ()))[1], line)
        known.touched[entry] = None
        if row["replaces"]:
            known.replaced.add(row["replaces"])
        if session:
            known.scores_of[session].add(entry)
            known.touched[session] = None

    def _arrange(self) -> None:
        known, touched = self._known, self._known.touched
        if not touched:
            return
        for entry in touched:
            self._told.pop(entry, None)
        # A new list: whoever is being told the old one goes on with it.
        places = [place for place in known.places if place[1] not in touched]
        places += [(place, entry) for entry in touched if (place := self._place(entry))]
        places.sort()
        known.places, known.touched = places, {}

    def _place(self, entry: str) -> str:
        standing = [line for line in self._lines(entry) if line.id not in self._known.replaced]
        if len(standing) > 1:
            return self._place_of_newest(entry)
        return "" if all(line.is_deleted for line in standing) else standing[-1].place

    def _place_of_newest(self, entry: str) -> str:
        """Two replaced the same one, in two journals that became one: the log knows which of them counts."""
        source = self._known.lines[entry][0]
        found = source.entries.numbered([line.number for line in self._lines(entry)], source.read)
        return f"{_place_of(found[0])} {self._ranks[source]}" if found else ""

    def _lines(self, entry: str) -> tuple[_Line, ...]:
        found = self._known.lines.get(entry)
        return found[1] if found else ()

    def _read(self, missing: Iterable[str]) -> None:
        wanted = dict.fromkeys(missing)
        for entry in tuple(wanted):
            wanted |= dict.fromkeys(e for e in self._known.scores_of.get(entry, ()) if e not in self._told)
        by_source: dict[Source, list[str]] = defaultdict(list)
        for entry in wanted:
            by_source[self._known.lines[entry][0]].append(entry)
        for source, entries in by_source.items():
            self._read_from(source, entries)
        for entry in wanted:
            self._add_scores(entry)

    def _read_from(self, source: Source, entries: list[str]) -> None:
        self._told |= dict.fromkeys(entries)
        numbers = [line.number for entry in entries for line in self._lines(entry)]
        changed = [told for entry in entries if len(told := _told(self._lines(entry))) > 1]
        versions: dict[str, list[Version[Entry]]] = defaultdict(list)
        for version in source.entries.versions_at([n for told in changed for n in told], source.read):
            versions[version.entry.id].append(version)
        for value in source.entries.numbered(numbers, source.read):
            self._told[value.id] = Standing(value, tuple(versions.get(value.id, ())))

    def _add_scores(self, entry: str) -> None:
        standing = self._told[entry]
        if standing is None or not isinstance(standing.entry, SessionRecord):
            return
        told = (self._told.get(score) for score in self._known.scores_of.get(entry, ()))
        given = [one.entry for one in told if one is not None and isinstance(one.entry, PainEntry)]
        scores = scores_by_session(given)
        before, after = (scores.get((entry, timing)) for timing in (Timing.BEFORE, Timing.AFTER))
        session = replace(standing.entry, pain_before=before, pain_after=after)
        self._told[entry] = Standing(session, standing.versions)


def moment_of(entry: Entry) -> Moment:
    """When a score was felt, a session or a run began, or a mark stands."""
    return entry.started_at if isinstance(entry, SessionRecord) else entry.at


def _told(lines: Iterable[_Line]) -> list[int]:
    return [line.number for line in lines if line.is_told]


def _place_of(entry: Entry) -> str:
    at = moment_of(entry)
    return f"{at.day} {utc_text(at.utc)}"
