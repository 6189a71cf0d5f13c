"""A person's own marks: a dashed line with its words above the scale, where there is room for them."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        found = _room(x, metrics.horizontalAdvance(words) + 1, frame, taken_to)
        if found is None or found.width < min(
            metrics.horizontalAdvance(words), _SHORTEST_PX * look.text_scale
        ):
            continue
        cut = metrics.elidedText(words, _CUT, found.width)
        top = frame.plot.top() - PAD_PX - (found.level + 1) * metrics.height()
        box = QRectF(0, top, metrics.horizontalAdvance(cut) + 1, metrics.height())
        if found.is_after:
            box.moveLeft(x + PAD_PX)
        else:
            box.moveRight(x - PAD_PX)
        taken_to[found.level] = box.right()
        placed.append((x, box, cut))
    return placed


def _pen(look: Look) -> QPen:
    pen = QPen(look.colour(look.palette.caution), 1.5, c=Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(list(_DASHES))
    return pen


@dataclass(frozen=True, slots=True)
class _Room:
    """Space for words beside a line: in which row, how wide, and whether after the line or before it."""

    level: int
    width: float
    is_after: bool


def _room(x: float, width: float, frame: Frame, taken_to: Sequence[float]) -> _Room | None:
    """The first that all of ``width`` fits into, after the line before all; else the widest."""
    rooms = []
    for level, taken in enumerate(taken_to):
        if x >= taken:
            rooms.append(_Room(level, frame.plot.right() - x - PAD_PX, is_after=True))
        rooms.append(_Room(level, x - taken - 2 * PAD_PX, is_after=False))
    fitting = [room for room in rooms if room.width >= width]
    if fitting:
        return min(fitting, key=lambda room: (not room.is_after, room.level))
    return max(rooms, key=lambda room: room.width, default=None)
