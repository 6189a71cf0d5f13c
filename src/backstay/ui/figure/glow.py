"""The soft light on a region of the body that works."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QRadialGradient

from backstay.ui.figure.strips import draw_image, strips

_RADIUS = 0.17
_FADE = ((0.0, 0.8), (0.4, 0.5), (1.0, 0.0))
"""How strong the light is from its middle to its edge."""


class Spot:
    """A spot of light as a picture, and a sheet on which it is cut to the part it falls on.

    Filling a path with anything but a flat opaque colour goes through threads as well: so the part is
    filled flat on the sheet, the light put in its place, and the sheet laid on the figure.
    """

    def __init__(self, colour: str, scale: float, ratio: float) -> None:
        self._ratio = ratio
        self._light = _picture(colour, max(1, round(2 * _RADIUS * scale * ratio)))
        self._sheet = QImage(self._light.size(), QImage.Format.Format_ARGB32_Premultiplied)
        self._stencil = QBrush(Qt.GlobalColor.black)

    def reach(self, at: QPointF) -> QRectF:
        """The pixels that the light around ``at`` falls on."""
        half = self._light.width() / self._ratio / 2 + 1
        return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)

    def shine(self, painter: QPainter, at: QPointF, within: QPainterPath, strength: float) -> None:
        """Light the part of ``within`` (in the painter's pixels) around ``at``, ``strength`` 0 to 1."""
        half = self._light.width() / 2
        left, top = round(at.x() * self._ratio - half), round(at.y() * self._ratio - half)
        self._cut(within, left, top)
        self._sheet.setDevicePixelRatio(self._ratio)
        painter.setOpacity(strength)
        draw_image(painter, QPointF(left / self._ratio, top / self._ratio), self._sheet)
        painter.setOpacity(1.0)

    def _cut(self, within: QPainterPath, left: int, top: int) -> None:
        side = self._light.width()
        self._sheet.setDevicePixelRatio(1.0)
        self._sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-left, -top)
        painter.scale(self._ratio, self._ratio)
        painter.fillPath(within, self._stencil)
        painter.resetTransform()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        for row, rows in strips(side):
            strip = QRect(0, row, side, rows)
            painter.drawImage(strip, self._light, strip)
        painter.end()


def _picture(colour: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    gradient = QRadialGradient(side / 2, side / 2, side / 2)
    for at, strength in _FADE:
        faded = QColor(colour)
        faded.setAlphaF(strength)
        gradient.setColorAt(at, faded)
    painter = QPainter(image)
    painter.fillRect(image.rect(), gradient)
    painter.end()
    return image
