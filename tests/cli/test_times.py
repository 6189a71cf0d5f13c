"""Times as a person types them become the moment that was meant."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from backstay.cli.times import read_day, read_moment
from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

ZURICH = Moment.from_local(datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=1))), "Europe/Zurich")
NOWHERE = Moment.from_local(datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=1))))


@pytest.mark.parametrize(
    ("text", "utc", "offset_min", "zone"),
    [
        ("2026-11-21T07:30", datetime(2026, 11, 21, 6, 30), 60, "Europe/Zurich"),
        ("2026-07-01 07:30", datetime(2026, 7, 1, 5, 30), 120, "Europe/Zurich"),
        ("2026-07-01T07:30+02:00", datetime(2026, 7, 1, 5, 30), 120, "Europe/Zurich"),
        ("2026-07-01T07:30+09:00", datetime(2026, 6, 30, 22, 30), 540, ""),
        ("2026-11-21T06:30Z", datetime(2026, 11, 21, 6, 30), 0, ""),
    ],
)
def test_a_time_is_that_of_the_clock_on_that_day(
    text: str, utc: datetime, offset_min: int, zone: str
) -> None:
    """Summer time counts where it was in force; a time of another place keeps its own offset."""
    found = read_moment(text, ZURICH)
    assert (found.utc, found.offset_min, found.zone) == (utc.replace(tzinfo=UTC), offset_min, zone)


def test_the_day_is_the_one_on_the_clock_there() -> None:
    """Early on Wednesday in Tokyo is a Wednesday, though it was still Tuesday in Zurich."""
    assert read_moment("2026-07-01T05:30+09:00", ZURICH).day == date(2026, 7, 1)


def test_without_a_zone_the_present_offset_serves() -> None:
    """A computer whose zone has no name still takes a time."""
    found = read_moment("2026-07-01T07:30", NOWHERE)
    assert (found.offset_min, found.zone) == (60, "")


def test_an_hour_that_the_clocks_left_out_is_refused() -> None:
    """Half past two was never shown in Berlin on that day; with an offset it means something."""
    now = Moment.from_local(datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
    with pytest.raises(InputError, match="never shown"):
        read_moment("2026-03-29T02:30", now)
    assert read_moment("2026-03-29T02:30+01:00", now).utc == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert read_moment("2026-10-25T02:30", now).utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "9999-12-31", "2026-02-29", "2026-2-1", "now"])
def test_a_day_is_one_that_days_can_be_counted_from(text: str) -> None:
    """A report looks back from its first day and on from its last: no year at an end of the calendar."""
    with pytest.raises(InputError, match="is not a day"):
        read_day(text)


def test_the_first_and_last_days_are_days() -> None:
    """As far as an entry may lie, a report can reach."""
    assert [read_day(text).year for text in ("1900-01-01", "9998-12-31")] == [1900, 9998]
