"""A run or a walk written down: which of the two, how long, how far if that is known, when, a note."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backstay.domain.activity import LONGEST_S, Activity, ActivityEntry, ActivityKind, Origin, just_ended
from backstay.domain.errors import InputError
from backstay.domain.moment import Moment
from backstay.ui import tokens
from backstay.ui.widgets.buttons import Chip, PrimaryButton, SecondaryButton
from backstay.ui.widgets.cards import Banner, Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel
from backstay.ui.widgets.stepper import Stepper
from backstay.ui.widgets.when_field import WhenField

_NOTE_LENGTH = 500
_KM_LENGTH = 12
_FIRST_MINUTES = 30
_STEP_MINUTES = 5
_KM = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(?:km)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What was entered, and when it began."""

    activity: Activity
    at: Moment


class ActivityForm(Card):
    """``given`` carries what the person saves, as ``Given``; ``cancelled`` says there is nothing."""

    given = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("activity_form", spacing=2 * tokens.GRID, parent=parent)
        self._now: Moment | None = None
        self._entry: ActivityEntry | None = None
        self._is_moved = False
        self._title = PlainLabel(role="lead", wrap=True, name="activity_form_title")
        self._kinds = QButtonGroup(self)
        self._chips = self._all_chips()
        self._minutes = Stepper(
            self.tr("Minutes"),
            name="activity_minutes",
            low=1,
            high=round(LONGEST_S / 60),
            suffix=self.tr(" min"),
            step=_STEP_MINUTES,
        )
        self._km = self._line("activity_km", self.tr("Distance in kilometres"), _KM_LENGTH)
        self._km.setProperty("tall", True)
        self._km.setPlaceholderText(self.tr("km, if known"))
        self._when = WhenField(self.tr("When it began"), name="activity_when")
        self._when.changed.connect(self._on_moved)
        self._hint = PlainLabel(role="small", tone="soft", wrap=True, name="activity_hint")
        self._note = self._line("activity_note", self.tr("Note"), _NOTE_LENGTH)
        self._note.setPlaceholderText(self.tr("Note (you may leave it empty)"))
        self._fault = Banner("activity_fault", tone="caution")
        self._compose()

    def open_new(self, now: Moment) -> None:
        """Begin a new entry: a run of half an hour that has just ended, until the person says otherwise."""
        self._entry = None
        self._hint.setText(self.tr("When it began. “Now” means that it has just ended."))
        with QSignalBlocker(self._when):
            self._when.show_now(now)
        self._begin(self.tr("A run or a walk"), Activity(ActivityKind.RUN, _FIRST_MINUTES * 60), now)

    def open_entry(self, entry: ActivityEntry, now: Moment) -> None:
        """Begin with what ``entry`` holds; what is not touched stays, to the second and the metre."""
        self._entry = entry
        self._hint.setText(self.tr("When it began."))
        with QSignalBlocker(self._when):
            self._when.show_moment(entry.at)
        self._begin(self.tr("Change this entry"), entry.activity, now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Cancel; Enter is Save wherever no button takes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_save()
        else:
            super().keyPressEvent(event)

    def _all_chips(self) -> dict[ActivityKind, Chip]:
        words = {
            ActivityKind.RUN: self.tr("Run"),
            ActivityKind.WALK: self.tr("Walk"),
            ActivityKind.OTHER: self.tr("Something else"),
        }
        chips = {
            kind: Chip(text, name=f"activity_kind_{kind}", checkable=True) for kind, text in words.items()
        }
        for chip in chips.values():
            self._kinds.addButton(chip)
        return chips

    def _line(self, name: str, label: str, length: int) -> QLineEdit:
        line = QLineEdit(maxLength=length)
        line.setObjectName(name)
        line.setAccessibleName(label)
        return line

    def _compose(self) -> None:
        figures = FlowLayout()
        for part in (*self._chips.values(), self._minutes, self._km):
            figures.addWidget(part)
        when = QVBoxLayout()
        when.setSpacing(tokens.GRID)
        when.addWidget(self._hint)
        when.addWidget(self._when)
        save = PrimaryButton(self.tr("Save"), name="activity_save")
        save.clicked.connect(self._on_save)
        cancel = SecondaryButton(self.tr("Cancel"), key=self.tr("Esc"), name="activity_cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GRID)
        buttons.addWidget(save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addLayout(figures)
        self.body.addLayout(when)
        self.body.addWidget(self._note)
        self.body.addWidget(self._fault)
        self.body.addLayout(buttons)

    def _begin(self, title: str, activity: Activity, now: Moment) -> None:
        self._now, self._is_moved = now, False
        self._title.setText(title)
        self.setAccessibleName(title)
        # It comes from a file; nobody types in what this program is not about.
        self._chips[ActivityKind.OTHER].setVisible(activity.kind is ActivityKind.OTHER)
        self._chips[activity.kind].setChecked(True)
        self._minutes.set_value(_shown_minutes(activity))
        self._km.setText(_shown_km(activity))
        self._note.setText(activity.note)
        self._fault.say("")
        self.show()
        self._chips[activity.kind].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_moved(self) -> None:
        self._is_moved = True

    def _on_save(self) -> None:
        if self._now is None:
            return
        try:
            activity = self._activity()
            given = Given(activity, self._moment(activity, self._now))
        except InputError as error:
            self._fault.say(str(error))
            return
        self.given.emit(given)

    def _activity(self) -> Activity:
        former = self._entry.activity if self._entry else None
        minutes, km = self._minutes.value(), self._km.text()
        # A file knows the seconds, of which the field shows only the minutes.
        is_timed = former is not None and minutes == _shown_minutes(former)
        is_measured = former is not None and km == _shown_km(former)
        # The field has one line and an end; a note that was not touched may have more.
        is_kept = former is not None and not self._note.isModified()
        return Activity(
            next(kind for kind, chip in self._chips.items() if chip.isChecked()),
            former.duration_s if former and is_timed else minutes * 60,
            former.distance_m if former and is_measured else self._metres(km),
            former.note if former and is_kept else self._note.text().strip(),
            former.origin if former else Origin.HAND,
        )

    def _metres(self, text: str) -> float | None:
        if not text.strip():
            return None
        found = _KM.fullmatch(text.strip())
        if found is None:
            words = self.tr("“{text}” is not a distance: write kilometres, such as 6.5, or nothing.")
            raise InputError(words.format(text=text.strip()))
        return float(found[1].replace(",", ".")) * 1000

    def _moment(self, activity: Activity, now: Moment) -> Moment:
        if self._entry is not None and not self._is_moved:
            return self._entry.at
        at = self._when.moment(now)
        return just_ended(activity, now) if at is now else at


def _shown_minutes(activity: Activity) -> int:
    return max(1, round(activity.duration_s / 60))


def _shown_km(activity: Activity) -> str:
    if activity.distance_m is None:
        return ""
    return f"{activity.distance_m / 1000:.2f}".rstrip("0").rstrip(".") + " km"
