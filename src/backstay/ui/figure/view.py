"""The widget that shows the figure of an exercise, at any size and in both themes.

It draws the moment it was told and nothing else: the session's clock drives it, and it has no timer.
"""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.domain.figure import Figure, Phase
from backstay.ui import theme
from backstay.ui.figure.artist import FigureArtist
from backstay.ui.figure.palette import FigurePalette, figure_palette

_PADDING = 0.04
"""Part of the widget's width and height that stays free on each side."""


class FigureView(QWidget):
    """Shows one figure in the theme that is on; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._figure: Figure | None = None
        self._artist: FigureArtist | None = None
        self._colours: FigurePalette | None = None
        self._moment = (Phase.START, 0.0, 0.0)
        self._is_mirrored = False
        self._is_motion_reduced = False

    def sizeHint(self) -> QSize:
        """A card's usual size; the figure fills whatever it gets."""
        return QSize(480, 360)

    def set_figure(self, figure: Figure | None, name: str = "") -> None:
        """Show ``figure`` at its start; ``name`` is the exercise's, for those who cannot see it."""
        self._figure, self._artist = figure, None
        self._moment = (Phase.START, 0.0, 0.0)
        self.setAccessibleName(name)
        self.update()

    def set_pose(self, phase: Phase, progress: float, phase_s: float = 0.0) -> None:
        """Show the moment ``progress`` (0 to 1) into ``phase``, which lasts ``phase_s`` seconds.

        The length sets the pace of the breath, and of a loop such as walking, through a hold.
        """
        moment = (phase, _key_progress(phase) if self._is_motion_reduced else progress, phase_s)
        if moment != self._moment:
            before, self._moment = self._moment, moment
            self.update(self._changed_since(before))

    def set_mirrored(self, is_mirrored: bool) -> None:
        """Show the other side: files describe the left one."""
        if is_mirrored != self._is_mirrored:
            self._is_mirrored = is_mirrored
            self.update()

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Step from key pose to key pose instead of moving between them, the others as pale ghosts."""
        if is_reduced != self._is_motion_reduced:
            self._is_motion_reduced = is_reduced
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the moment that is set."""
        artist = self._artist_for(figure_palette(theme.colours().name))
        if artist is None or self.width() < 8 or self.height() < 8:
            return
        phase, progress, phase_s = self._moment
        painter = QPainter(self)
        artist.paint(
            painter,
            self._area(),
            phase,
            progress,
            mirrored=self._is_mirrored,
            phase_s=phase_s,
            has_ghosts=self._is_motion_reduced,
            seen=QRectF(event.rect()),
        )
        painter.end()

    def _area(self) -> QRectF:
        aside, above = self.width() * _PADDING, self.height() * _PADDING
        return QRectF(self.rect()).adjusted(aside, above, -aside, -above)

    def _changed_since(self, before: tuple[Phase, float, float]) -> QRect:
        if self._artist is None or self._is_motion_reduced:
            return self.rect()
        moments = ((phase, at, self._is_mirrored, length_s) for phase, at, length_s in (before, self._moment))
        return self._artist.changed(self._area(), *moments).toAlignedRect()

    def _artist_for(self, colours: FigurePalette) -> FigureArtist | None:
        if self._figure is not None and (self._artist is None or colours is not self._colours):
            self._artist, self._colours = FigureArtist(self._figure, colours), colours
        return self._artist


def _key_progress(phase: Phase) -> float:
    """Way up and hold show the end pose, way down and rest the start pose."""
    return 1.0 if phase in (Phase.UP, Phase.DOWN) else 0.0
