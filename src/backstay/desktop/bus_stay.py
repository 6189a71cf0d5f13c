"""A stay on the message bus in a thread of its own: nobody else ever waits for the desktop."""

from collections.abc import Callable
from contextlib import closing
from threading import Lock, Thread

from backstay.desktop.message_bus import Bus, BusError


class BusStay:
    """``stay`` is what to do on the bus, ``failed`` hears why it could not be done. Both are called in that
    thread; ``leave`` ends it and waits for nothing.
    """

    def __init__(
        self, connect: Callable[[], Bus], stay: Callable[[Bus], None], failed: Callable[[str], None]
    ) -> None:
        self._connect = connect
        self._stay = stay
        self._failed = failed
        self._lock = Lock()
        self._bus: Bus | None = None
        self._is_over = False
        Thread(target=self._run, name="message bus", daemon=True).start()

    def leave(self) -> None:
        """Hang up, whether or not the line stands yet."""
        with self._lock:
            self._is_over = True
            if self._bus is not None:
                self._bus.hang_up()

    def _run(self) -> None:
        try:
            with closing(self._connect()) as bus:
                self._visit(bus)
        except BusError as error:
            if not self._is_over:
                self._failed(str(error))

    def _visit(self, bus: Bus) -> None:
        with self._lock:
            if self._is_over:
                return
            self._bus = bus
        try:
            bus.greet()
            self._stay(bus)
        finally:
            with self._lock:
                self._bus = None
