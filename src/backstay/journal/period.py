"""A stretch of the journal, read in one go for the page that is printed of it."""

from datetime import date

from backstay.domain.report import Log
from backstay.journal.journal import Journal


def read_period(journal: Journal, first: date, last: date) -> Log:
    """All kinds of entries of the days from ``first`` to ``last``, both included. Raises ``JournalError``."""
    return Log(
        lines=journal.pain.lines(),
        pain=journal.pain.between(first, last),
        sessions=journal.sessions.between(first, last, with_steps=True, with_scores=False),
        activities=journal.activities.between(first, last),
        marks=journal.marks.between(first, last),
    )
