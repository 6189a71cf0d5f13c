"""Two or three views of a page to choose from, joined to one control."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import Button


class Segment(Button):
    """One of them."""

    height_px = tokens.CHIP_HEIGHT - 2
    padding_px = 18
    radius_px = tokens.CHIP_HEIGHT


class Segments(QFrame):
    """``chosen`` carries the name of the view that the person wants. Arrow keys walk from one to the next."""

    chosen = Signal(str)
    made_of: type[Segment] = Segment

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._segments: dict[str, Segment] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def add(self, view: str, text: str) -> None:
        """One more, with its words."""
        segment = self.made_of(text, name=f"{self.objectName()}_{view}")
        segment.setCheckable(True)
        segment.clicked.connect(lambda: self.chosen.emit(view))
        self._segments[view] = segment
        self._group.addButton(segment)
        self._row.addWidget(segment)

    def set_words(self, view: str, text: str) -> None:
        """Other words for one of them."""
        self._segments[view].set_words(text)

    def choose(self, view: str) -> None:
        """Mark ``view``."""
        self._segments[view].setChecked(True)
