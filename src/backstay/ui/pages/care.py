"""The care of the person's data, where it can be seen and steered: backups and the way back, the check of
everything, other computers, and the way out.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from backstay.backups.backup import Backup
from backstay.desktop.session_lock import is_session_led
from backstay.domain.errors import BackstayError
from backstay.ui.desk import Desk
from backstay.ui.farewell import Farewell
from backstay.ui.pages.aside_page import AsidePage
from backstay.ui.pages.care_backups import BackupsCard
from backstay.ui.pages.care_card import CareCard
from backstay.ui.pages.care_check import CheckCard
from backstay.ui.pages.care_computers import ComputersCard
from backstay.ui.pages.care_delete import DeleteView
from backstay.ui.pages.care_leave import LeaveCard
from backstay.ui.pages.care_restore import RestoreView
from backstay.ui.pages.damage_card import DamageCard
from backstay.ui.widgets.cards import stacked
from backstay.ui.widgets.columns import Columns


class CarePage(AsidePage):
    """It begins with all of it; a backup to restore, and what would be deleted, come in its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("CarePage", "Data care")
        super().__init__(title, name="care", is_back_primary=False, parent=parent)
        self._desk = desk
        self._farewell: Farewell | None = None
        self._view: RestoreView | DeleteView | None = None
        self._backups = BackupsCard(desk)
        self._backups.restore_wanted.connect(self._show_restore)
        self._check = CheckCard(desk)
        self._computers = ComputersCard(desk)
        self._leave = LeaveCard(desk)
        self._leave.deleting_wanted.connect(self._show_delete)
        self._damage = DamageCard(desk, "care")
        self._start = Columns(
            self._backups, stacked(self._check, self._computers, self._leave), shares=(1, 1)
        )
        self.body.addWidget(self._damage)
        self.body.addWidget(self._start)
        self.body.addStretch(1)
        self.left.connect(self._cancel)
        self._reload()

    def leave(self) -> None:
        """Back by one step: out of the work, out of what came in the place of the start, out of the page."""
        busy = [card for card in self._cards() if card.is_busy]
        if busy:
            for card in busy:
                card.cancel()
        elif self._view is not None:
            self._show_start()
        else:
            super().leave()

    def _cards(self) -> tuple[CareCard, ...]:
        cards = self._backups, self._check, self._computers
        return cards if self._view is None else (*cards, self._view)

    def _cancel(self) -> None:
        for card in self._cards():
            card.cancel()

    def _reload(self) -> None:
        self._damage.follow()
        self._backups.reload()
        self._computers.reload()

    def _show_restore(self, backup: Backup) -> None:
        view = RestoreView(self._desk, backup)
        view.left.connect(self._show_start)
        view.restored.connect(self._show_start)
        self._show(view)

    def _show_delete(self) -> None:
        view = DeleteView(self._desk)
        view.left.connect(self._show_start)
        view.decided.connect(self._on_decided)
        self._show(view)

    def _on_decided(self, with_routines: bool) -> None:
        app, view = self._desk.app, self._view
        assert view is not None
        if is_session_led(app.paths.data):
            what = self.tr("Nothing was deleted: a session is going on.")
            view.say(BackstayError(what, mend=self.tr("end it, then try again")))
            return
        self._cancel()
        self._farewell = Farewell(app, with_routines=with_routines)
        self._farewell.show()
        # Nothing of it can be used any more, and it shall not put down its size at the end.
        self.window().hide()

    def _show(self, view: RestoreView | DeleteView) -> None:
        self._view = view
        self._start.hide()
        self.body.insertWidget(self.body.indexOf(self._start), view)
        view.setFocus()

    def _show_start(self) -> None:
        if self._view is None:
            return
        was_deleting = isinstance(self._view, DeleteView)
        self._view.cancel()
        self.body.removeWidget(self._view)
        self._view.setParent(None)
        self._view.deleteLater()
        self._view = None
        self._start.show()
        self._reload()
        (self._leave if was_deleting else self._backups).setFocus()
