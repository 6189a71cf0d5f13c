"""An exercise, opened beneath its row: the figure, what to mind, when to stop, what is easier or harder."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase
from backstay.ui import tokens, wording
from backstay.ui.figure.view import FigureView
from backstay.ui.widgets.columns import Columns
from backstay.ui.widgets.labels import PlainLabel


class ExerciseView(QFrame):
    """Nothing in it moves. ``known`` names the easier and the harder one."""

    def __init__(
        self, exercise: Exercise, known: Mapping[str, Exercise], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"exercise_{exercise.id}")
        self.setAccessibleName(exercise.name)
        box = QVBoxLayout(self)
        side = 5 * tokens.GRID
        box.setContentsMargins(side, 0, tokens.GRID, 2 * tokens.GRID)
        words = self._words(exercise, known)
        if exercise.figure is None:
            box.addWidget(words)
            return
        figure = FigureView()
        figure.set_figure(exercise.figure, exercise.name)
        figure.set_pose(Phase.HOLD, 1.0)
        figure.setFixedHeight(22 * tokens.GRID)
        figure.setMinimumWidth(22 * tokens.GRID)
        box.addWidget(Columns(figure, words, shares=(1, 1), narrow_px=420))

    def _words(self, exercise: Exercise, known: Mapping[str, Exercise]) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        where = wording.position_text(exercise.position)
        needs = wording.equipment_text(exercise.equipment)
        column.addWidget(PlainLabel(f"{where} · {needs}", tone="soft", wrap=True))
        if exercise.caution:
            column.addWidget(PlainLabel(exercise.caution, tone="caution", wrap=True))
        column.addWidget(PlainLabel(_lines(exercise.cues), wrap=True, name="cues"))
        if exercise.stop_if:
            column.addWidget(PlainLabel(self.tr("Stop if there is"), role="strong", tone="caution"))
            column.addWidget(PlainLabel(_lines(exercise.stop_if), wrap=True, name="stop_if"))
        if ladder := self._ladder(exercise, known):
            column.addWidget(PlainLabel(ladder, tone="soft", wrap=True, name="ladder"))
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        return words

    def _ladder(self, exercise: Exercise, known: Mapping[str, Exercise]) -> str:
        parts = []
        if easier := known.get(exercise.easier or ""):
            parts.append(self.tr("Easier: {name}").format(name=easier.name))
        if harder := known.get(exercise.harder or ""):
            parts.append(self.tr("Harder: {name}").format(name=harder.name))
        return " · ".join(parts)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"•  {text}" for text in texts)
