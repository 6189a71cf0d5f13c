"""The look through every page of the journal file, beside a program that goes on meanwhile.

It takes the longer the more there is in the file. Reading need not wait for it, writing does.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Lock, Thread

from backstay.domain.errors import JournalError
from backstay.journal.first_look import is_content_whole

# The file is what it is; all else, a busy disk say, may be otherwise the next time.
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


class SecondLook:
    """One look, over a connection of its own that ``connect`` opens."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._thread: Thread | None = None
        self._verdict: bool | None = None
        self._looking: sqlite3.Connection | None = None
        self._is_stopped = False
        self._guard = Lock()

    @property
    def verdict(self) -> bool | None:
        """Whether the file is whole; None while that is not known."""
        return self._verdict

    def begin(self, refused: Callable[[], None]) -> None:
        """Look in a thread of its own, which calls ``refused`` when the file is not whole."""
        if self._thread is not None or self._verdict is not None:
            return
        thread = Thread(target=self._run, args=(refused,), name="second look", daemon=True)
        # A computer that has no room for a thread looks when somebody has to know.
        with suppress(RuntimeError):
            thread.start()
            self._thread = thread

    def is_passed(self) -> bool:
        """Whether the file is whole; waits for the thread, and looks itself where there is none.

        Raises what the library and ``connect`` raise when no look can be taken; the next call takes it.
        """
        if self._thread is not None:
            self._thread.join()
        if self._verdict is None:
            self._look()
        return bool(self._verdict)

    def stop(self) -> None:
        """Nobody wants to know any more; returns when the file has been let go."""
        with self._guard:
            self._is_stopped = True
            if self._looking is not None:
                self._looking.interrupt()
        if self._thread is not None:
            self._thread.join()

    def _run(self, refused: Callable[[], None]) -> None:
        # Whoever has to know tries again, and hears then why it cannot be told.
        with suppress(sqlite3.Error, JournalError):
            self._look()
            if self._verdict is False:
                refused()

    def _look(self) -> None:
        with closing(self._connect()) as connection:
            with self._guard:
                if self._is_stopped:
                    return
                self._looking = connection
            try:
                self._verdict = is_content_whole(connection)
            except UnicodeDecodeError:
                # SQLite quotes what it found in the file, and the sqlite3 module cannot read the quote.
                self._verdict = False
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _DAMAGE:
                    raise
                self._verdict = False
            finally:
                with self._guard:
                    self._looking = None
