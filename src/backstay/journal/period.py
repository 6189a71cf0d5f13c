"""A stretch of the journal, read in one go for the page that is printed of it."""

from datetime import date

from backstay.domain.pain import PainEntry
from backstay.domain.report import LOOK_BACK, Log
from backstay.journal.journal import Journal


def read_period(journal: Journal, first: date, last: date) -> Log:
    """All kinds of entries of the days from ``first`` to ``last``, both included, and the scores from
    shortly before. Raises ``JournalError``.
    """
    return Log(
        lines=journal.pain.lines(),
        pain=(*_long_before(journal, first - LOOK_BACK), *journal.pain.between(first - LOOK_BACK, last)),
        sessions=journal.sessions.between(first, last, with_steps=True, with_scores=False),
        activities=journal.activities.between(first, last),
        marks=journal.marks.between(first, last),
    )


def _long_before(journal: Journal, day: date) -> list[PainEntry]:
    """The last score of each kind before ``day``: with it a gap that reaches into the period began."""
    kinds = {(line.region, line.recall) for line in journal.pain.lines() if line.first_day < day}
    found = [entry for kind in kinds for entry in journal.pain.last_before(day, *kind)]
    return sorted(found, key=lambda entry: entry.at.utc)
