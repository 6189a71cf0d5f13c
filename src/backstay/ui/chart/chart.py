"""The chart of Progress: what is drawn, and a pointer, fingers or keys that read it and move along it."""

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from backstay.ui import tokens
from backstay.ui.chart.data import ChartData
from backstay.ui.chart.draw import Drawing, draw_frame, drawing_of
from backstay.ui.chart.frame import Frame, frame_in, height_around, screen_look
from backstay.ui.chart.lanes import Lane, lanes_of, nearest
from backstay.ui.chart.pinch import follow_pinches, pinched
from backstay.ui.chart.pointer import draw_pointer
from backstay.ui.chart.view import View, days_of, moved, reaching, whole, zoomed
from backstay.ui.chart.words import dated
from backstay.ui.theme import colours

_FOCUS_MARGIN_PX = 4
_HINT_PX = (960, 290)
_LEAST_PX = (360, 200)
_KEY_ZOOM = 1.5
_KEY_MOVE_SHARE = 0.2
_NOTCH_ZOOM = 1.25
_NOTCH = 120
_FOR_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PainChart(QWidget):
    """Dots, weekly means, gaps, sessions, runs and marks over a true time axis.

    The pointer or Left, Right, Home and End read one thing at a time, Up and Down go from the scores to
    the marks and to each row beneath; ``read`` carries the words, empty when nothing is read. The wheel,
    two fingers, a drag, and the keys + - 0 and Shift with an arrow move along time; ``viewed`` carries
    the first and the last day in view.
    """

    read = Signal(str)
    viewed = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Pain over time, 0 to 10"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        follow_pinches(self)
        self._data: ChartData | None = None
        self._drawing: Drawing | None = None
        self._view = self._limit = View(0, 1)
        self._lanes: tuple[Lane, ...] = ()
        self._lane = 0
        self._index: int | None = None
        self._held: tuple[QPointF, View] | None = None
        self._is_dragging = False

    def sizeHint(self) -> QSize:
        """Wide, and high enough for eleven scores above what stands beneath them."""
        return QSize(_HINT_PX[0], self._height(_HINT_PX[1]))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small window."""
        return QSize(_LEAST_PX[0], self._height(_LEAST_PX[1]))

    def show_data(self, data: ChartData) -> None:
        """Draw ``data``; nothing is being read any more. The same span keeps the view it had."""
        known = self._data
        self._data, self._drawing, self._lanes = data, drawing_of(data), lanes_of(data)
        self._limit = whole(data)
        if known is None or (known.first, known.last) != (data.first, data.last):
            self._view = self._limit
        self._read(0, None)
        self._tell_view()
        self.updateGeometry()

    def view(self) -> tuple[date, date] | None:
        """The first and the last day in view, None before there is anything to show."""
        return None if self._data is None else days_of(self._view, self._data)

    def zoom(self, factor: float, around: float | None = None) -> bool:
        """Make a day ``factor`` times as wide around a place (days), else around what is read or the
        middle. False where the view cannot go further.
        """
        if around is None:
            around = self._place_read() or (self._view.first + self._view.last) / 2
        return self._go_to(zoomed(self._view, factor, around, self._limit))

    def pan(self, days: float) -> bool:
        """Go so many days later, earlier when negative. False where the data ends."""
        return self._go_to(moved(self._view, days, self._limit))

    def fit(self) -> None:
        """Show the whole span."""
        self._go_to(self._limit)

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch screen or a touchpad zoom around the point between them."""
        pinch = pinched(self, event)
        if pinch is not None and self._data is not None:
            factor, at = pinch
            self.zoom(factor, self._frame(self._data).place(at.x()))
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through what can be read, or along time; Escape stops reading."""
        is_done = False
        if self._data is not None and not event.modifiers() & _FOR_OTHERS:
            is_done = self._move_by_key(event) or self._read_by_key(event, self._data)
        if not is_done:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer, or move when the wheel goes sideways; at the end the page scrolls."""
        if self._data is None:
            return
        turned = event.angleDelta()
        frame = self._frame(self._data)
        is_sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_sideways or abs(turned.x()) > abs(turned.y()):
            notches = (turned.x() or turned.y()) / _NOTCH
            has_moved = self.pan(-notches * _KEY_MOVE_SHARE / 2 * self._view.length)
        else:
            place = frame.place(event.position().x())
            has_moved = self.zoom(_NOTCH_ZOOM ** (turned.y() / _NOTCH), place)
        event.setAccepted(has_moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the days."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position(), self._view
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of them."""
        super().mouseReleaseEvent(event)
        self._held = None
        self._is_dragging = False
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        event.accept()
        self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the days along while they are held, else read what is nearest to the pointer."""
        if self._data is None:
            return
        if self._held is not None:
            self._drag(event.position())
            return
        found = nearest(self._lanes, self._frame(self._data), event.position())
        if found is not None and found != (self._lane, self._index):
            self._read(*found)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading when the pointer goes, unless the keys are reading."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._read(0, None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away and stop reading."""
        super().focusOutEvent(event)
        self._read(0, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, what is being read, and the ring that says where the keys go."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drawing is not None:
            frame = self._frame(self._drawing.data)
            draw_frame(painter, frame, self._drawing, screen_look())
            if self._index is not None:
                draw_pointer(painter, self._lanes[self._lane].spot(frame, self._index))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours().go), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)

    def _frame(self, data: ChartData) -> Frame:
        margin = _FOCUS_MARGIN_PX
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        return frame_in(area, self._view, data, screen_look())

    def _height(self, scale_px: int) -> int:
        around = 0.0 if self._data is None else height_around(self._data, screen_look())
        return round(scale_px + around) + 2 * _FOCUS_MARGIN_PX

    def _place_read(self) -> float | None:
        return None if self._index is None else self._lanes[self._lane].places[self._index]

    def _go_to(self, view: View) -> bool:
        if view == self._view:
            return False
        self._view = view
        self._tell_view()
        return True

    def _tell_view(self) -> None:
        self.update()
        if self._data is not None:
            self.viewed.emit(*days_of(self._view, self._data))

    def _drag(self, at: QPointF) -> None:
        if self._data is None or self._held is None:
            return
        start, view = self._held
        if not self._is_dragging:
            self._is_dragging = abs(at.x() - start.x()) >= QApplication.startDragDistance()
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        days = (start.x() - at.x()) / self._frame(self._data).px_per_day
        self._go_to(moved(view, days, self._limit))

    def _move_by_key(self, event: QKeyEvent) -> bool:
        """Whether the key was one that moves the view; if so, it has."""
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _KEY_MOVE_SHARE * self._view.length
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_KEY_ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / _KEY_ZOOM)
            case Qt.Key.Key_0 | Qt.Key.Key_F:
                self.fit()
            case Qt.Key.Key_Left if is_shifted:
                self.pan(-step)
            case Qt.Key.Key_Right if is_shifted:
                self.pan(step)
            case _:
                return False
        seen = self.view()
        if seen is not None:
            words = self.tr("{first} to {last}").format(first=dated(seen[0]), last=dated(seen[1]))
            self._announce(words)
        return True

    def _read_by_key(self, event: QKeyEvent, data: ChartData) -> bool:
        """Whether the key was one that reads; if so, what it goes to is read and brought into view."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._index is not None:
            self._read(0, None)
            return True
        if not self._lanes:
            return False
        found = self._other_lane(key) or self._target(key, self._frame(data))
        if found is None:
            return False
        self._read(*found)
        self._go_to(reaching(self._view, self._place_read() or 0.0, self._limit))
        self._announce(self.accessibleDescription())
        return True

    def _target(self, key: int, frame: Frame) -> tuple[int, int] | None:
        lane, index = self._lanes[self._lane], self._index
        last = len(lane.places) - 1
        targets: dict[int, int] = {
            Qt.Key.Key_Left: lane.last_in_view(frame) if index is None else index - 1,
            Qt.Key.Key_Right: lane.first_in_view(frame) if index is None else index + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return (self._lane, min(last, max(0, targets[key]))) if key in targets else None

    def _other_lane(self, key: int) -> tuple[int, int] | None:
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key not in steps or self._index is None:
            return None
        number = min(len(self._lanes) - 1, max(0, self._lane + steps[key]))
        return number, self._lanes[number].nearest_to(self._place_read() or 0.0)

    def _read(self, lane: int, index: int | None) -> None:
        self._lane, self._index = lane, index
        words = "" if index is None else self._lanes[lane].words(index)
        self.setAccessibleDescription(words)
        self.update()
        self.read.emit(words)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
