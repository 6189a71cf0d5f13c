"""What was done, beside what was felt: the second view of Progress. Effort is shown and nothing is judged."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backstay.domain.practice import Practice
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.empty_card import EmptyCard
from backstay.ui.pages.week import plan_words
from backstay.ui.practice.exercise_tables import HurtsTable, MinutesTable
from backstay.ui.practice.month_grid import MonthGrid, paint_level
from backstay.ui.practice.seen_table import SeenTable
from backstay.ui.practice.week_bars import WeekBars, goal_pen, paint_bar
from backstay.ui.practice.words import reached_text, whole_text
from backstay.ui.theme import scaled
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class PracticeView(QWidget):
    """Weeks, days, minutes and what hurt, one card below the other; it is as high as they are."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("practice")
        self._plan = PlainLabel(role="lead", wrap=True, name="practice_week")
        self._reached = PlainLabel(tone="soft", wrap=True, name="practice_reached")
        self._counts = PlainLabel(tone="soft", name="practice_counts")
        self._goal = PlainLabel(tone="soft", role="small", name="practice_goal")
        self._weeks = WeekBars(name="practice_weeks")
        self._months = MonthGrid(name="practice_days")
        self._minutes = MinutesTable(name="practice_minutes")
        self._hurts = HurtsTable(name="practice_hurts")
        self._no_steps = PlainLabel(tone="soft", wrap=True, name="practice_no_steps")
        self._no_hurts = PlainLabel(tone="soft", wrap=True, name="practice_no_hurts")
        self._cards = QWidget()
        self._empty = EmptyCard(
            desk,
            "practice",
            self.tr("No session here yet"),
            self.tr("Every session that you do is counted here, however short. Another range may have some."),
        )
        self._compose()

    def show_practice(self, practice: Practice) -> None:
        """Show what ``practice`` counted."""
        self._cards.setVisible(bool(practice.sessions))
        self._empty.setVisible(not practice.sessions)
        if practice.sessions:
            self._show_weeks(practice)
            self._months.show_practice(practice)
            self._show_exercises(practice)

    def _show_weeks(self, practice: Practice) -> None:
        self._plan.setText(plan_words(practice.this_week.sessions, practice.goal))
        self._reached.setText(reached_text(practice.weeks_reached, practice.weeks_over, practice.goal))
        self._reached.setVisible(practice.weeks_over > 0)
        self._counts.setText(whole_text(practice.sessions, sum(day.active_s for day in practice.days)))
        self._goal.setText(self.tr("your goal, {goal} a week").format(goal=practice.goal))
        self._weeks.show_practice(practice)

    def _show_exercises(self, practice: Practice) -> None:
        self._minutes.show_exercises(practice.exercises)
        told = [e for e in practice.exercises if e.hurts or e.hard]
        told.sort(key=lambda e: (-len(e.hurts), -e.hard, e.name))
        self._hurts.show_exercises(told)
        self._minutes.setVisible(bool(practice.exercises))
        self._no_steps.setVisible(not practice.exercises)
        self._hurts.setVisible(bool(told))
        self._no_hurts.setVisible(not told)

    def _compose(self) -> None:
        column = QVBoxLayout(self._cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        for card in (self._weeks_card(), self._days_card(), self._minutes_card(), self._hurts_card()):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._cards)
        outer.addWidget(self._empty)
        outer.addStretch(1)

    def _weeks_card(self) -> Card:
        card = Card("practice_weeks_card")
        words = QVBoxLayout()
        words.setSpacing(tokens.GRID // 2)
        words.addWidget(self._plan)
        words.addWidget(self._reached)
        head = QHBoxLayout()
        head.setSpacing(tokens.CARD_GAP)
        head.addLayout(words, 1)
        self._counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._counts)
        card.body.addLayout(head)
        card.body.addWidget(self._weeks)
        legend = FlowLayout()
        legend.addWidget(_keyed(_GoalKey(), self._goal))
        not_over = PlainLabel(self.tr("this week, not over yet"), tone="soft", role="small")
        legend.addWidget(_keyed(_PresentKey(), not_over))
        card.body.addLayout(legend)
        card.body.addWidget(_reading(self._weeks, self.tr("The pointer or the arrow keys read a week.")))
        return card

    def _days_card(self) -> Card:
        card = Card("practice_days_card")
        card.body.addWidget(PlainLabel(self.tr("Days with a session"), role="strong", wrap=True))
        card.body.addWidget(self._months)
        card.body.addSpacing(tokens.GRID // 2)
        legend = FlowLayout()
        for level, words in enumerate(
            (self.tr("under 10 min"), self.tr("10 to 20 min"), self.tr("20 min and more")), start=1
        ):
            legend.addWidget(_keyed(_LevelKey(level), PlainLabel(words, tone="soft", role="small")))
        card.body.addLayout(legend)
        card.body.addWidget(_reading(self._months, self.tr("The pointer or the arrow keys read a day.")))
        return card

    def _minutes_card(self) -> Card:
        card = Card("practice_minutes_card")
        card.body.addWidget(PlainLabel(self.tr("Minutes for each exercise"), role="strong", wrap=True))
        self._no_steps.setText(
            self.tr("These sessions were entered by hand. Those that are led here have their exercises.")
        )
        card.body.addWidget(self._minutes)
        card.body.addWidget(self._no_steps)
        return card

    def _hurts_card(self) -> Card:
        card = Card("practice_hurts_card")
        card.body.addWidget(PlainLabel(self.tr("Exercises that hurt or were hard"), role="strong", wrap=True))
        self._no_hurts.setText(
            self.tr(
                "None was said to be hard or to hurt. At the end of a session you can say how each "
                "exercise went, and during it, that it hurts."
            )
        )
        card.body.addWidget(self._hurts)
        card.body.addWidget(self._no_hurts)
        card.body.addWidget(_reading(self._hurts, self.tr("A row tells when it hurt.")))
        return card


def _reading(table: SeenTable, hint: str) -> PlainLabel:
    """The line that says what is looked at in ``table``, or how to look."""
    line = PlainLabel(hint, role="small", tone="soft", wrap=True, name=f"{table.objectName()}_reading")

    def say(words: str) -> None:
        line.set_tone("ink" if words else "soft")
        line.setText(words or hint)

    table.read.connect(say)
    return line


def _keyed(key: QWidget, words: PlainLabel) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, tokens.GRID, 0)
    row.setSpacing(tokens.GRID)
    row.addWidget(key)
    row.addWidget(words)
    return whole


class _Key(QWidget):
    """What a sign in a drawing looks like, before the words that say what it means."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(scaled(3 * tokens.GRID), scaled(3 * tokens.GRID))


class _LevelKey(_Key):
    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_level(painter, QRectF(self.rect()), self._level)


class _GoalKey(_Key):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(goal_pen())
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


class _PresentKey(_Key):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        aside = self.width() / 4
        paint_bar(painter, QRectF(self.rect()).adjusted(aside, 2, -aside, -2), is_over=False)
