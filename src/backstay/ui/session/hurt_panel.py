"""What is shown while a session is paused because it hurts: two short questions, and the signs to stop at,
the same for everybody. It judges nothing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.safety import LIMITS, STOP_NOW, with_call
from backstay.ui import tokens
from backstay.ui.session.hurt_questions import HurtQuestions
from backstay.ui.session.keys import Command
from backstay.ui.theme import scaled
from backstay.ui.widgets.buttons import LinkButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sign_list import SignList
from backstay.ui.wording import safety_text

# At 100 % text: narrower than this and the signs stand below the questions.
_SIDE_BY_SIDE = 110 * tokens.GRID


class HurtPanel(QWidget):
    """Stands in the place of figure and timer; what can be done stands in the bar below. ``asked`` carries
    the wish to see all the signs, ``told`` a ``PainScore``, ``wanted`` the part that should be in sight.
    ``emergency_number`` may be empty. Without ``asks_pain`` it asks nothing, and the signs stand alone.
    """

    asked = Signal(object)
    told = Signal(object)
    wanted = Signal(QWidget)

    def __init__(
        self, emergency_number: str = "", *, asks_pain: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hurt_panel")
        self.setProperty("canvas", True)
        self._questions = HurtQuestions(asks_pain=asks_pain)
        self._questions.told.connect(self.told)
        self._questions.located.connect(lambda: self.wanted.emit(self._questions.scale))
        self._own_title = PlainLabel(self.tr("Leave this exercise out with"), role="strong")
        self._own = SignList("hurt_own_signs")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(tokens.CARD_GAP)
        self._box.addWidget(self._questions, 1)
        self._box.addWidget(self._signs(emergency_number), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._column.addLayout(self._box)
        self._column.addStretch(1)

    def show_exercise(self, exercise: Exercise, easier: Exercise | None) -> None:
        """Ask about ``exercise`` and name the signs that belong to it; ``easier`` can take its place."""
        self._questions.ask(exercise, easier)
        self._own.show_signs(exercise.stop_if)
        for part in (self._own_title, self._own):
            part.setVisible(bool(exercise.stop_if))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key answered a question."""
        return self._questions.take_key(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other in the middle where there is room, else from the top down."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= scaled(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if is_wide else down)
        self._column.setStretch(0, 1 if is_wide else 0)

    def _signs(self, emergency_number: str) -> Card:
        card = Card("hurt_signs", tone="caution", spacing=tokens.GRID + tokens.GRID // 2)
        signs = SignList("hurt_general_signs")
        signs.show_signs([safety_text(sign) for sign in STOP_NOW.signs])
        help_text = f"{with_call(STOP_NOW.note, emergency_number, safety_text)} {safety_text(LIMITS)}"
        card.body.addLayout(self._head())
        for widget in (signs, PlainLabel(help_text, wrap=True, name="hurt_help"), self._own_title, self._own):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        return card

    def _head(self) -> QHBoxLayout:
        button = LinkButton(self.tr("All signs"), key=self.tr("F2"), name="hurt_all_signs")
        # A click must not move the focus: the next Space is meant for the session.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(Command.SAFETY))
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("Stop for today with"), role="strong", wrap=True), 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
