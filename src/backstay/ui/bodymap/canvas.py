"""The body from behind and from the front: pointed at by the mouse, walked over by the keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.domain.pain import BodySide
from backstay.domain.skeleton import View
from backstay.ui import tokens
from backstay.ui.bodymap.area_button import AreaButton
from backstay.ui.bodymap.areas import BOUNDS_CM, VIEWS, Area, all_areas, area_at, middle_of
from backstay.ui.bodymap.painter import paint_body
from backstay.ui.bodymap.spot import Spot
from backstay.ui.bodymap.words import area_text, view_text
from backstay.ui.chart.words import side_name
from backstay.ui.theme import colours, scaled, text_font
from backstay.ui.widgets.labels import PlainLabel

_HEIGHT = 35 * tokens.GRID
# Larger text needs larger words, not a body that is higher than the window.
_HEIGHT_MAX = 48 * tokens.GRID
_CAPTION = 3 * tokens.GRID
_ASIDE_CM = 29.0
"""Where the words for left and right stand."""


class BodyCanvas(QWidget):
    """``tapped`` carries the ``Area`` that was clicked or pressed."""

    tapped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body_canvas")
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._to_px = QTransform()
        self._pointed: Area | None = None
        self._pressed: Area | None = None
        self._buttons = {area: self._button(area) for area in all_areas()}
        self._name = PlainLabel(tag="go", name="body_pointed", parent=self)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name.hide()
        self._rove(all_areas()[0])

    def show_spot(self, spot: Spot) -> None:
        """Fill what is chosen; Tab comes to it from now on."""
        for button in self._buttons.values():
            button.show_spot(spot)
        covered = [area for area in all_areas() if spot.covers(area)]
        if covered and not any(self._buttons[area].hasFocus() for area in all_areas()):
            self._rove(covered[0])

    def place_of(self, area: Area) -> QPointF:
        """Where the middle of ``area`` is, in pixels of this widget."""
        return QPointF(self._buttons[area].geometry().center())

    def sizeHint(self) -> QSize:
        """Both figures, with their captions."""
        height = self._figure_height()
        return QSize(round(height / BOUNDS_CM.height() * BOUNDS_CM.width()), height + scaled(_CAPTION))

    def minimumSizeHint(self) -> QSize:
        """Narrower they shrink."""
        least = self.sizeHint().width() * 6 // 10
        return QSize(least, self.heightForWidth(least))

    def heightForWidth(self, width: int) -> int:
        """No higher than the figures become."""
        fitting = round(width / BOUNDS_CM.width() * BOUNDS_CM.height())
        return min(fitting, self._figure_height()) + scaled(_CAPTION)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as fits, in the middle."""
        super().resizeEvent(event)
        size = event.size()
        room = size.height() - scaled(_CAPTION)
        scale = min(room / BOUNDS_CM.height(), size.width() / BOUNDS_CM.width())
        left = (size.width() - scale * BOUNDS_CM.width()) / 2
        self._to_px = QTransform.fromTranslate(left, 0.0).scale(scale, scale)
        for button in self._buttons.values():
            button.place(self._to_px)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what the pointer is over."""
        self._point_at(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """It is over nothing any more."""
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It counts once it is let go at the same place."""
        self._pressed = self._at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose, and leave the keyboard there."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self._at(event.position()) == pressed:
            self._rove(pressed)
            self._buttons[pressed].setFocus(Qt.FocusReason.MouseFocusReason)
            self._buttons[pressed].click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both figures; what is chosen lies on them."""
        painter = QPainter(self)
        painter.setClipRect(QRectF(event.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setTransform(self._to_px, combine=True)
        for view in VIEWS:
            paint_body(painter, view)
        painter.restore()
        painter.setPen(QColor(colours().ink_soft))
        painter.setFont(text_font(tokens.TEXT_SMALL))
        for view in VIEWS:
            self._paint_captions(painter, view)

    def _paint_captions(self, painter: QPainter, view: View) -> None:
        # The person's own left: seen from behind it is on the left, from the front on the right.
        left = -_ASIDE_CM if view is View.BACK else _ASIDE_CM
        sides = (left, side_name(BodySide.LEFT)), (-left, side_name(BodySide.RIGHT))
        width, height = scaled(2 * _CAPTION), scaled(_CAPTION)
        for x, words in ((0.0, view_text(view)), *sides):
            foot = self._to_px.map(QPointF(middle_of(view) + x, BOUNDS_CM.height()))
            box = QRectF(foot.x() - width, foot.y(), 2 * width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _figure_height(self) -> int:
        return min(scaled(_HEIGHT), _HEIGHT_MAX)

    def _at(self, position: QPointF) -> Area | None:
        return area_at(self._to_px.inverted()[0].map(position))

    def _point_at(self, area: Area | None) -> None:
        if area == self._pointed:
            return
        self._pointed = area
        for each, button in self._buttons.items():
            button.set_pointed(each == area)
        self.setCursor(Qt.CursorShape.ArrowCursor if area is None else Qt.CursorShape.PointingHandCursor)
        self._show_name()

    def _show_name(self) -> None:
        """Of what is pointed at, else of what the keyboard is on, above it and within this widget."""
        walked = next((area for area, button in self._buttons.items() if button.is_walked_on), None)
        area = self._pointed or walked
        self._name.setVisible(area is not None)
        if area is None:
            return
        self._name.setText(area_text(area))
        self._name.adjustSize()
        box = self._buttons[area].geometry()
        left = box.center().x() - self._name.width() // 2
        above = box.top() - self._name.height()
        top = above if above >= 0 else box.bottom()
        self._name.move(max(0, min(left, self.width() - self._name.width())), top)
        self._name.raise_()

    def _rove(self, area: Area) -> None:
        # One stop for Tab; the arrow keys do the rest.
        for each, button in self._buttons.items():
            is_stop = each == area
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _on_walked(self, area: Area) -> None:
        self._rove(area)
        self._buttons[area].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _button(self, area: Area) -> AreaButton:
        button = AreaButton(area, self)
        button.clicked.connect(lambda: self.tapped.emit(area))
        button.walked.connect(self._on_walked)
        button.noticed.connect(self._show_name)
        return button
