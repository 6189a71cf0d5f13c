"""The day and the time of an entry: now, until the person says otherwise."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backstay.domain.local_time import moment_here
from backstay.domain.moment import Moment
from backstay.ui import tokens
from backstay.ui.widgets.buttons import Chip
from backstay.ui.widgets.day_field import CalendarField


class WhenField(QWidget):
    """A chip "Now" and, once that is off, a field for day and time. ``changed`` says that it was touched."""

    changed = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._now = Chip(self.tr("Now"), name=f"{name}_now", checkable=True)
        self._now.setChecked(True)
        self._field = CalendarField(label, "ddd d MMM yyyy  HH:mm", name=f"{name}_field")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID)
        row.addWidget(self._now)
        row.addWidget(self._field)
        self._now.toggled.connect(self._on_toggled)
        self._field.dateTimeChanged.connect(self.changed)
        self._field.hide()

    def show_now(self, now: Moment) -> None:
        """Begin with "Now"; the field, once opened, begins at ``now``."""
        self._set_field(now)
        self._now.setVisible(True)
        self._now.setChecked(True)

    def show_moment(self, at: Moment) -> None:
        """Begin with the moment that an entry has; there is no "Now" to choose."""
        self._set_field(at)
        self._now.setChecked(False)
        self._now.setVisible(False)

    def moment(self, now: Moment) -> Moment:
        """What is chosen, to the minute; ``now`` itself while "Now" is.

        Raises ``InputError`` for a time in the future or one that the clocks were put forward over.
        """
        if self._now.isChecked():
            return now
        day, time = self._field.date(), self._field.time()
        given = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())
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
