"""A pack, or a file with entries, may be dropped anywhere on the window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

_WITH_ENTRIES = (".csv", ".tsv", ".json", ".zip", ".gpx", ".tcx", ".fit")


class PackDrop(QObject):
    """``dropped`` carries the file, once the program that it comes from no longer waits."""

    dropped = Signal(Path)
    _taken = Signal(Path)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._taken.connect(self.dropped, Qt.ConnectionType.QueuedConnection)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one such file; anything else that is dragged over the window is let be."""
        if not isinstance(event, QDragEnterEvent | QDropEvent):
            return super().eventFilter(watched, event)
        path = _file_in(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._taken.emit(path)
        return True


def _file_in(data: QMimeData) -> Path | None:
    # Nothing is dragged at the start, and no start waits for packs.
    from backstay.catalogue.pack import PACK_SUFFIX

    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    known = {PACK_SUFFIX, *_WITH_ENTRIES}
    return files[0] if len(files) == 1 and files[0].suffix.lower() in known else None
