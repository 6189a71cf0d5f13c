"""One routine: what it is, what it needs, and its steps, each with its dose and its length."""

from collections.abc import Iterator

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.routine import ExerciseStep, Repeat, RestStep, Routine, Step
from backstay.domain.timeline import StepPlan, compile_timeline
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.detail_page import DetailPage
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.list_button import ListButton
from backstay.ui.widgets.thumbnails import Thumbnails

_INDENT = 3 * tokens.GRID


class RoutinePage(DetailPage):
    """Enter starts it; a step opens its exercise."""

    def __init__(self, desk: Desk, routine: Routine, parent: QWidget | None = None) -> None:
        super().__init__(desk, "routines", routine.id, routine.name, name="routine", parent=parent)
        self._routine = routine
        self._thumbnails = Thumbnails(self, desk.app.library.picture_of)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        start = PrimaryButton(
            self.tr("Start"), key=self.tr("Enter"), icon="play", filled=True, name="routine_start"
        )
        start.clicked.connect(self._on_start)
        more = self.more_button()
        more.add_entry(self.tr("Make a pack to give away"), self._on_give_away, name="make_pack")
        self.head.addWidget(more)
        self.head.addWidget(start)
        timeline = compile_timeline(routine, desk.app.preferences)
        self._add_steps(routine.steps, iter(timeline.steps), indent=0)
        self._compose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts, unless it presses what has the focus."""
        if is_bare(event) and event.key() in ENTER:
            self._on_start()
        elif not self.scroll_by(event):
            super().keyPressEvent(event)

    def _on_start(self) -> None:
        self.desk.start_routine(self._routine)

    def _on_give_away(self) -> None:
        self.desk.give_away(self._routine)

    def _compose(self) -> None:
        routine = self._routine
        level = wording.level_text(routine.level)
        areas = dict.fromkeys(area for exercise in routine.exercises() for area in exercise.areas)
        facts = f"{wording.facts_text(routine, self.desk.app.preferences)} · {level}"
        about = QVBoxLayout()
        about.setSpacing(tokens.GRID // 2)
        about.addWidget(PlainLabel(routine.summary, role="read", wrap=True, name="routine_summary"))
        about.addSpacing(tokens.GRID // 2)
        about.addWidget(PlainLabel(facts, tone="soft", wrap=True, name="routine_facts"))
        about.addWidget(
            PlainLabel(wording.areas_text(tuple(areas)), tone="soft", wrap=True, name="routine_regions")
        )
        own = self.own_note()
        if own is not None:
            about.addWidget(own)
        card = Card("routine_steps", padding=tokens.GRID)
        card.body.addLayout(self._steps)
        self.body.setSpacing(2 * tokens.GRID)
        self.body.addLayout(about)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _add_steps(self, steps: tuple[Step, ...], plans: Iterator[StepPlan], *, indent: int) -> None:
        for step in steps:
            if isinstance(step, Repeat):
                text = self.tr("{count} times over:").format(count=step.times)
                self._steps.addWidget(self._quiet(text, indent))
                self._add_steps(step.steps, plans, indent=indent + 1)
                _pass_over(step, plans)
            elif isinstance(step, RestStep):
                text = self.tr("Rest {length}").format(length=wording.seconds_text(step.rest_s))
                self._steps.addWidget(self._quiet(text, indent))
            else:
                self._add_exercise(step, next(plans), indent)

    def _add_exercise(self, step: ExerciseStep, plan: StepPlan, indent: int) -> None:
        exercise = step.exercise
        note = wording.exact_length_text(plan.planned_s)
        if step.until_done:
            note = self.tr("about {length}").format(length=wording.length_text(plan.planned_s))
        row = ListButton(
            exercise.name,
            wording.step_text(step),
            name=f"step_{self._steps.count()}_{exercise.id}",
            note=note,
            picture=lambda size: self._thumbnails.picture(exercise, size),
        )
        row.clicked.connect(lambda: self.opened.emit("exercises", exercise.id))
        line = QHBoxLayout()
        line.setContentsMargins(indent * _INDENT, 0, 0, 0)
        line.addWidget(row)
        self._steps.addLayout(line)

    def _quiet(self, text: str, indent: int) -> PlainLabel:
        label = PlainLabel(text, tone="soft", wrap=True)
        label.setContentsMargins(12 + indent * _INDENT, tokens.GRID, 0, tokens.GRID)
        return label


def _pass_over(repeat: Repeat, plans: Iterator[StepPlan]) -> None:
    """The turns after the first one, which stand written out in the plan."""
    turn = sum(isinstance(step, ExerciseStep) for step in Routine("", "", "", 1, repeat.steps).flat_steps())
    for _ in range(turn * (repeat.times - 1)):
        next(plans)
