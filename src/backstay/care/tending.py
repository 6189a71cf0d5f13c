"""When the copies of the journal are made: a thread of its own, which rests while nothing is asked of it.

Nobody waits for it, neither a session nor a window that closes; what goes wrong is kept to be told.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Event, Thread

from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.journal.intake import CancelledError, GoOn
from backstay.journal.journal import Journal, open_journal
from backstay.paths import Paths

_log = logging.getLogger(__name__)

_DELAY_S = 2.0
_CLOSING_S = 3.0
_LETTING_GO_S = 0.5


class Chore(StrEnum):
    """What can be asked for, in the order in which it is done."""

    CHANGES = "changes"
    EXCHANGE = "exchange"
    BACKUP = "backup"


Work = Callable[[GoOn], None]
"""Does one chore if there is anything to do. Raises ``BackstayError`` or ``OSError`` when it went wrong, and
``CancelledError`` when it was told not to go on."""


class Tending:
    """Does what is asked for once nothing more has been asked for ``delay_s`` seconds, and nothing while it
    is held, which is as long as a session runs. No method raises, and only ``settle`` and ``close`` wait.

    ``done`` is called from the thread whenever something was done.
    """

    def __init__(
        self,
        works: Mapping[Chore, Work],
        *,
        delay_s: float = _DELAY_S,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        self._works = works
        self._delay_s = delay_s
        self._done = done
        self._asked: set[Chore] = set()
        self._troubles: dict[Chore, str] = {}
        # What is asked for, somebody who waits until all before them is done, or the end.
        self._inbox: SimpleQueue[frozenset[Chore] | Event | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_held = self._is_hurried = self._is_over = False

    @property
    def troubles(self) -> Mapping[Chore, str]:
        """What went wrong the last time, in plain words, by what it was; what went well is not in it."""
        return dict(self._troubles)

    @property
    def status(self) -> tuple[str, ...]:
        """The same as lines, none when all is well."""
        return tuple(text for chore in Chore if (text := self._troubles.get(chore, "")))

    def on_done(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` called, from the thread, whenever something was done from now on."""
        self._done = listener

    def ask(self, *chores: Chore) -> None:
        """Have these done soon; returns at once."""
        self._start()
        self._inbox.put(frozenset(chores))

    def hold(self) -> None:
        """A session begins: what is under way stops where it can and comes later."""
        self._is_held = True

    def release(self) -> None:
        """The session is over: what was asked for meanwhile comes now, and a backup with it."""
        if self._is_held:
            self._is_held = False
            self.ask(*Chore)

    def settle(self, limit_s: float) -> bool:
        """Do all that was asked for now, session or not, and wait for it, ``limit_s`` seconds at the most;
        whether it is done.
        """
        if self._thread is None:
            return True
        reached = Event()
        self._is_hurried = True
        self._inbox.put(reached)
        is_reached = reached.wait(limit_s)
        self._is_hurried = False
        return is_reached

    def close(self, limit_s: float = _CLOSING_S) -> None:
        """Let the thread end when it has done what was asked for, or ``limit_s`` seconds have passed."""
        if self._thread is None:
            return
        self.settle(limit_s)
        self._is_over = True
        self._inbox.put(None)
        self._thread.join(_LETTING_GO_S)

    def _start(self) -> None:
        if self._thread is None:
            thread = Thread(target=self._run, name="tending", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:
                _log.info("nothing is copied in this run: %s", error)
            else:
                self._thread = thread

    def _run(self) -> None:
        while not self._is_over:
            try:
                message = self._inbox.get(timeout=self._delay_s if self._is_wanted() else None)
            except Empty:
                self._carry_out()
                continue
            if message is None:
                return
            if isinstance(message, Event):
                self._carry_out()
                message.set()
            else:
                self._asked |= message

    def _is_wanted(self) -> bool:
        return bool(self._asked) and not self._is_held

    def _may_go_on(self, _done: int = 0) -> bool:
        return not self._is_over and (self._is_hurried or not self._is_held)

    def _carry_out(self) -> None:
        for chore in Chore:
            if chore in self._asked and self._may_go_on():
                self._asked.discard(chore)
                self._do(chore)

    def _do(self, chore: Chore) -> None:
        try:
            self._works[chore](self._may_go_on)
        except CancelledError:
            self._asked.add(chore)
            return
        except BackstayError as error:
            self._note(chore, error.what)
        except OSError as error:
            self._note(chore, error.strerror or str(error))
        else:
            self._troubles.pop(chore, None)
        self._done()

    def _note(self, chore: Chore, why: str) -> None:
        if self._troubles.get(chore) != why:
            _log.info("%s: %s", chore, why)
        self._troubles[chore] = why


@contextmanager
def tended_journal(paths: Paths, now: Callable[[], Moment]) -> Iterator[Journal]:
    """The journal as a command of the terminal opens it, closed at the end. Raises as ``open_journal``."""
    with closing(open_journal(paths.journal, now)) as journal:
        yield journal
