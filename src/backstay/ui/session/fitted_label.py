"""A line that is read from afar: as large as its room allows, and its room never changes."""

from math import floor

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.session.tone_label import ToneLabel, laid_out
from backstay.ui.theme import text_font

_STEP = 0.97
_SMALLEST_PX = 8
# Down to this share of its size it stays in one line.
_ONE_LINE = 0.5
_LINE = 1.25
# Measured at a size at which every engine tells the truth.
_MEASURED_PX = 100


def size_for_ink(ink_px: float, weight: int) -> int:
    """The size in pixels of the font whose capitals and digits are ``ink_px`` high."""
    font = text_font(tokens.TEXT_BODY, weight)
    font.setPixelSize(_MEASURED_PX)
    return max(1, round(ink_px * _MEASURED_PX / QFontMetricsF(font).capHeight()))


class FittedLabel(ToneLabel):
    """Its letters are ``ink_px`` high at most; what is too long for one line shrinks, or wraps where that
    leaves it larger. What stands around it never moves. The text size that the person has chosen does not
    change it: the screen does.
    """

    def __init__(
        self, *, name: str, weight: int, is_right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, weight=weight, is_right=is_right, parent=parent)
        self._most_px = tokens.TEXT_LEAD
        self._fitted: tuple[tuple[str, int, int, int], int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_ink(self, ink_px: float) -> None:
        """Letters of this height where there is room; the height of the label follows from it."""
        self._most_px = size_for_ink(ink_px, self._weight)
        self.setFixedHeight(round(self._most_px * _LINE))
        self.update()

    def ink_height(self) -> float:
        """How high the letters stand on the screen now, in device-independent pixels."""
        return QFontMetricsF(self._font()).capHeight()

    def hasHeightForWidth(self) -> bool:
        """Its height is given."""
        return False

    def sizeHint(self) -> QSize:
        """The width that there is."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """It shrinks."""
        return QSize(0, self.height())

    def _font(self) -> QFont:
        key = self.text(), self.width(), self.height(), self._most_px
        if self._fitted is None or self._fitted[0] != key:
            self._fitted = key, self._fitting_size()
        return self._at(self._fitted[1])

    def _fitting_size(self) -> int:
        most = self._at(self._most_px)
        wide = QFontMetricsF(most).horizontalAdvance(self.text())
        in_one_line = min(1.0, self.width() / (wide + 1.0))
        if in_one_line >= _ONE_LINE:
            return floor(self._most_px * in_one_line)
        size = self._most_px
        while size > _SMALLEST_PX and not self._fits(laid_out(self.text(), self._at(size), self.width())):
            size = floor(size * _STEP)
        return size

    def _fits(self, layout: QTextLayout) -> bool:
        if layout.boundingRect().height() > self.height():
            return False
        # A word is not broken as long as it can be smaller.
        return all(self._is_whole(layout, number) for number in range(layout.lineCount()))

    def _is_whole(self, layout: QTextLayout, number: int) -> bool:
        if number == 0:
            return True
        start = layout.lineAt(number).textStart()
        return self.text()[start - 1 : start].isspace()

    def _at(self, size_px: int) -> QFont:
        font = text_font(tokens.TEXT_BODY, self._weight, tabular=True)
        font.setPixelSize(size_px)
        return font
