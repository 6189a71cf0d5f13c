"""One routine: what it is, what it needs, and its steps, each of which opens."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.app import App
from backstay.domain.routine import ExerciseStep, Repeat, RestStep, Routine, Step
from backstay.ui import tokens, wording
from backstay.ui.pages.exercise_view import ExerciseView
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.list_button import ListButton


class RoutineView(Card):
    """``start_pressed`` when the person wants to begin."""

    start_pressed = Signal()

    def __init__(self, routine: Routine, app: App, parent: QWidget | None = None) -> None:
        super().__init__("routine_view", parent=parent)
        self.setAccessibleName(routine.name)
        self._app = app
        self._open: tuple[ListButton, ExerciseView] | None = None
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self.start = PrimaryButton(
            self.tr("Start"), key=self.tr("Enter"), icon="play", filled=True, name="routine_start"
        )
        self.start.clicked.connect(self.start_pressed)
        self._compose(routine)
        self._add_steps(routine.steps, indent=0)

    def _compose(self, routine: Routine) -> None:
        level = wording.level_text(routine.level)
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addStretch(1)
        self.body.addWidget(PlainLabel(routine.name, role="hero", wrap=True, name="routine_name"))
        facts = f"{wording.facts_text(routine, self._app.preferences)} · {level}"
        self.body.addWidget(PlainLabel(facts, tone="soft", wrap=True, name="routine_facts"))
        self.body.addWidget(PlainLabel(routine.summary, wrap=True, name="routine_summary"))
        self.body.addSpacing(tokens.GRID)
        self.body.addLayout(buttons)
        self.body.addSpacing(tokens.GRID)
        self.body.addWidget(Divider())
        self.body.addLayout(self._steps)

    def _add_steps(self, steps: tuple[Step, ...], indent: int) -> None:
        for step in steps:
            if isinstance(step, Repeat):
                text = self.tr("{count} times over:").format(count=step.times)
                self._steps.addWidget(self._quiet(text, indent))
                self._add_steps(step.steps, indent + 1)
            elif isinstance(step, RestStep):
                text = self.tr("Rest {length}").format(length=wording.seconds_text(step.rest_s))
                self._steps.addWidget(self._quiet(text, indent))
            else:
                self._add_exercise(step, indent)

    def _add_exercise(self, step: ExerciseStep, indent: int) -> None:
        number = self._steps.count()
        row = ListButton(
            step.exercise.name, wording.step_text(step), name=f"step_{number}_{step.exercise.id}", folds=True
        )
        row.clicked.connect(lambda: self._on_row(row, step))
        line = QHBoxLayout()
        line.setContentsMargins(indent * 3 * tokens.GRID, 0, 0, 0)
        line.addWidget(row)
        holder = QWidget()
        holder.setLayout(line)
        self._steps.addWidget(holder)

    def _on_row(self, row: ListButton, step: ExerciseStep) -> None:
        was_open = self._open
        self._close_open()
        if was_open is not None and was_open[0] is row:
            return
        view = ExerciseView(step.exercise, self._app.library.exercises)
        holder = row.parentWidget()
        assert holder is not None
        self._steps.insertWidget(self._steps.indexOf(holder) + 1, view)
        row.setChecked(True)
        self._open = (row, view)

    def _close_open(self) -> None:
        if self._open is not None:
            row, view = self._open
            row.setChecked(False)
            self._steps.removeWidget(view)
            view.setParent(None)
            view.deleteLater()
            self._open = None

    def _quiet(self, text: str, indent: int) -> PlainLabel:
        label = PlainLabel(text, tone="soft")
        label.setContentsMargins(5 * tokens.GRID + indent * 3 * tokens.GRID, tokens.GRID, 0, tokens.GRID)
        return label
