"""One setting: its words on the left, what changes it on the right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel

_NARROW = 60 * tokens.GRID


class SettingRow(Columns):
    """``hint`` is a quieter line that says what the setting does."""

    def __init__(
        self, label: str, control: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        # In the middle by stretches: with an alignment Qt forgets how high the words are once they wrap.
        column.addStretch(1)
        column.addWidget(PlainLabel(label, role="medium", wrap=True))
        if hint:
            column.addWidget(PlainLabel(hint, role="small", tone="soft", wrap=True))
        column.addStretch(1)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(control)
        row.addStretch(1)
        super().__init__(
            words, beside, shares=(2, 3), narrow_px=_NARROW, narrow_gap=tokens.GRID // 2, parent=parent
        )
