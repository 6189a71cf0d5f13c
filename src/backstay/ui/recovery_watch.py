"""Looks, beside the window, for what is wrong with a journal that cannot be written."""

from PySide6.QtCore import QObject, Signal

from backstay.app import App
from backstay.ui.exchange_work import Beside


class RecoveryWatch(QObject):
    """``found`` carries the ``Damage``. A journal that is only write-protected, or of a newer version, has
    none.
    """

    found = Signal(object)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._beside = Beside(self)
        self._beside.done.connect(self._on_done)

    def look(self) -> None:
        """Look now, unless all is well; returns at once."""
        if self._app.journal.is_writable:
            return
        from backstay.care.recovery import find_damage

        paths = self._app.paths
        self._beside.start(lambda _go_on: find_damage(paths))

    def _on_done(self, damage: object) -> None:
        if damage is not None:
            self.found.emit(damage)
