"""A made-up diary of so many days: one score a day, a session every other day."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backstay.domain.history import Outcome, SessionPlan, StepDone, StepOutcome
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region, Timing
from backstay.journal.journal import Journal, open_journal

STEPS = ("cat-camel", "abdominal-brace", "bird-dog-leg", "dead-bug-heel-tap", "glute-bridge")


def write_diary(journal: Path, days: int) -> None:
    """Fill a new journal up to today. Every entry goes the usual way and is on the disk."""
    dice = random.Random(7)
    end = datetime.now(UTC).replace(hour=8, minute=30)
    log = open_journal(journal, lambda: Moment.from_local(end, "Etc/UTC"))
    for back in range(days - 1, -1, -1):
        at = Moment.from_local(end - timedelta(days=back, minutes=dice.randrange(120)), "Etc/UTC")
        session_id = _session(log, at, dice) if back % 2 else None
        score = min(10, max(0, round(dice.gauss(4, 1.5))))
        log.pain.add(PainScore(score, Region.MID_BACK), at)
        if session_id is not None:
            log.pain.add(PainScore(score, timing=Timing.BEFORE), at, session_id=session_id)
    log.close()


def _session(log: Journal, at: Moment, dice: random.Random) -> str:
    session_id = log.sessions.start(SessionPlan("core-light", "Core, light", 736, len(STEPS)), at)
    for index, exercise_id in enumerate(STEPS):
        step = StepDone(index, exercise_id, exercise_id, 140, 140, StepOutcome.DONE, 10)
        log.sessions.add_step(session_id, step, at)
    log.sessions.end(session_id, Outcome.COMPLETED, float(dice.randrange(300, 900)), at)
    return session_id
