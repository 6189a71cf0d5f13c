"""A session that was done elsewhere, without the program, and the time of any session that is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from backstay.desktop.clock import Clock
from backstay.domain.errors import InputError
from backstay.domain.history import SessionPlan, SessionRecord
from backstay.domain.moment import Moment
from backstay.ui import tokens
from backstay.ui.pages.journal_card import EntryCard, is_same_minute, labelled
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.stepper import Stepper
from backstay.ui.widgets.when_field import WhenField

_LONGEST_MIN = 600
_USUAL_MIN = 20
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class GivenSession:
    """What was done, from when on, and for how many seconds without the pauses."""

    plan: SessionPlan
    at: Moment
    active_s: float


class SessionForm(EntryCard):
    """``given`` carries a ``GivenSession``. A session that stands keeps its routine."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("journal_session", parent)
        self._clock = clock
        self._plans: tuple[SessionPlan, ...] = ()
        self._entry: SessionRecord | None = None
        self._is_moved = False
        self._routine = Choice(self.tr("Routine"), name="journal_session_routine")
        self._routine.currentIndexChanged.connect(self._on_routine)
        self._name = QLineEdit(maxLength=_NAME_LENGTH)
        self._name.setObjectName("journal_session_name")
        self._name.setAccessibleName(self.tr("What it was"))
        self._name.setPlaceholderText(self.tr("What it was"))
        self._name.setMinimumWidth(30 * tokens.GRID)
        self._name.returnPressed.connect(self.save)
        self._minutes = Stepper(
            self.tr("Minutes"),
            name="journal_session_minutes",
            low=1,
            high=_LONGEST_MIN,
            suffix=self.tr(" min"),
        )
        self._minutes.changed.connect(self._on_minutes)
        self._when = WhenField(self.tr("When it began"), name="journal_session_when")
        self._when.changed.connect(self._on_moved)
        what = FlowLayout()
        what.addWidget(self._routine)
        what.addWidget(self._name)
        self.compose(
            what,
            labelled(self.tr("How long, without pauses"), self._minutes),
            labelled(self.tr("When it began"), self._when),
        )

    def open_new(self, plans: Sequence[SessionPlan]) -> None:
        """Begin a new one, of one of these routines or another: by default it is just over."""
        self._plans, self._entry = tuple(plans), None
        self._routine.clear()
        self._routine.addItems([plan.routine_name for plan in plans])
        self._routine.addItem(self.tr("Something else"))
        self._routine.setVisible(True)
        self._name.clear()
        self._is_moved = False
        self._routine.setCurrentIndex(0)
        self._on_routine()
        self.begin(self.tr("A session done elsewhere"))
        self._routine.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_entry(self, entry: SessionRecord) -> None:
        """Change when a session was and how long it took. It has to be over."""
        self._entry = entry
        self._routine.setVisible(False)
        self._name.setVisible(False)
        self._minutes.set_value(max(1, round(entry.active_s / 60)))
        self._when.show_moment(entry.started_at)
        self.begin(self.tr("Change {routine}").format(routine=entry.plan.routine_name))
        self._when.setFocus(Qt.FocusReason.OtherFocusReason)

    def filled(self) -> GivenSession:
        """What was done. Raises ``InputError`` for a name or a time that cannot be."""
        plan, minutes = self._plan(), self._minutes.value()
        active_s, lasted = minutes * 60.0, timedelta(minutes=minutes)
        at = self._when.moment(self._clock.moment())
        entry = self._entry
        if entry is not None and entry.ended_at is not None:
            lasted = entry.ended_at.utc - entry.started_at.utc
            # The field shows whole minutes; what was not touched stays to the second.
            active_s = entry.active_s if minutes == max(1, round(entry.active_s / 60)) else active_s
            if is_same_minute(at, entry.started_at):
                return GivenSession(plan, entry.started_at, active_s)
        if at.utc + lasted > self._clock.moment().utc + timedelta(minutes=1):
            raise InputError("It would not be over yet.", mend="move the beginning, or take fewer minutes")
        return GivenSession(plan, at, active_s)

    def _plan(self) -> SessionPlan:
        if self._entry is not None:
            return self._entry.plan
        chosen = self._routine.currentIndex()
        if chosen < len(self._plans):
            return self._plans[chosen]
        name = " ".join(self._name.text().split())
        if not name:
            raise InputError("A session needs a name.", mend="write down what it was")
        return SessionPlan("", name, self._minutes.value() * 60.0, 0)

    def _on_routine(self) -> None:
        chosen = self._routine.currentIndex()
        is_known = chosen < len(self._plans)
        self._name.setVisible(not is_known)
        planned_s = self._plans[chosen].planned_s if is_known else _USUAL_MIN * 60
        self._minutes.set_value(max(1, round(planned_s / 60)))
        self._on_minutes()

    def _on_minutes(self) -> None:
        if self._entry is None and not self._is_moved:
            now = self._clock.moment()
            began = now.local - timedelta(minutes=self._minutes.value())
            self._when.show_moment(Moment.from_local(began, now.zone))
            self._is_moved = False

    def _on_moved(self) -> None:
        self._is_moved = True
