"""Pain scores: added, edited, deleted and read, each write with its undo."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.domain.pain import (
    BodySide,
    Doing,
    PainEntry,
    PainLine,
    PainScore,
    Quality,
    Recall,
    Region,
    Timing,
)
from backstay.domain.versions import Version
from backstay.journal.change import Change, Kind
from backstay.journal.chronicle import Source
from backstay.journal.database import Database
from backstay.journal.entries import Entries
from backstay.journal.rows import Cell, Row, TableRow, moment_columns, moment_of, require_text, within

TABLE = "pain"
_ALONE = frozenset({Kind.PAIN})
# A session shows the scores that belong to it.
_WITH_SESSION = frozenset({Kind.PAIN, Kind.SESSIONS})

# Looked up, not called: ten years of entries are read in one go when a chart opens.
_REGIONS: Mapping[str | None, Region | None] = {None: None, **{r.value: r for r in Region}}
_SIDES: Mapping[str | None, BodySide | None] = {None: None, **{s.value: s for s in BodySide}}
_TIMINGS = {t.value: t for t in Timing}
_DOINGS: Mapping[str | None, Doing | None] = {None: None, **{d.value: d for d in Doing}}
_QUALITIES = {q.value: q for q in Quality}
_RECALLS = {r.value: r for r in Recall}


class PainLog:
    """The pain scores of one journal."""

    def __init__(self, database: Database, now: Callable[[], Moment]) -> None:
        self._entries = Entries(database, TABLE, now)

    @property
    def unreadable(self) -> int:
        """How many stored rows were met so far that could not be read."""
        return len(self._entries.unreadable)

    def source(self) -> Source:
        """Where a chronicle reads."""
        return Source(self._entries, _pain_entry, belongs="session_id")

    def add(
        self, pain: PainScore, at: Moment, session_id: str | None = None, entry_id: str | None = None
    ) -> tuple[PainEntry, Change]:
        """Store a score given at ``at``; ``session_id`` names the session it belongs to.
        With the ``entry_id`` of a failed attempt it is stored once, not twice.

        When this returns the entry is on the disk. Raises ``NotSavedError``, ``JournalError``, and
        ``InputError`` for a note that is not text.
        """
        row = self._entries.add(_content(pain, at, session_id), entry_id)
        return _pain_entry(row), self._entries.change(row["entry"], {"deleted": 1}, _kinds(session_id))

    def draft(self, pain: PainScore, at: Moment, entry_id: str) -> TableRow:
        """The row of such a score, for ``Journal.take_in``. Raises ``InputError`` as ``add``."""
        return TABLE, self._entries.draft(_content(pain, at, None), entry_id)

    def edit(self, entry_id: str, pain: PainScore, at: Moment | None = None) -> tuple[PainEntry, Change]:
        """Give the entry another content, at its old moment or at ``at``. Raises as ``add``, and
        ``InputError`` when there is no such entry.
        """
        kinds = _kinds(self._present(entry_id).session_id)
        moved = {} if at is None else moment_columns(at)
        row, change = self._entries.supersede(entry_id, {**_columns(pain), **moved}, kinds)
        return _pain_entry(row), change

    def versions(self, entry_id: str) -> tuple[Version[PainEntry], ...]:
        """Everything that the entry ever was, oldest first. Raises ``JournalError``."""
        return self._entries.versions(entry_id, _pain_entry)

    def delete(self, entry_id: str, at: Moment) -> Change:
        """Take the entry out of sight, at the moment ``at``. Raises as ``edit``."""
        kinds = _kinds(self._present(entry_id).session_id)
        return self._entries.supersede(entry_id, {"deleted": 1}, kinds, at)[1]

    def first_day(self) -> date | None:
        """The day of the earliest entry; None without any. Raises ``JournalError``."""
        return self._entries.first_day()

    def between(self, since: date | None = None, until: date | None = None) -> tuple[PainEntry, ...]:
        """The entries of the days from ``since`` to ``until``, both included, oldest first.

        None leaves that end open. Raises ``JournalError``.
        """
        return self.matching(*within(since, until))

    def lines(self) -> tuple[PainLine, ...]:
        """What there are scores of, the most first. Raises ``JournalError``."""
        found = (_line(row) for row in self._entries.tally(("region", "recall", "timing")))
        return tuple(sorted(filter(None, found), key=lambda line: -line.n))

    def last_before(self, day: date, region: Region | None, recall: Recall) -> tuple[PainEntry, ...]:
        """The entries of the last day before ``day`` that has such scores: what a gap began after.

        Raises ``JournalError``.
        """
        such = "region IS ? AND recall = ?", (region, recall)
        last = self._entries.last_day(f"day < ? AND {such[0]}", (day.isoformat(), *such[1]))
        return self.matching(f"day = ? AND {such[0]}", (last.isoformat(), *such[1])) if last else ()

    def matching(self, where: str, values: Sequence[Cell]) -> tuple[PainEntry, ...]:
        """The entries whose columns match the SQL condition, oldest first; for this room only.

        Raises ``JournalError``.
        """
        return tuple(self._entries.current(_pain_entry, where, values))

    def _present(self, entry_id: str) -> PainEntry:
        found = self._entries.current(_pain_entry, "entry = ?", (entry_id,))
        if not found:
            raise InputError("The journal has no such pain entry.", where=entry_id)
        return found[0]


def _line(row: Row) -> PainLine | None:
    try:
        return PainLine(
            _REGIONS[row["region"]],
            _RECALLS[row["recall"]],
            _TIMINGS[row["timing"]],
            date.fromisoformat(row["first_day"]),
            row["n"],
        )
    except (ValueError, LookupError, TypeError):
        # Damaged, or a word that this version does not know: its entries are not shown either.
        return None


def _kinds(session_id: str | None) -> frozenset[Kind]:
    return _ALONE if session_id is None else _WITH_SESSION


def _content(pain: PainScore, at: Moment, session_id: str | None) -> Row:
    return {**moment_columns(at), "session_id": session_id, **_columns(pain)}


def _columns(pain: PainScore) -> Row:
    require_text(pain.note)
    return {
        "score": pain.score,
        "region": pain.region,
        "side": pain.side,
        "timing": pain.timing,
        "recall": pain.recall,
        "note": pain.note,
        "exercise_id": pain.exercise_id,
        "doing": pain.doing,
        "qualities": ",".join(pain.qualities) or None,
    }


def _pain_entry(row: Row) -> PainEntry:
    pain = PainScore(
        row["score"],
        _REGIONS[row["region"]],
        _SIDES[row["side"]],
        _TIMINGS[row["timing"]],
        _RECALLS[row["recall"]],
        row["note"],
        # A file that an older program made and that is only read has no such columns.
        row.get("exercise_id"),
        _DOINGS[row.get("doing")],
        _qualities(row.get("qualities")),
    )
    return PainEntry(row["entry"], moment_of(row), pain, row["session_id"])


def _qualities(words: str | None) -> tuple[Quality, ...]:
    return tuple(_QUALITIES[word] for word in words.split(",")) if words else ()
