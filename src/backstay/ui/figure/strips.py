"""Pictures in strips: Qt hands anything higher than about a hundred rows to threads, and to wake those takes
longer than the blending.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

_ROWS = 60


def strips(height: int) -> Iterator[tuple[int, int]]:
    """The first row of each strip of a picture, and how many rows it has."""
    for row in range(0, height, _ROWS):
        yield row, min(_ROWS, height - row)


def draw_image(painter: QPainter, at: QPointF, image: QImage) -> None:
    """What ``QPainter.drawImage`` does, strip by strip. ``at`` lies on a whole pixel of the screen."""
    ratio, width = image.devicePixelRatio(), image.width()
    for row, rows in strips(image.height()):
        place = QRectF(at.x(), at.y() + row / ratio, width / ratio, rows / ratio)
        painter.drawImage(place, image, QRectF(0, row, width, rows))
