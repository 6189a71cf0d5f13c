"""The session for a person in front of the screen: figure, digits, cue, what comes next, controls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backstay.domain.exercise import Exercise, Side
from backstay.domain.session_events import PauseReason
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Timeline
from backstay.ui import tokens
from backstay.ui.figure.phase import figure_moment
from backstay.ui.session import words as words
from backstay.ui.session.control_bar import ControlBar
from backstay.ui.session.digits import Digits
from backstay.ui.session.exercise_image import ExerciseImage, PictureOf, no_picture
from backstay.ui.session.hurt_panel import HurtPanel
from backstay.ui.session.keys import Command
from backstay.ui.session.phase_mark import PhaseMark
from backstay.ui.session.tone_label import ToneLabel
from backstay.ui.session.unsaved import UnsavedBar
from backstay.ui.theme import scaled
from backstay.ui.widgets.buttons import IconButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.scrolling import scroll_by_key, scrolling
from backstay.ui.widgets.segmented_progress import SegmentedProgress

_GAP = tokens.GRID + tokens.GRID // 2
_FIGURE_SHARE = (5, 4)
_LOW_SHARE = (1, 1)
# Of the width of both columns.
_CARD_HEIGHT = 0.36
# Of the view's height, where that is more than the digits' usual size.
_DIGITS_SHARE = 0.185
# However large the text is, the digits are larger.
_OVER_NAME = 1.25
# Below this height, at 100 % text, what can be left out is left out.
_LOW = 80 * tokens.GRID
# Of the column of words, what stands above and below the digits: with the usual lines the whole stands in
# the middle, beside the picture.
_ABOVE, _BELOW = 6, 7
# At 100 % text: the column of words, and the row at the top.
_READING_LEAST = 26 * tokens.GRID
_HEAD_LEAST = 60 * tokens.GRID
_NO_MOST = 16_777_215


class NearView(QWidget):
    """Shows a ``SessionView``; ``asked`` carries the ``Command`` of what was clicked, ``told`` the
    ``PainScore`` of what hurts.
    """

    asked = Signal(object)
    told = Signal(object)

    def __init__(
        self,
        timeline: Timeline,
        *,
        is_motion_reduced: bool,
        emergency_number: str = "",
        asks_pain: bool = True,
        picture_of: PictureOf = no_picture,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("near_view")
        self._hurt = HurtPanel(emergency_number, asks_pain=asks_pain)
        self._hurt.asked.connect(self.asked)
        self._hurt.told.connect(self.told)
        self._hurt.wanted.connect(self._bring_into_sight)
        self._timeline = timeline
        self._easier: Exercise | None = None
        self._step = -1
        self._is_low = False
        self._has_room = self._has_image = True
        self._unsaved = UnsavedBar(name="session_unsaved")
        self._unsaved.retried.connect(lambda: self.asked.emit(Command.RETRY))
        self._progress = SegmentedProgress()
        self._progress.set_steps([step.planned_s for step in timeline.steps])
        self._image = ExerciseImage(picture_of, name="session_figure", is_motion_reduced=is_motion_reduced)
        self._figure = self._image.figure
        self._controls = ControlBar()
        self._controls.asked.connect(self.asked)
        box = QVBoxLayout(self)
        # An icon has air around it; its ink, not its button, ends where everything ends.
        air = IconButton.padding_px
        box.setContentsMargins(
            tokens.PAGE_MARGIN, 3 * tokens.GRID - 4, tokens.PAGE_MARGIN - air, 3 * tokens.GRID + 4
        )
        box.setSpacing(2 * tokens.GRID)
        self._below = below = QVBoxLayout()
        below.setContentsMargins(0, 0, air, 0)
        below.addWidget(self._progress)
        below.addWidget(self._unsaved)
        below.addWidget(self._middle(), 1)
        below.addWidget(self._controls)
        box.addLayout(self._head())
        box.addLayout(below, 1)

    def show_view(self, view: SessionView, *, is_muted: bool, silence: str = "") -> None:
        """Show where the session stands; ``silence`` is why there is no sound, if there is none."""
        self._place.setText(words.place_words(view))
        if view.timeline is not self._timeline:
            self._timeline = view.timeline
            self._progress.set_steps([step.planned_s for step in view.timeline.steps])
        self._show_mute(is_muted=is_muted, silence=silence)
        self._controls.show_state(view, has_easier=self._easier is not None)
        is_hurt = view.state is State.PAUSED and view.pause_reason is PauseReason.HURT
        self._middle_stack.setCurrentIndex(1 if is_hurt else 0)
        self._show_step(view)
        self._show_segment(view)
        self._digits.show_time(words.digits_text(view), is_faded=view.state is State.PAUSED)
        self.show_figure(view)

    def ask_about(self, exercise: Exercise, easier: Exercise | None) -> None:
        """It hurts, in ``exercise``; ``easier`` can take its place."""
        self._hurt.show_exercise(exercise, easier)
        self._areas[1].verticalScrollBar().setValue(0)

    def show_easier(self, easier: Exercise | None) -> None:
        """What can take the place of the exercise that is on."""
        self._easier = easier

    def show_notes(self, last_time: str, rating: str) -> None:
        """How this exercise went the last time, and how the one before went just now; either may be empty."""
        for label, text in ((self._last_time, last_time), (self._rating, rating)):
            label.setText(text)
            label.setVisible(bool(text))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key answered what is asked, or moved what does not fit."""
        is_asking = self._middle_stack.currentIndex() == 1
        if is_asking and self._hurt.take_key(event):
            return True
        return scroll_by_key(self._areas[self._middle_stack.currentIndex()], event)

    def show_unsaved(self, text: str) -> None:
        """Say why something is not on the disk; an empty ``text`` takes that back."""
        self._unsaved.say(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture keeps its shape, however high the window is."""
        super().resizeEvent(event)
        room = event.size().width() - 2 * tokens.PAGE_MARGIN
        self._card.setMaximumHeight(round(room * _CARD_HEIGHT))
        height = event.size().height()
        least = scaled(tokens.TEXT_HERO * _OVER_NAME)
        self._digits.set_size(max(tokens.TEXT_DIGITS, round(height * _DIGITS_SHARE)), least)
        self._digits.setMaximumHeight(self._digits.full_height())
        self._is_low = height < scaled(_LOW)
        self._below.setSpacing(tokens.GRID if self._is_low else 2 * tokens.GRID)
        for layout in self._lines:
            layout.setSpacing(tokens.GRID if self._is_low else _GAP + 2)
        self._mark.set_size(scaled(tokens.ICON_SIZE))
        self._controls.set_low(is_low=self._is_low)
        # What has to be read comes before the picture, and where one is before the routine's name.
        shares = _LOW_SHARE if self._is_low else _FIGURE_SHARE
        for column, share in enumerate(shares):
            self._columns.setStretch(column, share)
        reading = (room - tokens.PAGE_MARGIN) * shares[1] / sum(shares)
        self._has_room = reading >= scaled(_READING_LEAST)
        self._show_card()
        self._routine.setVisible(room >= scaled(_HEAD_LEAST))

    def show_figure(self, view: SessionView) -> None:
        """Draw the moment of the figure and of the bar; called for every frame."""
        self._progress.set_fractions(view.step_fractions)
        self._figure.set_mirrored(view.segment.side is Side.RIGHT)
        self._figure.set_pose(*figure_moment(view.timeline, view))

    def _bring_into_sight(self, part: QWidget) -> None:
        self._areas[1].ensureWidgetVisible(part)

    def _show_step(self, view: SessionView) -> None:
        if view.step.index == self._step:
            return
        self._step = view.step.index
        exercise = view.step.exercise
        self._name.setText(exercise.name)
        self._has_image = self._image.show_exercise(exercise)
        self._show_card()
        # Without a name of its own the label would tell a screen reader about every second.
        self._place.setAccessibleName(words.step_words(view))

    def _show_card(self) -> None:
        """An empty one says nothing, and takes the room for the words; these keep a measure that reads well
        and stand in the middle.
        """
        self._card.setVisible(self._has_room and self._has_image)
        self._areas[0].setMaximumWidth(scaled(tokens.READING_WIDTH) if self._card.isHidden() else _NO_MOST)

    def _show_segment(self, view: SessionView) -> None:
        segment = view.segment
        self._mark.show_phase(view)
        self._phase.setText(words.phase_words(view))
        self._phase.set_tag(words.phase_tone(view))
        self._side.setText(words.side_words(segment.side))
        self._count.set_parts(*words.count_parts(view))
        if view.state is State.PAUSED:
            self._cue.set_parts((words.pause_words(view.pause_reason), "caution"))
        else:
            now, after = words.cues_now(segment)
            if view.lead_left_s > 0:
                now, after = self.tr("Get back into position."), ""
            self._cue.set_parts((now, "ink"), ("" if self._is_low else after, "soft"))
        # In a low window something has to go: the cue comes again, and so does what is next.
        is_told = not self._last_time.isHidden() or not self._rating.isHidden() or words.has_stood(view)
        self._cue.setHidden(self._is_low and not self._last_time.isHidden())
        self._next_card.setHidden(self._is_low and is_told)
        self._next.setText(words.next_words(view))

    def _show_mute(self, *, is_muted: bool, silence: str) -> None:
        self._mute.set_icon("volume-x" if is_muted or silence else "volume-2")
        self._mute.set_label(self.tr("Sound on (M)") if is_muted else self.tr("Sound off (M)"))
        if silence:
            self._mute.setToolTip(silence)
        self._mute.setAccessibleDescription(silence)

    def _head(self) -> QGridLayout:
        self._routine = PlainLabel(self._timeline.routine_name, role="strong", name="session_routine")
        self._place = PlainLabel(tone="soft", name="session_place")
        self._mute = self._icon("volume-2", self.tr("Sound off (M)"), Command.MUTE)
        jump = self._icon("list", self.tr("Go to an exercise (J)"), Command.JUMP)
        far = self._icon("maximize", self.tr("Far view, full screen (F11)"), Command.FAR)
        end = self._icon("x", self.tr("End the session (Esc)"), Command.END)
        icons = QHBoxLayout()
        icons.setSpacing(0)
        for button in (jump, self._mute, far, end):
            icons.addWidget(button)
        grid = QGridLayout()
        grid.addWidget(self._routine, 0, 0)
        grid.addWidget(self._place, 0, 1, Qt.AlignmentFlag.AlignCenter)
        grid.addLayout(icons, 0, 2, Qt.AlignmentFlag.AlignRight)
        for column, stretch in enumerate((1, 0, 1)):
            grid.setColumnStretch(column, stretch)
        return grid

    def _icon(self, icon: str, label: str, command: Command) -> IconButton:
        button = IconButton(icon, label, name=command.value)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(command))
        return button

    def _middle(self) -> QStackedWidget:
        self._card = Card("figure_card")
        self._card.body.addWidget(self._image)
        self._areas = (
            scrolling(self._reading(), name="session_reading"),
            scrolling(self._hurt, name="session_hurt"),
        )
        leading = QWidget()
        leading.setProperty("canvas", True)
        self._columns = QHBoxLayout(leading)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(tokens.PAGE_MARGIN)
        self._columns.addWidget(self._card, _FIGURE_SHARE[0])
        self._columns.addWidget(self._areas[0], _FIGURE_SHARE[1])
        self._middle_stack = QStackedWidget()
        self._middle_stack.addWidget(leading)
        self._middle_stack.addWidget(self._areas[1])
        return self._middle_stack

    def _reading(self) -> QWidget:
        self._mark = PhaseMark(name="session_mark")
        self._phase = PlainLabel(tag="go", name="session_phase")
        self._side = PlainLabel(role="strong", tone="soft", name="session_side")
        self._name = PlainLabel(role="hero", wrap=True, name="session_exercise")
        self._digits = Digits(name="session_digits")
        self._count = ToneLabel(name="session_count", size_px=tokens.TEXT_LEAD)
        self._cue = ToneLabel(name="session_cue", size_px=tokens.TEXT_LEAD)
        self._last_time = PlainLabel(tone="caution", wrap=True, name="session_last_time")
        self._rating = PlainLabel(tone="soft", wrap=True, name="session_rating")
        chip = QHBoxLayout()
        chip.setSpacing(tokens.GRID + 2)
        chip.addWidget(self._mark)
        chip.addWidget(self._phase)
        chip.addWidget(self._side, 1)
        column = QWidget()
        column.setProperty("canvas", True)
        # Two parts of their own shares around the digits: these stay where they are whatever is said
        # above and below, as long as there is room for it.
        above, below = QVBoxLayout(), QVBoxLayout()
        above.addStretch(1)
        above.addLayout(chip)
        above.addWidget(self._name)
        for widget in (self._count, self._cue, self._last_time, self._coming(), self._rating):
            below.addWidget(widget)
        below.addStretch(1)
        self.show_notes("", "")
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        self._lines = above, below, box
        box.addLayout(above, _ABOVE)
        # Every pixel that nothing else needs goes to the digits, until they have their size.
        box.addWidget(self._digits, 100)
        box.addLayout(below, _BELOW)
        return column

    def _coming(self) -> Card:
        self._next = PlainLabel(wrap=True, name="session_next")
        self._next_card = card = Card("session_next_card", padding=_GAP)
        row = QHBoxLayout()
        row.setContentsMargins(tokens.GRID // 2, 0, tokens.GRID // 2, 0)
        row.setSpacing(_GAP)
        row.addWidget(PlainLabel(self.tr("Next"), role="strong", tone="soft"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._next, 1)
        card.body.addLayout(row)
        return card
