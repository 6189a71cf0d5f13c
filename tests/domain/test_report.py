"""The page for the physio: what is counted, of which days, and what is left out and said to be."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.errors import InputError
from backstay.domain.history import Effort, Outcome, SessionPlan, SessionRecord, StepDone, StepOutcome
from backstay.domain.mark import Mark, MarkEntry
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainLine, PainScore, Recall, Region, Timing
from backstay.domain.report import (
    MOST_EXERCISES,
    MOST_ROWS,
    Log,
    Scope,
    Span,
    notes_of,
    regions_of,
    report_of,
    usual_first,
    usual_recall,
    usual_regions,
)

MONDAY = date(2026, 8, 31)
SUNDAY = date(2026, 9, 20)  # three weeks


def at(day: date, hour: int = 9) -> Moment:
    """A full hour in UTC."""
    return Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def score(
    day: date,
    value: int,
    region: Region | None = Region.NECK,
    note: str = "",
    recall: Recall = Recall.NOW,
) -> PainEntry:
    """An entry of that day, known by its day and score."""
    return PainEntry(f"{day}-{value}", at(day), PainScore(value, region, note=note, recall=recall))


def step(
    name: str, outcome: StepOutcome = StepOutcome.DONE, *, hurt: bool = False, effort: Effort | None = None
) -> StepDone:
    """One exercise as it went."""
    return StepDone(0, name.lower(), name, 30.0, 30.0, outcome, 5, hurt=hurt, effort=effort)


def session(
    day: date,
    minutes: float = 10,
    *steps: StepDone,
    outcome: Outcome | None = Outcome.COMPLETED,
    number: int = 0,
) -> SessionRecord:
    """A session of that day."""
    plan = SessionPlan("core", "Core", 600, len(steps))
    return SessionRecord(f"s{day}{number}", plan, at(day, 18), at(day, 19), outcome, minutes * 60, steps)


def days(first: date, *passed: int) -> list[date]:
    """The days so many days after the first."""
    return [first + timedelta(days=number) for number in passed]


def test_only_one_question_of_the_period_is_counted() -> None:
    """Another region, another recall and another day stand on no line of the page."""
    wanted = [score(MONDAY, 5), score(SUNDAY, 3)]
    others = [
        score(MONDAY - timedelta(days=1), 9),
        score(SUNDAY + timedelta(days=1), 9),
        score(MONDAY, 8, Region.HIP),
        score(MONDAY, 7, recall=Recall.LAST_7_DAYS),
    ]
    log = Log(pain=tuple(sorted([*wanted, *others], key=lambda e: e.at.utc)))
    report = report_of(log, Scope(MONDAY, SUNDAY, Recall.NOW, (Region.NECK,)), goal=3)
    assert report.entries == tuple(wanted)
    assert report.places == ((Region.NECK, 2),)
    assert [row.n for row in report.rows] == [1, 0, 1]
    assert [row.mean for row in report.rows] == [5.0, None, 3.0]


def test_no_region_means_every_region_with_its_number() -> None:
    """Places are told with their n, the one with most scores first, also those without a region."""
    log = Log(pain=(score(MONDAY, 1, None), score(MONDAY, 2, Region.HIP), score(SUNDAY, 3, Region.HIP)))
    report = report_of(log, Scope(MONDAY, SUNDAY), goal=3)
    assert report.places == ((Region.HIP, 2), (None, 1))
    assert report.timings == ((Timing.NOW, 3),)


def test_days_before_the_first_score_were_not_asked() -> None:
    """Nothing had begun; and a day counts once, however many scores it has."""
    begun = MONDAY + timedelta(days=4)
    pain = (score(begun, 5), score(begun, 6), score(SUNDAY, 3))
    line = PainLine(Region.NECK, Recall.NOW, Timing.NOW, begun, 3)
    report = report_of(Log((line,), pain), Scope(MONDAY, SUNDAY), goal=3)
    assert (report.days_logged, report.days_asked) == (2, 17)
    older = PainLine(Region.NECK, Recall.NOW, Timing.NOW, date(2020, 1, 1), 3)
    assert report_of(Log((older,), pain), Scope(MONDAY, SUNDAY), goal=3).days_asked == 21


def test_what_came_before_is_for_the_chart_alone() -> None:
    """The week in which the period begins is cut, so that the chart's n is that of the table."""
    wednesday = MONDAY + timedelta(days=2)
    pain = (score(MONDAY - timedelta(days=1), 7), score(MONDAY, 8), score(wednesday, 5))
    report = report_of(Log(pain=pain), Scope(wednesday, SUNDAY), goal=3)
    assert report.earlier == pain[:1]
    assert report.entries == pain[2:]
    assert (report.rows[0].first, report.rows[0].n) == (wednesday, 1)


