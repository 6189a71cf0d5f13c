"""What was run beside the rules of thumb, in words: figures, sources, and no verdict."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from backstay.domain.load import LongerRun, LongestRun, Measure, SingleLoad, WeeklyLoad
from backstay.ui.pages.load_card import LoadCard
from backstay.ui.widgets.labels import PlainLabel
from tests.ui.find import find, words

MONDAY = date(2026, 11, 16)
WEEKLY = WeeklyLoad(MONDAY, 25.5, 4, 40)
LONGEST = LongestRun(Measure.DISTANCE, 3, 8_000, date(2026, 11, 12))
SINGLE = SingleLoad(LONGEST, None)


@pytest.fixture
def card(qtbot: QtBot) -> LoadCard:
    """The card by itself."""
    made = LoadCard()
    qtbot.addWidget(made)
    return made


def test_nothing_to_say_is_not_said(card: LoadCard) -> None:
    """The card is hidden until there is something, and again when there is nothing."""
    assert card.isHidden()
    card.show_load(WEEKLY, SINGLE)
    assert not card.isHidden()
    card.show_load(None, None)
    assert card.isHidden()


def test_forty_minutes_are_told_with_forty_four(card: LoadCard) -> None:
    """This week, the weeks before, the guide, where it is from, and who decides."""
    card.show_load(WEEKLY, None)
    assert words(card, "load_weekly") == (
        "This week: 26 min. The last 4 weeks with runs before it had 40 min on average; 10 % more is 44 min."
    )
    assert "Buist and others, 2008" in words(card, "load_weekly_source")
    assert words(card, "load_decide") == "You decide."
    assert not find(card, PlainLabel, "load_single").isVisibleTo(card)


def test_a_small_week_is_told_with_three_minutes(card: LoadCard) -> None:
    """And one week is not called several."""
    card.show_load(WeeklyLoad(MONDAY, 0, 1, 20), None)
    assert words(card, "load_weekly") == (
        "This week: 0 min. The last week with runs before it had 20 min; 3 min more is 23 min."
    )


def test_the_longest_run_is_told_with_its_tenth_more(card: LoadCard) -> None:
    """By itself, when no week can be spoken of."""
    card.show_load(None, SINGLE)
    assert words(card, "load_single") == (
        "Longest run of the last 30 days: 8 km, on Thursday 12 November. 10 % more is 8.8 km."
    )
    assert "Frandsen and others, 2025" in words(card, "load_single_source")
    assert not find(card, PlainLabel, "load_weekly").isVisibleTo(card)


def test_a_run_beyond_it_is_told_with_the_figures(card: LoadCard) -> None:
    """What it was, what the guide was and of what; nothing is said against it."""
    longest = LongestRun(Measure.TIME, 4, 62.25, date(2026, 11, 19))
    before = LongestRun(Measure.TIME, 3, 45, date(2026, 11, 12))
    card.show_load(None, SingleLoad(longest, LongerRun(longest.day, 62.25, before)))
    assert words(card, "load_single").splitlines() == [
        "Longest run of the last 30 days: 62.2 min, on Thursday 19 November. 10 % more is 68.5 min.",
        "The run of Thursday 19 November was 62.2 min: beyond 49.5 min, which is 10 % more than the longest "
        "of the 30 days before it (45 min).",
    ]
