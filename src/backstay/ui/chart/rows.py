"""The rows beneath the chart: sessions as bars hanging down, runs and walks as pins standing up."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, log2

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
_Things = tuple[Sequence[float], Sequence[float]]


class Rows:
    """The rows of one chart. Of things that would cover one another the longest is drawn; which it is, is
    looked for once for each width of a day that matters.
    """

    def __init__(self) -> None:
        self._longest: dict[tuple[StripKind, int], _Things] = {}

    def draw(self, painter: QPainter, frame: Frame, look: Look) -> None:
        """Each thing as high as it took long. A session of 20 minutes, a run of an hour fills its row."""
        for row in frame.rows:
            if row.strip.kind is StripKind.SESSIONS:
                width = min(_BAR_PX, max(_LEAST_PX, 0.8 * frame.px_per_day))
                _draw_bars(painter, self._in_view(frame, row, width, _FULL_SESSION_MIN), width, row, look)
            else:
                tops = self._in_view(frame, row, _LEAST_PX, _FULL_ACTIVITY_MIN)
                _draw_pins(painter, tops, row, look, has_heads=frame.px_per_day >= _ROOMY_PX)

    def _in_view(self, frame: Frame, row: Row, width: float, full_min: float) -> list[tuple[float, float]]:
        """Where things ``width`` wide stand across, and how high they are, both in pixels."""
        level = max(0, ceil(log2(width / frame.px_per_day)))
        places, minutes = self._things(row.strip, level)
        start, stop = bisect_left(places, frame.view.first), bisect_right(places, frame.view.last)
        room = row.box.height()
        per_min = room / full_min
        return [
            (frame.x(place), max(_LEAST_HEIGHT_PX, min(room, per_min * lasted)))
            for place, lasted in zip(places[start:stop], minutes[start:stop], strict=True)
        ]

    def _things(self, strip: Strip, level: int) -> _Things:
        """All at level 0, else the longest of each 2 ** ``level`` days."""
        if level == 0:
            return strip.positions, strip.minutes
        key = strip.kind, level
        if key not in self._longest:
            longest: dict[int, tuple[float, float]] = {}
            for place, lasted in zip(strip.positions, strip.minutes, strict=True):
                column = int(place) >> level
                if column not in longest or lasted > longest[column][1]:
                    longest[column] = place, lasted
            found = sorted(longest.values())
            self._longest[key] = [place for place, _ in found], [lasted for _, lasted in found]
        return self._longest[key]


def _draw_bars(
    painter: QPainter, tops: Sequence[tuple[float, float]], width: float, row: Row, look: Look
) -> None:
    top = row.box.top()
    bars = [QRectF(x - width / 2, top, width, height) for x, height in tops]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(look.palette.rest, _BAR_OPACITY))
    if width < _ROUND_FROM_PX:
        painter.drawRects(bars)
        return
    for bar in bars:
        painter.drawRoundedRect(bar, width / 3, width / 3)


def _draw_pins(
    painter: QPainter, tops: Sequence[tuple[float, float]], row: Row, look: Look, *, has_heads: bool
) -> None:
    floor = row.box.bottom()
    colour = look.colour(look.palette.ink_soft)
    painter.setPen(QPen(colour, _LEAST_PX, c=Qt.PenCapStyle.FlatCap))
    painter.drawLines([QLineF(x, floor, x, floor - height) for x, height in tops])
    if has_heads:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x, height in tops:
            painter.drawEllipse(QPointF(x, floor - height + _HEAD_PX / 2), _HEAD_PX, _HEAD_PX)
