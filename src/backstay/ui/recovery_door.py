"""The way from a damaged journal to what can be had back, before anything else is looked at."""

from PySide6.QtCore import QObject

from backstay.desktop.session_lock import is_session_led
from backstay.ui.care_watch import CareWatch
from backstay.ui.desk import Desk
from backstay.ui.recovery_watch import RecoveryWatch


class RecoveryDoor(QObject):
    """Opens by itself once for each damage, as soon as it is known, and not into a session."""

    def __init__(self, desk: Desk, care: CareWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_told = False
        self._watch = RecoveryWatch(desk.app, self)
        self._watch.found.connect(self._on_found)
        desk.app.on_notice(self._look)
        care.doubted.connect(lambda: self._watch.look(is_thorough=True))
        self._look()

    def _look(self) -> None:
        if not self._desk.app.is_in_doubt:
            self._is_told = False
        self._watch.look()

    def _on_found(self, damage: object) -> None:
        if self._is_told or is_session_led(self._desk.app.paths.data):
            return
        self._is_told = True
        show_recovery(self._desk, damage)


def show_recovery(desk: Desk, damage: object) -> None:
    """Lay what is known and what can be had back over the page that is shown."""
    from backstay.care.recovery import Damage
    from backstay.ui.pages.recovery import RecoveryPage

    assert isinstance(damage, Damage)
    desk.lay_over(RecoveryPage(desk, damage))
