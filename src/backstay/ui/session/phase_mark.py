"""The shape of each phase, so that it is known without its colour and before its word is read."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Kind
from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.session.words import phase_kind, phase_tone
from backstay.ui.theme import tone_colour

_ICONS = {
    Kind.PREPARE: "chevrons-right",
    Kind.WORK: "arrow-up-down",
    Kind.HOLD: "square",
    Kind.RELAX: "circle",
    Kind.REST: "armchair",
    Kind.CHANGE_SIDE: "arrow-left-right",
    Kind.WAIT: "hourglass",
}
_PAUSED = "pause"
_FILLED = ("square", _PAUSED)


class PhaseMark(QWidget):
    """A square while something is held, arrows while one moves, an empty ring while one lets go."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._shape, self._tone = _PAUSED, "caution"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_size(tokens.ICON_SIZE)

    @property
    def shape(self) -> str:
        """The name of the shape that is shown."""
        return self._shape

    def show_phase(self, view: SessionView) -> None:
        """Show the shape of what is on."""
        shape = _PAUSED if view.state is State.PAUSED else _ICONS[phase_kind(view)]
        if (shape, phase_tone(view)) != (self._shape, self._tone):
            self._shape, self._tone = shape, phase_tone(view)
            self.update()

    def set_size(self, size_px: int) -> None:
        """Its width and height, in device-independent pixels."""
        self.setFixedSize(QSize(size_px, size_px))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        colour, is_filled = tone_colour(self._tone), self._shape in _FILLED
        image = icon_image(self._shape, colour, self.width(), self.devicePixelRatioF(), filled=is_filled)
        painter.drawImage(QPointF(0, 0), image)
