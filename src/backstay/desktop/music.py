"""Makes room for the voice: other players are lowered or paused while something is said, if the person wants
it. All of it happens in a thread of its own; neither the voice nor the session waits for a player.
"""

import sys
from collections.abc import Mapping
from enum import Enum
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

from backstay.desktop.message_bus import LIMIT_S, Bus, BusError
from backstay.desktop.other_players import OtherPlayers
from backstay.domain.preferences import MusicManner

SILENCE_S = 1.5
"""So long nothing is said before the music comes back: a count each second must not pump it."""

_OTHER_SYSTEM = "Backstay cannot reach other players under this system"
_CLOSING_S = LIMIT_S + 1


class Music(Protocol):
    """What other programs play. No method raises, and only ``close`` waits."""

    def set_manner(self, manner: MusicManner) -> None:
        """What becomes of it from the next utterance on."""

    def prepare(self) -> None:
        """Find out, before it is needed, whether other players can be reached."""

    def follow(self, is_speaking: bool) -> None:
        """Something is being said from now, or nothing any more."""

    def close(self) -> None:
        """Bring back what is lowered or paused; waits a few seconds at the most."""

    @property
    def status(self) -> str | None:
        """One line that says why it plays on although it should not; None while it need not."""


class NullMusic:
    """Players that cannot be reached, and why."""

    def __init__(self, reason: str, manner: MusicManner = MusicManner.LEAVE) -> None:
        self._reason = reason
        self._manner = manner

    def set_manner(self, manner: MusicManner) -> None:
        """It plays on in each, and the line is said only where that is not wished for."""
        self._manner = manner

    def prepare(self) -> None:
        """It is known."""

    def follow(self, is_speaking: bool) -> None:
        """It plays on."""

    def close(self) -> None:
        """Nothing was changed."""

    @property
    def status(self) -> str | None:
        """The reason."""
        return None if self._manner is MusicManner.LEAVE else _line(self._reason)


class _Wish(Enum):
    PREPARE = "prepare"
    SPEAKING = "speaking"
    SILENT = "silent"
    RESTORE = "restore"
    CLOSE = "close"


class BusMusic:
    """Other players on the session bus. Where they are left alone nothing runs and nobody is asked."""

    def __init__(
        self,
        environ: Mapping[str, str],
        manner: MusicManner = MusicManner.LEAVE,
        *,
        silence_s: float = SILENCE_S,
    ) -> None:
        self._environ = environ
        self._manner = manner
        self._silence_s = silence_s
        self._reason: str | None = None
        self._inbox: SimpleQueue[_Wish] = SimpleQueue()
        self._thread: Thread | None = None
        self._quiet: OtherPlayers | None = None

    def set_manner(self, manner: MusicManner) -> None:
        """What is quiet now comes back as it would have."""
        self._manner = manner

    def prepare(self) -> None:
        """Look for the bus, if it will be needed."""
        self._ask(_Wish.PREPARE)

    def follow(self, is_speaking: bool) -> None:
        """Quiet at once, and back when nothing more has come for a while."""
        self._ask(_Wish.SPEAKING if is_speaking else _Wish.SILENT)

    def close(self) -> None:
        """Bring everything back now."""
        if self._thread is not None:
            self._inbox.put(_Wish.CLOSE)
            self._thread.join(_CLOSING_S)
            self._thread = None

    @property
    def status(self) -> str | None:
        """Why the players could not be reached the last time."""
        is_wanted = self._manner is not MusicManner.LEAVE
        return _line(self._reason) if is_wanted and self._reason is not None else None

    def _ask(self, wish: _Wish) -> None:
        if self._thread is None:
            if self._manner is MusicManner.LEAVE:
                return
            self._thread = Thread(target=self._run, name="music", daemon=True)
            self._thread.start()
        self._inbox.put(wish)

    def _run(self) -> None:
        wait_s: float | None = None
        wish = _Wish.SILENT
        while wish is not _Wish.CLOSE:
            wish = self._next(wait_s)
            if wish is _Wish.PREPARE:
                self._look()
                continue
            wait_s = None
            if wish is _Wish.SPEAKING:
                self._hush()
            elif wish is not _Wish.SILENT:
                self._restore()
            elif self._quiet is not None:
                wait_s = self._silence_s

    def _next(self, wait_s: float | None) -> _Wish:
        try:
            return self._inbox.get(timeout=wait_s)
        except Empty:
            return _Wish.RESTORE

    def _look(self) -> None:
        bus = self._connected()
        if bus is not None:
            bus.close()

    def _hush(self) -> None:
        if self._quiet is not None or self._manner is MusicManner.LEAVE:
            return
        bus = self._connected()
        if bus is None:
            return
        self._quiet = OtherPlayers(bus)
        try:
            if self._manner is MusicManner.LOWER:
                self._quiet.lower()
            else:
                self._quiet.pause()
        except BusError as error:
            self._reason = str(error)

    def _restore(self) -> None:
        quiet, self._quiet = self._quiet, None
        if quiet is None:
            return
        try:
            quiet.restore()
        except BusError as error:
            self._reason = str(error)
        finally:
            quiet.bus.close()

    def _connected(self) -> Bus | None:
        try:
            bus = Bus.of_session(self._environ)
        except BusError as error:
            self._reason = str(error)
            return None
        try:
            bus.greet()
        except BusError as error:
            bus.close()
            self._reason = str(error)
            return None
        self._reason = None
        return bus


def choose_music(environ: Mapping[str, str], manner: MusicManner) -> Music:
    """The players on the session bus where there can be one, else none, with the reason."""
    if sys.platform.startswith("linux"):
        return BusMusic(environ, manner)
    return NullMusic(_OTHER_SYSTEM, manner)


def _line(reason: str) -> str:
    return f"Music plays on while something is said: {reason}."
