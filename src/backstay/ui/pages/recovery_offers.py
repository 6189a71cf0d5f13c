"""What can be had back, with its figures, and a button for each way; the one that brings most comes first."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backstay.backups.backup import Backup
from backstay.care.recovery import Damage, Offers, look_for_offers, recover_by_salvage, recover_from_backup
from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.recovery_words import backup_text, is_rescue_more, salvage_text
from backstay.ui.widgets.buttons import PrimaryButton, SecondaryButton
from backstay.ui.widgets.emptying import empty
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import Divider, PlainLabel


@dataclass(frozen=True, slots=True)
class _Way:
    """``name`` begins the object names; ``act`` is what its button does."""

    name: str
    words: str
    button: str
    act: Callable[[], None]


class OffersCard(CareCard):
    """``recovered`` carries what came of the way that was chosen."""

    recovered = Signal(object)

    def __init__(self, desk: Desk, damage: Damage, parent: QWidget | None = None) -> None:
        super().__init__(desk, "recovery_offers", parent)
        self.say_what_it_is(self.tr("What can be had back"), "")
        self._damage = damage
        self._list = QWidget()
        self._ways = QVBoxLayout(self._list)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(2 * tokens.GRID)
        self.body.addWidget(self._list)

    def look(self) -> None:
        """See what there is, beside the window; nothing is changed."""
        paths, backups, damage = self.desk.app.paths, self.backups(), self._damage
        self.run(
            self.tr("Looking for what can be had back"),
            lambda go_on: look_for_offers(paths, backups, damage, go_on),
            self._on_seen,
        )

    def _on_seen(self, offers: object) -> None:
        assert isinstance(offers, Offers)
        empty(self._ways)
        ways = self._found(offers)
        for number, way in enumerate(ways):
            if number:
                self._ways.addWidget(Divider())
            button = self._show(way, is_first=number == 0)
            if number == 0:
                button.setFocus()
        said = " ".join(way.words for way in ways)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _found(self, offers: Offers) -> list[_Way]:
        ways = []
        if words := backup_text(offers, self.desk.app.clock.moment()):
            button = self.tr("Put it in the place of the journal")
            ways.append(_Way("recovery_backup", words, button, lambda: self._restore(offers.backup)))
        if words := salvage_text(offers):
            ways.append(_Way("recovery_rescue", words, self.tr("Rescue what can be read"), self._rescue))
        if is_rescue_more(offers):
            ways.reverse()
        if not ways:
            nothing = self.tr(
                "No sound backup, no change file and nothing readable was found. If you have a copy "
                "elsewhere, close Backstay and put it in the journal's place. You can also begin with an "
                "empty journal."
            )
            begin = self.tr("Begin anew")
            ways.append(_Way("recovery_anew", nothing, begin, lambda: self._restore(None)))
        return ways

    def _show(self, way: _Way, *, is_first: bool) -> PrimaryButton | SecondaryButton:
        kind = PrimaryButton if is_first and way.name != "recovery_anew" else SecondaryButton
        button = kind(way.button, name=way.name)
        button.clicked.connect(way.act)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID + tokens.GRID // 2)
        row = FlowLayout()
        row.addWidget(button)
        column.addWidget(PlainLabel(way.words, wrap=True, name=f"{way.name}_words"))
        column.addLayout(row)
        self._ways.addWidget(part)
        return button

    def _restore(self, backup: Backup | None) -> None:
        paths, backups, now = self.desk.app.paths, self.backups(), self.desk.app.clock.moment
        self.run(
            self.tr("Putting it in the place of the journal"),
            lambda go_on: recover_from_backup(paths, backups, backup, now, go_on),
            self.recovered.emit,
        )

    def _rescue(self) -> None:
        paths, backups, now = self.desk.app.paths, self.backups(), self.desk.app.clock.moment
        damage = self._damage
        self.run(
            self.tr("Rescuing what can be read"),
            lambda go_on: recover_by_salvage(paths, backups, damage, now, go_on),
            self.recovered.emit,
        )
