"""A few choices of which one holds: chips in a row, or folded into one where the row has no room."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.choice import Choice

_GAP = tokens.GRID + tokens.GRID // 2


class FilterRow(QWidget):
    """``chosen`` carries the name of the choice that was made; the words are found by the names."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_filter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names = tuple(choices)
        self._folded = Choice(self.tr("Show"), name=f"{name}_folded")
        self._folded.addItems(list(choices.values()))
        self._folded.activated.connect(lambda number: self.chosen.emit(self._names[number]))
        self._chips = {
            choice: self._chip(f"{name}_{choice}", choice, words) for choice, words in choices.items()
        }
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._folded)
        for chip in self._chips.values():
            group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self._fold(is_folded=False)

    def choose(self, name: str) -> None:
        """Show that this one holds."""
        self._chips[name].setChecked(True)
        self._folded.setCurrentIndex(self._names.index(name))

    def minimumSizeHint(self) -> QSize:
        """Folded it needs little room."""
        return self._folded.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold when the chips do not fit."""
        super().resizeEvent(event)
        needed = sum(chip.sizeHint().width() + _GAP for chip in self._chips.values()) - _GAP
        self._fold(is_folded=needed > event.size().width())

    def _fold(self, *, is_folded: bool) -> None:
        self._folded.setVisible(is_folded)
        for chip in self._chips.values():
            chip.setVisible(not is_folded)

    def _chip(self, name: str, choice: str, words: str) -> Chip:
        chip = Chip(words, name=name, checkable=True)
        chip.clicked.connect(lambda: self.chosen.emit(choice))
        return chip
