"""Sessions of a week as dots: those done are filled, those still planned are rings."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, scaled

_DIAMETER = 20
_MOST = 14


class WeekDots(QWidget):
    """Fourteen dots at most; the words beside it carry the numbers."""

    def __init__(self, *, name: str = "week_dots", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._done = 0
        self._goal = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sessions(self, done: int, goal: int) -> None:
        """``done`` of ``goal`` sessions; more than the goal shows them all."""
        self._done, self._goal = done, goal
        self.setAccessibleName(self.tr("{done} of {goal} sessions").format(done=done, goal=goal))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of dots."""
        dot = scaled(_DIAMETER)
        count = min(_MOST, max(self._done, self._goal))
        return QSize(max(1, count * (dot + tokens.GRID) - tokens.GRID) + 2, dot + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, dot = colours(), scaled(_DIAMETER)
        for place in range(min(_MOST, max(self._done, self._goal))):
            is_done = place < self._done
            box = QRectF(1 + place * (dot + tokens.GRID), 1, dot, dot)
            painter.setPen(Qt.PenStyle.NoPen if is_done else QPen(QColor(palette.outline), 1))
            painter.setBrush(QColor(palette.go if is_done else palette.line))
            painter.drawEllipse(box)
