"""Nothing in a test opens a connection: an ear at the door of every socket that Python makes.

What Qt or another program opens by itself is heard by ``tests/journeys/test_no_network.py`` alone.
"""

import socket
import sys

_AT_HOME = {socket.AF_UNIX, getattr(socket, "AF_NETLINK", socket.AF_UNIX)}
# The family of a socket that is taken over by its number is only known later.
_TAKEN_OVER = -1
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}


class OutsideError(RuntimeError):
    """A test tried to leave the computer."""


class Listener:
    """Hears every socket of this process; ``is_open`` lets through what a test has a reason for."""

    def __init__(self) -> None:
        self.is_open = False
        self._heard: list[str] = []
        # A hook stays until the process ends.
        sys.addaudithook(self._hear)

    def heard(self) -> list[str]:
        """What was tried since the last call."""
        heard, self._heard = self._heard, []
        return heard

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith("socket.") or self.is_open:
            return
        if event == "socket.__new__":
            family = arguments[1]
            if family in _AT_HOME or family == _TAKEN_OVER:
                return
            self._refuse(f"a socket of the family {family}")
        elif event in _LOOKUPS:
            self._refuse(f"a look for {arguments[0]!r}")

    def _refuse(self, what: str) -> None:
        self._heard.append(what)
        raise OutsideError(f"nothing leaves the computer: {what}")
