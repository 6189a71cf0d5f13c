"""Goes through the journal for what is wanted, newest first, in slices between the events of the window."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from backstay.domain.errors import JournalError
from backstay.domain.history import SessionRecord
from backstay.journal.chronicle import Chronicle, Entry, Standing
from backstay.ui.pages.journal_wanted import Wanted, folded

_FIRST_SLICE_MS = 50
"""What most journals need as a whole: nobody sees a list that is filled in parts."""

_SLICE_MS = 12
"""Short enough that a key or a frame does not wait for it noticeably."""

_MANY = 3000
"""Rows that take longer than a page should take to appear."""


class JournalReading(QObject):
    """``advanced`` after every slice but the first: ``found`` has more in it, or everything is ``done``.
    ``failed`` carries why the journal could not be read on. ``words`` are those that an entry is found by.
    """

    advanced = Signal()
    failed = Signal(str)

    def __init__(
        self, chronicle: Chronicle, words: Callable[[Entry], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._chronicle, self._words = chronicle, words
        self._folded: dict[str, tuple[Entry, str]] = {}
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_due)
        self.found: list[Standing] = []
        self.routines: set[str] = set()
        self.looked_through = 0

    @property
    def is_done(self) -> bool:
        """Whether ``found`` is all there is."""
        return self._steps is None

    @property
    def total(self) -> int:
        """How many entries there are, as far as that is known."""
        return self.looked_through if self.is_done else max(self.looked_through, len(self._chronicle))

    def glance(self, limit: int) -> list[Standing]:
        """The newest entries at once, where going through all would take long; else none.

        Raises ``JournalError``.
        """
        return list(self._chronicle.newest(limit)) if self._chronicle.unseen() > _MANY else []

    def begin(self, wanted: Wanted, *, at_once: bool = True) -> None:
        """Look for what is wanted, in a new list. A first, longer slice is read ``at_once``."""
        self.found, self.looked_through = [], 0
        self._steps = self._through(wanted)
        if at_once:
            self._go_on(_FIRST_SLICE_MS)
        self.resume()

    def pause(self) -> None:
        """Read nothing while nobody looks."""
        self._timer.stop()

    def resume(self) -> None:
        """Go on where it was."""
        if self._steps is not None:
            self._timer.start()

    def _on_due(self) -> None:
        self._go_on(_SLICE_MS)
        self.advanced.emit()
        self.resume()

    def _go_on(self, slice_ms: int) -> None:
        deadline = QDeadlineTimer(slice_ms)
        try:
            for _ in self._steps or ():
                if deadline.hasExpired():
                    return
        except JournalError as error:
            self.failed.emit(str(error))
        self._steps = None

    def _through(self, wanted: Wanted) -> Iterator[None]:
        yield from self._chronicle.look()
        words, routines = wanted.words(), set[str]()
        for part in self._chronicle.tell():
            self.looked_through += len(part)
            routines |= {one.entry.plan.routine_name for one in part if isinstance(one.entry, SessionRecord)}
            self.found += (one for one in part if wanted.suits(one.entry) and self._has(one.entry, words))
            yield
        self.routines = routines

    def _has(self, entry: Entry, words: tuple[str, ...]) -> bool:
        if not words:
            return True
        known = self._folded.get(entry.id)
        if known is None or known[0] is not entry:
            known = self._folded[entry.id] = entry, folded(self._words(entry))
        return all(word in known[1] for word in words)
