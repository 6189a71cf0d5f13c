"""Which backups stay."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.keeping import DAYS, MONTHS, WEEKS, kept

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLDER_MAX = DAYS + WEEKS + MONTHS

instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
backups = st.sets(instants, max_size=80)


def days_ago(*days: int) -> set[datetime]:
    """One at noon of each of these days."""
    return {NOW - days_back * DAY for days_back in days}


def test_all_of_today_and_yesterday_stay() -> None:
    """However many there are."""
    made = {NOW.replace(hour=0) - DAY + number * HOUR / 2 for number in range(72)}
    assert kept(made, NOW) == made


def test_of_an_older_day_the_newest_stays() -> None:
    """The last state of a day is the one worth having."""
    made = {NOW - 3 * DAY + number * HOUR for number in range(-12, 12)}
    assert kept(made, NOW) == {NOW - 3 * DAY + 11 * HOUR}


def test_days_then_weeks_then_months() -> None:
    """A backup a day for two years: 2 + 12 days, then 10 Sundays, then 9 last days of a month."""
    staying = sorted(kept(days_ago(*range(730)), NOW), reverse=True)
    assert staying[:14] == [NOW - number * DAY for number in range(14)]
    weeks, months = staying[14:24], staying[24:]
    assert [at.date().isoformat() for at in weeks[:2]] == ["2026-11-08", "2026-11-01"]
    assert all(at.isoweekday() == 7 for at in weeks)
    assert len(months) == MONTHS
    # The week that began on 31 August has its newest on 6 September.
    assert [at.date().isoformat() for at in months[:2]] == ["2026-08-30", "2026-07-31"]
    assert {(at + DAY).day for at in months[1:]} == {1}


def test_only_what_there_is_counts() -> None:
    """Who comes back after a year finds as many backups as there were."""
    made = days_ago(*range(400, 412))
    assert kept(made, NOW) == made


def test_days_are_the_same_wherever_one_is() -> None:
    """A journey across time zones removes nothing."""
    made = {NOW - number * 7 * HOUR for number in range(60)}
    away = timezone(timedelta(hours=11))
    assert kept({at.astimezone(away) for at in made}, NOW.astimezone(away)) == kept(made, NOW)


def test_nothing_stays_of_nothing() -> None:
    """There is no newest one to keep."""
    assert kept((), NOW) == frozenset()


@given(backups, instants)
def test_the_newest_always_stays_and_the_rest_is_bounded(made: set[datetime], now: datetime) -> None:
    """Whatever the clock says: what stays was there, holds the newest, and of the past is not many."""
    staying = kept(made, now)
    assert staying <= made
    assert not made or max(made) in staying
    today = now.date()
    assert len([at for at in staying if at.date() < today - DAY]) <= OLDER_MAX
    assert {at for at in made if at.date() >= today - DAY} <= staying


@given(backups, instants)
def test_thinning_twice_is_thinning_once(made: set[datetime], now: datetime) -> None:
    """What was found worth keeping is worth it a second later."""
    once = kept(made, now)
    assert kept(once, now) == once


@given(backups, instants, st.integers(0, 1000))
def test_a_clock_put_back_costs_nothing(made: set[datetime], now: datetime, hours: int) -> None:
    """Seen from an earlier day nothing goes that stayed on the later one."""
    staying = kept(made, now)
    assert {at for at in kept(staying, now - hours * HOUR) if at.date() >= now.date()} == {
        at for at in staying if at.date() >= now.date()
    }
    assert len(kept(staying, now - hours * HOUR)) >= min(len(staying), DAYS)


@pytest.mark.parametrize("every_h", [1, 5, 24, 31])
def test_thinned_at_each_backup_for_two_years(every_h: int) -> None:
    """A backup every few hours, thinned each time: there is one of the last two days for each, 12 days, 10
    weeks and 9 months behind them, and at no time a gap that is wider than its kind.
    """
    made: set[datetime] = set()
    for number in range(0, 730 * 24, every_h):
        now = NOW + number * HOUR
        made = set(kept({*made, now}, now))
        assert now in made
    older = sorted((at for at in made if at.date() < now.date() - DAY), reverse=True)
    assert len(older) == OLDER_MAX
    reach = now - older[-1]
    assert timedelta(days=330) < reach < timedelta(days=400)
    gaps = [later - earlier for later, earlier in pairwise(older)]
    assert max(gaps[: DAYS - 1]) <= 2 * DAY
    assert max(gaps[: DAYS + WEEKS - 1]) <= 8 * DAY
    assert max(gaps) <= 40 * DAY


def test_one_dated_years_ahead_stays_and_harms_no_other() -> None:
    """A clock that was wrong for a moment."""
    made = {*days_ago(*range(30)), NOW + 3000 * DAY}
    assert kept(made, NOW) == kept(days_ago(*range(30)), NOW) | {NOW + 3000 * DAY}
