"""A list of signs: a dot and a line for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.labels import PlainLabel


class SignList(QWidget):
    """A list in which a long line goes on under its own beginning, not under the dot."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(tokens.GRID)
        self._rows.setVerticalSpacing(tokens.GRID // 2)
        self._rows.setColumnStretch(1, 1)

    def show_signs(self, signs: Sequence[str]) -> None:
        """Show these in place of the former ones."""
        for label in self.findChildren(PlainLabel):
            self._rows.removeWidget(label)
            label.setParent(None)
        for row, sign in enumerate(signs):
            dot = PlainLabel("•")
            self._rows.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(PlainLabel(sign, wrap=True, name=f"{self.objectName()}_{row}"), row, 1)
