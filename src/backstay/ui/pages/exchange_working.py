"""How far a long piece of work is, with the way out of it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import SecondaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.labels import PlainLabel

_PATIENCE_MS = 300


class WorkCard(Card):
    """Shows itself once the work has taken a moment. ``cancelled`` asks for its end. ``page`` begins the
    object names.
    """

    cancelled = Signal()

    def __init__(self, page: str = "exchange", parent: QWidget | None = None) -> None:
        super().__init__(f"{page}_work", spacing=2 * tokens.GRID, parent=parent)
        self._words = PlainLabel(role="lead", wrap=True, name=f"{page}_work_text")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{page}_work_bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(tokens.GRID)
        self._cancel = SecondaryButton(self.tr("Cancel"), key=self.tr("Esc"), name=f"{page}_cancel")
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.body.addWidget(self._words)
        self.body.addLayout(row)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    def begin(self, words: str, total: int = 0) -> None:
        """``words`` say what is done; with a ``total`` the bar shows how much of it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def show_progress(self, done: int) -> None:
        """So much is done."""
        if self._bar.maximum() > 0:
            self._bar.setValue(done)

    def finish(self) -> None:
        """It is over, whatever came of it."""
        self._timer.stop()
        self.hide()
