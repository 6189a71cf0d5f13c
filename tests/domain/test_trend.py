"""What the diary may be said to show: exact edges, any diary, and how often it would be wrong."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Recall
from backstay.domain.trend import (
    READ_BACK_DAYS,
    Comparison,
    Gap,
    JustDots,
    MedianRange,
    Reading,
    Verdict,
    claim,
    days_logged,
    gaps,
    line_segments,
    readings_of,
    weekly_means,
)

FIRST = date(2026, 8, 31)  # a Monday


def reading(day: date, score: int, hour: int = 9) -> Reading:
    """A reading at a full hour in UTC."""
    return Reading(Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=UTC)), score)


def diary(*scores: int | None, first: date = FIRST) -> list[Reading]:
    """One reading a day from ``first``; None is a day without one."""
    return [reading(first + timedelta(days=i), s) for i, s in enumerate(scores) if s is not None]


def block(*scores: int) -> tuple[int | None, ...]:
    """The scores on the first days of fourteen, nothing on the others."""
    return scores + (None,) * (14 - len(scores))


def day(index: int) -> date:
    """The day ``index`` days after the first."""
    return FIRST + timedelta(days=index)


def compare(earlier: tuple[int | None, ...], later: tuple[int | None, ...]) -> Comparison:
    """The comparison of two blocks, looked at on the first day when it may be made."""
    found = claim(diary(*earlier, *later), day(28))
    assert isinstance(found, Comparison)
    return found


readings_lists = st.lists(
    st.builds(
        reading,
        st.dates(date(2026, 1, 1), date(2026, 7, 1)),
        st.integers(0, 10),
        st.integers(0, 23),
    ),
    max_size=80,
)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_below_six_entries_only_their_number_is_given(count: int) -> None:
    """Five scores are dots, not a summary."""
    assert claim(diary(*[4] * count), day(20)) == JustDots(count)


def test_six_entries_give_a_median_and_a_range() -> None:
    """The sixth entry allows the middle and the ends, and says when a comparison may come."""
    found = claim(diary(1, 2, 3, 4, 6, 9), day(6))
    assert found == MedianRange(3.5, 1, 9, 6, next_look=day(28))


def test_a_range_narrows_the_summary_but_not_the_comparison() -> None:
    """Choosing "2 weeks" changes what the median describes, never whether there is a verdict."""
    few = diary(*[9] * 6, *[2] * 6)
    assert claim(few, day(12), since=day(6)) == MedianRange(2.0, 2, 2, 6, next_look=day(28))
    enough = diary(*[6] * 14, *[3] * 14)
    assert claim(enough, day(28), since=day(27)) == claim(enough, day(28))


@pytest.mark.parametrize(("earlier", "later"), [(7, 14), (14, 7)])
def test_seven_entries_in_a_block_are_too_few_to_compare(earlier: int, later: int) -> None:
    """Each block needs eight entries of its own; the other cannot make up for it."""
    found = claim(diary(*block(*[8] * earlier), *block(*[2] * later)), day(28))
    assert isinstance(found, MedianRange)


def test_eight_entries_in_each_block_are_compared() -> None:
    """The comparison names both blocks with mean, count and dates, and the day of the next look."""
    found = compare(block(*[5] * 8), block(*[2] * 8))
    assert (found.earlier.mean, found.earlier.n, found.earlier.days_logged) == (5.0, 8, 8)
    assert (found.earlier.first, found.earlier.last) == (day(0), day(13))
    assert (found.later.first, found.later.last) == (day(14), day(27))
    assert (found.verdict, found.about, found.next_look) == (Verdict.LOWER, 3, day(56))


def test_a_difference_of_exactly_two_points_is_noteworthy() -> None:
    """2.0 points is enough, in both directions."""
    assert compare(block(*[5] * 8), block(*[3] * 8)).verdict is Verdict.LOWER
    assert compare(block(*[3] * 8), block(*[5] * 8)).verdict is Verdict.HIGHER


def test_a_difference_just_below_two_points_is_within_the_ups_and_downs() -> None:
    """Ten entries of which one is a point nearer: 1.9 is not 2."""
    found = compare(block(*[5] * 10), block(*[3] * 9, 4))
    assert found.verdict is Verdict.NO_CLEAR_CHANGE


def test_a_difference_of_exactly_thirty_percent_is_noteworthy() -> None:
    """From 10 to 7 is 30 %, however the machine rounds a third of a point."""
    assert compare(block(*[10] * 10), block(*[7] * 10)).verdict is Verdict.LOWER


def test_two_points_that_are_less_than_thirty_percent_are_not_noteworthy() -> None:
    """From 10 to 7.1 is almost three points and still below the share."""
    found = compare(block(*[10] * 10), block(*[7] * 9, 8))
    assert (found.verdict, found.about) == (Verdict.NO_CLEAR_CHANGE, 3)


def test_half_a_point_is_rounded_up() -> None:
    """A change of 2.5 points is "about 3", never the banker's 2."""
    assert compare(block(*[5] * 8), block(2, 2, 2, 2, 3, 3, 3, 3)).about == 3


