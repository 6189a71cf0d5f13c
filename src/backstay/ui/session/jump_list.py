"""The exercises of a session as a list, to go on with any of them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backstay.domain.history import StepDone
from backstay.domain.session_view import SessionView
from backstay.domain.timeline import StepPlan
from backstay.ui import tokens
from backstay.ui.session import words as words
from backstay.ui.session.keys import ENTER, is_bare
from backstay.ui.theme import colours, text_font
from backstay.ui.widgets.buttons import SecondaryButton, key_cap_width, paint_key_cap
from backstay.ui.widgets.sheet import Sheet

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WIDTH = 90 * tokens.GRID
_ANY_KEY = "0"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class JumpButton(SecondaryButton):
    """One exercise, and at the end of the row how far it was done. The key stands before it, so that all
    of them are in one column.
    """

    padding_px = 2 * tokens.GRID

    def __init__(
        self, exercise: str, state: str, *, name: str, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(" · ".join(filter(None, (exercise, state))), name=name, key=key, parent=parent)
        self._exercise, self._state = exercise, state
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        pad, room = self.padding_px, QRectF(self.rect())
        if self.key:
            paint_key_cap(painter, QPointF(pad, room.center().y()), self.key, colour)
        words = room.adjusted(pad + key_cap_width(_ANY_KEY) + pad, 0, -pad, 0)
        painter.setPen(colour)
        painter.setFont(self.font())
        painter.drawText(words, _LEFT, self._exercise)
        painter.setPen(QColor(colours().ink_soft))
        painter.setFont(text_font(tokens.TEXT_BODY))
        painter.drawText(words, _RIGHT, self._state)


class JumpList(Sheet):
    """``chosen`` carries the index of a step, ``left`` says that the session goes on as it was."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, view: SessionView, done: Sequence[StepDone], *, parent: QWidget | None = None) -> None:
        title = self.tr("Go to an exercise")
        note = self.tr("The session stands meanwhile. A number or Enter goes there, Esc goes back.")
        super().__init__(title, note, name="jump_list", width=_WIDTH, parent=parent)
        accounts = {step.index: step for step in done}
        self._rows = [self._row(plan, view, accounts) for plan in view.timeline.steps]
        leave = SecondaryButton(self.tr("Back"), name="jump_leave", key=self.tr("Esc"))
        leave.clicked.connect(self.left)
        self.fill(_stacked(self._rows), buttons=(leave,))
        self._now = view.step.index

    def focus_now(self) -> None:
        """Put the focus on the exercise that is on."""
        self._rows[self._now].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_key(self, event: QKeyEvent) -> bool:
        """Every key is for the list while it is open."""
        if not is_bare(event):
            return False
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_J):
            self.left.emit()
        elif event.key() in _STEPS:
            self._walk(_STEPS[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self.chosen.emit(self._focused())
        elif 0 <= (step := event.key() - Qt.Key.Key_1) < min(len(self._rows), 9):
            self.chosen.emit(step)
        return True

    def _walk(self, by: int) -> None:
        target = min(len(self._rows) - 1, max(0, self._focused() + by))
        self._rows[target].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focused(self) -> int:
        return next((i for i, row in enumerate(self._rows) if row.hasFocus()), self._now)

    def _row(self, plan: StepPlan, view: SessionView, done: dict[int, StepDone]) -> JumpButton:
        key = str(plan.index + 1) if plan.index < 9 else ""
        state = self._state(plan, view, done.get(plan.index))
        row = JumpButton(plan.exercise.name, state, name=f"jump_{plan.index + 1}", key=key)
        row.clicked.connect(lambda: self.chosen.emit(plan.index))
        return row

    def _state(self, plan: StepPlan, view: SessionView, done: StepDone | None) -> str:
        if plan.index == view.step.index:
            return self.tr("now")
        if done is not None:
            return words.outcome_words(done)
        return self.tr("left out") if plan.exercise.id in view.left_out else ""


def _stacked(rows: Sequence[JumpButton]) -> QWidget:
    """Close together: they are one list."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(tokens.GRID)
    for row in rows:
        box.addWidget(row)
    return holder
