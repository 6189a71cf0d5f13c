"""Two of the cards of Today: what comes next, and how the week stands."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from backstay.app import App
from backstay.domain.figure import Phase
from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry, Recall
from backstay.domain.routine import Routine
from backstay.domain.trend import readings_of
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.figure.view import FigureView
from backstay.ui.pages.week import Week
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.sparkline import Sparkline
from backstay.ui.widgets.week_dots import WeekDots

SPARK_DAYS = 28


class NextCard(Card):
    """One routine and one button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("next_card", padding=tokens.CARD_PADDING + tokens.GRID // 2, parent=parent)
        self._desk = desk
        self._routine: Routine | None = None
        self._why = PlainLabel(role="strong", tone="soft", name="next_why")
        self._name = PlainLabel(role="hero", wrap=True, name="next_name")
        self._facts = PlainLabel(tone="soft", wrap=True, name="next_facts")
        self._exercises = PlainLabel(tone="soft", wrap=True, name="next_exercises")
        self._figure = FigureView()
        self._figure.setFixedHeight(20 * tokens.GRID)
        self._figure.setMinimumWidth(28 * tokens.GRID)
        self.start = PrimaryButton(
            self.tr("Start"), key=self.tr("Enter"), icon="play", filled=True, name="start"
        )
        self.look = SecondaryButton(self.tr("Look first"), name="look_first")
        self.start.clicked.connect(self.start_routine)
        self.look.clicked.connect(self._on_look)
        self._compose()

    def show_routine(self, routine: Routine, app: App, *, is_first: bool) -> None:
        """Offer ``routine``; ``is_first`` when nothing was done yet."""
        self._routine = routine
        self._why.setText(self.tr("A calm one to begin with") if is_first else self.tr("Next in your week"))
        self._name.setText(routine.name)
        self._facts.setText(wording.facts_text(routine, app.preferences))
        exercises = routine.exercises()
        self._exercises.setText(" · ".join(exercise.name for exercise in exercises))
        drawn = routine.drawn_exercise()
        self._figure.set_figure(drawn.figure if drawn else None, drawn.name if drawn else "")
        self._figure.set_pose(Phase.HOLD, 1.0)
        self.setAccessibleName(routine.name)

    def start_routine(self) -> None:
        """What the one button does."""
        if self._routine is not None:
            self._desk.start_routine(self._routine)

    def _on_look(self) -> None:
        if self._routine is not None:
            self._desk.show_page("routines", self._routine.id)

    def _compose(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * tokens.GRID)
        grid.setVerticalSpacing(tokens.GRID // 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.addWidget(self._name, 1, 0)
        grid.addWidget(self._facts, 2, 0)
        grid.addWidget(self._figure, 0, 1, 3, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GRID + tokens.GRID // 2)
        buttons.addWidget(self.start)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        self.body.setSpacing(2 * tokens.GRID)
        self.body.addWidget(self._why)
        self.body.addLayout(grid, 1)
        self.body.addWidget(self._exercises)
        self.body.addLayout(buttons)


class WeekCard(Card):
    """The sessions of this week and the scores of the last four."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("week_card", parent=parent)
        self._dots = WeekDots()
        self._count = PlainLabel(name="week_count")
        self._days = PlainLabel(tone="soft", wrap=True, name="week_days")
        self._divider = Divider()
        self._place = PlainLabel(role="strong", wrap=True, name="spark_title")
        self._spark = Sparkline()
        self._entries = PlainLabel(role="small", tone="soft", wrap=True, name="spark_caption")
        dots = QHBoxLayout()
        dots.setSpacing(2 * tokens.GRID)
        dots.addWidget(self._dots)
        dots.addWidget(self._count, 1)
        self.body.setSpacing(tokens.GRID + tokens.GRID // 2)
        self.body.addWidget(PlainLabel(self.tr("This week"), role="strong"))
        self.body.addLayout(dots)
        self.body.addWidget(self._days)
        for part in (self._divider, self._place, self._spark, self._entries):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_week(self, week: Week) -> None:
        """How ``week`` stands."""
        done, goal = week.sessions, week.goal
        self._dots.set_sessions(len(done), goal)
        within, beyond = self.tr("{done} of {goal} sessions"), self.tr("{done} sessions, {goal} planned")
        words = within if len(done) <= goal else beyond
        self._count.setText(words.format(done=len(done), goal=goal))
        self._days.setText(_days_text(done) or self.tr("Nothing yet. A few minutes are a good start."))

    def show_scores(
        self, entries: Sequence[PainEntry], today: date, place: str, *, is_asked: bool = True
    ) -> None:
        """``entries`` of the last four weeks up to ``today``; ``place`` is where it hurts, or empty. Where
        no scores are asked for, there is nothing to show as long as there are none.
        """
        title = self.tr("{place}, last 4 weeks").format(place=place or self.tr("Pain"))
        self._place.setText(title)
        readings = readings_of(entries)
        first = today.toordinal() - SPARK_DAYS + 1
        self._spark.set_readings(readings, first, today.toordinal() + 1)
        self._spark.setVisible(bool(readings))
        caption = self.tr("{count} entries · lower = less pain").format(count=len(readings))
        if len(readings) == 1:
            caption = self.tr("1 entry · lower = less pain")
        empty = self.tr("No scores yet. One before and after a session is enough, and each can be skipped.")
        for part in (self._divider, self._place, self._entries):
            part.setVisible(bool(readings) or is_asked)
        self._entries.setText(caption if readings else empty)
        self._spark.setAccessibleName(f"{title}. {self._entries.text()}")


def _days_text(sessions: Sequence[SessionRecord]) -> str:
    seconds: dict[date, float] = {}
    for session in sessions:
        seconds[session.started_at.day] = seconds.get(session.started_at.day, 0.0) + session.active_s
    return ", ".join(f"{wording.weekday_text(day)} {wording.length_text(s)}" for day, s in seconds.items())


def recent_scores(app: App, today: date) -> tuple[PainEntry, ...]:
    """The scores "right now" of the last four weeks, of the usual region when one is set."""
    found = app.journal.pain.between(today - timedelta(days=SPARK_DAYS - 1), today)
    region = app.preferences.region
    return tuple(
        entry
        for entry in found
        if entry.pain.recall is Recall.NOW and (region is None or entry.pain.region is region)
    )
