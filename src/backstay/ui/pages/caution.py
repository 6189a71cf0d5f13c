"""Shown before an exercise is started for the first time, when it asks for some care."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase
from backstay.ui import tokens
from backstay.ui.figure.view import FigureView
from backstay.ui.pages.pain_form import FORM_WIDTH
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.theme import scaled
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sheet import Sheet

_FIGURE_HEIGHT = 30 * tokens.GRID
# Of the window's height, at 100 % text.
_PICTURE_FROM = 80 * tokens.GRID


class CautionPage(Sheet):
    """The caution of one exercise, with its easier variant one key away when there is one.

    ``accepted`` starts with it, ``eased`` takes the easier one instead, ``left`` starts nothing.
    """

    accepted = Signal()
    eased = Signal()
    left = Signal()

    def __init__(self, exercise: Exercise, easier: Exercise | None, *, parent: QWidget | None = None) -> None:
        note = self.tr("Before you do it for the first time")
        super().__init__(exercise.name, note, name="caution", width=FORM_WIDTH, parent=parent)
        self._start = PrimaryButton(self.tr("Start with it"), name="caution_start", key=self.tr("Enter"))
        self._start.clicked.connect(self.accepted)
        self._ease = SecondaryButton("", name="caution_easier", key="E")
        self._ease.clicked.connect(self.eased)
        if easier is not None:
            self._ease.set_words(self.tr("Use {easier} instead").format(easier=easier.name))
        self._leave = SecondaryButton(self.tr("Back"), name="caution_leave", key=self.tr("Esc"))
        self._leave.clicked.connect(self.left)
        card = Card("caution_card", tone="caution")
        card.body.addWidget(PlainLabel(exercise.caution or "", role="read", wrap=True, name="caution_text"))
        self._picture = _picture(exercise)
        self.fill(*self._picture, card, buttons=(self._start, self._ease, self._leave))
        self._ease.setVisible(easier is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the words and the buttons come before the picture."""
        super().resizeEvent(event)
        for picture in self._picture:
            picture.setVisible(event.size().height() >= scaled(_PICTURE_FROM))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this page."""
        if not is_bare(event):
            return False
        if event.key() in ENTER:
            self._start.click()
        elif event.key() == Qt.Key.Key_E and not self._ease.isHidden():
            self._ease.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave.click()
        else:
            return self.scroll_by(event)
        return True


def _picture(exercise: Exercise) -> tuple[QWidget, ...]:
    if exercise.figure is None:
        return ()
    figure = FigureView()
    figure.setObjectName("caution_figure")
    figure.setFixedHeight(_FIGURE_HEIGHT)
    figure.set_figure(exercise.figure, exercise.name)
    figure.set_pose(Phase.HOLD, 0.0)
    return (figure,)
