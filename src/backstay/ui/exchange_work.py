"""Work that takes long, beside a window that stays alive: in a thread, or in slices where it must be."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from backstay.domain.errors import BackstayError
from backstay.journal.intake import CancelledError, GoOn

_LOOK_MS = 20
# Python's own, and one in which a frame is drawn in time.
_USUAL_TURN_S, _SHORT_TURN_S = 0.005, 0.0005

_INPUT = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.Close,
        # A window that comes to the front looks for what other programs wrote.
        QEvent.Type.ActivationChange,
    }
)


@dataclass
class _Run:
    """One job, as its thread and the window both see it."""

    done: int = 0
    is_wanted: bool = True
    is_over: bool = False
    result: object = None
    error: BaseException | None = None

    def go_on(self, done: int) -> bool:
        self.done = done
        return self.is_wanted


class Beside(QObject):
    """Runs one job at a time in a thread of its own, which must not touch what belongs to the window.

    ``progressed`` carries how far it is, ``done`` what came of it, and ``failed`` the ``BackstayError``
    instead. A job that was cancelled says nothing any more.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # At most one; a list, because it outlives this object where the page goes in the middle of it.
        self._runs: list[_Run] = []
        self.destroyed.connect(partial(_abandon, self._runs))
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs that somebody waits for."""
        return bool(self._runs)

    def start(self, job: Callable[[GoOn], object]) -> None:
        """Run ``job``, which asks now and then whether to go on; one that still runs is cancelled."""
        self.cancel()
        run = _Run()
        self._runs.append(run)
        # Among a hundred thousand rows Python's collector would hold up the window, and find nothing. And
        # whenever the window has waited for Qt, it would have to wait a whole turn of the thread as well.
        gc.disable()
        sys.setswitchinterval(_SHORT_TURN_S)
        self._timer.start()

        def work() -> None:
            try:
                run.result = job(run.go_on)
            except BaseException as error:
                run.error = error
            run.is_over = True

        # A daemon: the program does not stay for a file that nobody waits for.
        threading.Thread(target=work, name="exchange", daemon=True).start()

    def cancel(self) -> None:
        """Nobody waits for it any more; it ends the next time it asks."""
        self._timer.stop()
        if self._runs:
            _abandon(self._runs)

    def _look(self) -> None:
        run = self._runs[0]
        self.progressed.emit(run.done)
        if not run.is_over:
            return
        self.cancel()
        if isinstance(run.error, BackstayError):
            self.failed.emit(run.error)
        elif run.error is None:
            self.done.emit(run.result)
        elif not isinstance(run.error, CancelledError):
            raise run.error


def _abandon(runs: list[_Run], _gone: QObject | None = None) -> None:
    for run in runs:
        run.is_wanted = False
    runs.clear()
    gc.enable()
    sys.setswitchinterval(_USUAL_TURN_S)


class _Shield(QObject):
    """Keeps every key and click from all but ``open_part`` and what is in it. Escape is ``cancelled``."""

    def __init__(self, open_part: QWidget, cancelled: Callable[[], None]) -> None:
        super().__init__()
        self._open_part, self._cancelled = open_part, cancelled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window hands the events on to its parts, and only there they are stopped."""
        if event.type() not in _INPUT:
            return False
        if event.type() == QEvent.Type.Close:
            event.ignore()
            self._cancelled()
            return True
        if event.type() == QEvent.Type.Shortcut:
            return True
        if not isinstance(watched, QWidget) or self._is_open(watched):
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._cancelled()
        return True

    def _is_open(self, widget: QWidget) -> bool:
        return widget is self._open_part or self._open_part.isAncestorOf(widget)


@contextmanager
def in_slices(open_part: QWidget, show: Callable[[int], None]) -> Iterator[tuple[GoOn, Callable[[], None]]]:
    """For work that belongs to this thread: a ``go_on`` that lets the window draw itself and hears a press
    in ``open_part`` alone, and a ``cancel`` after which it says no. ``show`` is told how far it is.

    Nothing else of the program gets to run in between: half of what is being written is in nobody's way.
    """
    is_wanted = True

    def cancel() -> None:
        nonlocal is_wanted
        is_wanted = False

    def go_on(done: int) -> bool:
        show(done)
        # Another start of the program, or a file that was saved, can wait until all is written.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers)
        return is_wanted

    shield = _Shield(open_part, cancel)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(shield)
    gc.disable()
    try:
        yield go_on, cancel
    finally:
        gc.enable()
        application.removeEventFilter(shield)
