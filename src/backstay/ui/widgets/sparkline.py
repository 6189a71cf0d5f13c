"""The last weeks in the size of a thumb: a dot for every score, a line for the weekly means."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.domain.pain import SCORE_MAX
from backstay.domain.trend import Reading, line_segments, weekly_means
from backstay.ui import tokens
from backstay.ui.theme import colours, scaled

_DOT = 3.2
_LINE = 2.4
_EDGE = 5


class Sparkline(QWidget):
    """Scores on a true time axis; 0 at the bottom, 10 at the top, the line broken at gaps."""

    def __init__(self, *, name: str = "sparkline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._readings: tuple[Reading, ...] = ()
        self._first = 0.0
        self._last = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_readings(self, readings: Sequence[Reading], first: float, last: float) -> None:
        """Show ``readings`` between the positions ``first`` and ``last`` (days, as ``Reading.position``)."""
        self._readings = tuple(readings)
        self._first, self._last = first, max(last, first + 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide as its card, 12 grid steps high."""
        return QSize(20 * tokens.GRID, scaled(12 * tokens.GRID))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dots, then the line over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.dot))
        for reading in self._readings:
            painter.drawEllipse(self._point(reading.position, reading.score), _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(palette.go), _LINE, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        for segment in line_segments(weekly_means(self._readings)):
            points = [self._point(week.position, week.mean) for week in segment]
            # A line of no length still leaves its round cap.
            painter.drawPolyline(QPolygonF(points if len(points) > 1 else points * 2))

    def _point(self, position: float, score: float) -> QPointF:
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        share = (position - self._first) / (self._last - self._first)
        return QPointF(_EDGE + share * width, _EDGE + (1 - score / SCORE_MAX) * height)
