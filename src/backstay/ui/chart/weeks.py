"""The weekly means: a line broken at gaps, a ring for each week and the number of its entries."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backstay.domain.trend import WeeklyMean
from backstay.ui import tokens
from backstay.ui.chart.frame import PAD_PX, Frame, Look

_RING_PX = 5.5
_RING_LEAST_PX = 1.5
_VEIL_OPACITY = 0.8
_ROOMY_PX = 2 * _RING_PX + 3
_Weeks = Sequence[WeeklyMean]


def draw_weeks(painter: QPainter, frame: Frame, segments: Sequence[_Weeks], look: Look) -> None:
    """Lines first, then as much of each week as there is room for."""
    seen = [weeks for segment in segments if (weeks := _in_view(segment, frame))]
    lines = [[frame.point(weekly.position, weekly.mean) for weekly in weeks] for weeks in seen]
    is_roomy = 7 * frame.px_per_day >= _ROOMY_PX
    colour = look.colour(look.palette.go)
    painter.setPen(QPen(colour, 3 if is_roomy else 2, c=Qt.PenCapStyle.FlatCap))
    for line in lines:
        # Many single lines are painted twenty times as fast as one that is joined.
        painter.drawLines([QLineF(start, end) for start, end in pairwise(line)])
    radius = _RING_PX if is_roomy else _RING_LEAST_PX
    painter.setPen(QPen(colour, 2.5 if is_roomy else 1))
    painter.setBrush(look.colour(look.palette.surface))
    for line in lines:
        # Where there is no room for rings, one still stands for a week that no line reaches.
        for point in line if is_roomy or len(line) == 1 else ():
            painter.drawEllipse(point, radius, radius)
    if is_roomy:
        counts = [weekly.n for weeks in seen for weekly in weeks]
        _draw_counts(painter, counts, [point for line in lines for point in line], frame, look)


def _in_view(segment: _Weeks, frame: Frame) -> _Weeks:
    """The weeks of ``segment`` in view, and one more at each side, from which the line comes and goes."""
    start = bisect_left(segment, frame.view.first, key=_position)
    stop = bisect_right(segment, frame.view.last, key=_position)
    return segment[max(0, start - 1) : stop + 1]


def _position(weekly: WeeklyMean) -> float:
    return weekly.position


def _draw_counts(
    painter: QPainter, counts: Sequence[int], points: Sequence[QPointF], frame: Frame, look: Look
) -> None:
    """The number of entries above each ring, inside the plot, where it hides no other number or ring."""
    painter.setFont(look.font(tokens.WEIGHT_STRONG))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(look.colour(look.palette.go))
    taken_to = float("-inf")
    for index, (count, point) in enumerate(zip(counts, points, strict=True)):
        words = QCoreApplication.translate("Chart", "n{count}").format(count=count)
        box = QRectF(0, 0, metrics.horizontalAdvance(words), metrics.height())
        box.moveCenter(point - QPointF(0, _RING_PX + PAD_PX + metrics.height() / 4))
        near = (*points[max(0, index - 2) : index], *points[index + 1 : index + 3])
        grown = box.adjusted(-_RING_PX, -_RING_PX, _RING_PX, _RING_PX)
        if box.left() < taken_to + PAD_PX or any(grown.contains(ring) for ring in near):
            continue
        if not frame.plot.left() <= point.x() <= frame.plot.right():
            continue
        taken_to = box.right()
        painter.fillRect(box, look.colour(look.palette.surface, _VEIL_OPACITY))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
