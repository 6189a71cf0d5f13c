"""A person's own marks: a dashed line with its words above the scale, where there is room for them."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backstay.domain.mark import MarkEntry
from backstay.ui import tokens
from backstay.ui.chart.data import position_of
from backstay.ui.chart.frame import MARK_ROWS, PAD_PX, Frame, Look

_LONGEST_PX = 160
_SHORTEST_PX = 32
_DASHES = (3.0, 3.0)
_CUT = Qt.TextElideMode.ElideRight


def draw_flags(painter: QPainter, frame: Frame, marks: Sequence[MarkEntry], look: Look) -> None:
    """Lines for all in view; words for those that find room, cut where they are long."""
    seen = [(frame.x(place), mark.mark.text) for mark in marks if frame.has(place := position_of(mark.at))]
    painter.setPen(_pen(look))
    painter.drawLines([QLineF(x, frame.plot.top(), x, frame.plot.bottom()) for x, _ in seen])
    painter.setFont(look.font(tokens.WEIGHT_STRONG))
    placed = _placed(seen, QFontMetricsF(painter.font()), frame, look)
    painter.drawLines([QLineF(x, box.center().y(), x, frame.plot.top()) for x, box, _ in placed])
    for _, box, words in placed:
        painter.fillRect(box, look.colour(look.palette.surface))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)


def _placed(
    seen: Sequence[tuple[float, str]], metrics: QFontMetricsF, frame: Frame, look: Look
) -> list[tuple[float, QRectF, str]]:
    """Lines across, with the words of those that find room and where these stand."""
    taken_to = [frame.plot.left() - PAD_PX] * MARK_ROWS
    placed = []
    for x, text in seen:
        words = metrics.elidedText(text, _CUT, _LONGEST_PX * look.text_scale)
        found = _room(x, metrics.horizontalAdvance(words), frame, taken_to)
        if found is not None:
            level, left, width = found
            taken_to[level] = left + width
            top = frame.plot.top() - PAD_PX - (level + 1) * metrics.height()
            cut = metrics.elidedText(words, _CUT, width + 1)
            placed.append((x, QRectF(left, top, width + 1, metrics.height()), cut))
    return placed


def _pen(look: Look) -> QPen:
    pen = QPen(look.colour(look.palette.caution), 1.5, c=Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(list(_DASHES))
    return pen


def _room(x: float, width: float, frame: Frame, taken_to: Sequence[float]) -> tuple[int, float, float] | None:
    """The row, the left edge and the width for words of ``width`` beside the line at ``x``: to its right,
    else to its left, else to its right as far as the chart goes, in the first row that is free.
    """
    right, least = frame.plot.right(), min(width, _SHORTEST_PX)
    after, before = x + PAD_PX, x - PAD_PX - width
    for level, taken in enumerate(taken_to):
        if after >= taken + PAD_PX and after + width <= right:
            return level, after, width
        if before >= taken + PAD_PX and after + width > right:
            return level, before, width
    for level, taken in enumerate(taken_to):
        if after >= taken + PAD_PX and after + least <= right:
            return level, after, right - after
    return None
