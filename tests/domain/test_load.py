"""What was run beside the two rules of thumb: which weeks and runs count, and the figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.load import LongestRun, Measure, single_load, weekly_load
from backstay.domain.moment import Moment

WEDNESDAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)


def run(
    day: date, minutes: float, km: float | None = None, kind: ActivityKind = ActivityKind.RUN, hour: int = 7
) -> ActivityEntry:
    """A run on ``day``."""
    at = Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    activity = Activity(kind, minutes * 60, None if km is None else km * 1000)
    return ActivityEntry(f"{day}-{hour}-{kind}", at, activity)


def ago(days: int) -> date:
    """So many days before the Wednesday."""
    return WEDNESDAY - timedelta(days=days)


def test_forty_minutes_a_week_give_forty_four() -> None:
    """The guide is 10 % above the mean of the last four weeks that had a run."""
    earlier = [
        run(ago(7 * week), minutes) for week, minutes in ((1, 50), (2, 30), (4, 45), (5, 35), (6, 600))
    ]
    load = weekly_load([*earlier, run(MONDAY, 12), run(WEDNESDAY, 13.5)], WEDNESDAY)
    assert load is not None
    assert (load.week_start, load.minutes, load.n_weeks) == (MONDAY, 25.5, 4)
    assert (load.mean_minutes, load.guide_minutes, load.is_small) == (40, 44, False)


@pytest.mark.parametrize(("mean", "guide"), [(5, 8), (20, 23), (29, 32), (30, 33), (50, 55)])
def test_a_small_week_may_grow_by_three_minutes(mean: float, guide: float) -> None:
    """Under 30 minutes a tenth would be next to nothing."""
    load = weekly_load([run(ago(7), mean)], WEDNESDAY)
    assert load is not None
    assert (load.guide_minutes, load.is_small) == (guide, mean < 30)


def test_nothing_is_said_without_an_earlier_week() -> None:
    """The first week has nothing to stand beside."""
    assert weekly_load([run(MONDAY, 40), run(WEDNESDAY, 40)], WEDNESDAY) is None


def test_a_week_begins_on_monday() -> None:
    """A run on Sunday belongs to the week before, one on Monday to this."""
    load = weekly_load([run(MONDAY - timedelta(days=1), 30), run(MONDAY, 10)], WEDNESDAY)
    assert load is not None
    assert (load.minutes, load.mean_minutes) == (10, 30)


def test_runs_before_a_long_break_say_nothing() -> None:
    """After four weeks without a run the weeks before them are no guide."""
    assert weekly_load([run(MONDAY - timedelta(weeks=4), 30)], WEDNESDAY) is not None
    assert weekly_load([run(MONDAY - timedelta(weeks=4, days=1), 30)], WEDNESDAY) is None


@pytest.mark.parametrize("kind", [ActivityKind.WALK, ActivityKind.OTHER])
def test_only_runs_are_counted(kind: ActivityKind) -> None:
    """A long walk neither uses up this week's minutes nor makes room for a longer run."""
    others = [run(ago(7), 300, 20, kind), run(WEDNESDAY, 200, 15, kind)]
    assert weekly_load(others, WEDNESDAY) is None
    assert single_load(others, WEDNESDAY) is None
    load = weekly_load([*others, run(ago(7), 40), run(MONDAY, 10)], WEDNESDAY)
    assert load is not None
    assert (load.minutes, load.mean_minutes) == (10, 40)


def test_the_longest_run_is_told_by_distance() -> None:
    """When every run has one; the longest counts, not the slowest."""
    load = single_load([run(ago(20), 70, 9), run(ago(10), 50, 10)], WEDNESDAY)
    assert load is not None
    assert load.longest == LongestRun(Measure.DISTANCE, 2, 10_000, ago(10))
    assert (load.longest.guide, load.beyond) == (11_000, None)


def test_one_run_without_a_distance_makes_it_minutes() -> None:
    """What one of them does not have cannot be compared."""
    load = single_load([run(ago(20), 60, 9), run(ago(10), 50), run(ago(9), 55, 0)], WEDNESDAY)
    assert load is not None
    assert load.longest == LongestRun(Measure.TIME, 3, 60, ago(20))
    assert load.longest.guide == 66


def test_the_last_thirty_days_count() -> None:
    """Today is the last of them; the day before the first is not asked."""
    load = single_load([run(ago(30), 90), run(ago(29), 40)], WEDNESDAY)
    assert load is not None
    assert load.longest == LongestRun(Measure.TIME, 1, 40, ago(29))
    assert single_load([run(ago(30), 90)], WEDNESDAY) is None


def test_a_run_beyond_the_guide_is_named_with_what_was_before() -> None:
    """This week's latest run stands beside the longest of the 30 days before that run."""
    load = single_load([run(MONDAY - timedelta(days=31), 50, 8), run(MONDAY, 60, 9.5)], WEDNESDAY)
    assert load is not None
    assert load.longest == LongestRun(Measure.DISTANCE, 1, 9_500, MONDAY)
    assert load.beyond is None
    load = single_load([run(MONDAY - timedelta(days=30), 50, 8), run(MONDAY, 60, 9.5)], WEDNESDAY)
    assert load is not None
    assert load.beyond is not None
    assert (load.beyond.day, load.beyond.length) == (MONDAY, 9_500)
    assert (load.beyond.before.length, load.beyond.before.guide) == (8_000, 8_800)


@pytest.mark.parametrize(("km", "is_beyond"), [(8.8, False), (8.81, True)])
def test_exactly_a_tenth_more_is_within(km: float, is_beyond: bool) -> None:
    """Beyond begins above 110 %."""
    load = single_load([run(ago(9), 50, 8), run(WEDNESDAY, 60, km)], WEDNESDAY)
    assert load is not None
    assert (load.beyond is not None) is is_beyond


def test_only_the_latest_run_of_this_week_is_looked_at() -> None:
    """A shorter run after the long one ends the remark, and last week's are past."""
    long = [run(ago(9), 50, 8), run(MONDAY, 90, 14)]
    for later in (run(WEDNESDAY, 30, 5), run(MONDAY, 30, 5, hour=18)):
        load = single_load([later, *long], WEDNESDAY)
        assert load is not None
        assert load.beyond is None
    load = single_load(long, WEDNESDAY + timedelta(days=5))
    assert load is not None
    assert load.beyond is None


@given(
    st.lists(st.tuples(st.integers(-3, 60), st.integers(1, 300), st.none() | st.integers(0, 40)), max_size=30)
)
def test_the_figures_hold_for_any_log(runs: list[tuple[int, int, int | None]]) -> None:
    """The guide lies above what was, what is beyond is above its guide, and the future is not looked at."""
    entries = [run(ago(days), minutes, km) for days, minutes, km in runs]
    weekly, single = weekly_load(entries, WEDNESDAY), single_load(entries, WEDNESDAY)
    if weekly is not None:
        assert 1 <= weekly.n_weeks <= 4
        assert weekly.guide_minutes >= weekly.mean_minutes + 3
    if single is not None:
        assert ago(29) <= single.longest.day <= WEDNESDAY
        assert single.beyond is None or single.beyond.length > single.beyond.before.guide
    past = [entry for entry in entries if entry.at.day <= WEDNESDAY]
    assert (weekly_load(past, WEDNESDAY), single_load(past, WEDNESDAY)) == (weekly, single)
