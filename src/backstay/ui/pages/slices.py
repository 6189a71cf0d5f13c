"""Work that may take long, done a piece at a time between the events of the window."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer

from backstay.domain.errors import BackstayError
from backstay.ui.widgets.loading_bar import LoadingBar

_WHOLE = 100
_FIRST_SLICE_MS = 250
"""What most diaries need as a whole: who has not kept one for ten years sees no page without its content."""
_SLICE_MS = 12


class Slices(QObject):
    """Runs one piece of work at a time; one that is begun takes the place of one that is under way."""

    def __init__(self, bar: LoadingBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._work: Iterator[float] | None = None
        self._done: Callable[[], None] = _nothing
        self._failed: Callable[[str], None] = _nothing
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(lambda: self._go_on(_SLICE_MS))

    def begin(self, work: Iterator[float], done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Do the first pieces now and the others as the window has time; each yields the share that is
        done, from 0 to 1. At the end ``done`` is called, or ``failed`` with what is wrong.
        """
        self._work, self._done, self._failed = work, done, failed
        self._go_on(_FIRST_SLICE_MS)

    def stop(self) -> None:
        """Leave it as it is."""
        self._work = None
        self._next.stop()
        self._bar.finish()

    def _go_on(self, slice_ms: int) -> None:
        try:
            share = self._work_for(slice_ms)
        except BackstayError as error:
            self.stop()
            self._failed(str(error))
            return
        if share < 1.0:
            self._bar.show_progress(round(_WHOLE * share), _WHOLE)
            self._next.start()
        else:
            self.stop()
            self._done()

    def _work_for(self, slice_ms: int) -> float:
        deadline = QDeadlineTimer(slice_ms)
        for share in self._work or ():
            if share < 1.0 and deadline.hasExpired():
                return share
        return 1.0


def _nothing(_words: str = "") -> None:
    """Nothing was begun."""
