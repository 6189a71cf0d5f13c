"""A line of plain text in which the parts have their own tones, as ``repetition 3 of 5 · set 1 of 3``."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, text_font, tone_colour
from backstay.ui.widgets.labels import PlainLabel

Part = tuple[str, str]
"""A text and its tone: ink, soft, go, caution or rest."""

_WIDEST = 1_000_000.0


class ToneLabel(PlainLabel):
    """Shows parts one after the other, wrapped at the width there is. ``text`` is the whole."""

    def __init__(
        self,
        *,
        name: str,
        size_px: int = tokens.TEXT_BODY,
        weight: int = tokens.WEIGHT_REGULAR,
        is_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(wrap=True, name=name, parent=parent)
        self._parts: tuple[Part, ...] = ()
        self._size_px = size_px
        self._weight = weight
        self._is_right = is_right
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_parts(self, *parts: Part) -> None:
        """Show these; parts without text are left out."""
        shown = tuple(part for part in parts if part[0])
        if shown != self._parts:
            self._parts = shown
            self.setText(" ".join(text for text, _ in shown))
            self.setAccessibleName(self.text())
            self.updateGeometry()

    def set_size(self, size_px: int) -> None:
        """Another size, in pixels at 100 % text size."""
        if size_px != self._size_px:
            self._size_px = size_px
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        return round(self._laid_out(width).boundingRect().height() + 0.5)

    def sizeHint(self) -> QSize:
        """One line, when there is room."""
        # The line is a view into the layout, which has to outlive it.
        layout = self._laid_out(_WIDEST)
        if layout.lineCount() == 0:
            return QSize(0, 0)
        line = layout.lineAt(0)
        return QSize(round(line.naturalTextWidth() + 1), round(line.height() + 0.5))

    def minimumSizeHint(self) -> QSize:
        """It wraps rather than widening what it stands in."""
        return QSize(8 * tokens.GRID, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each part in its tone, in the middle of the height."""
        painter = QPainter(self)
        painter.setPen(QColor(colours().ink))
        layout = self._laid_out(self.width())
        above = max(0.0, (self.height() - layout.boundingRect().height()) / 2)
        layout.draw(painter, QPointF(0, above), _formats(self._parts), QRectF())

    def _font(self) -> QFont:
        return text_font(self._size_px, self._weight, tabular=True)

    def _laid_out(self, width: float) -> QTextLayout:
        return laid_out(self.text(), self._font(), width, is_right=self._is_right)


def laid_out(text: str, font: QFont, width: float, *, is_right: bool = False) -> QTextLayout:
    """``text`` in as many lines as it needs in ``width`` pixels."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _formats(parts: Sequence[Part]) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    start = 0
    for text, tone in parts:
        span = QTextLayout.FormatRange()
        span.start, span.length = start, len(text)
        style = QTextCharFormat()
        style.setForeground(QColor(tone_colour(tone)))
        span.format = style
        found.append(span)
        start += len(text) + 1
    return found
