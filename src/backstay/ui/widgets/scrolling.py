"""Content that may be higher than the window, with the keys that move it: nothing is out of reach."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QScrollArea, QWidget

_ACTIONS = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


def scrolling(content: QWidget, *, name: str) -> QScrollArea:
    """``content`` in an area without a frame that scrolls up and down when it has to."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def scroll_by_key(area: QScrollArea, event: QKeyEvent) -> bool:
    """Move by a line or a page; whether the key did that."""
    action = _ACTIONS.get(Qt.Key(event.key()))
    if action is None or area.verticalScrollBar().maximum() == 0:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True
