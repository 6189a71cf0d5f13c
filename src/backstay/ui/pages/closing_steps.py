"""What was done in a session, step by step, and how each exercise went as the person says afterwards."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.history import Effort, HurtAnswer, StepDone, StepOutcome
from backstay.domain.timeline import Timeline
from backstay.ui import tokens
from backstay.ui.session import words
from backstay.ui.session.keys import RATINGS, is_bare
from backstay.ui.session.said import effort_words
from backstay.ui.theme import colours, scaled
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import Divider, PlainLabel
from backstay.ui.widgets.segments import Segment, Segments

_TONES = {StepOutcome.DONE: "go", StepOutcome.PARTLY: "rest", StepOutcome.SKIPPED: "soft"}
_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MARK_WIDTH = 4
# Of the mark, from where it begins to the words.
_ASIDE = 2 * tokens.GRID
_LEAST_WORDS = 26 * tokens.GRID


def hurt_text(step: StepDone, timeline: Timeline) -> str:
    """That it hurt and what was chosen then: ``it hurt, went on with Half bird dog``; else nothing."""
    if not step.hurt:
        return ""
    if step.answer is HurtAnswer.EASIER:
        # What was chosen came in right after what hurt.
        easier = timeline.steps[step.index + 1].exercise.name
        return QCoreApplication.translate("Closing", "it hurt, went on with {name}").format(name=easier)
    return {
        HurtAnswer.WENT_ON: QCoreApplication.translate("Closing", "it hurt, went on"),
        HurtAnswer.LEFT_OUT: QCoreApplication.translate("Closing", "it hurt, left out"),
        HurtAnswer.ENDED: QCoreApplication.translate("Closing", "it hurt, ended there"),
        None: QCoreApplication.translate("Closing", "it hurt"),
    }[step.answer]


class EffortSegment(Segment):
    """One of the three words. ``entered`` tells that somebody walked to it by Tab."""

    entered = Signal()
    height_px = tokens.TOUCH_HEIGHT

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.entered.emit()


class EffortChoice(Segments):
    """How one exercise went: nothing, until one of three is chosen."""

    entered = Signal()
    made_of = EffortSegment

    def __init__(self, step: StepDone, *, name: str, parent: QWidget | None = None) -> None:
        label = QCoreApplication.translate("Closing", "How {name} went").format(name=step.name)
        super().__init__(label, name=name, parent=parent)
        for effort in Effort:
            self.add(effort, effort_words(effort))
        for segment in self.findChildren(EffortSegment):
            segment.setAccessibleName(f"{step.name}: {segment.words}")
            # A click must not take the keys away from the page.
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            segment.entered.connect(self.entered)
        if step.effort is not None:
            self.choose(step.effort)


class StepRow(QWidget):
    """One step. What was not done at all has nothing to be said about; ``choice`` is None there."""

    def __init__(self, step: StepDone, hurt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.effort = step.effort
        self._is_marked = False
        number = step.index + 1
        self.setObjectName(f"step_{number}")
        is_done = step.outcome is not StepOutcome.SKIPPED
        self.choice = EffortChoice(step, name=f"step_{number}_effort") if is_done else None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(_ASIDE, tokens.GRID // 2, 0, tokens.GRID // 2)
        self._box.setSpacing(tokens.GRID)
        self._box.addLayout(_words_column(step, hurt, number), 1)
        if self.choice is not None:
            self._box.addWidget(self.choice)

    def set_marked(self, is_marked: bool) -> None:
        """Whether the keys are for this one."""
        self._is_marked = is_marked
        self.update()

    def set_stacked(self, is_stacked: bool) -> None:
        """The choice below the words, or beside them."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if is_stacked else across)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark: a bar at the edge."""
        if not self._is_marked:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().go))
        bar = QRectF(0, tokens.GRID // 2, _MARK_WIDTH, self.height() - tokens.GRID)
        painter.drawRoundedRect(bar, _MARK_WIDTH / 2, _MARK_WIDTH / 2)


class StepsCard(Card):
    """Every step of a session. ``rated`` carries a step's index and the ``Effort``; ``marked`` the row that
    the keys 1, 2 and 3 are for.
    """

    rated = Signal(int, object)
    marked = Signal(QWidget)

    def __init__(
        self, steps: Sequence[StepDone], timeline: Timeline, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("closing_steps", parent=parent)
        self._rows = [StepRow(step, hurt_text(step, timeline)) for step in steps]
        self._open = [row for row in self._rows if row.choice is not None]
        self._marked: StepRow | None = None
        self._keys = PlainLabel(
            self.tr("1 fine, 2 hard, 3 hurt; Up and Down choose the exercise. You can leave it out."),
            role="small",
            tone="soft",
            wrap=True,
            name="closing_keys",
        )
        self._compose()

    def listen_for_keys(self, is_listening: bool) -> None:
        """Whether the keys are for these rows now; the first that was not rated is marked."""
        self._keys.setVisible(is_listening and bool(self._open))
        unrated = (row for row in self._open if row.effort is None)
        self._mark(next(unrated, self._open[-1]) if is_listening and self._open else None)

    def take_key(self, event: QKeyEvent) -> bool:
        """1, 2 and 3 rate the marked row, Up and Down go to another; whether the key was one of these."""
        if self._marked is None or not is_bare(event):
            return False
        key = Qt.Key(event.key())
        if key in RATINGS:
            self._rate_marked(RATINGS[key])
            return True
        if key not in _WALKS:
            return False
        place = self._open.index(self._marked) + _WALKS[key]
        if not 0 <= place < len(self._open):
            return False
        self._mark(self._open[place])
        self._announce(self._open[place].step.name)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words and choice have no room beside each other, all of the choices go below."""
        super().resizeEvent(event)
        choices = [row.choice.sizeHint().width() for row in self._open if row.choice is not None]
        needed = max(choices, default=0) + scaled(_LEAST_WORDS) + 2 * tokens.CARD_PADDING
        for row in self._rows:
            row.set_stacked(needed > event.size().width())

    def _rate_marked(self, effort: Effort) -> None:
        row = self._marked
        if row is None or row.choice is None:
            return
        row.choice.choose(effort)
        self._rate(row, effort)
        self._announce(f"{row.step.name}: {effort_words(effort)}")
        later = self._open[self._open.index(row) + 1 :]
        self._mark(next((r for r in (*later, *self._open) if r.effort is None), row))

    def _rate(self, row: StepRow, effort: Effort) -> None:
        if effort is not row.effort:
            row.effort = effort
            self.rated.emit(row.step.index, effort)

    def _mark(self, row: StepRow | None) -> None:
        for each in self._open:
            each.set_marked(each is row)
        self._marked = row
        if row is not None:
            self.marked.emit(row)

    def _enter(self, row: StepRow) -> None:
        # While the keys are for something else there is no mark to take along.
        if self._marked is not None:
            self._mark(row)

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _compose(self) -> None:
        self.body.setSpacing(0)
        # The words of a row stand below the title; its mark stands left of both.
        pad = tokens.CARD_PADDING
        self.body.setContentsMargins(pad - _ASIDE, pad, pad, pad)
        if not self._rows:
            nothing = words.translate("Session", "Nothing was done this time.")
            self.body.addLayout(_inset(PlainLabel(nothing, tone="soft")))
        if self._open:
            title = self.tr("How did each exercise go?")
            self.body.addLayout(_inset(PlainLabel(title, role="strong", wrap=True), self._keys))
            self.body.addSpacing(tokens.GRID)
        for place, row in enumerate(self._rows):
            if place:
                self.body.addLayout(_inset(Divider()))
            self.body.addWidget(row)
            self._connect(row)

    def _connect(self, row: StepRow) -> None:
        if row.choice is not None:
            row.choice.chosen.connect(lambda name: self._rate(row, Effort(name)))
            row.choice.entered.connect(lambda: self._enter(row))


def _inset(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(_ASIDE, 0, 0, 0)
    column.setSpacing(tokens.GRID // 2)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _words_column(step: StepDone, hurt: str, number: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.GRID // 4)
    column.addStretch(1)
    column.addWidget(PlainLabel(step.name, role="strong", wrap=True, name=f"step_{number}_name"))
    facts = QHBoxLayout()
    facts.setSpacing(tokens.GRID)
    outcome = PlainLabel(
        words.outcome_words(step), tone=_TONES[step.outcome], role="small", name=f"step_{number}_outcome"
    )
    amount = PlainLabel(
        words.amount_words(step), tone="soft", role="small", wrap=True, name=f"step_{number}_amount"
    )
    facts.addWidget(outcome)
    facts.addWidget(amount, 1)
    column.addLayout(facts)
    if hurt:
        column.addWidget(
            PlainLabel(hurt, tone="caution", role="small", wrap=True, name=f"step_{number}_hurt")
        )
    column.addStretch(1)
    return column