def test_the_verdict_stays_until_the_next_look() -> None:
    """Twenty-seven days of much worse scores change nothing before the announced day."""
    calm = [6] * 14 + [3] * 14
    worse = [*calm, *[10] * 28]
    found = {claim(diary(*worse[: 28 + passed]), day(28 + passed)) for passed in range(28)}
    assert found == {claim(diary(*calm), day(28))}
    later = claim(diary(*worse), day(56))
    assert isinstance(later, Comparison)
    assert (later.earlier.first, later.later.last) == (day(28), day(55))


def test_no_comparison_before_the_twenty_eighth_day() -> None:
    """Many entries in few days do not bring the first look forward."""
    assert isinstance(claim(diary(*[6] * 14, *[1] * 13), day(27)), MedianRange)


def test_a_look_without_enough_entries_does_not_bring_an_old_verdict_back() -> None:
    """Nothing was written in the last four weeks: no comparison stands."""
    assert isinstance(claim(diary(*[6] * 14, *[3] * 14), day(56)), MedianRange)


def test_unequal_logging_is_said() -> None:
    """More than 30 points between the shares of days logged: 8 against 13 of 14 is, 10 against 14 is not."""
    assert compare(block(*[5] * 8), block(*[5] * 13)).is_logging_uneven
    assert not compare(block(*[5] * 10), block(*[5] * 14)).is_logging_uneven


def test_entries_after_today_are_left_out() -> None:
    """A clock that was set back does not let the future speak."""
    assert claim(diary(*[5] * 20), day(3)) == JustDots(4)


@given(readings_lists, st.dates(date(2026, 1, 1), date(2026, 8, 1)))
def test_a_claim_always_keeps_its_own_rules(readings: list[Reading], today: date) -> None:
    """For any diary and any day the claim has the entries it needs and looks only backwards."""
    found = claim(readings, today)
    known = [r for r in readings if r.day <= today]
    match found:
        case JustDots(n):
            assert n == len(known) < 6
        case MedianRange():
            assert found.n == len(known) >= 6
            assert min(r.score for r in known) == found.low <= found.median <= found.high
            assert today < found.next_look <= today + timedelta(days=28)
        case Comparison():
            assert min(found.earlier.n, found.later.n) >= 8
            assert found.later.last < today < found.next_look <= today + timedelta(days=28)
            assert (found.next_look - min(r.day for r in known)).days % 28 == 0
            if found.verdict is not Verdict.NO_CLEAR_CHANGE:
                change = found.later.mean - found.earlier.mean
                assert abs(change) >= 2 - 1e-9
                assert abs(change) >= 0.3 * found.earlier.mean - 1e-9
                assert (change < 0) == (found.verdict is Verdict.LOWER)


