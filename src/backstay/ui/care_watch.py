"""Brings to the window what other threads, programs and computers did to the journal."""

from contextlib import suppress

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.preferences import Preferences


class CareWatch(QObject):
    """``noticed`` carries what the person should know about the journal whenever that has changed."""

    noticed = Signal(str)
    _heard = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._trouble = ""
        self._is_over = False
        self._heard.connect(self._take_up, Qt.ConnectionType.QueuedConnection)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._exchange)
        app.on_notice(self._say)

    def begin(self) -> None:
        """Look at the whole journal, copy what is due, and follow the folder of the other computers."""
        self._app.journal.begin_look(self._hear)
        self._app.tending.begin(self._hear)
        self._follow(self._app.preferences)
        self._app.on_preferences(self._follow)

    def look(self) -> None:
        """The person comes back: other programs may have written, other computers may have sent."""
        self._take_up()
        self._exchange()

    def stop(self) -> None:
        """The window closes."""
        self._is_over = True
        self._unwatch()

    def _hear(self) -> None:
        """From another thread, which may be a moment later than the window."""
        if not self._is_over:
            with suppress(RuntimeError):
                self._heard.emit()

    def _take_up(self) -> None:
        former, self._trouble = self._trouble, ""
        try:
            self._app.look_for_changes()
        except BackstayError as error:
            self._trouble = str(error)
        if self._trouble != former:
            self._say()

    def _say(self) -> None:
        self.noticed.emit("\n".join(filter(None, (*self._app.notices, self._trouble))))

    def _exchange(self) -> None:
        self._app.tending.look()

    def _follow(self, preferences: Preferences) -> None:
        self._unwatch()
        if preferences.sync_folder:
            self._watcher.addPath(preferences.sync_folder)

    def _unwatch(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
