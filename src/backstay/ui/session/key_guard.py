"""Keys that were meant for what was on the screen a moment ago, so that typing elsewhere neither skips a step
nor gives a score.
"""

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
