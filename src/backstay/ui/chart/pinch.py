"""Two fingers moving apart, however the system tells it: as a gesture of a touch screen or of a touchpad."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

_PINCH = Qt.GestureType.PinchGesture
_LEAST_FACTOR = 0.1


def follow_pinches(widget: QWidget) -> None:
    """Have the pinches over ``widget`` sent to its ``event``."""
    widget.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    widget.grabGesture(_PINCH)


def pinched(widget: QWidget, event: QEvent) -> tuple[float, QPointF] | None:
    """How much further apart the fingers are than at the event before (1.0 is as they were), and where in
    ``widget``; None for an event of another kind.
    """
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return None
        return max(_LEAST_FACTOR, 1 + event.value()), event.position()
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(_PINCH)
        if isinstance(pinch, QPinchGesture):
            at = widget.mapFromGlobal(pinch.centerPoint())
            return max(_LEAST_FACTOR, pinch.scaleFactor()), at
    return None
