"""What the chart library does not draw: the scale's words, gaps, the numbers of a week, the sessions.

Each item lies in the coordinates of the data (days across, points upwards) and paints in pixels, so
that text and round ends keep their shape. Colours and fonts are asked for at every painting: a change
of theme needs nothing else.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backstay.domain.pain import SCORE_MAX, SCORE_MIN
from backstay.domain.trend import Gap, WeeklyMean
from backstay.ui import tokens
from backstay.ui.chart.data import SessionBar
from backstay.ui.theme import colours, scaled, text_font

RUG_TOP = -0.9
RUG_BOTTOM = -1.9
RUG_MIDDLE = (RUG_TOP + RUG_BOTTOM) / 2
LOWEST = -2.3
HIGHEST = 10.7

_GRID_STEP = 2
_HATCH_STEP_PX = 10
_PAD_PX = 6
_RING_PX = 5.5
_RING_LEAST_PX = 1.5
_BAR_PX = 6
_BAR_LEAST_PX = 1.5
_BAR_LEAST_HEIGHT_PX = 5
_BAR_OPACITY = 0.85
_VEIL_OPACITY = 0.8
_FULL_BAR_MIN = 20


class ChartItem(QGraphicsItem):
    """An item that covers the whole view and paints in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._area = QRectF()

    def cover(self, first: float, last: float) -> None:
        """Lie over the days from ``first`` to ``last``."""
        self.prepareGeometryChange()
        self._area = QRectF(first, LOWEST, last - first, HIGHEST - LOWEST)

    def boundingRect(self) -> QRectF:
        """The whole view, in days and points."""
        return self._area

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Go over to pixels and draw."""
        to_pixels = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, to_pixels)
        painter.restore()

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw with ``painter`` in pixels; ``to_pixels`` says where days and points lie."""
        raise NotImplementedError


class ScaleItem(ChartItem):
    """The lines of the scale, what its ends mean, and the gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: tuple[Gap, ...] = ()

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """Hatch ``gaps`` from now on."""
        self._gaps = gaps
        self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Lines, hatching, words, in this order."""
        palette = colours()
        painter.setFont(text_font(tokens.TEXT_SMALL))
        left, right = self._area.left(), self._area.right()
        painter.setPen(QPen(QColor(palette.line), 1))
        for score in range(SCORE_MIN, SCORE_MAX + 1, _GRID_STEP):
            start, end = to_pixels.map(QPointF(left, score)), to_pixels.map(QPointF(right, score))
            painter.drawLine(QLineF(start.x(), round(start.y()) + 0.5, end.x(), round(end.y()) + 0.5))
        for gap in self._gaps:
            self._draw_gap(painter, to_pixels, gap)
        self._draw_ends(painter, to_pixels)

    def _draw_gap(self, painter: QPainter, to_pixels: QTransform, gap: Gap) -> None:
        days = QRectF(
            QPointF(gap.first_day.toordinal(), SCORE_MIN), QPointF(gap.last_day.toordinal() + 1, SCORE_MAX)
        )
        box = to_pixels.mapRect(days)
        painter.save()
        painter.setClipRect(box)
        painter.setPen(QPen(QColor(colours().gap), 1.5))
        painter.drawLines(_hatching(box))
        painter.restore()
        words = QCoreApplication.translate("Chart", "no entries")
        text = QFontMetricsF(painter.font()).boundingRect(words)
        if text.width() + 2 * _PAD_PX <= box.width():
            label = QRectF(0, 0, text.width() + 2 * _PAD_PX, text.height() + _PAD_PX)
            label.moveCenter(box.center())
            painter.fillRect(label, QColor(colours().surface))
            painter.setPen(QColor(colours().ink_soft))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_ends(self, painter: QPainter, to_pixels: QTransform) -> None:
        painter.setPen(QColor(colours().ink_soft))
        height = QFontMetricsF(painter.font()).height()
        top = to_pixels.map(QPointF(self._area.left(), SCORE_MAX))
        bottom = to_pixels.map(QPointF(self._area.left(), SCORE_MIN))
        worst = QCoreApplication.translate("Chart", "as bad as you can imagine")
        for words, y in (
            (worst, top.y() + _PAD_PX / 2),
            (QCoreApplication.translate("Chart", "no pain"), bottom.y() - height - _PAD_PX / 2),
        ):
            text = QRectF(
                top.x() + _PAD_PX, y, QFontMetricsF(painter.font()).horizontalAdvance(words), height
            )
            painter.fillRect(text, QColor(colours().surface))
            painter.drawText(text, Qt.AlignmentFlag.AlignLeft, words)


