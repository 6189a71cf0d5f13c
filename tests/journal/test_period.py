"""What is read for the page of a period: its days, and what the chart needs from before them."""

from datetime import timedelta

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.mark import Mark
from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region
from backstay.domain.report import Log
from backstay.journal.journal import Journal
from backstay.journal.period import read_period, reading_period
from tests.fakes import HandClock
from tests.journal.content import BRACE, PLAN


def days_ago(clock: HandClock, days: int) -> Moment:
    """A moment so many days before now."""
    return Moment.from_local(clock.moment().local - timedelta(days=days))


def test_what_began_before_the_period_is_read_with_it(journal: Journal, clock: HandClock) -> None:
    """The scores of the six weeks before, and of each kind the last one before those: a gap that reaches
    into the period is one only if it is known what it began after.
    """
    neck, hip = Region.NECK, Region.HIP
    for ago, region in ((400, neck), (300, neck), (200, hip), (40, neck), (5, None)):
        journal.pain.add(PainScore(4, region), days_ago(clock, ago))
    today = clock.moment().day
    log = read_period(journal, today - timedelta(days=27), today)
    assert [(today - entry.at.day).days for entry in log.pain] == [300, 200, 40, 5]
    begun = {(line.region, (today - line.first_day).days) for line in log.lines}
    assert begun == {(neck, 400), (hip, 200), (None, 5)}


def test_a_long_period_is_read_a_year_at_a_time(journal: Journal, clock: HandClock) -> None:
    """Whoever shows a bar hears of each step, and gets it all once, in order, with the last."""
    for ago in (1500, 1400, 800, 366, 365, 0):
        journal.pain.add(PainScore(4), days_ago(clock, ago))
        journal.sessions.start(PLAN, days_ago(clock, ago))
    today = clock.moment().day
    taken: list[Log] = []
    shares = list(reading_period(journal, today - timedelta(days=1450), today, taken.append))
    assert shares == [0.2, 0.4, 0.6, 0.8, 1.0]
    (log,) = taken
    assert [(today - entry.at.day).days for entry in log.pain] == [1500, 1400, 800, 366, 365, 0]
    assert [(today - s.started_at.day).days for s in log.sessions] == [1400, 800, 366, 365, 0]


def test_everything_else_is_that_of_the_period(journal: Journal, clock: HandClock) -> None:
    """Both its ends included, sessions with their steps."""
    today = clock.moment().day
    for ago in (30, 27, 0):
        at = days_ago(clock, ago)
        journal.sessions.add_step(journal.sessions.start(PLAN, at), BRACE, at)
        journal.activities.add(Activity(ActivityKind.WALK, 600.0), at)
        journal.marks.add(Mark(f"mark {ago}"), at)
    log = read_period(journal, today - timedelta(days=27), today)
    assert [len(session.steps) for session in log.sessions] == [1, 1]
    assert len(log.activities) == 2
    assert [mark.mark.text for mark in log.marks] == ["mark 27", "mark 0"]