def test_sessions_are_held_against_the_persons_own_goal_in_whole_weeks() -> None:
    """A week that the period cuts is not one in which too little was done."""
    tuesday, last = MONDAY + timedelta(days=1), SUNDAY + timedelta(days=2)
    done = [session(day, number=n) for n, day in enumerate(days(MONDAY, 1, 7, 8, 9, 14, 20, 22))]
    never_ended = session(MONDAY + timedelta(days=10), outcome=None, number=9)
    report = report_of(Log(sessions=(*done, never_ended)), Scope(tuesday, last), goal=3)
    assert len(report.sessions) == 7
    assert report.active_s == 7 * 600
    assert (report.whole_weeks, report.weeks_at_goal) == (2, 1)


@pytest.mark.parametrize(
    ("length", "span"),
    [
        (1, Span.WEEK),
        (7 * 12, Span.WEEK),
        (150, Span.MONTH),
        (365, Span.MONTH),
        (900, Span.QUARTER),
        (3653, Span.YEAR),
    ],
)
def test_a_long_period_is_told_in_longer_parts(length: int, span: Span) -> None:
    """The page has room for so many rows, whatever the period."""
    last = date(2026, 11, 22)
    report = report_of(Log(), Scope(last - timedelta(days=length - 1), last), goal=3)
    assert report.span is span
    assert len(report.rows) <= MOST_ROWS
    assert report.earlier_rows == 0


def test_more_years_than_there_is_room_for_are_counted() -> None:
    """The latest are shown."""
    report = report_of(Log(), Scope(date(1990, 6, 1), date(2026, 11, 22)), goal=3)
    assert [row.first.year for row in report.rows] == list(range(2014, 2027))
    assert report.earlier_rows == 24


@given(
    first=st.dates(date(2010, 1, 1), date(2026, 1, 1)),
    length=st.integers(0, 4000),
    offsets=st.lists(st.tuples(st.integers(-50, 4050), st.integers(0, 10)), max_size=60),
)
def test_every_entry_of_the_period_is_in_one_row(
    first: date, length: int, offsets: list[tuple[int, int]]
) -> None:
    """The rows lie side by side over the whole period, and nothing is counted twice or lost."""
    last = first + timedelta(days=length)
    found = sorted((score(first + timedelta(days=d), s) for d, s in offsets), key=lambda e: e.at.utc)
    done = [session(first + timedelta(days=d), s + 1, number=n) for n, (d, s) in enumerate(offsets)]
    report = report_of(Log(pain=tuple(found), sessions=tuple(done)), Scope(first, last), goal=3)
    assert sum(row.n for row in report.rows) == len(report.entries)
    assert sum(row.sessions for row in report.rows) == len(report.sessions)
    assert sum(row.active_s for row in report.rows) == pytest.approx(report.active_s)
    assert (report.rows[0].first, report.rows[-1].last) == (first, last)
    assert all(
        after.first - before.last == timedelta(days=1)
        for before, after in zip(report.rows, report.rows[1:], strict=False)
    )
    for row in report.rows:
        scores = [e.pain.score for e in report.entries if row.first <= e.at.day <= row.last]
        assert row.n == len(scores)
        assert row.mean == (pytest.approx(sum(scores) / len(scores)) if scores else None)


def test_runs_and_walks_are_counted_and_nothing_else_on_foot() -> None:
    """What a file calls otherwise is neither."""
    kinds = (ActivityKind.RUN, ActivityKind.WALK, ActivityKind.OTHER)
    walks = tuple(ActivityEntry(k, at(MONDAY), Activity(k, 600.0)) for k in kinds)
    report = report_of(Log(activities=walks), Scope(MONDAY, SUNDAY), goal=3)
    assert (report.rows[0].walks, report.rows[0].walked_s) == (2, 1200.0)
    assert report.has_walks
    assert not report.is_empty


def test_an_exercise_is_counted_once_a_session() -> None:
    """Done, done in part, hard and hurt; one that was only passed over does not stand there."""
    first = session(
        MONDAY, 10, step("Bridge"), step("Bridge", StepOutcome.PARTLY), step("Plank", effort=Effort.HARD)
    )
    second = session(SUNDAY, 10, step("Bridge", hurt=True), step("Squat", StepOutcome.SKIPPED))
    report = report_of(Log(sessions=(first, second)), Scope(MONDAY, SUNDAY), goal=3)
    bridge, plank = report.exercises
    assert (bridge.name, bridge.done, bridge.partly, bridge.hard, bridge.hurt_days) == (
        *("Bridge", 1, 1, 0),
        (SUNDAY,),
    )
    assert (plank.name, plank.done, plank.partly, plank.hard, plank.hurt) == ("Plank", 1, 0, 1, 0)


