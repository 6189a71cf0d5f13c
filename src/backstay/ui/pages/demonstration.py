"""An exercise as it is done: its figure goes through a few repetitions in the exercise's own tempo.

It moves only while somebody can see it, and stands still after that; it is shown again on demand.
"""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from backstay.desktop.clock import Clock
from backstay.domain.exercise import Exercise, Side, Sides
from backstay.domain.figure import Phase
from backstay.domain.session import GAP_LIMIT_S, Session
from backstay.domain.session_view import State
from backstay.domain.trial import demonstration
from backstay.ui import tokens
from backstay.ui.figure.phase import figure_moment
from backstay.ui.figure.view import FigureView
from backstay.ui.widgets.buttons import Chip, SecondaryButton
from backstay.ui.widgets.flow import FlowLayout

_LEAST = 26 * tokens.GRID
_SEEN_OR_NOT = (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate)


class PlayButton(SecondaryButton):
    """As high as the chips beside it."""

    height_px = tokens.CHIP_HEIGHT
    padding_px = 16


class Demonstration(QWidget):
    """The figure, what starts and stops it, and the sides where there are two of them.

    With ``is_still`` it never moves: the figure shows its key poses, and the sides can be chosen.
    """

    def __init__(
        self, exercise: Exercise, clock: Clock, *, is_still: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("demonstration")
        self._exercise = exercise
        self._clock = clock
        self._is_still = is_still
        self._is_wanted = not is_still
        self._session = self._new_session(Side.BOTH)
        self._timer = QTimer(self, interval=tokens.FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._figure = FigureView()
        self._figure.setObjectName("exercise_figure")
        self._figure.set_figure(exercise.figure, exercise.name)
        self._figure.set_reduced_motion(is_still)
        self._figure.setMinimumSize(_LEAST, _LEAST)
        self._play = PlayButton("", key=self.tr("Space"), name="exercise_play")
        # A click must not take the keys away from the page: Space is for the figure.
        self._play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._play.clicked.connect(self.toggle)
        self._sides = {side: self._chip(side) for side in self._shown_sides()}
        self._compose()
        self._play.setVisible(not is_still)
        if is_still:
            self._figure.set_pose(Phase.HOLD, 1.0)
            self._mark(Side.LEFT)
        else:
            self._show_moment()
        self._show_button()

    @property
    def is_moving(self) -> bool:
        """Whether the figure moves now; nothing wakes the processor while it does not."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Stop it, let it go on, or show it again from the start."""
        if self._is_still:
            return
        if self._session.state is State.ENDED:
            self._session = self._new_session(Side.BOTH)
            self._is_wanted = True
        else:
            self._is_wanted = not self._is_wanted
        self._arm()

    def set_room(self, height: int) -> None:
        """The figure is no higher than this, as long as it can be made out."""
        self._figure.setMaximumHeight(max(_LEAST, height))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin, or go on."""
        super().showEvent(event)
        self._arm()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self._arm()

    def event(self, event: QEvent) -> bool:
        """Nobody looks at a window that is not in front."""
        is_done = super().event(event)
        if event.type() in _SEEN_OR_NOT:
            self._arm()
        return is_done

    def _new_session(self, side: Side) -> Session:
        timeline = demonstration(self._exercise, side)
        return Session(timeline, gap_limit_s=GAP_LIMIT_S * self._clock.pace)

    def _arm(self) -> None:
        window = self.window()
        is_seen = self.isVisible() and window.isActiveWindow() and not window.isMinimized()
        is_due = self._is_wanted and is_seen and self._session.state is not State.ENDED
        if is_due != self._timer.isActive():
            self._set_moving(is_moving=is_due)
        self._show_button()

    def _set_moving(self, *, is_moving: bool) -> None:
        now_s = self._clock.now_s()
        if not is_moving:
            self._timer.stop()
            self._session.pause(now_s)
        else:
            self._timer.start()
            begin = self._session.start if self._session.state is State.READY else self._session.resume
            begin(now_s)

    def _on_frame(self) -> None:
        now_s = self._clock.now_s()
        self._session.advance(now_s)
        if self._session.state is State.PAUSED:
            # The computer stood still for a while; nobody has to press anything for that.
            self._session.resume(now_s)
        self._show_moment()
        if self._session.state is State.ENDED:
            self._timer.stop()
            self._is_wanted = False
            self._show_button()

    def _show_moment(self) -> None:
        view = self._session.view(self._clock.now_s())
        self._mark(view.segment.side)
        self._figure.set_pose(*figure_moment(self._session.timeline, view))

    def _mark(self, side: Side) -> None:
        self._figure.set_mirrored(side is Side.RIGHT)
        if side in self._sides:
            self._sides[side].setChecked(True)

    def _on_side(self, side: Side) -> None:
        self._mark(side)
        if not self._is_still:
            self._timer.stop()
            self._session = self._new_session(side)
            self._is_wanted = True
            self._arm()

    def _show_button(self) -> None:
        if self._session.state is State.ENDED:
            words, icon = self.tr("Show it again"), "rotate-ccw"
        elif self._is_wanted:
            words, icon = self.tr("Pause"), "pause"
        else:
            words, icon = self.tr("Go on"), "play"
        if self._play.words != words:
            self._play.set_words(words)
            self._play.set_icon(icon, filled=icon != "rotate-ccw")

    def _shown_sides(self) -> tuple[Side, ...]:
        return (Side.LEFT, Side.RIGHT) if self._exercise.sides is Sides.EACH else ()

    def _chip(self, side: Side) -> Chip:
        words = {Side.LEFT: self.tr("Left side"), Side.RIGHT: self.tr("Right side")}[side]
        chip = Chip(words, name=f"exercise_{side}", checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self._on_side(side))
        return chip

    def _compose(self) -> None:
        group = QButtonGroup(self)
        row = FlowLayout()
        row.addWidget(self._play)
        for chip in self._sides.values():
            group.addButton(chip)
            row.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(self._figure, 1)
        column.addLayout(row)
