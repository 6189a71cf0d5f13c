"""The weekly means: a line broken at gaps, a ring for each week and the number of its entries."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backstay.domain.trend import WeeklyMean
from backstay.ui import tokens
from backstay.ui.chart.frame import PAD_PX, Frame, Look

_RING_PX = 5.5
_RING_LEAST_PX = 1.5
_VEIL_OPACITY = 0.7
_ROOMY_PX = 2 * _RING_PX + 3
_Weeks = Sequence[WeeklyMean]


def draw_weeks(painter: QPainter, frame: Frame, segments: Sequence[_Weeks], look: Look) -> None:
    """Lines first, then as much of each week as there is room for."""
    draw_line(painter, frame, segments, look)
    if 7 * frame.px_per_day < _ROOMY_PX:
        return
    weeks = [w for segment in segments for w in _in_view(segment, frame) if frame.has(w.position)]
    points = [frame.point(weekly.position, weekly.mean) for weekly in weeks]
    _draw_rings(painter, points, _RING_PX, 2.5, look)
    _draw_counts(painter, [weekly.n for weekly in weeks], points, frame, look)


def draw_line(painter: QPainter, frame: Frame, segments: Sequence[_Weeks], look: Look) -> None:
    """The line alone, with a small ring for a week that it does not reach."""
    is_roomy = 7 * frame.px_per_day >= _ROOMY_PX
    lines = [
        [frame.point(weekly.position, weekly.mean) for weekly in _in_view(segment, frame)]
        for segment in segments
    ]
    painter.setPen(QPen(look.colour(look.palette.go), 3 if is_roomy else 2, c=Qt.PenCapStyle.FlatCap))
    for line in lines:
        # Many single lines are painted twenty times as fast as one that is joined.
        painter.drawLines([_cut(QLineF(start, end), frame) for start, end in pairwise(line)])
    alone = [line[0] for line in lines if len(line) == 1 and frame.plot.left() <= line[0].x()]
    _draw_rings(painter, alone, _RING_LEAST_PX, 1, look)


def _cut(line: QLineF, frame: Frame) -> QLineF:
    """``line`` as far as the plot goes: not everything that is painted on can clip."""
    left, right = frame.plot.left(), frame.plot.right()
    if left <= line.x1() and line.x2() <= right:
        return line
    start = max(0.0, min(1.0, (left - line.x1()) / line.dx()))
    end = max(0.0, min(1.0, (right - line.x1()) / line.dx()))
    return QLineF(line.pointAt(start), line.pointAt(end))


def _draw_rings(
    painter: QPainter, points: Iterable[QPointF], radius: float, width: float, look: Look
) -> None:
    painter.setPen(QPen(look.colour(look.palette.go), width))
    painter.setBrush(look.colour(look.palette.surface))
    for point in points:
        painter.drawEllipse(point, radius, radius)


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
        box.moveLeft(min(max(box.left(), frame.plot.left()), frame.plot.right() - box.width()))
        near = (*points[max(0, index - 2) : index], *points[index + 1 : index + 3])
        grown = box.adjusted(-_RING_PX, -_RING_PX, _RING_PX, _RING_PX)
        if box.left() < taken_to + PAD_PX or any(grown.contains(ring) for ring in near):
            continue
        taken_to = box.right()
        tight = box.adjusted(0, metrics.descent(), 0, -metrics.descent())
        painter.fillRect(tight, look.colour(look.palette.surface, _VEIL_OPACITY))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
