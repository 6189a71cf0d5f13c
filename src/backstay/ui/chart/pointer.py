"""The ring around what is being read."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from backstay.ui.theme import colours

_RING_PX = 5.5


def draw_pointer(painter: QPainter, at: QPointF) -> None:
    """A dot in the ink colour with a ring that stands off from it."""
    ink = QColor(colours().ink)
    painter.setPen(QPen(QColor(colours().surface), 2))
    painter.setBrush(ink)
    painter.drawEllipse(at, _RING_PX, _RING_PX)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 2 * _RING_PX, 2 * _RING_PX)
