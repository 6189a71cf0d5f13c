"""The big digits of a timer. They are painted into a width that does not depend on the second, so
that nothing jitters while they count.
"""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, text_font

# Digits have no descenders: of the line only this much of the font's size is ink.
_INK = 0.74
_AIR = 1.1
# The width of 0:00.
_WIDE = 2.2
_LEAST = 40
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
        if len(text) != len(self._text):
            self.updateGeometry()
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
        """They may shrink, but stay the largest thing there is."""
        width = QFontMetricsF(self._at(self._least_px)).horizontalAdvance(self._mask())
        return QSize(ceil(width) + 1, self._least_px)

    def ink_height(self) -> float:
        """How high the digits stand on the screen now, in device-independent pixels."""
        return QFontMetricsF(self._font()).capHeight()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them in the middle of the height."""
        painter = QPainter(self)
        font = self._font()
        metrics = QFontMetricsF(font)
        palette = colours()
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_soft if self._is_faded else palette.ink))
        width = metrics.horizontalAdvance(self._mask())
        left = (self.width() - width) * _BEFORE[self._align]
        baseline = (self.height() + metrics.capHeight()) / 2
        line = QRectF(left, baseline - metrics.ascent(), width + 1, metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._text)

    def _mask(self) -> str:
        return "".join("0" if letter.isdigit() else letter for letter in self._text) or "0:00"

    @staticmethod
    def _at(size_px: int) -> QFont:
        font = text_font(size_px, tabular=True)
        font.setWeight(QFont.Weight.Bold)
        font.setPixelSize(size_px)
        return font

    def _font(self) -> QFont:
        font = self._at(self._size_px)
        wide = QFontMetricsF(font).horizontalAdvance(self._mask())
        share = min(1.0, self.width() / wide, self.height() / (font.pixelSize() * _INK))
        font.setPixelSize(max(1, int(font.pixelSize() * share)))
        return font
