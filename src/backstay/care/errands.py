"""Work that somebody asks for and nobody waits for: a thread of its own, which rests while it has none.

Neither a session nor a window that closes stands still for it; what goes wrong is kept to be told.
"""

import logging
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Event, Thread

from backstay.domain.errors import BackstayError

_log = logging.getLogger(__name__)

_DELAY_S = 2.0
_CLOSING_S = 3.0
_LETTING_GO_S = 0.5


Work = Callable[[Callable[[int], bool]], None]
"""Does one thing if there is anything to do, and asks, saying how much is done, whether to go on. Raises
``BackstayError`` or ``OSError`` when it went wrong, and ``CancelledError`` when it was not to go on."""


class Errands:
    """Does what is asked for, in the order of ``works``, once nothing more has been asked for in ``delay_s``
    seconds, and nothing while it is held. No method raises, and only ``settle`` and ``close`` wait.

    ``done`` is called from the thread whenever something was done.
    """

    def __init__(
        self,
        works: Mapping[str, Work],
        *,
        delay_s: float = _DELAY_S,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        self._works = works
        self._delay_s = delay_s
        self._done = done
        self._asked: set[str] = set()
        self._troubles: dict[str, str] = {}
        # What is asked for, somebody who waits until all before them is done, or the end.
        self._inbox: SimpleQueue[frozenset[str] | Event | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_held = self._is_hurried = self._is_over = False

    @property
    def troubles(self) -> Mapping[str, str]:
        """What went wrong the last time, in plain words, by what it was; what went well is not in it."""
        return dict(self._troubles)

    def on_done(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` called, from the thread, whenever something was done from now on."""
        self._done = listener

    def ask(self, *names: str) -> None:
        """Have these done soon; returns at once."""
        self._start()
        self._inbox.put(frozenset(names))

    def hold(self) -> None:
        """Begin nothing from now on: what is under way stops where it can and comes later."""
        self._is_held = True

    def release(self) -> None:
        """What was asked for meanwhile comes now."""
        self._is_held = False
        self._inbox.put(frozenset())

    def settle(self, limit_s: float) -> bool:
        """Do all that was asked for now, held or not, and wait for it, ``limit_s`` seconds at the most;
        whether it is done.
        """
        if self._thread is None or not self._thread.is_alive():
            return self._thread is None
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
            thread = Thread(target=self._run, name="errands", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:
                _log.info("nothing is done beside in this run: %s", error)
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
                try:
                    self._carry_out()
                finally:
                    message.set()
            else:
                self._asked |= message

    def _is_wanted(self) -> bool:
        return bool(self._asked) and not self._is_held

    def _may_go_on(self, _done: int = 0) -> bool:
        return not self._is_over and (self._is_hurried or not self._is_held)

    def _carry_out(self) -> None:
        for name in self._works:
            if name in self._asked and self._may_go_on():
                self._asked.discard(name)
                self._do(name)

    def _do(self, name: str) -> None:
        # What takes entries in is not needed for a start.
        from backstay.journal.intake import CancelledError

        try:
            self._works[name](self._may_go_on)
        except CancelledError:
            self._asked.add(name)
            return
        except BackstayError as error:
            self._note(name, error.what)
        except OSError as error:
            self._note(name, error.strerror or str(error))
        else:
            self._troubles.pop(name, None)
        self._done()

    def _note(self, name: str, why: str) -> None:
        if self._troubles.get(name) != why:
            _log.info("%s: %s", name, why)
        self._troubles[name] = why
