"""The question of how strong the pain is: eleven buttons, no default, always skippable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.ui import tokens
from backstay.ui.widgets.buttons import Button, LinkButton
from backstay.ui.widgets.labels import PlainLabel

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: SCORE_MIN, Qt.Key.Key_End: SCORE_MAX}


class ScoreButton(Button):
    """One number of the scale. ``walked`` asks for the focus to go to another number."""

    walked = Signal(int)
    # Eleven of them, at 200 % text, in the smallest window.
    padding_px = tokens.GRID // 2

    def __init__(self, score: int, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(str(score), name=f"score_{score}", parent=parent)
        self.score = score
        self.setCheckable(True)
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, Home and End walk along the scale."""
        key = Qt.Key(event.key())
        if key in _ENDS:
            self.walked.emit(_ENDS[key])
        elif key in _STEPS:
            self.walked.emit(min(SCORE_MAX, max(SCORE_MIN, self.score + _STEPS[key])))
        else:
            super().keyPressEvent(event)


class ScoreRow(QWidget):
    """The scale from 0 to 10. ``chosen`` carries the score, ``skipped`` says that none is given.

    The keys 0-9 and X (ten) choose; arrow keys, Home and End walk. The page hands its own key presses
    to ``take_key``, so that they work wherever the focus stands.
    """

    chosen = Signal(int)
    skipped = Signal()

    def __init__(
        self,
        question: str,
        *,
        name: str = "score_row",
        can_skip: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._question = PlainLabel(role="strong", wrap=True, name=f"{name}_question")
        self.set_question(question)
        self._score: int | None = None
        self._buttons = [self._button(score) for score in range(SCORE_MIN, SCORE_MAX + 1)]
        self.skip = LinkButton(self.tr("skip"), name=f"{name}_skip", parent=self)
        self.skip.setToolTip(self.tr("Go on without a score"))
        self.skip.clicked.connect(self._on_skip)
        self.skip.setVisible(can_skip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.GRID)
        box.addLayout(self._head())
        box.addLayout(self._scale())
        self._rove(SCORE_MIN)

    def set_question(self, question: str) -> None:
        """Ask something else."""
        self._question.setText(question)
        self.setAccessibleName(question)

    def score(self) -> int | None:
        """The number that is pressed, if any."""
        return self._score

    def clear(self) -> None:
        """Back to no choice."""
        self._score = None
        for button in self._buttons:
            button.setChecked(False)

    def show_score(self, score: int) -> None:
        """Mark ``score`` (0-10) without choosing it."""
        self._score = score
        for button in self._buttons:
            button.setChecked(button.score == score)
        self._rove(score)

    def choose(self, score: int) -> None:
        """Press ``score`` (0-10), as a click would."""
        self.show_score(score)
        self.chosen.emit(score)

    def focus_scale(self) -> None:
        """Put the focus on the number that the arrow keys start from."""
        stop = next(b for b in self._buttons if b.focusPolicy() is Qt.FocusPolicy.StrongFocus)
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose by a key of the page; whether the key was one of ours."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            return False
        if event.key() == Qt.Key.Key_X:
            self.choose(SCORE_MAX)
        elif Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            self.choose(event.key() - Qt.Key.Key_0)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _on_walked(self, score: int) -> None:
        self._rove(score)
        self.focus_scale()

    def _rove(self, score: int) -> None:
        # One stop for Tab; the arrow keys do the rest.
        for button in self._buttons:
            is_stop = button.score == score
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _button(self, score: int) -> ScoreButton:
        ends = {
            SCORE_MIN: self.tr("0, no pain"),
            SCORE_MAX: self.tr("10, as bad as you can imagine (key X)"),
        }
        button = ScoreButton(score, ends.get(score, str(score)), parent=self)
        button.clicked.connect(lambda: self.choose(score))
        button.walked.connect(self._on_walked)
        return button

    def _on_skip(self) -> None:
        self.clear()
        self.skipped.emit()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._question, 1)
        row.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _scale(self) -> QHBoxLayout:
        scale = QWidget(self)
        scale.setMaximumWidth((tokens.SCORE_WIDTH + tokens.GRID) * len(self._buttons) - tokens.GRID)
        grid = QGridLayout(scale)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.GRID)
        for column, button in enumerate(self._buttons):
            grid.addWidget(button, 0, column)
        left = PlainLabel(self.tr("no pain"), role="small", tone="soft")
        right = PlainLabel(self.tr("as bad as you can imagine"), role="small", tone="soft")
        grid.addWidget(left, 1, 0, 1, 4)
        grid.addWidget(right, 1, 4, 1, 7, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addWidget(scale, 1)
        row.addStretch(0)
        return row
