"""The steps from the easiest to the hardest variant of an exercise, in a row to walk along."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.ui import tokens
from backstay.ui.theme import control_height
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel

_NEAR = 2


class LadderRow(QWidget):
    """``walked`` carries the id of the step that is wanted; ``here`` is the one that is shown. Of a long
    ladder the steps near it are shown; the others come as one walks.
    """

    walked = Signal(str)

    def __init__(self, steps: Sequence[Exercise], here: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ladder")
        self.setAccessibleName(self.tr("From easier to harder"))
        row = FlowLayout(self)
        place = steps.index(here)
        first = max(0, place - _NEAR)
        shown = steps[first : place + _NEAR + 1]
        for number, step in enumerate(shown, start=first):
            if number:
                row.addWidget(self._sign("→" if number > first else "… →"))
            row.addWidget(self._step(step, number - place))
        if len(steps) > place + _NEAR + 1:
            row.addWidget(self._sign("→ …"))

    def _sign(self, text: str) -> PlainLabel:
        sign = PlainLabel(text, tone="soft")
        sign.setMinimumHeight(control_height(tokens.CHIP_HEIGHT))
        return sign

    def _step(self, step: Exercise, distance: int) -> Chip:
        chip = Chip(step.name, name=f"ladder_{step.id}", checkable=distance == 0)
        if distance == 0:
            chip.setChecked(True)
            chip.setAutoExclusive(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            return chip
        words = self.tr("Easier: {name}") if distance < 0 else self.tr("Harder: {name}")
        chip.setAccessibleName(words.format(name=step.name))
        chip.clicked.connect(lambda: self.walked.emit(step.id))
        return chip
