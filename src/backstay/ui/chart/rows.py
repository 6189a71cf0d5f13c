"""The rows beneath the chart: sessions as bars hanging down, runs and walks as pins standing up."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from backstay.ui.chart.data import Strip, StripKind
from backstay.ui.chart.frame import Frame, Look, Row

_BAR_PX = 6
_LEAST_PX = 1.5
_ROUND_FROM_PX = 3
_LEAST_HEIGHT_PX = 5
_BAR_OPACITY = 0.85
_HEAD_PX = 3.0
_ROOMY_PX = 5.0
_FULL_SESSION_MIN = 20
_FULL_ACTIVITY_MIN = 60


def draw_rows(painter: QPainter, frame: Frame, look: Look) -> None:
    """Each thing as high as it took long. A session of 20 minutes, a run of an hour fills its row."""
    for row in frame.rows:
        if row.strip.kind is StripKind.SESSIONS:
            _draw_bars(painter, frame, row, look)
        else:
            _draw_pins(painter, frame, row, look)


def _draw_bars(painter: QPainter, frame: Frame, row: Row, look: Look) -> None:
    width = min(_BAR_PX, max(_LEAST_PX, 0.8 * frame.px_per_day))
    top = row.box.top()
    bars = [
        QRectF(x - width / 2, top, width, _height(minutes / _FULL_SESSION_MIN, row))
        for x, minutes in _columns(frame, row.strip, width)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(look.palette.rest, _BAR_OPACITY))
    if width < _ROUND_FROM_PX:
        painter.drawRects(bars)
        return
    for bar in bars:
        painter.drawRoundedRect(bar, width / 3, width / 3)


def _draw_pins(painter: QPainter, frame: Frame, row: Row, look: Look) -> None:
    columns = _columns(frame, row.strip, _LEAST_PX)
    floor = row.box.bottom()
    tops = [QPointF(x, floor - _height(minutes / _FULL_ACTIVITY_MIN, row)) for x, minutes in columns]
    colour = look.colour(look.palette.ink_soft)
    painter.setPen(QPen(colour, _LEAST_PX, c=Qt.PenCapStyle.FlatCap))
    painter.drawLines([QLineF(top.x(), floor, top.x(), top.y()) for top in tops])
    if frame.px_per_day >= _ROOMY_PX:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for top in tops:
            painter.drawEllipse(top + QPointF(0, _HEAD_PX / 2), _HEAD_PX, _HEAD_PX)


def _columns(frame: Frame, strip: Strip, width: float) -> list[tuple[float, float]]:
    """Where things stand, and their minutes; of those that would cover one another the longest."""
    start = bisect_left(strip.positions, frame.view.first)
    stop = bisect_right(strip.positions, frame.view.last)
    per_day = frame.px_per_day / width
    places: dict[int, float] = {}
    longest: dict[int, float] = {}
    for place, minutes in zip(strip.positions[start:stop], strip.minutes[start:stop], strict=True):
        column = int(place * per_day)
        if minutes > longest.get(column, -1.0):
            places[column], longest[column] = place, minutes
    return [(frame.x(places[column]), minutes) for column, minutes in longest.items()]


def _height(share: float, row: Row) -> float:
    return max(_LEAST_HEIGHT_PX, row.box.height() * min(1.0, share))
