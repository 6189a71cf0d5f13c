"""On or off, told by place and mark as well as by colour."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, control_height, scaled

_HEIGHT = 26
_WIDTH = 46
_MARGIN = 3
_GAP = 12


class Toggle(QCheckBox):
    """A switch with its words beside it. The knob stands right, with a tick, when it is on."""

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The switch, and its words."""
        words = QFontMetrics(self.font()).horizontalAdvance(self._words)
        gap = _GAP if self._words else 0
        return QSize(scaled(_WIDTH) + gap + words + 2 * _MARGIN, control_height(tokens.TOUCH_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, knob, tick and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, height, width = colours(), scaled(_HEIGHT), scaled(_WIDTH)
        track = QRectF(_MARGIN, (self.height() - height) / 2, width, height)
        is_on = self.isChecked()
        painter.setPen(QPen(QColor(palette.go if is_on else palette.outline), 1.5))
        painter.setBrush(QColor(palette.go if is_on else palette.surface))
        painter.drawRoundedRect(track, height / 2, height / 2)
        self._paint_knob(painter, track, QColor(palette.on_go if is_on else palette.outline))
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)
        painter.setPen(QColor(palette.ink))
        words = QRectF(track.right() + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)

    def _paint_knob(self, painter: QPainter, track: QRectF, colour: QColor) -> None:
        radius = track.height() / 2 - 2 * _MARGIN + 1
        x = track.right() - track.height() / 2 if self.isChecked() else track.left() + track.height() / 2
        middle = QPointF(x, track.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(middle, radius, radius)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours().go), 1.5, c=Qt.PenCapStyle.RoundCap))
            half = radius / 2
            tick = (QPointF(-half, 0), QPointF(-half / 4, half * 0.8), QPointF(half, -half * 0.7))
            painter.drawPolyline([middle + point for point in tick])
