"""The big digits of a timer. Each is painted into a cell that does not depend on the second, so that
nothing jitters while they count.
"""

from math import ceil
from string import digits

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, text_font

# Digits have no descenders: of the line only this much of the font's size is ink, the round ones
# reaching a little over its edges.
_INK = 0.78
_AIR = 1.1
_USUAL = "0:00"
# The width of the usual text.
_WIDE = 2.2
_LEAST = 40
# Where even the least size is too wide they are drawn narrower, down to this share of their width.
_NARROWEST = 0.6
# How much of the free width lies left of them.
_BEFORE = {
    Qt.AlignmentFlag.AlignLeft: 0.0,
    Qt.AlignmentFlag.AlignHCenter: 0.5,
    Qt.AlignmentFlag.AlignRight: 1.0,
}


class Digits(QWidget):
    """``0:07`` as large as ``size_px`` and the room allow. The text size that the person has chosen
    does not change it: nothing on the screen is larger.
    """

    def __init__(
        self,
        *,
        name: str,
        size_px: int = tokens.TEXT_DIGITS,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Time"))
        self._size_px = size_px
        self._least_px = _LEAST
        self._align = align
        self._text = ""
        self._is_faded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """What is shown."""
        return self._text

    def show_time(self, text: str, *, is_faded: bool = False) -> None:
        """Show ``text``; ``is_faded`` while the clock stands."""
        if (text, is_faded) == (self._text, self._is_faded):
            return
        self._text, self._is_faded = text, is_faded
        # Whoever asks a screen reader for the time hears this one; of its own accord it tells the
        # description only of what has the focus, which these never have.
        self.setAccessibleDescription(text)
        self.update()

    def set_size(self, size_px: int, least_px: int = _LEAST) -> None:
        """Another size in device-independent pixels, and the size that they are never below."""
        if (size_px, least_px) != (self._size_px, self._least_px):
            self._size_px, self._least_px = size_px, least_px
            self.updateGeometry()
            self.update()

    def set_align(self, align: Qt.AlignmentFlag) -> None:
        """Stand at the left, in the middle or at the right of the width."""
        if align is not self._align:
            self._align = align
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough at their size. Lower than that: they are the first to give way."""
        return QSize(round(self._size_px * _WIDE), 2 * _LEAST)

    def full_height(self) -> int:
        """The height at which they have their size, with some air."""
        return round(self._size_px * _INK * _AIR)

    def minimumSizeHint(self) -> QSize:
        """They may shrink, but stay the largest thing there is. The text does not count: nothing around
        them may move when 10:00 becomes 9:59.
        """
        return QSize(round(self._least_px * _WIDE * _NARROWEST), ceil(self._least_px * _INK) + 1)

    def ink_height(self) -> float:
        """How high the digits stand on the screen now, in device-independent pixels."""
        return QFontMetricsF(self._fitted()[0]).capHeight()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them in the middle of the height."""
        font, narrowing = self._fitted()
        metrics = QFontMetricsF(font)
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_soft if self._is_faded else palette.ink))
        width = _wide(metrics, self._text) * narrowing
        left = round((self.width() - width) * _BEFORE[self._align])
        painter.translate(left, round((self.height() + metrics.capHeight()) / 2))
        painter.scale(narrowing, 1.0)
        at = 0.0
        for letter in self._text:
            # In the middle of its cell: even digits of one width differ by what hinting makes of them.
            cell = _cell(metrics, letter)
            painter.drawText(QPointF(at + (cell - metrics.horizontalAdvance(letter)) / 2, 0), letter)
            at += cell

    @staticmethod
    def _at(size_px: int) -> QFont:
        font = text_font(size_px, tabular=True)
        font.setWeight(QFont.Weight.Bold)
        font.setPixelSize(size_px)
        return font

    def _fitted(self) -> tuple[QFont, float]:
        """The font, and the share of its own width that it is drawn at."""
        wide = _wide(QFontMetricsF(self._at(self._size_px)), self._text or _USUAL)
        share = min(1.0, max(self.width() / wide, self._least_px / self._size_px))
        share = min(share, self.height() / (self._size_px * _INK))
        narrowing = min(1.0, self.width() / (wide * share))
        if narrowing < _NARROWEST:
            share, narrowing = share * narrowing / _NARROWEST, _NARROWEST
        return self._at(max(1, int(self._size_px * share))), narrowing


def _wide(metrics: QFontMetricsF, text: str) -> float:
    return sum(_cell(metrics, letter) for letter in text)


def _cell(metrics: QFontMetricsF, letter: str) -> float:
    """The room for one letter: the same for every digit, that of the widest."""
    letters = digits if letter.isdigit() else letter
    return max(metrics.horizontalAdvance(each) for each in letters)
