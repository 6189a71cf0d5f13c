"""Keys that were meant for what was on the screen a moment ago, so that typing elsewhere neither skips a step
nor gives a score.
"""

from PySide6.QtGui import QKeyEvent

from backstay.desktop.clock import Clock

KEY_GUARD_S = 0.5


class KeyGuard:
    """On from the start and for ``guard_s`` real seconds after each ``begin``, by the ``clock``."""

    def __init__(self, clock: Clock, guard_s: float) -> None:
        self._clock, self._guard_s = clock, guard_s
        self._began_s = clock.now_s()

    def begin(self) -> None:
        """Something else is on the screen now."""
        self._began_s = self._clock.now_s()

    @property
    def is_on(self) -> bool:
        """Whether a key may have been meant for what was there before."""
        # The clock runs faster in a rehearsal; the person's fingers do not.
        return self._clock.now_s() - self._began_s < self._guard_s * self._clock.pace


class HeldKey:
    """A key that is held down comes again and again. On a busy X11 desktop some of those are not marked as
    repeats: they are the key let go and pressed at one and the same instant, which no finger can do.
    """

    def __init__(self) -> None:
        self._let_go: tuple[int, int] | None = None

    def let_go(self, event: QKeyEvent) -> None:
        """A key was let go, or seems so."""
        self._let_go = _key_and_instant(event)

    def is_repeat(self, event: QKeyEvent) -> bool:
        """Whether the key that is pressed was never let go."""
        # Without an instant, as from an input method, nothing can be told.
        return event.timestamp() > 0 and self._let_go == _key_and_instant(event)


def _key_and_instant(event: QKeyEvent) -> tuple[int, int]:
    return event.key(), event.timestamp()
