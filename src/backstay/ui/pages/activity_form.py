"""A run or a walk, written down or changed."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from backstay.domain.activity import Activity, ActivityEntry, ActivityKind
from backstay.domain.moment import Moment
from backstay.ui.pages.journal_card import EntryCard, labelled
from backstay.ui.widgets.choice import Choice
from backstay.ui.widgets.stepper import Stepper
from backstay.ui.widgets.when_field import WhenField


@dataclass(frozen=True, slots=True)
class Given:
    """What the person wants to be written down, and for which moment."""

    activity: Activity
    at: Moment


class ActivityForm(EntryCard):
    """``given`` carries a ``Given``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("activity", parent)
        self._now: Moment | None = None
        self._kinds = (ActivityKind.RUN, ActivityKind.WALK)
        self._kind = Choice(self.tr("What it was"), name="activity_kind")
        self._kind.addItems([self.tr("Run"), self.tr("Walk")])
        self._minutes = Stepper(self.tr("Minutes"), name="activity_minutes", low=1, high=6000)
        self._when = WhenField(self.tr("When it began"), name="activity_when")
        self.fields.addWidget(self._kind)
        self.fields.addLayout(labelled(self.tr("Minutes"), self._minutes))
        self.fields.addLayout(labelled(self.tr("When it began"), self._when))

    def open_new(self, now: Moment) -> None:
        """Begin a new one."""
        self._now = now
        self._minutes.set_value(30)
        self._when.show_now(now)
        self.begin(self.tr("A run or a walk"))
        self._kind.setFocus()

    def open_entry(self, entry: ActivityEntry, now: Moment) -> None:
        """Change one that stands."""
        self._now = now
        self._minutes.set_value(round(entry.activity.duration_s / 60))
        self._when.show_moment(entry.at)
        self.begin(self.tr("Change the run or walk"))
        self._kind.setFocus()

    def filled(self) -> Given:
        """What was done. Raises ``InputError`` for a moment that cannot be."""
        assert self._now is not None
        kind = self._kinds[self._kind.currentIndex()]
        return Given(Activity(kind, self._minutes.value() * 60.0), self._when.moment(self._now))
