"""The places of the sessions that run, written by a thread of their own: a session never waits for the disk
to take its place, however slow that is.
"""

import logging
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from backstay.domain.moment import Moment
from backstay.domain.place import Place
from backstay.mishaps.account import kind_of
from backstay.places.place_file import read_place, remove_place, sessions_in, write_place

_log = logging.getLogger(__name__)

_CLOSING_S = 1.0


class Places:
    """The places in one ``folder``, which need not be there yet. Nothing raises: what the disk refuses costs
    the place and is logged once. Of two wishes for one session only the later one is carried out when the
    first has not been begun.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wishes: dict[str, tuple[Place, Moment] | None] = {}
        # The id of a session that has a wish, somebody who waits for all before them, or the end.
        self._inbox: SimpleQueue[str | Event | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._has_failed = False

    def put(self, session_id: str, place: Place, at: Moment) -> None:
        """Have it stored that the session stood at ``place`` at the moment ``at``; returns at once."""
        self._ask(session_id, (place, at))

    def forget(self, session_id: str) -> None:
        """Have the place of a session that is over removed; returns at once."""
        self._ask(session_id, None)

    def last(self, session_id: str) -> tuple[Place, Moment] | None:
        """Where the session was last seen, and when, as the disk has it; None when that is not known or
        not readable.
        """
        return read_place(self._folder, session_id)

    def left(self) -> frozenset[str]:
        """The ids of the sessions of which the disk has something."""
        return sessions_in(self._folder)

    def settle(self, limit_s: float) -> bool:
        """Wait until everything wished for so far is done, ``limit_s`` seconds at the most; whether it is."""
        if self._thread is None:
            return not self._wishes
        reached = Event()
        self._inbox.put(reached)
        return reached.wait(limit_s)

    def close(self) -> None:
        """Let the thread end; waits a second at the most for what it has not written yet."""
        if self._thread is not None:
            self._inbox.put(None)
            self._thread.join(_CLOSING_S)

    def _ask(self, session_id: str, wish: tuple[Place, Moment] | None) -> None:
        self._wishes[session_id] = wish
        self._inbox.put(session_id)
        if self._thread is None:
            thread = Thread(target=self._run, name="places", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:
                self._note(error)
            else:
                self._thread = thread

    def _run(self) -> None:
        while (message := self._inbox.get()) is not None:
            if isinstance(message, Event):
                message.set()
            elif message in self._wishes:
                self._carry_out(message, self._wishes.pop(message))

    def _carry_out(self, session_id: str, wish: tuple[Place, Moment] | None) -> None:
        try:
            if wish is None:
                remove_place(self._folder, session_id)
            else:
                write_place(self._folder, session_id, *wish)
        except (OSError, ValueError) as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            _log.info("where a session stands is not stored: %s", kind_of(error))