@given(readings_lists, st.dates(date(2026, 1, 1), date(2026, 8, 1)), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(readings: list[Reading], today: date, random: Random) -> None:
    """Entries written later for an earlier day count as if they had been written in order."""
    shuffled = random.sample(readings, len(readings))
    assert claim(shuffled, today) == claim(readings, today)
    assert [w.n for w in weekly_means(shuffled)] == [w.n for w in weekly_means(readings)]


@given(readings_lists)
def test_weekly_means_count_every_reading_once(readings: list[Reading]) -> None:
    """Each mean belongs to a Monday, lies between its scores and between its own days."""
    means = weekly_means(readings)
    assert sum(w.n for w in means) == len(readings)
    assert sum(w.mean * w.n for w in means) == pytest.approx(sum(r.score for r in readings))
    for weekly in means:
        assert weekly.week_start.weekday() == 0
        assert weekly.week_start <= weekly.first_day <= weekly.last_day < weekly.week_start + timedelta(7)
        assert weekly.first_day.toordinal() <= weekly.position < weekly.last_day.toordinal() + 1


@given(readings_lists)
def test_no_line_crosses_a_gap(readings: list[Reading]) -> None:
    """Segments hold every mean in order, break at each gap and nowhere else."""
    means = weekly_means(readings)
    segments = line_segments(means)
    assert tuple(w for segment in segments for w in segment) == means
    found = gaps(r.day for r in readings)
    assert len(segments) == (len(found) + 1 if means else 0)
    for gap in found:
        assert not any(s[0].last_day < gap.first_day <= s[-1].first_day for s in segments)
        assert not any(gap.first_day <= r.day <= gap.last_day for r in readings)


def test_seven_days_without_an_entry_are_no_gap_and_eight_are() -> None:
    """The gap begins when more than seven days are empty, and names the empty days."""
    assert gaps([day(0), day(8)]) == ()
    assert gaps([day(0), day(9)]) == (Gap(day(1), day(8)),)


def test_silence_up_to_today_is_a_gap_too() -> None:
    """The days since the last entry are counted; those before the first are not."""
    assert gaps([day(0)], until=day(7)) == ()
    assert gaps([day(0)], until=day(8)) == (Gap(day(1), day(8)),)
    assert gaps([], until=day(100)) == ()


def test_a_week_runs_from_monday_to_sunday() -> None:
    """Sunday belongs to the week before, also across the end of a year."""
    sunday, monday = date(2027, 1, 3), date(2027, 1, 4)
    means = weekly_means([reading(date(2026, 12, 28), 2), reading(sunday, 5), reading(monday, 8)])
    assert [(w.week_start, w.mean, w.n) for w in means] == [
        (date(2026, 12, 28), 3.5, 2),
        (monday, 8.0, 1),
    ]


def test_an_entry_stands_at_its_own_time_of_day() -> None:
    """Six in the evening is three quarters of the way to the next day, on the clock of the person."""
    assert reading(day(0), 3, hour=18).position == day(0).toordinal() + 0.75


def test_days_logged_counts_days_not_entries() -> None:
    """Two entries on one day are one day; days outside the span do not count."""
    entries = [reading(day(0), 3, 8), reading(day(0), 4, 20), *diary(5, 5, 5)]
    assert days_logged(entries, day(0), day(1)) == 2


def entry(recall: Recall, index: int) -> PainEntry:
    """A journal entry of score 3 with the given recall."""
    return PainEntry(str(index), reading(day(index), 3).at, PainScore(3, recall=recall))


def test_different_recalls_are_refused() -> None:
    """ "Now" and "over the last 7 days" are different questions."""
    with pytest.raises(ValueError, match="never share a line"):
        readings_of([entry(Recall.NOW, 0), entry(Recall.LAST_7_DAYS, 1)])


def test_readings_come_oldest_first() -> None:
    """The journal may hand its entries over in any order."""
    found = readings_of([entry(Recall.NOW, 3), entry(Recall.NOW, 1)])
    assert [r.day for r in found] == [day(1), day(3)]


def test_part_of_a_diary_is_judged_as_the_whole() -> None:
    """Who reads only the last weeks of many years, and knows the first day, says the same."""
    random = Random(5)
    whole = diary(*(random.randrange(3, 9) if random.random() < 0.8 else None for _ in range(400)))
    for today in (day(index) for index in range(300, 400, 7)):
        part = [r for r in whole if (today - r.day).days <= READ_BACK_DAYS]
        assert claim(part, today, today - timedelta(20), begun=FIRST) == claim(
            whole, today, today - timedelta(20)
        )
