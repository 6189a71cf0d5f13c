"""One exercise: it is shown as it is done, told what to mind and when to stop, and can be tried."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.links import ladder, routines_with
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.timeline import announced_s
from backstay.domain.trial import one_set
from backstay.ui import tokens, wording
from backstay.ui.desk import Desk
from backstay.ui.pages.demonstration import Demonstration
from backstay.ui.pages.detail_page import DetailPage
from backstay.ui.pages.ladder_row import LadderRow
from backstay.ui.session.keys import is_bare
from backstay.ui.widgets.buttons import Chip, PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.fade import is_motion_reduced
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.picture import PictureView
from backstay.ui.widgets.sign_list import SignList

_NARROW = 720
_PICTURE_HEIGHT = 36 * tokens.GRID
_FIGURE_SHARE = 0.4


class ExercisePage(DetailPage):
    """T tries one set, Space stops the figure and lets it go on. ``walked`` carries the id of an easier
    or a harder one to show in this place.
    """

    walked = Signal(str)

    def __init__(self, desk: Desk, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(desk, "exercises", exercise.id, exercise.name, name="exercise", parent=parent)
        self._exercise = exercise
        self._shown: Demonstration | None = None
        self._try = PrimaryButton(
            self.tr("Try one set"), key="T", icon="play", filled=True, name="exercise_try"
        )
        self._try.clicked.connect(self._on_try)
        self.head.addWidget(self.more_button())
        self.head.addWidget(self._try)
        picture, words = self._picture(), self._words_card()
        parts = words if picture is None else Columns(picture, words, shares=(6, 5), narrow_px=_NARROW)
        self.body.addWidget(parts)
        self.body.addWidget(self._links_card())
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T, Space, and the keys that scroll."""
        if is_bare(event) and event.key() == Qt.Key.Key_T:
            self._on_try()
        elif is_bare(event) and event.key() == Qt.Key.Key_Space and self._shown is not None:
            self._shown.toggle()
        elif not self.scroll_by(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the figure leaves room for what stands beneath it."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._shown.set_room(round(event.size().height() * _FIGURE_SHARE))

    def _on_try(self) -> None:
        self.desk.start_routine(one_set(self._exercise, self.tr("One set to try")), is_trial=True)

    def _picture(self) -> QWidget | None:
        card = Card("exercise_picture", padding=2 * tokens.GRID)
        app = self.desk.app
        if self._exercise.figure is not None:
            is_still = is_motion_reduced(app.preferences)
            self._shown = Demonstration(self._exercise, app.clock, is_still=is_still)
            card.body.addWidget(self._shown)
        else:
            view = PictureView()
            if not view.set_picture(app.library.picture_of(self._exercise), self._exercise.name):
                return None
            card.body.addWidget(view)
        card.setMinimumHeight(_PICTURE_HEIGHT)
        return card

    def _words_card(self) -> QWidget:
        exercise = self._exercise
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens.GRID)
        if exercise.caution:
            caution = Card("exercise_caution", tone="caution", padding=2 * tokens.GRID)
            caution.body.addWidget(PlainLabel(exercise.caution, wrap=True, name="caution"))
            column.addWidget(caution)
        card = Card("exercise_words")
        for part in self._facts():
            card.body.addWidget(part)
        card.body.addSpacing(tokens.GRID)
        card.body.addWidget(Divider())
        card.body.addSpacing(tokens.GRID)
        self._add_signs(card, self.tr("How to do it"), exercise.cues, "cues")
        if exercise.stop_if:
            self._add_signs(card, self.tr("Stop if there is"), exercise.stop_if, "stop_if", tone="caution")
        card.body.addStretch(1)
        column.addWidget(card, 1)
        return words

    def _facts(self) -> list[PlainLabel]:
        exercise = self._exercise
        whole = Routine("", "", "", 1, (ExerciseStep(exercise, exercise.dose),))
        length = wording.length_text(announced_s(whole, self.desk.app.preferences))
        about = self.tr("about {length}").format(length=length)
        places = wording.areas_text(exercise.areas)
        where, needs = wording.position_text(exercise.position), wording.equipment_text(exercise.equipment)
        dose = wording.step_text(ExerciseStep(exercise, replace(exercise.dose, rest_s=0)))
        parts = [
            PlainLabel(dose, role="lead", wrap=True, name="exercise_dose"),
            PlainLabel(" · ".join((*self._pace(), about)), tone="soft", wrap=True, name="exercise_length"),
            PlainLabel(" · ".join((places, where, needs)), tone="soft", wrap=True, name="exercise_facts"),
        ]
        own = self.own_note()
        return [*parts, own] if own is not None else parts

    def _pace(self) -> list[str]:
        """What the tempo stands for, and the rest where there is one."""
        dose = self._exercise.dose
        parts = [wording.tempo_text(dose.tempo)] if dose.tempo is not None else []
        if len(dose.reps) > 1 and dose.rest_s:
            rest = wording.seconds_text(dose.rest_s)
            parts.append(self.tr("{rest} rest between sets").format(rest=rest))
        return parts

    def _add_signs(
        self, card: Card, title: str, lines: Sequence[str], name: str, *, tone: str = "ink"
    ) -> None:
        signs = SignList(name)
        signs.show_signs(lines)
        card.body.addWidget(PlainLabel(title, role="strong", tone=tone))
        card.body.addWidget(signs)
        card.body.addSpacing(tokens.GRID)

    def _links_card(self) -> Card:
        library = self.desk.app.library
        card = Card("exercise_links", spacing=2 * tokens.GRID)
        steps = ladder(self._exercise, library.exercises)
        if len(steps) > 1:
            row = LadderRow(steps, self._exercise)
            row.walked.connect(self.walked)
            self._add_part(card, self.tr("Easier to harder"), row)
        users = routines_with(self._exercise.id, library.routines.values())
        if users:
            self._add_part(card, self.tr("Used in"), self._users(users))
        sources = PlainLabel(
            "; ".join(self._exercise.sources), tone="soft", wrap=True, name="exercise_sources"
        )
        self._add_part(card, self.tr("Sources"), sources)
        return card

    def _add_part(self, card: Card, title: str, part: QWidget) -> None:
        label = PlainLabel(title, role="strong", wrap=True)
        row = Columns(label, part, shares=(1, 6), narrow_px=_NARROW, narrow_gap=tokens.GRID)
        card.body.addWidget(row)

    def _users(self, routines: Sequence[Routine]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        for routine in routines:
            chip = Chip(routine.name, name=f"used_in_{routine.id}")
            chip.clicked.connect(lambda _=False, item=routine.id: self.opened.emit("routines", item))
            row.addWidget(chip)
        return holder
