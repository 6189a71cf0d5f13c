"""When the one weekly question is due: a span of seven days is remembered well, a longer one is not.

Asked once a week instead of every day, because a daily diary can slow recovery (Ferrari 2015); the week
is the span that trials of back pain agreed on (Chiarotto 2018).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from backstay.domain.pain import PainEntry, Recall

WEEK_DAYS = 7
"""Days between two of these questions, given or put off."""


def looks_back_to(today: date) -> date:
    """The first day whose entries ``is_due`` needs."""
    return today - timedelta(days=WEEK_DAYS - 1)


def is_due(today: date, entries: Iterable[PainEntry], put_off_on: date | None) -> bool:
    """Whether the last seven days hold neither such a score among ``entries`` nor the day on which the
    question was put off. Due from the first day on: what comes later stands beside it.
    """
    answered = [entry.at.day for entry in entries if entry.pain.recall is Recall.LAST_7_DAYS]
    settled = answered if put_off_on is None else [*answered, put_off_on]
    return not any(looks_back_to(today) <= day <= today for day in settled)


def due_again(settled_on: date) -> date:
    """The day on which the question is asked again after it was answered or put off."""
    return settled_on + timedelta(days=WEEK_DAYS)
