"""A picture of what does not move from frame to frame, laid under or over what does."""

from collections.abc import Callable, Hashable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from backstay.ui.figure.kit import HINTS, Easel
from backstay.ui.figure.strips import draw_image


class Layer:
    """Keeps one picture, and takes it again when its subject, its place or its size is another."""

    def __init__(self, opacity: float = 1.0) -> None:
        self._opacity = opacity
        self._key: tuple[Hashable, QTransform, float] | None = None
        self._image = QImage()
        self._at = QPointF()

    def show(self, easel: Easel, subject: Hashable, box: QRectF, paint: Callable[[Easel], None]) -> None:
        """Draw what ``paint`` draws within ``box`` (metres). ``subject`` stands for all it depends on."""
        key = subject, easel.to_pixels, easel.painter.device().devicePixelRatioF()
        if key != self._key:
            self._key = key
            self._take(easel, box, paint, key[2])
        painter = easel.painter
        painter.setOpacity(self._opacity)
        draw_image(painter, self._at, self._image)
        painter.setOpacity(1.0)

    def _take(self, easel: Easel, box: QRectF, paint: Callable[[Easel], None], ratio: float) -> None:
        """The corner lies on a whole pixel of the screen, so that nothing is blurred."""
        place = easel.to_pixels.mapRect(box)
        left, top = floor(place.left() * ratio), floor(place.top() * ratio)
        size = QSize(ceil(place.right() * ratio) - left, ceil(place.bottom() * ratio) - top)
        self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        self._at = QPointF(left / ratio, top / ratio)
        painter = QPainter(self._image)
        painter.setRenderHints(HINTS)
        to_image = easel.to_pixels * QTransform.fromTranslate(-self._at.x(), -self._at.y())
        paint(Easel(painter, to_image, easel.scale))
        painter.end()
