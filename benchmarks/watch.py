"""What a window is watched with: its first picture, its memory and its wake-ups."""

import json
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

SETTLE_MS = 4000
WATCH_MS = 5000


class Watch(QObject):
    """Notes the first paint of a widget, then leaves or, for ``idle``, watches the window rest.

    ``name`` is the widget's object name; empty stands for the first widget that is painted.
    """

    def __init__(self, application: QCoreApplication, name: str, *, is_idle_wanted: bool) -> None:
        super().__init__()
        self._application = application
        self._name = name
        self._is_idle_wanted = is_idle_wanted
        self._painted_s: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt hands every event of the application through here until that paint."""
        is_meant = isinstance(watched, QWidget) and self._name in ("", watched.objectName())
        if event.type() == QEvent.Type.Paint and is_meant and self._painted_s is None:
            self._painted_s = time.monotonic()
            self._application.removeEventFilter(self)
            QTimer.singleShot(SETTLE_MS if self._is_idle_wanted else 0, self._settled)
        return False

    def _settled(self) -> None:
        if not self._is_idle_wanted:
            self._report({})
            return
        before = wake_ups()
        QTimer.singleShot(WATCH_MS, lambda: self._report(idle_figures(before)))

    def _report(self, figures: dict[str, Any]) -> None:
        print(json.dumps({"painted_s": self._painted_s, **figures}), flush=True)
        QApplication.exit(0)


def watch_next_window(name: str, *, is_idle_wanted: bool) -> None:
    """From now on the event loop of the application runs under a watch, and nothing else changes."""
    run = QApplication.exec

    def watched_run(*_: object) -> int:
        application = QCoreApplication.instance()
        assert application is not None
        watch = Watch(application, name, is_idle_wanted=is_idle_wanted)
        application.installEventFilter(watch)
        return int(run())

    QApplication.exec = watched_run  # type: ignore[method-assign]


def idle_figures(before: int) -> dict[str, Any]:
    """Memory in kB that this process answers for, and how often it was woken while watched."""
    # The timer that ends the watch wakes the process once by itself.
    return {"pss_kb": pss_kb(), "wake_ups": max(0, wake_ups() - before - 1)}


def pss_kb() -> int:
    """Proportional set size, in kB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def wake_ups() -> int:
    """Voluntary context switches of all threads so far: each is a sleep that ended."""
    total = 0
    for status in Path("/proc/self/task").glob("*/status"):
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        total += int(fields["voluntary_ctxt_switches"])
    return total
