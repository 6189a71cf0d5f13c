"""A day of the calendar, typed, stepped or picked."""

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker
from PySide6.QtWidgets import QWidget

from backstay.ui.widgets.when_field import DateTimeField


class DayField(DateTimeField):
    """A day without its time."""

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setDisplayFormat("d MMM yyyy")
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
