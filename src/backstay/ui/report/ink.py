"""Writing and ruling on paper, in hundredths of a millimetre, whatever the paper is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from backstay.ui import tokens
from backstay.ui.theme import paper_font

MM = 100.0
"""One millimetre in the units of the page."""

_PER_POINT = 25.4 / 72 * MM
_HAIR = 0.15 * MM
_LEADING = 1.3


@dataclass(frozen=True, slots=True)
class Hand:
    """A size in points, a weight and a colour."""

    points: float
    weight: int = tokens.WEIGHT_REGULAR
    colour: str = tokens.LIGHT.ink

    @property
    def size(self) -> float:
        """The size in the units of the page."""
        return self.points * _PER_POINT

    @property
    def height(self) -> float:
        """From one line to the next."""
        return self.size * _LEADING

    def font(self) -> QFont:
        """The typeface at this size."""
        return paper_font(round(self.size), self.weight)


TITLE = Hand(17, tokens.WEIGHT_TITLE)
LEAD = Hand(10)
HEADING = Hand(10, tokens.WEIGHT_STRONG)
FIGURE = Hand(13, tokens.WEIGHT_STRONG)
BODY = Hand(8.5)
STRONG = Hand(8.5, tokens.WEIGHT_STRONG)
SMALL = Hand(7.5, colour=tokens.LIGHT.ink_soft)
FOOT = Hand(7, colour=tokens.LIGHT.ink_soft)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, ``width`` wide; text stands left, numbers right."""

    width: float
    is_number: bool = True


class Ink:
    """Draws with ``painter``, whose units are those of the page; ``y`` is always the top of what is drawn."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._fonts: dict[Hand, QFont] = {}

    def say(
        self, x: float, y: float, width: float, text: str, hand: Hand = BODY, *, is_right: bool = False
    ) -> float:
        """One line, shortened where it does not fit; its height."""
        font = self._use(hand)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        left = x + width - metrics.horizontalAdvance(shown) if is_right else x
        self._painter.drawText(QPointF(left, self._baseline(y, hand)), shown)
        return hand.height

    def width(self, text: str, hand: Hand = BODY) -> float:
        """How wide the text is in one line."""
        return QFontMetricsF(self._font(hand)).horizontalAdvance(text)

    def tell(
        self, x: float, y: float, width: float, text: str, hand: Hand = BODY, *, most: int = 99
    ) -> float:
        """As many lines as the text needs, at most ``most``, the last one shortened; their height."""
        lines = self.lines(width, text, hand, most=most)
        for number, line in enumerate(lines):
            self.say(x, y + number * hand.height, width, line, hand)
        return len(lines) * hand.height

    def lines(self, width: float, text: str, hand: Hand = BODY, *, most: int = 9) -> list[str]:
        """The text as it is broken into lines; what is more than ``most`` stays in the last one."""
        layout = QTextLayout(text, self._font(hand))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        # Qt counts a character outside the first 65,536 twice.
        units = text.encode("utf-16-le", "surrogatepass")
        ends = [*starts[1:most], len(units) // 2]
        parts = zip(starts[:most], ends, strict=True)
        return [units[2 * a : 2 * b].decode("utf-16-le", "replace").rstrip() for a, b in parts]

    def rule(self, x: float, y: float, width: float, colour: str = tokens.LIGHT.line) -> None:
        """A hair line across."""
        self._painter.setPen(QPen(QColor(colour), _HAIR))
        self._painter.drawLine(QLineF(x, y, x + width, y))

    def box(self, place: QRectF) -> None:
        """A hair line around ``place``."""
        self._painter.setPen(QPen(QColor(tokens.LIGHT.line), _HAIR))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(place, MM, MM)

    def row(
        self, x: float, y: float, columns: Sequence[Column], cells: Sequence[str], hand: Hand = BODY
    ) -> float:
        """A row of a table without its line; its height."""
        for column, cell in zip(columns, cells, strict=True):
            self.say(x, y, column.width - MM, cell, hand, is_right=column.is_number)
            x += column.width
        return hand.height

    def _baseline(self, y: float, hand: Hand) -> float:
        metrics = QFontMetricsF(self._font(hand))
        return y + (hand.height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()

    def _use(self, hand: Hand) -> QFont:
        font = self._font(hand)
        self._painter.setFont(font)
        self._painter.setPen(QColor(hand.colour))
        return font

    def _font(self, hand: Hand) -> QFont:
        if hand not in self._fonts:
            self._fonts[hand] = hand.font()
        return self._fonts[hand]