class WeeksItem(ChartItem):
    """The weekly means: a line broken at gaps, a ring for each week and the number of its entries."""

    def __init__(self) -> None:
        super().__init__()
        self._segments: tuple[tuple[WeeklyMean, ...], ...] = ()

    def show_segments(self, segments: tuple[tuple[WeeklyMean, ...], ...]) -> None:
        """Draw ``segments`` from now on."""
        self._segments = segments
        self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Lines first, then as much of each week as there is room for."""
        lines = [[to_pixels.map(QPointF(w.position, w.mean)) for w in s] for s in self._segments]
        per_week_px = 7 * abs(to_pixels.m11())
        is_roomy = per_week_px >= 2 * _RING_PX + 3
        colour = QColor(colours().go)
        joined = QPen(colour, 3 if is_roomy else 2)
        joined.setCapStyle(Qt.PenCapStyle.RoundCap)
        joined.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(joined)
        for line in lines:
            painter.drawPolyline(line)
        radius = _RING_PX if is_roomy else _RING_LEAST_PX
        painter.setPen(QPen(colour, 2.5 if is_roomy else 1))
        painter.setBrush(QColor(colours().surface))
        for point in (point for line in lines for point in line):
            painter.drawEllipse(point, radius, radius)
        if is_roomy:
            counts = [weekly.n for segment in self._segments for weekly in segment]
            view = to_pixels.mapRect(self._area)
            _draw_counts(painter, counts, [point for line in lines for point in line], view)


class RugItem(ChartItem):
    """The sessions: a bar for each, as long as it took; a session of 20 minutes and more fills the row."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[SessionBar, ...] = ()

    def show_bars(self, bars: tuple[SessionBar, ...]) -> None:
        """Draw ``bars`` from now on."""
        self._bars = bars
        self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Round bars hanging from the top of the row."""
        width = min(_BAR_PX, max(_BAR_LEAST_PX, 0.8 * abs(to_pixels.m11())))
        top = to_pixels.map(QPointF(0, RUG_TOP)).y()
        full = to_pixels.map(QPointF(0, RUG_BOTTOM)).y() - top
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(colours().rest)
        colour.setAlphaF(_BAR_OPACITY)
        painter.setBrush(colour)
        for bar in self._bars:
            height = max(_BAR_LEAST_HEIGHT_PX, full * min(1, bar.minutes / _FULL_BAR_MIN))
            centre = to_pixels.map(QPointF(bar.position, 0)).x()
            painter.drawRoundedRect(QRectF(centre - width / 2, top, width, height), width / 3, width / 3)


class PointerItem(ChartItem):
    """A ring around the reading that is being read."""

    def __init__(self) -> None:
        super().__init__()
        self._point: QPointF | None = None

    def point_at(self, point: QPointF | None) -> None:
        """Mark the reading at ``point`` (days, points), or none."""
        self._point = point
        self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """A dot in the ink colour with a ring that stands off from it."""
        if self._point is None:
            return
        centre = to_pixels.map(self._point)
        painter.setPen(QPen(QColor(colours().surface), 2))
        painter.setBrush(QColor(colours().ink))
        painter.drawEllipse(centre, _RING_PX, _RING_PX)
        painter.setPen(QPen(QColor(colours().ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 2 * _RING_PX, 2 * _RING_PX)


def _hatching(box: QRectF) -> list[QLineF]:
    starts = range(int(box.left() - box.height()), int(box.right()) + 1, _HATCH_STEP_PX)
    return [QLineF(x, box.bottom(), x + box.height(), box.top()) for x in starts]


def _draw_counts(painter: QPainter, counts: Sequence[int], points: Sequence[QPointF], view: QRectF) -> None:
    """The number of entries above each ring, inside ``view``, where it hides no other number or ring."""
    painter.setFont(text_font(tokens.TEXT_SMALL, tokens.WEIGHT_STRONG))
    metrics = QFontMetricsF(painter.font())
    veil, ink = QColor(colours().surface), QColor(colours().go)
    veil.setAlphaF(_VEIL_OPACITY)
    taken_to = float("-inf")
    for index, (count, point) in enumerate(zip(counts, points, strict=True)):
        words = QCoreApplication.translate("Chart", "n{count}").format(count=count)
        box = QRectF(0, 0, metrics.horizontalAdvance(words), metrics.height())
        box.moveCenter(point - QPointF(0, _RING_PX + scaled(_PAD_PX) + metrics.height() / 4))
        box.moveLeft(min(max(box.left(), view.left()), view.right() - box.width()))
        near = (*points[max(0, index - 2) : index], *points[index + 1 : index + 3])
        grown = box.adjusted(-_RING_PX, -_RING_PX, _RING_PX, _RING_PX)
        if box.left() < taken_to + _PAD_PX or any(grown.contains(ring) for ring in near):
            continue
        taken_to = box.right()
        painter.fillRect(box, veil)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
