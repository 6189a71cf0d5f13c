"""What Progress reads of the journal: the span that is shown and the weeks that its figures need."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.pain import PainEntry, PainLine
from backstay.domain.trend import LOOK_EVERY_DAYS, READ_BACK_DAYS
from backstay.journal.journal import Journal

# The usual range of the first day in the span is that of the four weeks before it, and its week begins
# up to six days earlier.
_EDGE_DAYS = LOOK_EVERY_DAYS + 7
_ENTRIES_A_STEP = 10_000
_DAYS_A_STEP = 365


@dataclass(slots=True)
class ProgressReading:
    """One journal's entries, read as far back as they were asked for. ``lines`` and ``first_day`` are
    known without reading an entry.
    """

    journal: Journal
    lines: tuple[PainLine, ...] = ()
    first_day: date | None = None
    entries: tuple[PainEntry, ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    activities: tuple[ActivityEntry, ...] = ()
    marks: tuple[MarkEntry, ...] = ()
    _since: date | None = field(default=None, init=False)
    _steps_since: date | None = field(default=None, init=False)

    def begin(self) -> None:
        """Forget the entries, and see what there is. Raises ``JournalError``."""
        self.lines = self.journal.pain.lines()
        self.first_day = self.journal.first_day()
        self._since = self._steps_since = None

    def contents(self) -> tuple[object, ...]:
        """All that is known; equal to that of another time when nothing of it has changed."""
        return self.lines, self.entries, self.sessions, self.activities, self.marks

    def covers(self, first: date, today: date, *, with_steps: bool) -> bool:
        """Whether everything for a span that begins on ``first`` is there, with the sessions' steps if these
        are needed.
        """
        since = self._since if not with_steps else self._steps_since
        return since is not None and since <= _needed_since(first, today)

    def read(self, first: date, today: date, *, with_steps: bool) -> Iterator[float]:
        """Read what a span that begins on ``first`` needs; the share that is done, at each step.

        What was read before stays until the last step. Raises ``JournalError``.
        """
        since = _needed_since(first, today)
        entries: list[PainEntry] = []
        sessions: list[SessionRecord] = []
        for begin, end, share in self._stretches(since, today, with_steps=with_steps):
            entries += self.journal.pain.between(begin, end)
            sessions += self.journal.sessions.between(begin, end, with_steps=with_steps)
            yield share
        self.activities, self.marks = (
            self.journal.activities.between(since),
            self.journal.marks.between(since),
        )
        self.entries, self.sessions = tuple(entries), tuple(sessions)
        self._since, self._steps_since = since, since if with_steps else None
        yield 1.0

    def _stretches(
        self, since: date, today: date, *, with_steps: bool
    ) -> Iterator[tuple[date, date | None, float]]:
        """Spans of about ten thousand scores, if they lie evenly, or of a year with every step of its
        sessions; what is dated ahead is in the last.
        """
        first = max(since, self.first_day or since)
        days = max(1, (today - first).days + 1)
        known_days = max(1, (today - (self.first_day or today)).days + 1)
        there = sum(line.n for line in self.lines) * days / known_days
        most = max(there / _ENTRIES_A_STEP, days / _DAYS_A_STEP if with_steps else 0)
        count = max(1, min(days, round(most)))
        edges = [first + timedelta(days=days * step // count) for step in range(count)]
        for step, edge in enumerate(edges):
            end = edges[step + 1] - timedelta(days=1) if step + 1 < count else None
            yield edge, end, (step + 1) / (count + 1)


def _needed_since(first: date, today: date) -> date:
    return min(first - timedelta(days=_EDGE_DAYS), today - timedelta(days=READ_BACK_DAYS))
