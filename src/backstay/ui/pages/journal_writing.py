"""What the journal page writes: one entry added, changed or taken out, whatever its kind."""

from backstay.domain.activity import ActivityEntry
from backstay.domain.history import SessionRecord
from backstay.domain.mark import MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry
from backstay.journal.change import Change
from backstay.journal.chronicle import Entry, moment_of
from backstay.journal.journal import Journal
from backstay.ui.pages.activity_form import Given as GivenActivity
from backstay.ui.pages.journal_card import is_same_minute
from backstay.ui.pages.journal_form import GivenScore
from backstay.ui.pages.journal_mark_form import GivenMark
from backstay.ui.pages.journal_session_form import GivenSession

Given = GivenScore | GivenActivity | GivenSession | GivenMark


def added(journal: Journal, given: Given, entry_id: str) -> Change:
    """Store what was given as a new entry. Raises ``BackstayError``."""
    match given:
        case GivenScore():
            return journal.pain.add(given.pain, given.at, entry_id=entry_id)[1]
        case GivenActivity():
            return journal.activities.add(given.activity, given.at, entry_id)[1]
        case GivenSession():
            return journal.sessions.add_whole(given.plan, given.at, given.active_s, entry_id)[1]
        case GivenMark():
            return journal.marks.add(given.mark, given.at, entry_id)[1]


def changed(journal: Journal, entry: Entry, given: Given) -> Change | None:
    """Store what was given in place of what ``entry`` was; None when it is the same. A moment of the same
    minute is the same: nobody was asked for seconds. Raises ``BackstayError``.
    """
    at = None if is_same_minute(given.at, moment_of(entry)) else given.at
    match entry, given:
        case PainEntry(), GivenScore():
            return journal.pain.edit(entry.id, given.pain, at)[1] if at or given.pain != entry.pain else None
        case ActivityEntry(), GivenActivity():
            is_other = at or given.activity != entry.activity
            return journal.activities.edit(entry.id, given.activity, at)[1] if is_other else None
        case SessionRecord(), GivenSession():
            is_other = at or given.active_s != entry.active_s
            began = at or entry.started_at
            return journal.sessions.edit(entry.id, began, given.active_s) if is_other else None
        case MarkEntry(), GivenMark():
            return journal.marks.edit(entry.id, given.mark, at)[1] if at or given.mark != entry.mark else None
        case _:
            raise TypeError(f"{given} is no change of {entry}")


def deleted(journal: Journal, entry: Entry, now: Moment) -> Change:
    """Take the entry out of sight. Raises ``BackstayError``."""
    match entry:
        case PainEntry():
            return journal.pain.delete(entry.id, now)
        case ActivityEntry():
            return journal.activities.delete(entry.id, now)
        case SessionRecord():
            return journal.sessions.delete(entry.id, now)
        case MarkEntry():
            return journal.marks.delete(entry.id, now)
