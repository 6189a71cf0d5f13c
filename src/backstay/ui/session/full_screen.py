"""Whether the window fills the screen, whoever made it so: F11, the window manager, or another program."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

_FULL = Qt.WindowState.WindowFullScreen


class FullScreen(QObject):
    """Follows the window of ``page`` while the page is shown; ``changed`` says that it is another now."""

    changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._is_on = False
        self._was_on: bool | None = None
        page.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether the window fills the screen."""
        return self._is_on

    def toggle(self) -> None:
        """Fill the screen, or do so no longer."""
        self._set(is_on=not self._is_on)

    def give_back(self) -> None:
        """As it was when the page was first shown: a window that has always filled the screen stays so."""
        self._set(is_on=self._is_on and self._was_on is True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look whenever the page comes to the front or the window changes."""
        if watched is self._page and event.type() == QEvent.Type.Show:
            window = self._page.window()
            window.installEventFilter(self)
            if self._was_on is None:
                self._was_on = window.isFullScreen()
            self._look()
        elif event.type() == QEvent.Type.WindowStateChange and self._page.isVisible():
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        is_on = self._page.window().isFullScreen()
        if is_on is not self._is_on:
            self._is_on = is_on
            self.changed.emit()

    def _set(self, *, is_on: bool) -> None:
        window = self._page.window()
        state = window.windowState()
        if bool(state & _FULL) is not is_on:
            window.setWindowState(state | _FULL if is_on else state & ~_FULL)
