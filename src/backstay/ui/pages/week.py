"""The sessions of this week beside the week's plan: counted in one way, wherever they are shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.app import App
from backstay.domain.history import SessionRecord
from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.week_dots import WeekDots


@dataclass(frozen=True, slots=True)
class Week:
    """The ``sessions`` since Monday in which something was done, oldest first, and how many are planned."""

    sessions: tuple[SessionRecord, ...]
    goal: int


def this_week(app: App) -> Week:
    """The week that is on. Raises ``JournalError``."""
    today = app.clock.moment().day
    monday = today - timedelta(days=today.weekday())
    return Week(done_between(app, monday, today), app.preferences.weekly_sessions)


def done_between(app: App, since: date, until: date) -> tuple[SessionRecord, ...]:
    """The sessions that were begun on these days, both included, and are over, in which something was done;
    oldest first and without their scores. Raises ``JournalError``.
    """
    found = app.journal.sessions.between(since, until, with_scores=False)
    return tuple(session for session in found if session.counts)


def plan_text(week: Week) -> str:
    """How the week stands against its plan, in one line; rest days keep it as well."""
    return plan_words(len(week.sessions), week.goal)


def plan_words(done: int, goal: int) -> str:
    """As ``plan_text``, of so many sessions."""
    if done < goal:
        words = QCoreApplication.translate("Week", "{done} of {goal} sessions this week.")
    elif done == goal:
        words = QCoreApplication.translate(
            "Week", "{done} of {goal}: the week's plan is kept. Rest days belong to it."
        )
    else:
        words = QCoreApplication.translate(
            "Week", "{done} sessions this week, {goal} planned. Rest days belong to it."
        )
    return words.format(done=done, goal=goal)


class WeekLine(QWidget):
    """One quiet line; hidden while there is nothing to count."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots = WeekDots(name=f"{name}_dots")
        self._words = PlainLabel(tone="soft", wrap=True, name=name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self._dots)
        row.addWidget(self._words, 1)
        self.hide()

    def show_week(self, week: Week | None) -> None:
        """Say how ``week`` stands; None when that is not known."""
        if week is not None:
            self._dots.set_sessions(len(week.sessions), week.goal)
            self._words.setText(plan_text(week))
        self.setVisible(week is not None and bool(week.sessions))
