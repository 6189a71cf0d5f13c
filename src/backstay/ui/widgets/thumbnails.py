"""Small still pictures of figures, each drawn when it is first seen and then kept."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase
from backstay.ui.figure.view import FigureView
from backstay.ui.theme import colours

_MOST = 256


class Thumbnails:
    """Draws for ``owner``, whose screen says how fine a picture has to be."""

    def __init__(self, owner: QWidget) -> None:
        self._view = FigureView(owner)
        self._view.setObjectName("thumbnail")
        self._view.hide()
        self._kept: dict[tuple[str, str, int, int, float], QPixmap] = {}

    def picture(self, exercise: Exercise | None, size: QSize) -> QPixmap | None:
        """The figure of ``exercise`` in its hold; None where it has none."""
        if exercise is None or exercise.figure is None or size.isEmpty():
            return None
        ratio = self._view.devicePixelRatioF()
        key = (exercise.id, colours().name, size.width(), size.height(), ratio)
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = self._drawn(exercise, size)
        return self._kept[key]

    def forget(self) -> None:
        """The files were read anew: a figure may be another one now."""
        self._kept.clear()

    def _drawn(self, exercise: Exercise, size: QSize) -> QPixmap:
        self._view.resize(size)
        self._view.set_figure(exercise.figure)
        self._view.set_pose(Phase.HOLD, 1.0)
        ratio = self._view.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._view.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return picture
