"""A whole number with a step down and a step up beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from backstay.ui import tokens
from backstay.ui.widgets.buttons import IconButton


class NumberField(QSpinBox):
    """The number itself."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page. Passing over it must not change the number."""
        event.ignore()


class Stepper(QWidget):
    """``changed`` carries the new number. It can be typed, or stepped with the arrow keys."""

    changed = Signal(int)

    def __init__(
        self,
        label: str,
        *,
        name: str,
        low: int,
        high: int,
        suffix: str = "",
        step: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = NumberField()
        self._field.setObjectName(name)
        self._field.setAccessibleName(label)
        self._field.setRange(low, high)
        self._field.setSingleStep(step)
        self._field.setSuffix(suffix)
        # WORKAROUND: told to have no buttons, a styled spin box leaves its text one pixel (seen with
        # Qt 6.11); the stylesheet makes the buttons as small as nothing instead.
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Each digit of a number that is being typed is not yet the number.
        self._field.setKeyboardTracking(False)
        self._field.valueChanged.connect(self.changed)
        less = IconButton("minus", self.tr("Less: {what}").format(what=label), name=f"{name}_less")
        more = IconButton("plus", self.tr("More: {what}").format(what=label), name=f"{name}_more")
        less.clicked.connect(self._field.stepDown)
        more.clicked.connect(self._field.stepUp)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID // 2)
        for part in (less, self._field, more):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> int:
        """The number."""
        return self._field.value()

    def set_value(self, value: int) -> None:
        """Show another number."""
        self._field.setValue(value)
