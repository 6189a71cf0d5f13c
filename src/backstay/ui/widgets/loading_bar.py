"""Said only when it takes long: how many files are read, with a bar."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel

_PATIENCE_MS = 1000


class LoadingBar(QFrame):
    """Shows itself a second after the first ``show_progress``, unless ``finish`` comes sooner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loading")
        self.setProperty("tone", "rest")
        self._label = PlainLabel(name="loading_text")
        self._bar = QProgressBar()
        self._bar.setObjectName("loading_bar")
        self._bar.setAccessibleName(self.tr("Files read"))
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
        """So many of all files are read."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._label.setText(
            self.tr("Reading your routines: {done} of {total}").format(done=done, total=total)
        )
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def finish(self) -> None:
        """All is read."""
        self._timer.stop()
        self.hide()
