"""A picture that came with somebody's files, where an exercise has no figure.

The decoder is told which of three formats it may expect and how much memory it may take, and is
given bytes that have been looked at before; nothing in a file can make it open another one.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.catalogue.pictures import MAX_SIDE_PX, picture_kind, read_picture
from backstay.ui import tokens

MAX_DECODED_MIB = 64
LONGEST_SIDE_PX = 1280
"""What is kept of a large picture; more than any place that shows one needs at 200 %."""


def load_picture(path: Path | None) -> QImage | None:
    """The first frame of a PNG, JPEG or WebP file, at most 1280 pixels a side; None without one."""
    data = None if path is None else read_picture(path)
    if data is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(picture_kind(data).lower().encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAllocationLimit(MAX_DECODED_MIB)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE_PX:
        return None
    if max(size.width(), size.height()) > LONGEST_SIDE_PX:
        reader.setScaledSize(
            size.scaled(LONGEST_SIDE_PX, LONGEST_SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    return None if image.isNull() else image


class PictureView(QWidget):
    """Shows one picture as large as it fits, never larger than it is; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None

    def sizeHint(self) -> QSize:
        """The same as a figure's, whose place it takes."""
        return QSize(480, 360)

    def set_picture(self, path: Path | None, name: str = "") -> bool:
        """Show the picture at ``path``; ``name`` is the exercise's, for those who cannot see it.

        Answers whether there is anything to see.
        """
        self._image = load_picture(path)
        self.setAccessibleName(name)
        self.update()
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle, its corners rounded as those of a card."""
        if self._image is None:
            return
        place = self._place_of(self._image)
        corners = QPainterPath()
        corners.addRoundedRect(place, tokens.RADIUS_MEDIUM, tokens.RADIUS_MEDIUM)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.setClipPath(corners)
        painter.drawImage(place, self._image)
        painter.end()

    def _place_of(self, image: QImage) -> QRectF:
        room = QRectF(self.rect())
        scale = min(1.0, room.width() / image.width(), room.height() / image.height())
        place = QRectF(0, 0, image.width() * scale, image.height() * scale)
        place.moveCenter(room.center())
        return place
