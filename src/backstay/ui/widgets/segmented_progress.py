"""How far the session is: a part for each step, as long as the step."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours

_GAP = 3
_LEAST = 6.0
_PARTS = 1000


class SegmentedProgress(QProgressBar):
    """A progress bar in parts. A screen reader hears the whole, in percent."""

    def __init__(self, *, name: str = "session_progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Progress of the session"))
        self.setRange(0, _PARTS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._weights: tuple[float, ...] = ()
        self._fractions: tuple[float, ...] = ()

    def set_steps(self, weights: Sequence[float]) -> None:
        """The lengths of the steps, in any one unit."""
        self._weights = tuple(max(weight, 0.0) for weight in weights)
        self._fractions = (0.0,) * len(self._weights)
        self.update()

    def set_fractions(self, fractions: Sequence[float]) -> None:
        """How much of each step is done, 0 to 1, as many as there are steps."""
        drawn = self._drawn()
        self._fractions = tuple(min(1.0, max(0.0, fraction)) for fraction in fractions)
        total = sum(self._weights)
        done = sum(w * f for w, f in zip(self._weights, self._fractions, strict=True))
        self.setValue(round(_PARTS * done / total) if total else 0)
        # Told for every frame, it is painted for every pixel.
        if self._drawn() != drawn:
            self.update()

    def sizeHint(self) -> QSize:
        """One grid step high."""
        return QSize(40 * tokens.GRID, tokens.GRID)

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(10 * tokens.GRID, tokens.GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track of each part and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = colours()
        left = 0.0
        for width, fraction in zip(self._widths(), self._fractions, strict=True):
            box = QRectF(left, 0, width, self.height())
            track = QPainterPath()
            track.addRoundedRect(box, self.height() / 2, self.height() / 2)
            painter.fillPath(track, QColor(palette.line))
            painter.save()
            painter.setClipRect(QRectF(left, 0, width * fraction, self.height()))
            painter.fillPath(track, QColor(palette.go))
            painter.restore()
            left += width + _GAP

    def _drawn(self) -> list[int]:
        ratio = self.devicePixelRatioF()
        return [round(w * f * ratio) for w, f in zip(self._widths(), self._fractions, strict=True)]

    def _widths(self) -> list[float]:
        if not self._weights:
            return []
        room = self.width() - _GAP * (len(self._weights) - 1)
        total = sum(self._weights) or 1.0
        least = min(_LEAST, room / len(self._weights))
        spare = room - least * len(self._weights)
        return [least + spare * weight / total for weight in self._weights]
