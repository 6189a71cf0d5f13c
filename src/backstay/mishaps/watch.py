"""Hears of every error that nobody dealt with, wherever it happens, and puts it down. What is needed only
then is loaded then: most commands are over in a moment, and nothing breaks.
"""

import faulthandler
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from backstay import __version__
from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.mishaps.account import account_of
from backstay.private_files import make_private_folder

if TYPE_CHECKING:
    from backstay.mishaps.crash_file import CrashFile

Log = Callable[[str], None]

_MOST_KEPT = 5
_MOST_KNOWN = 200
_PATIENCE_S = 1.0


class Watch:
    """Over one process, until ``close``. Hooks that others have set are called after ours; Python's own are
    not, since they print messages to wherever the terminal's output is kept.

    ``log`` is given each account once, ``folder`` the last mishap. Nothing here raises, and what the disk
    refuses is lost. It may be told of errors from any thread.
    """

    def __init__(self, folder: Path, now: Callable[[], Moment], log: Log) -> None:
        self._folder = folder
        self._now = now
        self._log = log
        self._lock = threading.RLock()
        self._is_noting = False
        self._is_starting = False
        self._known: set[str] = set()
        self._kept: list[str] = []
        self._crashes: CrashFile | None = None
        self._formers = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._ours = (self._on_error, self._on_thread_error, self._on_unraisable)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._ours

    def opens_window(self) -> None:
        """Until ``stands``, what breaks may keep the window from being of use."""
        self._is_starting = True

    def begin(self) -> None:
        """The process will do more than answer: also faults in native code are caught from now on."""
        from backstay.mishaps.crash_file import CrashFile
        from backstay.mishaps.record import gather_crash

        with suppress(OSError, BackstayError):
            make_private_folder(self._folder)
            if crash := gather_crash(self._folder):
                self._log(f"the run before ended: {crash}")
            # Whoever has turned it on wants to see it where that leads.
            if not faulthandler.is_enabled():
                self._crashes = CrashFile(self._folder, __version__, is_window=self._is_starting)
                faulthandler.enable(self._crashes.fileno())

    def stands(self) -> None:
        """The window has been there for a while: what breaks now does not keep the program from starting."""
        self._is_starting = False
        if self._crashes is not None:
            with suppress(OSError):
                self._crashes.stands()

    def note(self, error: BaseException) -> None:
        """Put ``error`` down; the program goes on."""
        self._note(lambda: account_of(error), is_end=False)

    def note_end(self, error: BaseException) -> None:
        """Put ``error`` down, of which the program ends."""
        self._note(lambda: account_of(error), is_end=True)

    def note_fatal(self, account: str) -> None:
        """Put down what a library says before it ends the process; ``account`` holds nothing personal."""
        self._note(lambda: account, is_end=True)

    def close(self) -> None:
        """Leave the process as it was found."""
        if sys.excepthook == self._on_error:
            sys.excepthook = self._formers[0]
        if threading.excepthook == self._on_thread_error:
            threading.excepthook = self._formers[1]
        if sys.unraisablehook == self._on_unraisable:
            sys.unraisablehook = self._formers[2]
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None

    def _note(self, tell: Callable[[], str], *, is_end: bool) -> None:
        # An error may come up while the log's own lock is held by another thread that waits for this one.
        if not self._lock.acquire(timeout=_PATIENCE_S):
            return
        try:
            # An error in here would come here again, without end.
            if self._is_noting:
                return
            self._is_noting = True
            try:
                with suppress(Exception):
                    self._put_down(tell(), is_end=is_end)
            finally:
                self._is_noting = False
        finally:
            self._lock.release()

    def _put_down(self, account: str, *, is_end: bool) -> None:
        is_new = account not in self._known
        if not (is_new or is_end) or len(self._known) >= _MOST_KNOWN:
            return
        now = self._now()
        self._known.add(account)
        if is_new:
            self._log(account)
            self._kept.append(f"{now.iso()}\n{account}")
            # What came first has led to the rest.
            del self._kept[_MOST_KEPT - 1 : -1]
        self._keep(now, is_end=is_end)

    def _keep(self, now: Moment, *, is_end: bool) -> None:
        from backstay.mishaps.record import Mishap, Outcome, keep_mishap
        from backstay.mishaps.surroundings import surroundings

        outcome = Outcome.ENDED if is_end else Outcome.WENT_ON
        if self._is_starting:
            outcome = Outcome.AT_START
        details = "\n\n".join(("\n".join(surroundings()), *self._kept))
        keep_mishap(self._folder, Mishap(now.local, outcome, details))

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        former = self._formers[0]
        if issubclass(kind, KeyboardInterrupt):
            former(kind, error, trace)
            return
        self.note(error)
        if former is not sys.__excepthook__ or sys.flags.dev_mode:
            former(kind, error, trace)

    def _on_thread_error(self, told: threading.ExceptHookArgs) -> None:
        former = self._formers[1]
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            self.note(told.exc_value)
        if former is not threading.__excepthook__ or sys.flags.dev_mode:
            former(told)

    def _on_unraisable(self, told: "sys.UnraisableHookArgs") -> None:
        former = self._formers[2]
        if told.exc_value is not None:
            self.note(told.exc_value)
        if former is not sys.__unraisablehook__ or sys.flags.dev_mode:
            former(told)


def watch_mishaps(folder: Path, now: Callable[[], Moment], log: Log) -> Watch:
    """Watch over this process from now on; what breaks is put down in ``folder``. Close what is returned."""
    return Watch(folder, now, log)
