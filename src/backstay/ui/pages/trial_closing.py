"""After a set that was only tried: that it is nowhere written down, and where one may go from here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.routine import Routine
from backstay.ui.pages.pain_form import FORM_WIDTH
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.widgets.buttons import Button, Chip, PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sheet import Sheet, still_figure

_MOST_ROUTINES = 4


class TrialClosing(Sheet):
    """``closed`` leads back, ``again`` does one more set, ``wanted`` carries a routine to start."""

    closed = Signal()
    again = Signal()
    wanted = Signal(object)

    def __init__(
        self, exercise: Exercise, routines: Sequence[Routine], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            exercise.name,
            self.tr("One set tried. Nothing was logged."),
            name="trial_closing",
            width=FORM_WIDTH,
            picture=still_figure(exercise),
            parent=parent,
        )
        self._done = PrimaryButton(self.tr("Back to the exercise"), name="trial_done", key=self.tr("Enter"))
        self._done.clicked.connect(self.closed)
        self._again = SecondaryButton(self.tr("Once more"), name="trial_again", key="T")
        self._again.clicked.connect(self.again)
        cards = (self._routines_card(routines),) if routines else ()
        self.fill(*cards, buttons=(self._done, self._again))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this page."""
        if not is_bare(event):
            return False
        if event.key() in (*ENTER, Qt.Key.Key_Escape):
            self._done.click()
        elif event.key() == Qt.Key.Key_T:
            self._again.click()
        else:
            return self.scroll_by(event)
        return True

    def _routines_card(self, routines: Sequence[Routine]) -> Card:
        card = Card("trial_routines")
        card.body.addWidget(PlainLabel(self.tr("Start a routine that uses it"), role="strong", wrap=True))
        row = FlowLayout()
        for routine in routines[:_MOST_ROUTINES]:
            row.addWidget(self._start_button(routine))
        card.body.addLayout(row)
        return card

    def _start_button(self, routine: Routine) -> Button:
        button = Chip(routine.name, name=f"trial_start_{routine.id}")
        button.clicked.connect(lambda: self.wanted.emit(routine))
        return button
