"""The way between the pages: a word and an icon for each, the one that is shown marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.theme import colours, scaled
from backstay.ui.widgets.buttons import Button
from backstay.ui.widgets.labels import PlainLabel

_MARK = 24
_MAST_HEAD = (12.0, 4.5)
_FEET = (3.5, 20.5)
_FOOT_HEIGHT = 20.5
# Of the window, at 100 % text: below it the pages need the room of the words.
_FOLDED_BELOW = 70 * tokens.GRID


@dataclass(frozen=True, slots=True)
class RailItem:
    """A page: its name in the program, its word, its icon and the key that opens it."""

    page: str
    text: str
    icon: str
    shortcut: str


class RailButton(Button):
    """One page of the rail."""

    height_px = tokens.TOUCH_HEIGHT
    padding_px = 12
    radius_px = tokens.RADIUS_SMALL
    is_left_aligned = True

    def __init__(self, item: RailItem, *, parent: QWidget | None = None) -> None:
        super().__init__(item.text, name=f"rail_{item.page}", icon=item.icon, parent=parent)
        self._item = item
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.set_folded(is_folded=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_folded(self, *, is_folded: bool) -> None:
        """Show the icon alone; the word is told by the tooltip and to a screen reader."""
        text, key = self._item.text, self._item.shortcut
        self.set_words("" if is_folded else text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})" if is_folded else key)


class Mark(QWidget):
    """The program's mark: a mast between its two stays, in the accent of the theme."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(scaled(_MARK), scaled(_MARK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it on a field of 24 x 24."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _MARK, self.height() / _MARK)
        painter.setPen(QPen(QColor(colours().go), 2, c=Qt.PenCapStyle.RoundCap))
        for x in _FEET:
            painter.drawLine(QPointF(*_MAST_HEAD), QPointF(x, _FOOT_HEIGHT))
        painter.drawLine(QPointF(12, 1.5), QPointF(12, 22.5))


class Rail(QFrame):
    """``chosen`` carries the name of the page that was pressed. In a window that is narrow for its
    text the icons stand alone. What is at the ``foot`` stands at the bottom, apart from the others.
    """

    chosen = Signal(str)

    def __init__(
        self, items: Sequence[RailItem], *, foot: Sequence[RailItem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._name = PlainLabel(self.tr("Backstay"), role="lead")
        self._buttons = {item.page: self._button(item) for item in (*items, *foot)}
        column = QVBoxLayout(self)
        pad = tokens.GRID + tokens.GRID // 2
        column.setContentsMargins(pad, 3 * tokens.GRID, pad, pad)
        column.setSpacing(tokens.GRID // 2)
        column.addLayout(self._head())
        for button in self._buttons.values():
            column.addWidget(button)
        column.insertStretch(column.indexOf(self._buttons[foot[0].page]), 1)
        self._fold(is_folded=False)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the width of the window counts."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        self._fold(is_folded=self.window().width() < scaled(_FOLDED_BELOW))

    def _fold(self, *, is_folded: bool) -> None:
        self.setMinimumWidth(0 if is_folded else tokens.RAIL_WIDTH)
        self._name.setVisible(not is_folded)
        for button in self._buttons.values():
            button.set_folded(is_folded=is_folded)

    def set_current(self, page: str) -> None:
        """Mark ``page`` as the one that is shown."""
        self._buttons[page].setChecked(True)
        # One stop for Tab, where the person is; the arrow keys do the rest.
        for name, button in self._buttons.items():
            is_stop = name == page
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _button(self, item: RailItem) -> RailButton:
        button = RailButton(item, parent=self)
        button.clicked.connect(lambda: self.chosen.emit(item.page))
        return button

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.GRID + 3, 0, tokens.GRID, 2 * tokens.GRID + 2)
        row.setSpacing(tokens.GRID)
        row.addWidget(Mark(parent=self))
        row.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        return row
