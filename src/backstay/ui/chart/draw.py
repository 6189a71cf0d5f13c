"""The chart on any painter: the window's, a picture's, a printed page's."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from backstay.ui.chart.data import ChartData
from backstay.ui.chart.dots import Dots
from backstay.ui.chart.flags import draw_flags
from backstay.ui.chart.frame import Frame, Look, frame_in, picture_look, print_look
from backstay.ui.chart.rows import Rows
from backstay.ui.chart.scale import draw_band_name, draw_ground, draw_names
from backstay.ui.chart.view import whole
from backstay.ui.chart.weeks import draw_weeks


def draw_chart(
    painter: QPainter, rect: QRectF, data: ChartData, *, for_print: bool, unit: float = 1.0
) -> None:
    """Draw all of ``data`` into ``rect``, light, at 100 %, with nothing that needs a pointer.

    ``unit`` is how much of the painter's own units a pixel of 1/96 inch takes: dots per inch / 96 on a
    page whose painter was not scaled. Text is 13 such pixels high (just below 10 points), and ``rect``
    should be at least 300 of them wide and 220 high. ``for_print`` takes tones that differ in grey.
    """
    look = print_look() if for_print else picture_look()
    area = QRectF(0, 0, rect.width() / unit, rect.height() / unit)
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_frame(painter, frame_in(area, whole(data), data, look), drawing_of(data), look)
    painter.restore()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's data with what is worked out once for all frames of it."""

    data: ChartData
    dots: Dots
    rows: Rows


def drawing_of(data: ChartData) -> Drawing:
    """What is needed to draw ``data`` again and again."""
    return Drawing(data, Dots(data), Rows())


def draw_frame(painter: QPainter, frame: Frame, drawing: Drawing, look: Look) -> None:
    """Everything in its order, from the ground to the words."""
    data = drawing.data
    painter.save()
    painter.setClipRect(frame.inside())
    draw_ground(painter, frame, data, look)
    draw_band_name(painter, frame, data, look)
    drawing.dots.draw(painter, frame, look)
    draw_weeks(painter, frame, data.segments, look)
    drawing.rows.draw(painter, frame, look)
    draw_flags(painter, frame, data.marks, look)
    painter.restore()
    draw_names(painter, frame, data, look)
