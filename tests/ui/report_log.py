"""A made-up log of any length for the page for the physio, and the page of it."""

from datetime import date, timedelta

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.history import Outcome, SessionPlan, SessionRecord, StepDone, StepOutcome
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.pain import PainEntry, PainScore, Recall, Region
from backstay.domain.report import Log, Report, Scope, notes_of, report_of
from tests.ui.diary import TODAY, moment

EXERCISES = tuple(f"Exercise number {number}" for number in range(1, 18))
NOTE = "nach langem Sitzen im Auto zog es bis unter das Schulterblatt "


def log_of(days: int, *, scores_a_day: int = 1, noted: int = 0) -> Log:
    """A score or more each day, a session and a run every other one; so many of the newest scores have
    a note, each known by its number.
    """
    pain = [
        PainEntry(f"p{ago}-{hour}", moment(ago, 8 + hour), PainScore((ago * 7 + hour) % 11, Region.MID_BACK))
        for ago in range(days - 1, -1, -1)
        for hour in range(scores_a_day)
    ]
    for number in range(noted):
        entry = pain[-1 - number]
        score = PainScore(entry.pain.score, Region.MID_BACK, note=f"note{number:03} " + NOTE * 6)
        pain[-1 - number] = PainEntry(entry.id, entry.at, score)
    every_other = range((days - 1) // 2 * 2, -1, -2)
    return Log(
        pain=tuple(pain),
        sessions=tuple(_session(ago) for ago in every_other),
        activities=tuple(
            ActivityEntry(f"a{ago}", moment(ago, 17), Activity(ActivityKind.RUN, 1800.0))
            for ago in every_other
        ),
        marks=tuple(
            MarkEntry(f"m{ago}", moment(ago), Mark(f"mark {ago}")) for ago in range(days - 1, -1, -20)
        ),
    )


def page_of(log: Log, days: int, *, recall: Recall = Recall.NOW, is_noted: bool = True) -> Report:
    """The page of the last ``days``, with every note or none."""
    first = TODAY - timedelta(days=days - 1)
    scope = Scope(first, TODAY, recall)
    notes = frozenset(note.id for note in notes_of(log, first, TODAY)) if is_noted else frozenset()
    return report_of(log, scope, goal=3, ticked=notes)


def day(ago: int) -> date:
    """The day so many days ago."""
    return TODAY - timedelta(days=ago)


def _session(ago: int) -> SessionRecord:
    steps = tuple(
        StepDone(i, name, name, 30.0, 30.0, StepOutcome.DONE, 5, hurt=i == 3 and ago % 5 == 0)
        for i, name in enumerate(EXERCISES)
    )
    plan = SessionPlan("core-light", "Core, light", 720, len(steps))
    at = moment(ago, 18)
    return SessionRecord(f"s{ago}", plan, at, at, Outcome.COMPLETED, 720.0, steps)
