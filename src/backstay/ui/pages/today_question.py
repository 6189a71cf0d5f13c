"""What Today asks about the pain: once a week, on the morning after a session, or right now."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from backstay.app import App
from backstay.domain import weekly
from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainScore, Recall, Region, Timing
from backstay.ui.pages.week import done_between

_translate = QCoreApplication.translate

# Whoever is still up after midnight has not slept on it yet.
_MORNING_HOURS = range(5, 12)


class Topic(Enum):
    """Each is another question, and none of them joins another in a line."""

    WEEK = auto()
    MORNING = auto()
    NOW = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """``session`` is the one of yesterday that the morning is about."""

    topic: Topic
    session: SessionRecord | None = None

    def text(self) -> str:
        """As it is asked."""
        if self.topic is Topic.WEEK:
            return _translate("Today", "On average over the last 7 days, how strong was your pain?")
        if self.session is not None:
            words = _translate("Today", "How is it this morning, after {routine} yesterday?")
            return words.format(routine=self.session.plan.routine_name)
        return _translate("Today", "How strong is your pain right now?")

    def skip_text(self) -> str:
        """What leaves it open."""
        return (
            _translate("Today", "Not this week") if self.topic is Topic.WEEK else _translate("Today", "skip")
        )

    def answer(self, score: int, region: Region | None) -> PainScore:
        """``score`` (0-10) as the answer, about ``region``."""
        recall = Recall.LAST_7_DAYS if self.topic is Topic.WEEK else Recall.NOW
        timing = Timing.NEXT_MORNING if self.topic is Topic.MORNING else Timing.NOW
        return PainScore(score, region=region, timing=timing, recall=recall)


RIGHT_NOW = Question(Topic.NOW)


def asked(app: App, *, is_morning_skipped: bool) -> Question | None:
    """What is asked by itself, None on most days, and where no answer could be saved. Raises
    ``JournalError``.
    """
    preferences, today = app.preferences, app.clock.moment().day
    if not (preferences.pain_on and app.journal.is_writable):
        return None
    present = present_question(app, is_morning_skipped=is_morning_skipped)
    if preferences.asks_daily and present.topic is Topic.MORNING:
        return present
    recent = app.journal.pain.between(weekly.looks_back_to(today), today)
    if weekly.is_due(today, recent, preferences.weekly_put_off_on):
        return Question(Topic.WEEK)
    return present if preferences.asks_daily else None


def present_question(app: App, *, is_morning_skipped: bool) -> Question:
    """How it is now: on the morning after a session, after that. Raises ``JournalError``."""
    session = None if is_morning_skipped else _slept_on(app)
    return RIGHT_NOW if session is None else Question(Topic.MORNING, session)


def _slept_on(app: App) -> SessionRecord | None:
    """The last session of yesterday, in the morning and until a score was given to it."""
    now = app.clock.moment()
    if now.local.hour not in _MORNING_HOURS:
        return None
    yesterday: date = now.day - timedelta(days=1)
    done = done_between(app, yesterday, yesterday)
    given = app.journal.pain.between(now.day, now.day) if done else ()
    is_told = any(entry.pain.timing is Timing.NEXT_MORNING for entry in given)
    return done[-1] if done and not is_told else None
