"""A change that is seen in the corner of the eye: the frame of the view lights up in the colour of what
begins. Its word and its shape stand in the view itself; the colour is never alone.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from backstay.ui.theme import tone_colour

_DECAY_MS = 400
# Nothing begins before this long after the last beginning, so there are two in a second at most. Three
# are the limit for people with photosensitive epilepsy (WCAG 2.2, 2.3.1).
_APART_MS = 500
_STILL_MS = 1000
_WIDTH = 0.03
_LEAST_PX = 20


class PhaseFlash(QWidget):
    """Lies over ``page`` and takes no click. It decays within 0.4 s; with reduced motion it stands for a
    second and is gone. No timer runs while there is nothing to see.
    """

    def __init__(self, page: QWidget, *, is_motion_reduced: bool) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("phase_flash")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._is_motion_reduced = is_motion_reduced
        self._tone = "go"
        self._strength = 0.0
        self._decay = QVariantAnimation(self)
        self._decay.setDuration(_APART_MS)
        for at, strength in ((0.0, 1.0), (_DECAY_MS / _APART_MS, 0.0), (1.0, 0.0)):
            self._decay.setKeyValueAt(at, strength)
        self._decay.valueChanged.connect(self._show_strength)
        self._decay.finished.connect(self.hide)
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._still.timeout.connect(self.hide)
        self.hide()
        page.installEventFilter(self)

    @property
    def strength(self) -> float:
        """How much of it is to be seen, 0 to 1."""
        return 0.0 if self.isHidden() else self._strength

    def flash(self, tone: str) -> None:
        """Light up in ``tone`` (go, rest or caution). What is lit already, or was a moment ago, only takes
        the new colour on: all three are equally bright in a theme, so that is no flash.
        """
        self._tone = tone
        self.update()
        if not self.isHidden() or not self._page.isVisible():
            return
        self._strength = 1.0
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        if self._is_motion_reduced:
            self._still.start()
        else:
            self._decay.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the edge of the page."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is covered by another page has no need to go on."""
        super().hideEvent(event)
        self._decay.stop()
        self._still.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        colour = QColor(tone_colour(self._tone))
        colour.setAlphaF(self._strength)
        painter = QPainter(self)
        painter.setClipRegion(self._frame())
        painter.fillRect(self.rect(), colour)

    def _show_strength(self, strength: float) -> None:
        if strength != self._strength:
            self._strength = strength
            self.update(self._frame())

    def _frame(self) -> QRegion:
        width = max(_LEAST_PX, round(self.height() * _WIDTH))
        inner = QRect(self.rect()).adjusted(width, width, -width, -width)
        return QRegion(self.rect()).subtracted(QRegion(inner))
