"""The session for a person on a mat two metres away: figure, digits, name, count, what comes next,
and a frame whose colour says whether it is time to work.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from backstay.domain.exercise import Side
from backstay.domain.session_view import SessionView, State
from backstay.ui import tokens
from backstay.ui.figure.phase import figure_moment
from backstay.ui.session import words as words
from backstay.ui.session.digits import Digits
from backstay.ui.session.exercise_image import ExerciseImage, PictureOf, no_picture
from backstay.ui.session.fitted_label import FittedLabel, size_for_ink
from backstay.ui.session.keys import Command
from backstay.ui.session.legible import height_share
from backstay.ui.session.phase_mark import PhaseMark
from backstay.ui.theme import tone_colour
from backstay.ui.widgets.buttons import IconButton

_FRAME = 14
_MARGIN = 7 * tokens.GRID + _FRAME
_NARROW_MARGIN = 2 * tokens.GRID + _FRAME
_ABOVE = 0.025
# Narrower than this for its height, and the figure stands above the digits.
_STACKED_BELOW = 1.2
# Of figure and digits.
_SHARES = (4, 5)
# Of the view's height: the ink of the digits, which is never below the second one, whatever they say.
_DIGITS_INK = 0.255
_LEAST_INK = max(0.205, height_share(3.0))
# The letters of what fits into one line: the name, what comes next, and the rest.
_NAME_INK = height_share(1.5)
_NEXT_INK = height_share(1.25)
_WORDS_INK = height_share(1.0)
# Of the letters beside it.
_MARK = 1.35


class FarView(QWidget):
    """Shows a ``SessionView``. It is used by key; the one button leads back, for a mouse. Everything has
    a room of its own that depends on the size of the view alone, so that nothing moves but the figure.
    """

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
        strong, medium = tokens.WEIGHT_STRONG, tokens.WEIGHT_MEDIUM
        self._name = FittedLabel(name="far_exercise", weight=strong)
        self._count = FittedLabel(name="far_count", weight=medium, is_right=True)
        self._mark = PhaseMark(name="far_mark")
        self._phase = FittedLabel(name="far_phase", weight=strong)
        self._next = FittedLabel(name="far_next", weight=medium, is_right=True)
        self._digits = Digits(name="far_digits", align=Qt.AlignmentFlag.AlignRight)
        self._image = ExerciseImage(picture_of, name="far_figure", is_motion_reduced=is_motion_reduced)
        self._figure = self._image.figure
        self._leave = IconButton("minimize", self.tr("Near view (F11)"), name="far_leave")
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._leave.clicked.connect(lambda: self.asked.emit(Command.FAR))
        self._box = QVBoxLayout(self)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._over, self._under = QHBoxLayout(), QHBoxLayout()
        self._lay_out()

    def show_view(self, view: SessionView, *, warning: str = "") -> None:
        """Show where the session stands, and in the place of what comes a ``warning``, if there is one."""
        segment = view.segment
        if view.step.index != self._step:
            self._step = view.step.index
            self._image.setVisible(self._image.show_exercise(view.step.exercise))
        self._tone = words.phase_tone(view)
        self._name.set_parts((segment.exercise.name, "ink"), (words.short_side(segment.side), self._tone))
        self._count.set_parts((words.far_count(segment), "soft"))
        self._phase.set_parts((words.phase_words(view), self._tone))
        self._mark.show_phase(view)
        is_paused = view.state is State.PAUSED
        coming = words.far_keys(view) if is_paused else words.far_next(view)
        self._next.set_parts((warning, "caution") if warning and not is_paused else (coming, "soft"))
        self._digits.show_time(words.digits_text(view), is_faded=is_paused)
        self.show_figure(view)
        self.update()

    def show_figure(self, view: SessionView) -> None:
        """Draw the figure's moment; called for every frame."""
        self._figure.set_mirrored(view.segment.side is Side.RIGHT)
        self._figure.set_pose(*figure_moment(view.timeline, view))

    def minimumSizeHint(self) -> QSize:
        """Its parts follow its size, so they have no say in it."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is as large as the screen allows."""
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        self._arrange(is_stacked=width < _STACKED_BELOW * height, height=height)
        heavy = tokens.WEIGHT_TITLE
        self._digits.set_size(
            size_for_ink(height * _DIGITS_INK, heavy), size_for_ink(height * _LEAST_INK, heavy)
        )
        self._digits.setMaximumHeight(self._digits.full_height())
        self._name.set_ink(height * _NAME_INK)
        self._next.set_ink(height * _NEXT_INK)
        for label in (self._count, self._phase):
            label.set_ink(height * _WORDS_INK)
        self._mark.set_size(round(height * _WORDS_INK * _MARK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame."""
        painter = QPainter(self)
        pen = QPen(QColor(tone_colour(self._tone)), _FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = _FRAME / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    def _arrange(self, *, is_stacked: bool, height: int) -> None:
        """Put figure and digits above or beside each other."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(down if is_stacked else across)
        for index, share in enumerate((1, 0) if is_stacked else _SHARES):
            self._middle.setStretch(index, share)
        self._middle.setSpacing(tokens.GRID if is_stacked else tokens.PAGE_MARGIN)
        middle, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        self._digits.set_align(middle if is_stacked else right)
        # Beside each other its place is kept where there is nothing to show, else the phase would stand far
        # from the digits; above each other the digits take it.
        policy = self._image.sizePolicy()
        policy.setRetainSizeWhenHidden(not is_stacked)
        self._image.setSizePolicy(policy)
        # Where there is little height and the width for it, the count stands beside the phase.
        (self._over if is_stacked else self._under).addWidget(self._count, 2)
        aside, above = _NARROW_MARGIN if is_stacked else _MARGIN, _FRAME + round(height * _ABOVE)
        self._box.setContentsMargins(aside, above, aside, above)

    def _lay_out(self) -> None:
        self._over.setSpacing(2 * tokens.GRID)
        self._over.addWidget(self._mark)
        self._over.addWidget(self._phase, 3)
        column = QWidget()
        side = QVBoxLayout(column)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(tokens.GRID)
        side.addStretch(1)
        side.addLayout(self._over)
        side.addWidget(self._digits, 100)
        side.addLayout(self._under)
        side.addStretch(1)
        self._middle.addWidget(self._image)
        self._middle.addWidget(column)
        bottom = QHBoxLayout()
        bottom.addWidget(self._leave)
        bottom.addWidget(self._next, 1)
        self._box.setSpacing(tokens.GRID)
        self._box.addWidget(self._name)
        self._box.addLayout(self._middle, 1)
        self._box.addLayout(bottom)
