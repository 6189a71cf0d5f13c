"""When the one weekly question is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Recall
from backstay.domain.weekly import due_again, is_due, looks_back_to

TODAY = date(2026, 11, 22)


def entry(days_ago: int, recall: Recall = Recall.LAST_7_DAYS) -> PainEntry:
    """A score of that many days ago."""
    day = TODAY - timedelta(days=days_ago)
    at = Moment.from_local(datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC))
    return PainEntry("e", at, PainScore(4, recall=recall))


def test_it_is_due_from_the_first_day_on() -> None:
    """The first answer is what later ones stand beside."""
    assert is_due(TODAY, (), None)


@pytest.mark.parametrize(("days_ago", "due"), [(0, False), (1, False), (6, False), (7, True), (30, True)])
def test_it_is_due_again_seven_days_after_the_answer(days_ago: int, due: bool) -> None:
    """By the calendar: not before the same day of the week."""
    assert is_due(TODAY, (entry(days_ago),), None) is due


@pytest.mark.parametrize(("days_ago", "due"), [(0, False), (6, False), (7, True)])
def test_putting_it_off_counts_like_an_answer(days_ago: int, due: bool) -> None:
    """Nobody is asked twice in a week."""
    put_off_on = TODAY - timedelta(days=days_ago)
    assert is_due(TODAY, (), put_off_on) is due
    assert due_again(put_off_on) == put_off_on + timedelta(days=7)


def test_the_later_of_the_two_counts() -> None:
    """An old answer does not bring back what was put off yesterday."""
    assert not is_due(TODAY, (entry(9),), TODAY - timedelta(days=1))


def test_another_question_is_no_answer() -> None:
    """A score of right now says nothing about the week."""
    assert is_due(TODAY, (entry(0, Recall.NOW), entry(3, Recall.NOW)), None)


def test_a_day_that_has_not_come_yet_settles_nothing() -> None:
    """A clock that was wrong for an hour must not silence the question for a year."""
    assert is_due(TODAY, (entry(-400),), TODAY + timedelta(days=400))


def test_it_needs_the_entries_of_seven_days() -> None:
    """Today and the six before it."""
    assert looks_back_to(TODAY) == date(2026, 11, 16)
