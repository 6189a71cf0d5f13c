"""The writes of a session, in their order: what the disk refuses is kept back and tried again."""

from collections.abc import Callable

from backstay.domain.errors import BackstayError
from backstay.journal.change import Kind

Write = Callable[[], frozenset[Kind]]
Announce = Callable[[frozenset[Kind]], None]


class Saving:
    """``failed`` hears of every attempt that the disk refused, ``recovered`` once nothing is kept back any
    more, ``announce`` which kinds of entry were written.
    """

    def __init__(
        self, *, announce: Announce, failed: Callable[[BackstayError], None], recovered: Callable[[], None]
    ) -> None:
        self._announce = announce
        self._failed = failed
        self._recovered = recovered
        self._pending: list[Write] = []
        self._is_failing = False

    @property
    def unsaved(self) -> int:
        """How many writes are kept back."""
        return len(self._pending)

    def save(self, write: Write) -> None:
        """Carry ``write`` out after all those before it."""
        self._pending.append(write)
        self.flush()

    def flush(self) -> None:
        """Try what is kept back, up to the first refusal."""
        while self._pending:
            if not self._is_carried_out(self._pending[0]):
                return
            self._pending.pop(0)
        if self._is_failing:
            self._is_failing = False
            self._recovered()

    def _is_carried_out(self, write: Write) -> bool:
        try:
            kinds = write()
        except BackstayError as error:
            self._is_failing = True
            self._failed(error)
            return False
        if kinds:
            self._announce(kinds)
        return True
