"""What Progress reads: the span and what its edges need, in steps when there is much of it."""

from datetime import timedelta

from backstay.domain.history import Outcome, SessionPlan, StepDone, StepOutcome
from backstay.domain.pain import PainScore, Region
from backstay.ui.pages.progress_reading import ProgressReading
from tests.ui.diary import TODAY, Diary, moment

BRACE = StepDone(0, "abdominal-brace", "Abdominal brace", 60.0, 58.5, StepOutcome.DONE, 5)


def read(reading: ProgressReading, days: int, *, with_steps: bool = False) -> list[float]:
    """Read a span of that many days to its end; the shares that were told on the way."""
    return list(reading.read(TODAY - timedelta(days=days - 1), TODAY, with_steps=with_steps))


def test_a_short_span_of_a_long_log_reads_a_few_weeks(diary: Diary) -> None:
    """Two weeks need the eight weeks that the sentence looks back on, and not the years before."""
    for days_ago in range(0, 400, 10):
        diary.add(days_ago, 4)
    reading = ProgressReading(diary.app.journal)
    reading.begin()
    assert reading.first_day == TODAY - timedelta(days=390)
    assert [(line.region, line.n) for line in reading.lines] == [(Region.MID_BACK, 40)]
    assert not reading.entries
    read(reading, 14)
    assert min(e.at.day for e in reading.entries) == TODAY - timedelta(days=50)
    first = TODAY - timedelta(days=13)
    assert reading.covers(first, TODAY, with_steps=False)
    assert not reading.covers(first, TODAY, with_steps=True)
    assert not reading.covers(first - timedelta(days=60), TODAY, with_steps=False)


def test_years_with_their_steps_are_read_in_pieces(diary: Diary) -> None:
    """Between two pieces the window has time; at the end everything is there once, in its order."""
    for days_ago in range(1000, 0, -100):
        diary.add(days_ago, days_ago // 100)
        log = diary.app.journal.sessions
        session = log.start(SessionPlan("classics", "Classics", 60.0, 1), moment(days_ago, 9))
        log.add_step(session, BRACE, moment(days_ago, 9))
        log.end(session, Outcome.COMPLETED, 58.5, moment(days_ago, 9))
    reading = ProgressReading(diary.app.journal)
    reading.begin()
    shares = read(reading, 1001, with_steps=True)
    assert len(shares) == 4
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [e.pain.score for e in reading.entries] == list(range(10, 0, -1))
    assert [s.steps for s in reading.sessions] == [(BRACE,)] * 10


def test_what_was_read_stays_until_the_new_is_whole(diary: Diary) -> None:
    """Who chooses another span in between sees no half of it."""
    diary.add(100, 3)
    diary.add(1, 4)
    reading = ProgressReading(diary.app.journal)
    reading.begin()
    read(reading, 14)
    before = reading.entries
    steps = reading.read(TODAY - timedelta(days=200), TODAY, with_steps=False)
    next(steps)
    assert reading.entries == before
    assert [e.pain.score for e in before] == [4]
    list(steps)
    assert [e.pain.score for e in reading.entries] == [3, 4]


def test_begin_forgets_what_was_read(diary: Diary) -> None:
    """The journal has changed: nothing of before is taken for present."""
    diary.add(1, 4)
    reading = ProgressReading(diary.app.journal)
    reading.begin()
    read(reading, 14)
    diary.add(0, PainScore(5, Region.NECK))
    reading.begin()
    assert not reading.covers(TODAY, TODAY, with_steps=False)
    assert {line.region for line in reading.lines} == {Region.MID_BACK, Region.NECK}
