"""A row that can be pressed: a name, and a quieter line that goes on beneath as far as it needs."""

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, scaled, text_font
from backstay.ui.widgets.buttons import Button

_PAD = 12
_LINE_GAP = 2
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ENDLESS = 10_000
# No line ends between a number and its unit.
_UNIT = re.compile(r"(\d) (?=(?:s|min)\b)")


class ListButton(Button):
    """``title`` and ``detail`` may come from files; both are drawn as they stand. With ``folds`` an
    arrow says that the row opens what it is about.
    """

    padding_px = _PAD
    radius_px = tokens.RADIUS_MEDIUM

    def __init__(
        self, title: str, detail: str, *, name: str, folds: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, name=name, parent=parent)
        self._detail = detail
        self._drawn = _UNIT.sub("\\1\u00a0", detail)
        self._folds = folds
        self.setCheckable(True)
        self.setProperty("fold", folds)
        self.setAccessibleDescription(detail)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def detail(self) -> str:
        """The quieter line."""
        return self._detail

    def sizeHint(self) -> QSize:
        """As high as a usual width needs."""
        width = 40 * tokens.GRID
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, and then is higher."""
        return QSize(20 * tokens.GRID, scaled(tokens.TOUCH_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of both texts."""
        title, detail = self._boxes(width)
        return max(tokens.TOUCH_HEIGHT, title.height() + _LINE_GAP + detail.height() + 2 * _PAD)

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        left = _PAD + (scaled(tokens.ICON_SIZE) + tokens.GRID if self._folds else 0)
        room = QRect(left, _PAD, max(1, width - left - _PAD), _ENDLESS)
        title = QFontMetrics(self._title_font()).boundingRect(room, _WRAP, self.words)
        detail = QFontMetrics(self.font()).boundingRect(room, _WRAP, self._drawn)
        height = title.height()
        title.setRect(left, _PAD, room.width(), height)
        detail.setRect(left, _PAD + height + _LINE_GAP, room.width(), detail.height())
        return title, detail

    def _title_font(self) -> QFont:
        return text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        title, detail = self._boxes(self.width())
        if self._folds:
            self._paint_arrow(painter, title)
        painter.setPen(colour)
        painter.setFont(self._title_font())
        painter.drawText(title, _WRAP, self.words)
        painter.setPen(QColor(colours().ink_soft))
        painter.setFont(self.font())
        painter.drawText(detail, _WRAP, self._drawn)

    def _paint_arrow(self, painter: QPainter, title: QRect) -> None:
        size = scaled(tokens.ICON_SIZE)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        image = icon_image(name, colours().ink_soft, size, self.devicePixelRatioF())
        painter.drawImage(_PAD - tokens.GRID // 2, title.center().y() - size // 2, image)
