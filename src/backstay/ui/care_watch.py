"""Brings to the window what other threads, programs and computers did to the journal."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal

from backstay.app import App
from backstay.domain.errors import BackstayError
from backstay.domain.preferences import Preferences

if TYPE_CHECKING:
    from backstay.sync.exchange import Exchange


class CareWatch(QObject):
    """``noticed`` carries what the person should know about the journal whenever that has changed;
    ``doubted`` says that no backup of it could be made, of which damage may be the reason.
    """

    noticed = Signal(str)
    doubted = Signal()
    _heard = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._shared = app.preferences.sync_folder
        self._followed: Exchange | None = None
        self._trouble = self._unbacked = ""
        self._is_over = False
        self._heard.connect(self._take_up, Qt.ConnectionType.QueuedConnection)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._exchange())
        app.on_notice(self._on_notice)

    def begin(self) -> None:
        """Look at the whole journal, copy what is due, and follow the folder of the other computers."""
        self._app.journal.begin_look(self._hear)
        self._app.tending.begin(self._hear)
        self._app.on_preferences(self._on_preferences)

    def look(self) -> None:
        """The person comes back: other programs may have written, other computers may have sent."""
        self._take_up()
        self._exchange()

    def stop(self) -> None:
        """The window closes."""
        self._is_over = True
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)

    def _hear(self) -> None:
        """From another thread, which may be a moment later than the window."""
        if not self._is_over:
            with suppress(RuntimeError):
                self._heard.emit()

    def _take_up(self) -> None:
        self._follow()
        former, self._trouble = self._trouble, ""
        try:
            self._app.look_for_changes()
        except BackstayError as error:
            self._trouble = str(error)
        if self._trouble != former:
            self._say()
        former, self._unbacked = self._unbacked, self._app.tending.backup_trouble
        if self._unbacked not in ("", former):
            self.doubted.emit()

    def _on_notice(self) -> None:
        if not self._app.is_in_doubt:
            # It is back, or another one is in its place.
            self._trouble = ""
        self._say()

    def _say(self) -> None:
        self.noticed.emit("\n".join(filter(None, (*self._app.notices, self._trouble))))

    def _exchange(self) -> None:
        self._app.tending.look()

    def _follow(self) -> None:
        # Only when the thread has just come through to it: a folder on a network that hangs must not hold
        # the window up.
        last, shared = self._app.tending.last_exchange, self._app.preferences.sync_folder
        if last is self._followed:
            return
        self._followed = last
        wanted = _folders_in(Path(shared)) if last is not None and not last.trouble else set()
        known = set(self._watcher.directories())
        if gone := sorted(known - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - known):
            self._watcher.addPaths(new)
            # What came between the look into it and the watch over it.
            self._exchange()

    def _on_preferences(self, preferences: Preferences) -> None:
        former, self._shared = self._shared, preferences.sync_folder
        if self._shared != former:
            self._follow()
            self._exchange()


def _folders_in(shared: Path) -> set[str]:
    """Where other computers' files appear: the folder itself, and those of the devices in it."""
    from backstay.sync.reading import VERSION_FOLDER, device_folders

    folders = (shared, shared / VERSION_FOLDER, *device_folders(shared))
    return {str(folder) for folder in folders if folder.is_dir()}
