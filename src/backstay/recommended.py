"""Which routine a person sees first: the one they keep doing, or the one for a newcomer."""

from datetime import date, timedelta

from backstay.catalogue.library import Library, newcomer_routine
from backstay.domain.errors import JournalError
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.journal.journal import Journal

# A routine up to this length is something between two calls, not the session of the day.
SHORT_BREAK_S = 300.0
_REMEMBERED_DAYS = 90


def recommended(journal: Journal, library: Library, preferences: Preferences, today: date) -> Routine:
    """The routine done last that is more than a short break, else the one for a newcomer.

    Raises ``InputError`` when there is no routine at all.
    """
    try:
        sessions = journal.sessions.between(today - timedelta(days=_REMEMBERED_DAYS), with_scores=False)
    except JournalError:
        # Whoever shows the journal says what is wrong with it; a routine can be done all the same.
        return newcomer_routine(library)
    done = (library.routines.get(session.plan.routine_id) for session in reversed(sessions))
    long = (routine for routine in done if routine and announced_s(routine, preferences) > SHORT_BREAK_S)
    return next(long, None) or newcomer_routine(library)
