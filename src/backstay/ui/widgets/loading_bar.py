"""Said only when it takes long: what is being done, and how much of it is, with a bar."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel

_PATIENCE_MS = 1000


class LoadingBar(QFrame):
    """Shows itself a second after the first ``show_progress``, unless ``finish`` comes sooner. ``words`` may
    hold ``{done}`` and ``{total}``.
    """

    def __init__(self, words: str, *, name: str = "loading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName(name)
        self.setProperty("tone", "rest")
        self._label = PlainLabel(name=f"{name}_text")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_bar")
        self._bar.setAccessibleName(words.partition(":")[0])
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(tokens.GRID)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * tokens.GRID, tokens.GRID, 2 * tokens.GRID, tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """So much of all of it is done."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._label.setText(self._words.format(done=done, total=total))
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def finish(self) -> None:
        """All is done."""
        self._timer.stop()
        self.hide()
