"""What is shown while a session is paused because it hurts: the signs to stop at, the same for
everybody. It asks nothing and judges nothing.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.ui import tokens
from backstay.ui.session_words import general_signs
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel


class HurtPanel(Card):
    """Stands in the place of the timer; what can be done stands in the bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hurt_panel", tone="caution", parent=parent)
        self.body.setSpacing(tokens.GRID + tokens.GRID // 2)
        self.body.addWidget(PlainLabel(self.tr("Paused because it hurts."), role="lead", name="hurt_title"))
        self._own_title = PlainLabel(self.tr("Leave this exercise out with"), role="strong")
        self._own = PlainLabel(wrap=True, name="hurt_own_signs")
        for widget in (
            self._own_title,
            self._own,
            PlainLabel(self.tr("Stop for today with"), role="strong"),
            PlainLabel(_listed(general_signs()), wrap=True, name="hurt_general_signs"),
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
        self._own.setText(_listed(exercise.stop_if))
        for label in (self._own_title, self._own):
            label.setVisible(bool(exercise.stop_if))


def _listed(signs: Sequence[str]) -> str:
    return "\n".join(f"•  {sign}" for sign in signs)
