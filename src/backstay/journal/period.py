"""A stretch of the journal as it is read for the page that is printed of it, a year at a time."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry, PainLine
from backstay.domain.report import LOOK_BACK, Log
from backstay.journal.journal import Journal

_DAYS_A_STEP = 365


def read_period(journal: Journal, first: date, last: date) -> Log:
    """All kinds of entries of the days from ``first`` to ``last``, both included, and the scores from
    shortly before. Raises ``JournalError``.
    """
    found: list[Log] = []
    for _ in reading_period(journal, first, last, found.append):
        pass
    return found[0]


def reading_period(journal: Journal, first: date, last: date, take: Callable[[Log], None]) -> Iterator[float]:
    """The same a piece at a time, for a window that has other things to do: the share that is done, at
    each step; the whole is handed to ``take`` with the last. Raises ``JournalError``.
    """
    lines = journal.pain.lines()
    pain = [*_long_before(journal, lines, first - LOOK_BACK)]
    pain += journal.pain.between(first - LOOK_BACK, first - timedelta(days=1))
    sessions: list[SessionRecord] = []
    begun = max(first, min(journal.first_day() or first, last))
    count = (last - begun).days // _DAYS_A_STEP + 1
    for step in range(count):
        begin = begun + timedelta(days=step * _DAYS_A_STEP)
        end = min(last, begin + timedelta(days=_DAYS_A_STEP - 1))
        pain += journal.pain.between(begin, end)
        sessions += journal.sessions.between(begin, end, with_steps=True, with_scores=False)
        yield (step + 1) / (count + 1)
    activities, marks = journal.activities.between(first, last), journal.marks.between(first, last)
    take(Log(lines, tuple(pain), tuple(sessions), activities, marks))
    yield 1.0


def _long_before(journal: Journal, lines: tuple[PainLine, ...], day: date) -> list[PainEntry]:
    """The last score of each kind before ``day``: with it a gap that reaches into the period began."""
    kinds = {(line.region, line.recall) for line in lines if line.first_day < day}
    found = [entry for kind in kinds for entry in journal.pain.last_before(day, *kind)]
    return sorted(found, key=lambda entry: entry.at.utc)
