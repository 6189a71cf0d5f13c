"""The chart as a file of its own: SVG for a document, PNG for a message. Always light, whatever is worn."""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from backstay.domain.errors import BackstayError, InputError
from backstay.private_files import write_private
from backstay.ui import tokens
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.draw import draw_chart
from backstay.ui.chart.frame import picture_look
from backstay.ui.chart.things import title_words

SUFFIXES = (".svg", ".png")
_MARGIN_PX = 2 * tokens.GRID
_LEFT = Qt.AlignmentFlag.AlignLeft


def save_picture(data: ChartData, path: Path, size: QSize, scale: float = 1.0) -> None:
    """Write the chart of ``data`` to ``path``, which ends in ``.svg`` or ``.png``: ``size`` pixels of
    1/96 inch, in a PNG each so many (``scale``) dots wide. A line says span, place, question and number.

    The file is there whole or not at all, readable by its owner alone. Raises ``InputError`` for another
    ending and ``BackstayError`` when it cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"A picture of the chart cannot be made as “{path.suffix}”.",
            where=str(path),
            expected="a name that ends in .svg or .png",
        )
    content = _png(data, size, scale) if path.suffix.lower() == ".png" else _svg(data, size)
    try:
        write_private(path, bytes(content.data()))
    except OSError as error:
        raise BackstayError(
            f"The picture was not saved: {error.strerror or error}.",
            where=str(path),
            mend="choose another place",
        ) from error


def _png(data: ChartData, size: QSize, scale: float) -> QByteArray:
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    _draw(painter, data, size)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return content


def _svg(data: ChartData, size: QSize) -> QByteArray:
    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title_words(data))
    generator.setDescription(_caption())
    painter = QPainter(generator)
    _draw(painter, data, size)
    painter.end()
    return content


def _draw(painter: QPainter, data: ChartData, size: QSize) -> None:
    look = picture_look()
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(look.palette.surface))
    margin = _MARGIN_PX
    sheet = QRectF(0, 0, size.width(), size.height()).adjusted(margin, margin, -margin, -margin)
    painter.setFont(look.font(tokens.WEIGHT_STRONG))
    line = QFontMetricsF(painter.font()).height()
    painter.setPen(QColor(look.palette.ink))
    painter.drawText(QRectF(sheet.left(), sheet.top(), sheet.width(), line), _LEFT, title_words(data))
    painter.setFont(look.font())
    painter.setPen(QColor(look.palette.ink_soft))
    painter.drawText(QRectF(sheet.left(), sheet.bottom() - line, sheet.width(), line), _LEFT, _caption())
    draw_chart(painter, sheet.adjusted(0, line + margin / 2, 0, -line - margin / 2), data, for_print=False)


def _caption() -> str:
    return QCoreApplication.translate(
        "Chart", "Lower is less pain. The line joins weekly averages; n is how many entries each has."
    )
