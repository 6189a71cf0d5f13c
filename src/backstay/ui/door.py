"""The way to a page that can be read from anywhere: one key, and back to where one was."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from backstay.ui.overlay import Overlay

if TYPE_CHECKING:
    from backstay.ui.pages.aside_page import AsidePage


class Door(QObject):
    """Lays the page over whatever is shown; ``key`` opens and closes. ``make`` makes it anew each time,
    for it is rarely looked at and must be up to date then. Doors may share an overlay: one page goes as
    the other comes.
    """

    def __init__(
        self, window: QWidget, key: Qt.Key, overlay: Overlay, make: "Callable[[], AsidePage]"
    ) -> None:
        super().__init__(window)
        self._overlay, self._make = overlay, make
        self._page: AsidePage | None = None
        shortcut = QShortcut(QKeySequence(key), window)
        # An open list of choices is a window of its own, and the key has to be heard there as well.
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Show the page; once it is shown, go back."""
        if self._overlay.is_open and self._overlay.page is self._page:
            self._overlay.close()
        elif self._overlay.can_open:
            self._open()

    def _open(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._page = page = self._make()
        self._overlay.lay(page)
