"""The day and the time of an entry: now, until the person says otherwise."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QPointF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QHBoxLayout, QWidget

from backstay.domain.local_time import moment_here
from backstay.domain.moment import Moment
from backstay.ui import tokens
from backstay.ui.icons import icon_image
from backstay.ui.theme import colours, scaled
from backstay.ui.widgets.buttons import Chip

_ICON = 16
_INSET = 10


class DateTimeField(QDateTimeEdit):
    """Typed or stepped, or chosen from a calendar; passing over it with the wheel scrolls the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setCalendarWidget(_calendar())

    def sizeHint(self) -> QSize:
        """With room for the sign of the calendar."""
        hint = super().sizeHint()
        return QSize(hint.width() + scaled(_ICON), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never less than a day and a time."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws all but the sign of the calendar."""
        super().paintEvent(event)
        size = scaled(_ICON)
        image = icon_image("calendar", colours().ink_soft, size, self.devicePixelRatioF())
        corner = QPointF(self.width() - size - _INSET, (self.height() - size) / 2)
        QPainter(self).drawImage(corner, image)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page. Passing over it must not choose another day."""
        event.ignore()


class WhenField(QWidget):
    """A chip "Now" and, once that is off, a field for day and time. ``changed`` says that it was touched."""

    changed = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Moment | None = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._now = Chip(self.tr("Now"), name=f"{name}_now", checkable=True)
        self._now.setChecked(True)
        self._field = DateTimeField()
        self._field.setObjectName(f"{name}_field")
        self._field.setAccessibleName(label)
        self._field.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID)
        row.addWidget(self._now)
        row.addWidget(self._field)
        row.addStretch(1)
        self._now.toggled.connect(self._on_toggled)
        self._field.dateTimeChanged.connect(self.changed)
        self._field.hide()

    def show_now(self, now: Moment) -> None:
        """Begin with "Now"; the field, once opened, begins at ``now``."""
        self._shown = None
        self._set_field(now)
        self.setFocusProxy(self._now)
        self._now.setVisible(True)
        self._now.setChecked(True)

    def show_moment(self, at: Moment) -> None:
        """Begin with the moment that an entry has; there is no "Now" to choose."""
        self._shown = at
        self._set_field(at)
        self.setFocusProxy(self._field)
        self._now.setChecked(False)
        self._now.setVisible(False)

    def moment(self, now: Moment) -> Moment:
        """What is chosen, to the minute; ``now`` itself while "Now" is, and what was shown while it stands.

        Raises ``InputError`` for a time in the future or one that the clocks were put forward over.
        """
        if self._now.isChecked():
            return now
        day, time = self._field.date(), self._field.time()
        given = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())
        # It may lie ahead, since the clock was put back, or have been shown by the clocks of another country.
        if self._shown is not None and given == self._shown.local.replace(
            second=0, microsecond=0, tzinfo=None
        ):
            return self._shown
        return moment_here(given, now)

    def _set_field(self, at: Moment) -> None:
        local = at.local
        date, time = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)
        self._field.setDateTime(QDateTime(date, time))

    def _on_toggled(self, is_now: bool) -> None:
        self._field.setVisible(not is_now)
        if not is_now:
            self._field.setFocus()
        self.changed.emit()


def _calendar() -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    # Qt writes them in a red that is hard to read on a dark page.
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    return calendar
