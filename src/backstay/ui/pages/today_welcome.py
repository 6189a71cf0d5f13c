"""What the program is and is not: shown at the first start, above everything else, in nobody's way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.domain import purpose
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.wording import translate

_NARROW = 80 * tokens.GRID


class WelcomeCard(Card):
    """Gone for good once it was understood or a session was started; ``understood`` tells of the former."""

    understood = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("welcome", spacing=tokens.GRID, parent=parent)
        self._desk = desk
        title = translate("Purpose", purpose.TITLE)
        self.setAccessibleName(title)
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True, name="welcome_title"))
        help_text = self.tr("F2 shows, from anywhere, when to stop and when to get help.")
        does, is_not, stays_here = (translate("Purpose", text) for text in purpose.TEXTS)
        for number, text in enumerate((does, is_not)):
            self.body.addWidget(PlainLabel(text, tone="soft", wrap=True, name=f"welcome_text_{number}"))
        last = PlainLabel(f"{stays_here} {help_text}", tone="soft", wrap=True, name="welcome_text_2")
        self.body.addWidget(Columns(last, self._understood(), shares=(1, 0), narrow_px=_NARROW))
        self.follow_settings()

    def _understood(self) -> QWidget:
        button = SecondaryButton(self.tr("Understood"), name="welcome_understood")
        button.clicked.connect(self._on_understood)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return holder

    def follow_settings(self) -> None:
        """Be there until it was seen."""
        self.setVisible(not self._desk.app.preferences.welcome_seen)

    def _on_understood(self) -> None:
        self._desk.app.remember_welcome()
        self.understood.emit()
        self.hide()
