"""Sessions that were cut off by a crash, a kill or a power cut: which of them can be gone on with, and
how the others are closed, so that what was done counts once.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from backstay.catalogue.library import Library
from backstay.domain.history import Outcome, SessionRecord
from backstay.domain.moment import Moment
from backstay.domain.place import CONTINUE_WITHIN, Place, StepAccount
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, RestStep, Routine, Step
from backstay.domain.session import Session
from backstay.domain.session_events import StepFinished
from backstay.domain.timeline import Segment, Timeline, compile_timeline
from backstay.journal.change import Change
from backstay.journal.journal import Journal
from backstay.places.places import Places


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that can be gone on with, as it was last ``seen_at`` its ``place``. ``routine`` has the
    easier exercises that were chosen before it began and on the way.
    """

    record: SessionRecord
    routine: Routine
    timeline: Timeline
    place: Place
    seen_at: Moment

    @property
    def segment(self) -> Segment:
        """What was on."""
        return self.timeline.segments[self.place.index]


def find_unfinished(
    journal: Journal, places: Places, library: Library, preferences: Preferences, now: Moment
) -> Unfinished | None:
    """The session that was cut off last, when it was cut off lately and is laid out today as it was then.

    Nothing may be led at this moment. Raises ``JournalError``.
    """
    found = journal.sessions.open() if journal.is_writable else ()
    if not found or (last := places.last(found[-1].id)) is None:
        return None
    record, (place, seen_at) = found[-1], last
    routine = library.routines.get(record.plan.routine_id)
    if routine is None or now.utc - seen_at.utc > CONTINUE_WITHIN:
        return None
    routine = _as_left(routine, place, library)
    timeline = compile_timeline(routine, preferences)
    return Unfinished(record, routine, timeline, place, seen_at) if place.fits(timeline) else None


def keep(journal: Journal, unfinished: Unfinished) -> Change:
    """Close it as partly done, with the step that was on. Undoing that lets it be gone on with.

    Raises ``NotSavedError`` or ``JournalError``.
    """
    session = Session(unfinished.timeline)
    session.restore(unfinished.place, 0.0)
    for event in session.finish(0.0):
        if isinstance(event, StepFinished):
            journal.sessions.add_step(unfinished.record.id, event.step, unfinished.seen_at)
    active_s = unfinished.place.active_s
    return journal.sessions.end(unfinished.record.id, Outcome.ABANDONED, active_s, unfinished.seen_at)


def close_others(
    journal: Journal, places: Places, unfinished: Unfinished | None
) -> tuple[SessionRecord, ...]:
    """Close every session that was left open but ``unfinished``, as far as it is known what was done;
    those that were closed. The places of all others are forgotten. Nothing may be led at this moment.

    Raises ``NotSavedError`` or ``JournalError``.
    """
    if not journal.is_writable:
        return ()
    # Looked at first: whatever is begun elsewhere meanwhile is not among them.
    seen = places.left()
    kept_id = unfinished.record.id if unfinished is not None else ""
    left = tuple(record for record in journal.sessions.open() if record.id != kept_id)
    for record in left:
        active_s, at = _last_seen(places, record)
        journal.sessions.end(record.id, Outcome.ABANDONED, active_s, at)
    for session_id in seen - {kept_id}:
        places.forget(session_id)
    return left


def _as_left(routine: Routine, place: Place, library: Library) -> Routine:
    """With the exercises that were chosen in place of its own, and those that came in on the way."""
    accounts = place.accounts
    steps: list[Step] = []
    index = 0
    for item in routine.flat_steps():
        if isinstance(item, RestStep):
            steps.append(item)
        elif index < len(accounts):
            steps.append(_chosen(item, accounts[index], library))
            index += 1
            while index in place.inserted and index < len(accounts):
                steps.append(_chosen(item, accounts[index], library))
                index += 1
    return replace(routine, steps=tuple(steps))


def _chosen(item: ExerciseStep, account: StepAccount, library: Library) -> ExerciseStep:
    exercise = library.exercises.get(account.exercise_id)
    if exercise is None or exercise.id == item.exercise.id:
        return item
    return ExerciseStep(exercise, exercise.dose)


def _last_seen(places: Places, record: SessionRecord) -> tuple[float, Moment]:
    """The active seconds and the moment of its end; without a place, from the steps that were finished."""
    if (last := places.last(record.id)) is not None:
        return last[0].active_s, last[1]
    active_s = sum(step.active_s for step in record.steps)
    began = record.started_at
    return active_s, replace(began, utc=began.utc + timedelta(seconds=active_s))
