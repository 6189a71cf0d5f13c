"""What is shown while a session is paused because it hurts: the signs to stop at, the same for
everybody. It asks nothing and judges nothing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.safety import LIMITS, STOP_NOW, with_call
from backstay.ui import tokens
from backstay.ui.session.keys import Command
from backstay.ui.widgets.buttons import LinkButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.sign_list import SignList
from backstay.ui.wording import safety_text


class HurtPanel(Card):
    """Stands in the place of the timer; what can be done stands in the bar below. ``asked`` carries
    the wish to see all the signs. ``emergency_number`` may be empty.
    """

    asked = Signal(object)

    def __init__(self, emergency_number: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__("hurt_panel", tone="caution", parent=parent)
        self.body.setSpacing(tokens.GRID + tokens.GRID // 2)
        self.body.addLayout(self._head())
        self._own_title = PlainLabel(self.tr("Leave this exercise out with"), role="strong")
        self._own, signs = SignList("hurt_own_signs"), SignList("hurt_general_signs")
        signs.show_signs([safety_text(sign) for sign in STOP_NOW.signs])
        help_text = f"{with_call(STOP_NOW.note, emergency_number, safety_text)} {safety_text(LIMITS)}"
        for widget in (
            self._own_title,
            self._own,
            PlainLabel(self.tr("Stop for today with"), role="strong"),
            signs,
            PlainLabel(help_text, wrap=True, name="hurt_help"),
        ):
            self.body.addWidget(widget)

    def show_exercise(self, exercise: Exercise) -> None:
        """Name the signs that belong to ``exercise``."""
        self._own.show_signs(exercise.stop_if)
        for part in (self._own_title, self._own):
            part.setVisible(bool(exercise.stop_if))

    def _head(self) -> QHBoxLayout:
        button = LinkButton(self.tr("All signs"), key=self.tr("F2"), name="hurt_all_signs")
        # A click must not move the focus: the next Space is meant for the session.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(Command.SAFETY))
        title = PlainLabel(self.tr("Paused because it hurts."), role="lead", wrap=True, name="hurt_title")
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