def test_of_many_exercises_the_ones_done_most_are_named_and_the_others_counted() -> None:
    """One of the others hurt; that is told too."""
    often = [step(f"Often {n:02}") for n in range(MOST_EXERCISES)]
    seldom = [step("Seldom", hurt=True), step("Once")]
    log = Log(sessions=(session(MONDAY, 10, *often), session(SUNDAY, 10, *often, *seldom)))
    report = report_of(log, Scope(MONDAY, SUNDAY), goal=3)
    assert [e.name for e in report.exercises] == [s.name for s in often]
    assert (report.other_exercises, report.other_hurt) == (2, 1)


def test_a_note_is_on_the_page_only_when_it_is_ticked() -> None:
    """Newest first, of scores of any kind and of runs, within the period."""
    run = ActivityEntry("run", at(SUNDAY), Activity(ActivityKind.RUN, 600.0, note="hilly"))
    pain = (
        score(MONDAY - timedelta(days=1), 2, note="too early"),
        score(MONDAY, 5, note="long drive"),
        score(MONDAY, 4, note="  "),
        score(MONDAY + timedelta(days=3), 6, Region.HIP, note="stairs"),
    )
    log = Log(pain=pain, activities=(run,))
    assert [note.text for note in notes_of(log, MONDAY, SUNDAY)] == ["hilly", "stairs", "long drive"]
    scope = Scope(MONDAY, SUNDAY, Recall.NOW, (Region.NECK,))
    assert report_of(log, scope, goal=3).notes == ()
    ticked = report_of(log, scope, goal=3, ticked=frozenset({"run", pain[1].id, pain[0].id}))
    assert [note.text for note in ticked.notes] == ["hilly", "long drive"]


def test_marks_of_the_period_stand_there_newest_first() -> None:
    """Words at a moment, and nothing concluded."""
    marks = tuple(
        MarkEntry(t, at(d), Mark(t)) for t, d in (("a", MONDAY), ("b", SUNDAY), ("c", date(2027, 1, 1)))
    )
    report = report_of(Log(marks=marks), Scope(MONDAY, SUNDAY), goal=3)
    assert [mark.mark.text for mark in report.marks] == ["b", "a"]


def test_the_usual_region_is_the_preferred_one_where_it_has_scores() -> None:
    """Else the one with most of them, and every one where there are none at all."""
    log = Log(pain=(score(MONDAY, 1, Region.HIP), score(SUNDAY, 2, Region.HIP), score(SUNDAY, 3, None)))
    scope = Scope(MONDAY, SUNDAY)
    assert regions_of(log, scope) == (Region.HIP, None)
    assert usual_regions(log, scope, Region.NECK) == (Region.HIP,)
    assert usual_regions(log, scope, None) == (Region.HIP,)
    assert usual_regions(Log(), scope, Region.NECK) == ()


def test_the_usual_question_is_the_one_of_now_unless_only_the_other_was_answered() -> None:
    """Different recalls never share a page."""
    weekly = score(SUNDAY, 4, recall=Recall.LAST_7_DAYS)
    assert usual_recall(Log(), MONDAY, SUNDAY) is Recall.NOW
    assert usual_recall(Log(pain=(weekly,)), MONDAY, SUNDAY) is Recall.LAST_7_DAYS
    assert usual_recall(Log(pain=(score(MONDAY, 3), weekly)), MONDAY, SUNDAY) is Recall.NOW
    before = score(MONDAY - timedelta(days=1), 3)
    assert usual_recall(Log(pain=(before, weekly)), MONDAY, SUNDAY) is Recall.LAST_7_DAYS


def test_the_usual_period_is_no_longer_than_the_log() -> None:
    """Twelve weeks, less for a young log, and two weeks for one that has hardly begun."""
    today = date(2026, 11, 22)
    assert usual_first(date(2020, 1, 1), today) == date(2026, 8, 31)
    assert usual_first(date(2026, 10, 1), today) == date(2026, 10, 1)
    assert usual_first(today, today) == usual_first(None, today) == date(2026, 11, 9)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """In words that name the day."""
    with pytest.raises(InputError, match="ends on 2026-08-31"):
        Scope(SUNDAY, MONDAY)
