"""One place of the body as a button: for the keyboard, and for whoever hears the page. The pointer is
followed by the body that it lies on, for its box overlaps those of its neighbours.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from backstay.ui.bodymap.areas import Area, path_of
from backstay.ui.bodymap.painter import paint_chosen, paint_pointed, paint_ring
from backstay.ui.bodymap.spot import Spot
from backstay.ui.bodymap.walking import led_to
from backstay.ui.bodymap.words import area_text
from backstay.ui.widgets.buttons import Button

_MARGIN_PX = 4


class AreaButton(Button):
    """Pressed by Space, Enter or a screen reader. ``walked`` asks for the focus to go to another area;
    ``noticed`` says that the focus has come or gone.
    """

    walked = Signal(object)
    noticed = Signal()

    def __init__(self, area: Area, parent: QWidget) -> None:
        super().__init__(area_text(area), name=f"body_{area.key}", parent=parent)
        self.area = area
        self._spot = Spot()
        self._is_pointed = False
        self._to_px = QTransform()
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def place(self, to_px: QTransform) -> None:
        """Lie where ``to_px`` maps the area to."""
        box = to_px.mapRect(path_of(self.area).boundingRect()).toAlignedRect()
        box.adjust(-_MARGIN_PX, -_MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        self.setGeometry(box)
        self._to_px = to_px * QTransform.fromTranslate(-box.x(), -box.y())
        self.update()

    def show_spot(self, spot: Spot) -> None:
        """Be filled as far as ``spot`` covers it."""
        self._spot = spot
        self.setChecked(spot.covers(self.area))
        self.update()

    def set_pointed(self, is_pointed: bool) -> None:
        """Whether the pointer is over it."""
        self._is_pointed = is_pointed
        self.update()

    @property
    def is_walked_on(self) -> bool:
        """Whether the keyboard is on it."""
        return self.hasFocus() and self._is_ringed

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be named."""
        super().focusInEvent(event)
        self.noticed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        super().focusOutEvent(event)
        self.noticed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, Home and End walk over the body."""
        to = led_to(self.area, Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(to)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing, while it is neither chosen nor pointed at."""
        painter = QPainter(self)
        painter.setClipRect(QRectF(event.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._to_px, combine=True)
        if self._spot.covers(self.area):
            paint_chosen(painter, self.area, self._spot)
        if self._is_pointed:
            paint_pointed(painter, self.area)
        if self.is_walked_on:
            paint_ring(painter, self.area)
