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

    def look(self, *, is_thorough: bool = False) -> None:
        """Look now, unless all is well; returns at once. With ``is_thorough`` every row is looked at, also
        of a journal that nothing is known against.
        """
        if not self._app.is_in_doubt and not is_thorough:
            return
        from backstay.care.recovery import find_damage

        paths = self._app.paths
        self._beside.start(lambda go_on: find_damage(paths, go_on if is_thorough else None))

    def _on_done(self, damage: object) -> None:
        if damage is not None:
            self.found.emit(damage)
