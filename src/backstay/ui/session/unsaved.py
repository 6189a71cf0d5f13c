"""Says that something is done but not on the disk, with the button that tries again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.session.keys import is_bare
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel

_GAP = tokens.GRID + tokens.GRID // 2


class UnsavedBar(Card):
    """Hidden while all is saved, and never hidden otherwise. ``retried`` asks for another attempt;
    its key is T.
    """

    retried = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, tone="caution", padding=_GAP, parent=parent)
        self._label = PlainLabel(wrap=True, name=f"{name}_text")
        self._retry = SecondaryButton(self.tr("Try again"), name=f"{name}_retry", key="T")
        # As with the session's other buttons, a click must not take the keys away from the page.
        self._retry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._retry.clicked.connect(self.retried)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addSpacing(tokens.GRID // 2)
        row.addWidget(self._label, 1)
        row.addWidget(self._retry)
        self.body.addLayout(row)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text``, or hide when it is empty."""
        self._label.setText(text)
        self.setVisible(bool(text))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for it."""
        if self.isHidden() or event.key() != Qt.Key.Key_T or not is_bare(event):
            return False
        self._retry.click()
        return True
