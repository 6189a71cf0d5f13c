"""What is shown while a session is paused because it hurts: the signs to stop at, the same for
everybody. It asks nothing and judges nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.ui import tokens
from backstay.ui.session.words import general_signs
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel


class HurtPanel(Card):
    """Stands in the place of the timer; what can be done stands in the bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hurt_panel", tone="caution", parent=parent)
        self.body.setSpacing(tokens.GRID + tokens.GRID // 2)
        self.body.addWidget(
            PlainLabel(self.tr("Paused because it hurts."), role="lead", wrap=True, name="hurt_title")
        )
        self._own_title = PlainLabel(self.tr("Leave this exercise out with"), role="strong")
        self._own, signs = SignList("hurt_own_signs"), SignList("hurt_general_signs")
        signs.show_signs(general_signs())
        for widget in (
            self._own_title,
            self._own,
            PlainLabel(self.tr("Stop for today with"), role="strong"),
            signs,
        ):
            self.body.addWidget(widget)
        help_text = self.tr(
            "If they do not pass within a few minutes, call the emergency number; if they come back "
            "each time, ask a doctor. This list cannot rule anything out. If you are worried, ask a "
            "health professional."
        )
        self.body.addWidget(PlainLabel(help_text, wrap=True, tone="soft", name="hurt_help"))

    def show_exercise(self, exercise: Exercise) -> None:
        """Name the signs that belong to ``exercise``."""
        self._own.show_signs(exercise.stop_if)
        for part in (self._own_title, self._own):
            part.setVisible(bool(exercise.stop_if))


class SignList(QWidget):
    """A list in which a long line goes on under its own beginning, not under the dot."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(tokens.GRID)
        self._rows.setVerticalSpacing(tokens.GRID // 2)
        self._rows.setColumnStretch(1, 1)

    def show_signs(self, signs: Sequence[str]) -> None:
        """Show these in place of the former ones."""
        for label in self.findChildren(PlainLabel):
            self._rows.removeWidget(label)
            label.setParent(None)
        for row, sign in enumerate(signs):
            dot = PlainLabel("•")
            self._rows.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(PlainLabel(sign, wrap=True, name=f"{self.objectName()}_{row}"), row, 1)
