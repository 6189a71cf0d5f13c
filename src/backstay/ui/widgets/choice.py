"""One of several, folded away until it is opened."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox, QWidget

from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, scaled

_CHEVRON = 16
_INSET = 12
_LEAST = 28 * tokens.GRID


class Choice(QComboBox):
    """A combo box with our own arrow; ``is_chip`` gives it the shape of a chip."""

    def __init__(self, label: str, *, name: str, is_chip: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setProperty("chip", is_chip)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        """With room for the arrow."""
        hint = super().sizeHint()
        return QSize(hint.width() + scaled(_CHEVRON), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Its longest entry, but no more than the smallest window has room for at 200 % text."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), scaled(_LEAST)), hint.height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is longer than there is room for says so."""
        super().initStyleOption(option)
        room = self.width() - scaled(_CHEVRON) - 3 * _INSET
        if self.width() < self.sizeHint().width():
            end = Qt.TextElideMode.ElideRight
            option.currentText = option.fontMetrics.elidedText(self.currentText(), end, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page. Passing over it must not choose something else."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws all but the arrow."""
        super().paintEvent(event)
        size = scaled(_CHEVRON)
        image = icon_image("chevron-down", colours().ink_soft, size, self.devicePixelRatioF())
        corner = QPointF(self.width() - size - _INSET, (self.height() - size) / 2)
        QPainter(self).drawImage(corner, image)
