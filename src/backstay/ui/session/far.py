"""The session for a person on a mat two metres away: figure, digits, name, count, what comes next,
and a frame whose colour says whether it is time to work.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.exercise import Side
from backstay.domain.session_view import SessionView, State
from backstay.ui import tokens
from backstay.ui.figure.phase import figure_moment
from backstay.ui.session import words as words
from backstay.ui.session.digits import Digits
from backstay.ui.session.exercise_image import ExerciseImage, PictureOf, no_picture
from backstay.ui.session.keys import Command
from backstay.ui.session.tone_label import ToneLabel
from backstay.ui.theme import colours, text_scale
from backstay.ui.widgets.buttons import IconButton

_FRAME = 14
_MARGIN = 7 * tokens.GRID + _FRAME
_NARROW_MARGIN = 2 * tokens.GRID + _FRAME
_ABOVE = 6 * tokens.GRID
# Narrower than this for its height, and the figure stands above the digits.
_STACKED_BELOW = 1.45
# Of figure and digits.
_SHARES = (4, 5)
_STACKED_SHARES = (5, 4)
# Of the view's height: the digits' font, of which about three quarters is ink, and the words.
_DIGITS_SHARE = 0.35
_LEAST_SHARE = 0.28
# Of the width that is free: even 10:00 fits into it.
_LEAST_OF_WIDTH = 0.34
_WORDS_SHARE = 0.0425


class FarView(QWidget):
    """Shows a ``SessionView``. It is used by key; the one button leads back, for a mouse."""

    asked = Signal(object)

    def __init__(
        self,
        *,
        is_motion_reduced: bool,
        picture_of: PictureOf = no_picture,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("far_view")
        self._step = -1
        self._tone = "go"
        strong = tokens.WEIGHT_STRONG
        self._name = ToneLabel(name="far_exercise", weight=strong)
        self._count = ToneLabel(name="far_count", weight=tokens.WEIGHT_MEDIUM, is_right=True)
        self._phase = ToneLabel(name="far_phase", weight=strong)
        self._next = ToneLabel(name="far_next", weight=tokens.WEIGHT_MEDIUM, is_right=True)
        self._digits = Digits(name="far_digits", align=Qt.AlignmentFlag.AlignRight)
        self._image = ExerciseImage(picture_of, name="far_figure", is_motion_reduced=is_motion_reduced)
        self._figure = self._image.figure
        self._leave = IconButton("minimize", self.tr("Near view (F11)"), name="far_leave")
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._leave.clicked.connect(lambda: self.asked.emit(Command.FAR))
        self._box = QVBoxLayout(self)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def show_view(self, view: SessionView) -> None:
        """Show where the session stands."""
        segment = view.segment
        if view.step.index != self._step:
            self._step = view.step.index
            self._image.setVisible(self._image.show_exercise(view.step.exercise))
        self._tone = words.phase_tone(view)
        self._name.set_parts((segment.exercise.name, "ink"), (words.short_side(segment.side), self._tone))
        self._count.set_parts((words.far_count(segment), "soft"))
        self._phase.set_parts((words.phase_words(view), self._tone))
        is_paused = view.state is State.PAUSED
        coming = words.far_keys(view.pause_reason) if is_paused else words.far_next(view)
        self._next.set_parts((coming, "soft"))
        self._digits.show_time(words.digits_text(view), is_faded=is_paused)
        self.show_figure(view)
        self.update()

    def show_figure(self, view: SessionView) -> None:
        """Draw the figure's moment; called for every frame."""
        self._figure.set_mirrored(view.segment.side is Side.RIGHT)
        self._figure.set_pose(*figure_moment(view.timeline, view))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is as large as the screen allows."""
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        aside = self._arrange(is_stacked=width < _STACKED_BELOW * height)
        least = min(height * _LEAST_SHARE, (width - 2 * aside) * _LEAST_OF_WIDTH)
        self._digits.set_size(round(height * _DIGITS_SHARE), round(least))
        # The words grow with the screen, and the text size is in every label's size already.
        words_px = max(tokens.TEXT_LEAD, round(height * _WORDS_SHARE / text_scale()))
        for label in (self._name, self._count, self._phase, self._next):
            label.set_size(words_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame."""
        palette = colours()
        tone = {"rest": palette.rest, "caution": palette.caution}.get(self._tone, palette.go)
        painter = QPainter(self)
        pen = QPen(QColor(tone), _FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = _FRAME / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    def _arrange(self, *, is_stacked: bool) -> int:
        """Put figure and digits above or beside each other; the margin at both sides, in pixels."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(down if is_stacked else across)
        for index, share in enumerate(_STACKED_SHARES if is_stacked else _SHARES):
            self._middle.setStretch(index, share)
        self._middle.setSpacing(tokens.CARD_GAP if is_stacked else 2 * tokens.PAGE_MARGIN)
        middle, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        self._digits.set_align(middle if is_stacked else right)
        aside = _NARROW_MARGIN if is_stacked else _MARGIN
        self._box.setContentsMargins(aside, _ABOVE, aside, _ABOVE - _FRAME // 2)
        return aside

    def _lay_out(self) -> None:
        self._middle.addWidget(self._image)
        self._middle.addWidget(self._digits)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._count, 1)
        bottom.addWidget(self._phase, 1)
        bottom.addWidget(self._leave)
        bottom.addWidget(self._next, 1)
        self._box.addLayout(top)
        self._box.addLayout(self._middle, 1)
        self._box.addLayout(bottom)
