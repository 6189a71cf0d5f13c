"""Content that may be higher than the window, with the keys that move it: nothing is out of reach."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QScrollArea, QScrollBar, QWidget

_ACTIONS = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class ScrollArea(QScrollArea):
    """Scrolls up and down when it has to, and with ``across`` sideways. It draws the bars beside the
    content itself.

    Qt counts its own bars among the parts of an area while they are shown. A screen reader that asks for
    one that has gone meanwhile makes it look behind the end of a list, and the program is gone as well.
    """

    def __init__(self, *, across: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_following = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._upright = self._stand_in(self.verticalScrollBar())
        self._lying = self._stand_in(self.horizontalScrollBar()) if across else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars stay at the edges."""
        super().resizeEvent(event)
        self._follow()

    def bar_width(self) -> int:
        """The room in pixels that the upright bar takes while it is there."""
        return self._upright.sizeHint().width()

    def _stand_in(self, hidden: QScrollBar) -> QScrollBar:
        bar = QScrollBar(hidden.orientation(), self)
        bar.hide()
        hidden.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(hidden.setValue)
        hidden.rangeChanged.connect(self._follow)
        return bar

    def _follow(self) -> None:
        if self._is_following:
            return
        self._is_following = True
        self._make_room(self._needed())
        # A bar takes room, and what is left may need the other one. None goes again: a page that is lower
        # where it is narrower would have it come and go for ever.
        taken, needed = self.viewportMargins(), self._needed()
        right, bottom = max(taken.right(), needed.right()), max(taken.bottom(), needed.bottom())
        self._make_room(QMargins(0, 0, right, bottom))
        self._is_following = False

    def _needed(self) -> QMargins:
        seen = self.viewport().size()
        right = _shown_extent(self._upright, self.verticalScrollBar(), seen.height())
        bottom = 0
        if self._lying is not None:
            bottom = _shown_extent(self._lying, self.horizontalScrollBar(), seen.width())
        return QMargins(0, 0, right, bottom)

    def _make_room(self, margins: QMargins) -> None:
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)
        inner = self.rect().marginsRemoved(margins)
        self._upright.setGeometry(inner.right() + 1, 0, margins.right(), inner.height())
        if self._lying is not None:
            self._lying.setGeometry(0, inner.bottom() + 1, inner.width(), margins.bottom())


def _shown_extent(bar: QScrollBar, hidden: QScrollBar, page: int) -> int:
    bar.setRange(hidden.minimum(), hidden.maximum())
    # That of the hidden one is set after its range.
    bar.setPageStep(page)
    bar.setSingleStep(hidden.singleStep())
    bar.setValue(hidden.value())
    is_needed = hidden.maximum() > hidden.minimum()
    bar.setVisible(is_needed)
    size = bar.sizeHint()
    return min(size.width(), size.height()) if is_needed else 0


def scrolling(content: QWidget, *, name: str, across: bool = False) -> ScrollArea:
    """``content`` in an area without a frame that scrolls when it has to."""
    area = ScrollArea(across=across)
    area.setObjectName(name)
    area.setWidget(content)
    return area


def scroll_by_key(area: QScrollArea, event: QKeyEvent) -> bool:
    """Move by a line or a page; whether the key did that."""
    action = _ACTIONS.get(Qt.Key(event.key()))
    if action is None or area.verticalScrollBar().maximum() == 0:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True
