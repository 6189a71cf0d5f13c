"""The usual range: whose 28 days it takes, when it stays silent, and where its quartiles lie."""

from datetime import UTC, date, datetime, timedelta
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.moment import Moment
from backstay.domain.trend import Reading
from backstay.domain.usual_range import UsualRange, usual_ranges

DAY = date(2026, 11, 22)


def reading(days_ago: int, score: int) -> Reading:
    """A score at eight that many days before ``DAY``."""
    day = DAY - timedelta(days=days_ago)
    return Reading(Moment.from_local(datetime(day.year, day.month, day.day, 8, tzinfo=UTC)), score)


def on_day(readings: list[Reading]) -> UsualRange | None:
    """The usual range of ``DAY``."""
    found = usual_ranges(sorted(readings, key=lambda r: r.at.utc), DAY, DAY)
    return found[0] if found else None


def test_eleven_readings_are_too_few() -> None:
    """From the twelfth on there is a range."""
    readings = [reading(days_ago, 4) for days_ago in range(1, 12)]
    assert on_day(readings) is None
    assert on_day([*readings, reading(12, 4)]) == UsualRange(DAY, 4, 4, 12)


def test_it_is_about_the_28_days_before_and_not_the_day_itself() -> None:
    """Neither the day's own scores nor those of the 29th day before move it."""
    readings = [reading(days_ago, 4) for days_ago in range(1, 29)]
    found = on_day([*readings, reading(0, 10), reading(29, 10)])
    assert found == UsualRange(DAY, 4, 4, 28)


def test_the_quartiles_lie_between_the_ranks() -> None:
    """Twelve scores from 0 to 5, each twice: their quarters end at 1.0 and 4.0."""
    found = on_day([reading(days_ago, days_ago % 6) for days_ago in range(1, 13)])
    assert found == UsualRange(DAY, 1.0, 4.0, 12)


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 10)), min_size=12, max_size=60))
def test_it_is_what_the_statistics_module_says(placed: list[tuple[int, int]]) -> None:
    """Whatever the scores, the sliding count gives the inclusive quartiles of the library."""
    low, _, high = quantiles([score for _, score in placed], n=4, method="inclusive")
    found = on_day([reading(*one) for one in placed])
    assert found is not None
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 10)), max_size=80))
def test_sliding_along_gives_what_each_day_gives_alone(placed: list[tuple[int, int]]) -> None:
    """A range of days says of each of them what is said when only that day is asked for."""
    readings = sorted((reading(*one) for one in placed), key=lambda r: r.at.utc)
    days = [DAY - timedelta(days=back) for back in range(60, -1, -1)]
    alone = [found for day in days for found in usual_ranges(readings, day, day)]
    assert list(usual_ranges(readings, days[0], DAY)) == alone
