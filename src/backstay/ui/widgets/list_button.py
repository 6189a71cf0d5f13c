"""A row that can be pressed: a picture, a name, and a quieter line that goes on beneath as it needs."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, scaled, text_font
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import breakable

_PAD = 12
_LINE_GAP = 2
_PICTURE = QSize(13 * tokens.GRID, 8 * tokens.GRID)
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ENDLESS = 10_000
# No line ends between a number and its unit, and none begins with the point between two facts.
_KEPT_TOGETHER = re.compile(r"(?<=\d) (?=(?:s|min|KB|MB)\b)| (?=· )")

Picture = Callable[[QSize], QPixmap | None]


class ListButton(Button):
    """``title`` and ``detail`` may come from files; both are drawn as they stand. ``note`` stands at the
    end, before the arrow that says that the row opens something. ``picture`` is asked for a picture of
    a size when the row is first seen.
    """

    padding_px = _PAD
    radius_px = tokens.RADIUS_MEDIUM

    def __init__(
        self,
        title: str,
        detail: str,
        *,
        name: str,
        note: str = "",
        picture: Picture | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name=name, parent=parent)
        self._detail = detail
        self._drawn = _KEPT_TOGETHER.sub("\u00a0", detail)
        self._note = note
        self._picture = picture
        self.setAccessibleDescription(", ".join(filter(None, (detail, note))))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def detail(self) -> str:
        """The quieter line."""
        return self._detail

    @property
    def note(self) -> str:
        """What stands at the end."""
        return self._note

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
        """The height of both texts, or of the picture."""
        title, detail = self._boxes(width)
        words = title.height() + _LINE_GAP + detail.height()
        return max(tokens.TOUCH_HEIGHT, words + 2 * _PAD, self._picture_size(width).height() + tokens.GRID)

    def _picture_size(self, width: int) -> QSize:
        # Where the text has little room it comes first.
        return _PICTURE if self._picture is not None and width >= scaled(52 * tokens.GRID) else QSize(0, 0)

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Where title and detail stand in a row of this width, as if it began at its upper end."""
        picture = self._picture_size(width).width()
        left = _PAD + (picture + 2 * tokens.GRID if picture else 0)
        right = _PAD + scaled(tokens.ICON_SIZE) + self._note_width()
        room = QRect(left, _PAD, max(1, width - left - right), _ENDLESS)
        title = QFontMetrics(self._title_font()).boundingRect(room, _WRAP, breakable(self.words))
        detail = QFontMetrics(self.font()).boundingRect(room, _WRAP, self._drawn)
        height = title.height()
        title.setRect(left, _PAD, room.width(), height)
        detail.setRect(left, _PAD + height + _LINE_GAP, room.width(), detail.height())
        return title, detail

    def _note_width(self) -> int:
        if not self._note:
            return 0
        return QFontMetrics(self._note_font()).horizontalAdvance(self._note) + 2 * tokens.GRID

    def _title_font(self) -> QFont:
        return text_font(tokens.TEXT_BODY, tokens.WEIGHT_STRONG)

    def _note_font(self) -> QFont:
        return text_font(tokens.TEXT_BODY, tabular=True)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        title, detail = self._boxes(self.width())
        down = (self.height() - (detail.bottom() + 1 + _PAD)) // 2
        self._paint_picture(painter)
        painter.setPen(colour)
        painter.setFont(self._title_font())
        painter.drawText(title.translated(0, down), _WRAP, breakable(self.words))
        painter.setPen(QColor(colours().ink_soft))
        painter.setFont(self.font())
        painter.drawText(detail.translated(0, down), _WRAP, self._drawn)
        self._paint_end(painter)

    def _paint_picture(self, painter: QPainter) -> None:
        size = self._picture_size(self.width())
        picture = self._picture(size) if self._picture is not None and not size.isEmpty() else None
        if picture is not None:
            painter.drawPixmap(_PAD, (self.height() - size.height()) // 2, picture)

    def _paint_end(self, painter: QPainter) -> None:
        size = scaled(tokens.ICON_SIZE)
        left = self.width() - _PAD - size
        corner = QPointF(left, (self.height() - size) / 2)
        painter.drawImage(
            corner, icon_image("chevron-right", colours().ink_soft, size, self.devicePixelRatioF())
        )
        note = QRect(0, 0, left - tokens.GRID, self.height())
        painter.setFont(self._note_font())
        painter.drawText(note, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)
