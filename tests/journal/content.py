"""A small journal with something of everything, and the views that tests compare."""

from dataclasses import dataclass

from backstay.domain.exercise import Side
from backstay.domain.history import Outcome, SessionPlan, SessionRecord, StepDone, StepOutcome
from backstay.domain.pain import BodySide, PainEntry, PainScore, Recall, Region, Timing
from backstay.journal.journal import Journal
from tests.fakes import HandClock

PLAN = SessionPlan("classics", "Classics", 720.0, 2)
BRACE = StepDone(0, "abdominal-brace", "Abdominal brace", 60.0, 58.5, StepOutcome.DONE, 5)
CIRCLES = StepDone(
    1, "shoulder-circles", "Shoulder circles", None, 12.0, StepOutcome.PARTLY, 3, Side.LEFT, True
)
NECK = PainScore(4, Region.NECK, BodySide.LEFT, Timing.NOW, Recall.LAST_7_DAYS, "ziehend, »links«")


@dataclass(frozen=True, slots=True)
class View:
    """All that a person can see of a journal."""

    pain: tuple[PainEntry, ...]
    sessions: tuple[SessionRecord, ...]


def view_of(journal: Journal) -> View:
    """What the journal shows now."""
    return View(journal.pain.between(), journal.sessions.between(with_steps=True))


def fill(journal: Journal, clock: HandClock) -> None:
    """A finished session with scores before and after, one cut off, one deleted, a score edited,
    a score deleted, and a score of its own.
    """
    pain, sessions = journal.pain, journal.sessions
    done = sessions.start(PLAN, clock.moment())
    pain.add(PainScore(5, timing=Timing.BEFORE), clock.moment(), done)
    for step in (BRACE, CIRCLES):
        clock.pass_s(60)
        sessions.add_step(done, step, clock.moment())
    sessions.end(done, Outcome.COMPLETED, 70.5, clock.moment())
    pain.add(PainScore(3, timing=Timing.AFTER), clock.moment(), done)
    clock.pass_s(86_400)
    sessions.start(PLAN, clock.moment())
    sessions.delete(sessions.start(PLAN, clock.moment()), clock.moment())
    clock.pass_s(60)
    entry, _ = pain.add(PainScore(7), clock.moment())
    pain.edit(entry.id, NECK)
    gone, _ = pain.add(PainScore(9), clock.moment())
    pain.delete(gone.id, clock.moment())
