"""The way to the signs at which to get help: one key from anywhere, and back to where one was."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from backstay.ui.overlay import Overlay

if TYPE_CHECKING:
    from backstay.ui.pages.safety import SafetyPage


class SafetyDoor(QObject):
    """Lays the page over whatever is shown. ``make`` makes it anew each time, for it is rarely looked
    at and must be up to date then.
    """

    def __init__(self, window: QWidget, overlay: Overlay, make: "Callable[[], SafetyPage]") -> None:
        super().__init__(window)
        self._overlay, self._make = overlay, make
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F2), window)
        # An open list of choices is a window of its own, and the key has to be heard there as well.
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Show the page; once it is shown, go back."""
        if self._overlay.is_open:
            self._overlay.close()
        elif self._overlay.can_open:
            self._open()

    def _open(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        page = self._make()
        page.left.connect(self._overlay.close)
        self._overlay.show(page)
