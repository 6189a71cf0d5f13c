"""Small still pictures of exercises, each drawn when it is first seen and then kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from backstay.domain.exercise import Exercise
from backstay.domain.figure import Phase
from backstay.ui.figure.view import FigureView
from backstay.ui.theme import colours
from backstay.ui.widgets.picture import load_picture

_MOST = 256


class Thumbnails:
    """Draws for ``owner``, whose screen says how fine a picture has to be. ``picture_of`` is the
    picture file of an exercise, which stands in where there is no figure.
    """

    def __init__(self, owner: QWidget, picture_of: Callable[[Exercise], Path | None]) -> None:
        self._picture_of = picture_of
        self._view = FigureView(owner)
        self._view.setObjectName("thumbnail")
        self._view.hide()
        self._kept: dict[tuple[str, str, int, int, float], QPixmap | None] = {}

    def picture(self, exercise: Exercise | None, size: QSize) -> QPixmap | None:
        """The figure of ``exercise`` in its hold, else its picture; None where it has neither."""
        if exercise is None or size.isEmpty():
            return None
        ratio = self._view.devicePixelRatioF()
        key = (exercise.id, colours().name, size.width(), size.height(), ratio)
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = self._drawn(exercise, size) if exercise.figure else self._shown(exercise, size)
        return self._kept[key]

    def forget(self) -> None:
        """The files were read anew: a figure may be another one now."""
        self._kept.clear()

    def _shown(self, exercise: Exercise, size: QSize) -> QPixmap | None:
        image = load_picture(self._picture_of(exercise))
        if image is None:
            return None
        picture = self._sheet(size)
        room, whole = QSizeF(size), QSizeF(image.size())
        place = QRectF(QPointF(), whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(QRectF(QPointF(), room).center())
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.end()
        return picture

    def _sheet(self, size: QSize) -> QPixmap:
        ratio = self._view.devicePixelRatioF()
        sheet = QPixmap(size * ratio)
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.transparent)
        return sheet

    def _drawn(self, exercise: Exercise, size: QSize) -> QPixmap:
        self._view.resize(size)
        self._view.set_figure(exercise.figure)
        self._view.set_pose(Phase.HOLD, 1.0)
        picture = self._sheet(size)
        self._view.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return picture
