"""Two parts side by side while there is room, one under the other when there is not."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.theme import scaled


class Columns(QWidget):
    """``left`` and ``right``, with their shares of the width. ``narrow_px`` is the width at 100 % text
    below which they stand one under the other, ``narrow_gap`` apart.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        shares: tuple[int, int],
        narrow_px: int = 760,
        narrow_gap: int = tokens.CARD_GAP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow_px = narrow_px
        self._narrow_gap = narrow_gap
        self._shares = shares
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.CARD_GAP)
        self._box.addWidget(left, shares[0])
        self._box.addWidget(right, shares[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < scaled(self._narrow_px)
        direction = QBoxLayout.Direction
        self._box.setSpacing(self._narrow_gap if is_narrow else tokens.CARD_GAP)
        self._box.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        for index, share in enumerate(self._shares):
            # Shares of the height would cut off the words of the part that needs more than its own.
            self._box.setStretch(index, 0 if is_narrow else share)
