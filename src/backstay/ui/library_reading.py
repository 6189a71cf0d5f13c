"""Reads the routine files in slices between the events of the window, and again when one was saved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QFileSystemWatcher, QObject, QTimer, Signal

from backstay.app import App

if TYPE_CHECKING:
    from backstay.catalogue.library import Loading

_FIRST_SLICE_MS = 150
"""What most libraries need as a whole: who has no thousand files sees no half-read window."""

_SLICE_MS = 12
"""Short enough that a key or a frame does not wait for it noticeably."""

_SETTLE_MS = 250
"""An editor saves in several moves; one reading is enough for all of them."""


class LibraryReading(QObject):
    """``progressed`` carries the files done and the files in all, after every slice but the last;
    ``noticed`` says that files somebody saved have been read.

    What runs meanwhile keeps the library it has: the new one takes its place as a whole, and the app
    tells of it.
    """

    progressed = Signal(int, int)
    noticed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._steps: Iterator[Loading] | None = None
        self._has_noticed = False
        self._trace: frozenset[tuple[str, int, int]] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(lambda: self._read_on(_SLICE_MS))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        for changed in (self._watcher.fileChanged, self._watcher.directoryChanged):
            changed.connect(self._settle.start)

    def begin(self) -> None:
        """Read everything, unless that was done before there was a window, and watch it from now on."""
        if self._app.has_library:
            self._note()
            self._watch()
        else:
            self._start()

    def look(self) -> None:
        """Read anew if a file of the person's has changed since the last reading."""
        from backstay.catalogue.watching import trace

        if self._trace is None:
            return
        if trace(self._app.paths.user_routines) != self._trace:
            self._has_noticed = True
            self._start()
        else:
            # A folder that was made has nothing to read yet, and has to be watched from now on.
            self._watch()

    def read_now(self) -> None:
        """Read everything anew before this returns: the program itself has written files."""
        self._steps = None
        self._note()
        self._app.reload_library()
        self._watch()

    def stop(self) -> None:
        """The window closes: nothing is read or watched any longer."""
        self._next.stop()
        self._settle.stop()
        self._trace = self._steps = None
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)

    def _start(self) -> None:
        """A reading that is under way is dropped."""
        # Looked at before the first file is opened: what is saved meanwhile is read once more.
        self._note()
        self._steps = self._app.loading_library()
        self._read_on(_FIRST_SLICE_MS)

    def _note(self) -> None:
        from backstay.catalogue.watching import trace

        self._trace = trace(self._app.paths.user_routines)

    def _read_on(self, slice_ms: int) -> None:
        deadline = QDeadlineTimer(slice_ms)
        for loading in self._steps or ():
            if deadline.hasExpired():
                self.progressed.emit(loading.done, loading.total)
                self._next.start()
                return
        self._steps = None
        self._watch()
        has_noticed, self._has_noticed = self._has_noticed, False
        if has_noticed:
            self.noticed.emit()

    def _watch(self) -> None:
        from backstay.catalogue.watching import watched_paths

        wanted = set(watched_paths(self._app.paths.user_routines))
        known = {*self._watcher.files(), *self._watcher.directories()}
        if gone := sorted(known - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - known):
            self._watcher.addPaths(new)
