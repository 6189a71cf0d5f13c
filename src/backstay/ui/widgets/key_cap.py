"""A key on its own, for the line that says which keys there are."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, scaled
from backstay.ui.widgets.buttons import key_cap_width, paint_key_cap


class KeyCap(QWidget):
    """The picture of one key."""

    def __init__(self, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(f"key_{key}")
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size of the drawn key."""
        return QSize(round(key_cap_width(self.key)) + 2, scaled(tokens.KEY_CAP_HEIGHT) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key_cap(painter, QPointF(0, self.height() / 2), self.key, QColor(colours().ink_soft))
