"""Says that something is done but not on the disk, with the button that tries again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.session_keys import is_bare
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Banner


class UnsavedBar(QWidget):
    """Hidden while all is saved. ``retried`` asks for another attempt; its key is R."""

    retried = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._banner = Banner(f"{name}_notice", tone="caution")
        self._retry = SecondaryButton(self.tr("Try again"), name=f"{name}_retry", key="R")
        self._retry.clicked.connect(self.retried)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID + tokens.GRID // 2)
        row.addWidget(self._banner, 1)
        row.addWidget(self._retry)
        self.hide()

    def text(self) -> str:
        """What it says; empty while all is saved."""
        return self._banner.text()

    def say(self, text: str) -> None:
        """Show ``text``, or hide when it is empty."""
        self._banner.say(text)
        self.setVisible(bool(text))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for it."""
        if self.isHidden() or event.key() != Qt.Key.Key_R or not is_bare(event):
            return False
        self._retry.click()
        return True
