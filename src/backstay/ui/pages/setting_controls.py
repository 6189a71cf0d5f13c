"""What changes a setting: a row of chips, a volume, and several things side by side."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.flow import FlowLayout

_VOLUME_STEP = 10


class VolumeSlider(QSlider):
    """How loud something is, 0 to 100."""

    def __init__(self, label: str, *, name: str, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setRange(0, 100)
        self.setSingleStep(_VOLUME_STEP)
        self.setPageStep(_VOLUME_STEP)
        # While it is dragged nothing is written; the place where it is let go counts.
        self.setTracking(False)
        self.setValue(percent)
        self.setMinimumWidth(20 * tokens.GRID)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page. Passing over it must not change the volume."""
        event.ignore()


def chip_row(name: str, words: dict[Any, str], now: object, choose: Callable[[Any], None]) -> QWidget:
    """One chip for each value, named ``<name>_<value>``; the one of ``now`` is pressed."""
    holder = QWidget()
    row = FlowLayout(holder)
    group = QButtonGroup(holder)
    for value, text in words.items():
        chip = Chip(text, name=f"{name}_{value}", checkable=True)
        chip.setChecked(value == now)
        chip.clicked.connect(lambda _on, value=value: choose(value))
        group.addButton(chip)
        row.addWidget(chip)
    return holder


def side_by_side(*parts: QWidget) -> QWidget:
    """In one row, from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * tokens.GRID)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return holder
