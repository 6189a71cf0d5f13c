"""A day of the calendar, with or without its time: typed, stepped or picked."""

from datetime import date

from PySide6.QtCore import QDate, QPointF, QSignalBlocker
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, scaled

_CHEVRON = 16
_INSET = 10


class CalendarField(QDateTimeEdit):
    """A field with our own arrow, which opens a calendar. ``pattern`` is how it is written."""

    def __init__(self, label: str, pattern: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setDisplayFormat(pattern)
        self.setCalendarPopup(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page. Passing over it must not choose another day."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws all but the arrow."""
        super().paintEvent(event)
        size = scaled(_CHEVRON)
        image = icon_image("chevron-down", colours().ink_soft, size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawImage(QPointF(self.width() - size - _INSET, (self.height() - size) / 2), image)
        painter.end()


class DayField(CalendarField):
    """A day alone."""

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(label, "d MMM yyyy", name=name, parent=parent)
        # Half a year is on its way to a whole one: what is typed counts once it is finished.
        self.setKeyboardTracking(False)

    def day(self) -> date:
        """The day that is chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date, earliest: date, latest: date) -> None:
        """Show ``day``, which can be changed from ``earliest`` to ``latest``; nobody is told."""
        with QSignalBlocker(self):
            self.setDateRange(_qt(earliest), _qt(latest))
            self.setDate(_qt(day))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
