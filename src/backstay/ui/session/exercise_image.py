"""What a session shows of an exercise: its figure, else the picture that came with its file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedLayout, QWidget

from backstay.domain.exercise import Exercise
from backstay.ui.figure.view import FigureView
from backstay.ui.widgets.picture import PictureView

PictureOf = Callable[[Exercise], Path | None]
"""The picture file of an exercise, None where there is none."""


def no_picture(_exercise: Exercise) -> Path | None:
    """For exercises that have nothing but figures."""
    return None


class ExerciseImage(QWidget):
    """The figure is called ``name``, and moves as ``figure`` is told."""

    def __init__(
        self, picture_of: PictureOf, *, name: str, is_motion_reduced: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture_of = picture_of
        self.figure = FigureView()
        self.figure.setObjectName(name)
        self.figure.set_reduced_motion(is_motion_reduced)
        self._picture = PictureView()
        self._stack = QStackedLayout(self)
        for view in (self.figure, self._picture):
            self._stack.addWidget(view)

    def show_exercise(self, exercise: Exercise) -> bool:
        """Show what there is of it; whether there is anything."""
        self.figure.set_figure(exercise.figure, exercise.name)
        if exercise.figure is not None:
            self._stack.setCurrentWidget(self.figure)
            return True
        self._stack.setCurrentWidget(self._picture)
        return self._picture.set_picture(self._picture_of(exercise), exercise.name)
