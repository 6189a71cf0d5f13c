"""The old page fades from over the new one, so that the eye is led and nothing waits."""

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from backstay.domain.preferences import Preferences
from backstay.ui import tokens


class Fade(QWidget):
    """A picture of what was shown, over ``parent``; it goes in 150 ms and takes no click meanwhile."""

    def __init__(self, parent: QWidget, before: QPixmap) -> None:
        super().__init__(parent)
        self.setObjectName("fade")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._before = before
        self._opacity = 1.0
        self.setGeometry(parent.rect())
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.setDuration(tokens.FADE_MS)
        self._animation.valueChanged.connect(self._on_step)
        self._animation.finished.connect(self.deleteLater)
        self.show()
        self.raise_()
        self._animation.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is left of the picture."""
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.drawPixmap(0, 0, self._before)

    def _on_step(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()


def is_motion_reduced(preferences: Preferences) -> bool:
    """Whether the person, or the system where Qt can tell (6.12 and newer), wants less motion."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    asked = getattr(hints(), "motionPreference", None) if hints is not None else None
    return preferences.reduced_motion or (asked is not None and asked().name == "ReducedMotion")
