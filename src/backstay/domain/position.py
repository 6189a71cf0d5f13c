"""Where a session stands within the segment that is on, by a clock that may be stopped for a while.

After a stop the person can be given some seconds to get back into position: the elapsed time is held, and
the seconds are counted down aloud.
"""

from collections.abc import Iterator, Sequence

from backstay.domain.cueing import Spot
from backstay.domain.session_events import CountedIn
from backstay.domain.timeline import Segment

# Two readings may differ by a rounding to the wrong side of nothing.
_ROUNDING_S = 1e-6


class Position:
    """Each door takes ``at_s``, a reading of the session's clock in seconds."""

    def __init__(self, segments: Sequence[Segment], ear_s: float) -> None:
        self.segments = segments
        self.index = 0
        self.added_s = 0.0
        self._ear_s = ear_s
        self._began_s = 0.0  # the reading at which the elapsed time was, or would be, 0
        self._held_s = 0.0  # the elapsed time does not fall below this
        self._to_count: tuple[int, ...] = ()

    @property
    def is_through(self) -> bool:
        """Whether the last segment is over."""
        return self.index >= len(self.segments)

    @property
    def segment(self) -> Segment:
        """What is on. Raises ``IndexError`` when it is through."""
        return self.segments[self.index]

    @property
    def duration_s(self) -> float | None:
        """How long the segment is with what was added; None where the program waits, or it is through."""
        if self.is_through or self.segment.duration_s is None:
            return None
        return self.segment.duration_s + self.added_s

    def enter(self, index: int, at_s: float, *, elapsed_s: float = 0.0, added_s: float = 0.0) -> None:
        """The segment at ``index`` is on, ``elapsed_s`` into it."""
        self.index, self.added_s = index, added_s
        self._began_s, self._held_s = at_s - elapsed_s, 0.0
        self._to_count = ()

    def shift(self, seconds: float) -> None:
        """The clock stood for so long."""
        self._began_s += seconds

    def lead_in(self, at_s: float, lead_s: int) -> None:
        """Hold the elapsed time for ``lead_s`` seconds, which are counted."""
        self._held_s = self.elapsed_s(at_s)
        self._began_s = at_s + lead_s - self._held_s
        self._to_count = tuple(range(lead_s, -1, -1))

    def stop_counting(self) -> None:
        """It stands again before it ran."""
        self._to_count = ()

    def count_in(self, at_s: float) -> tuple[CountedIn, ...]:
        """What is to be counted by now."""
        left_s = self.lead_left_s(at_s) - self._ear_s
        counted = tuple(CountedIn(count) for count in self._to_count if left_s - count <= _ROUNDING_S)
        self._to_count = self._to_count[len(counted) :]
        return counted

    def elapsed_s(self, at_s: float) -> float:
        """Seconds into the segment."""
        return max(self._held_s, at_s - self._began_s)

    def lead_left_s(self, at_s: float) -> float:
        """Seconds for which the elapsed time is still held."""
        return max(0.0, self._held_s - (at_s - self._began_s))

    def ended_s(self, duration_s: float) -> float:
        """The reading at which ``duration_s`` were over."""
        return self._began_s + duration_s

    def spot(self, at_s: float) -> Spot:
        """The spot that is shown: it never lies beyond the end of a segment; when all is through, it is the
        end of the last one, from wherever that was left.
        """
        if self.is_through:
            return Spot(len(self.segments) - 1, self.segments[-1].estimate_s)
        elapsed_s, duration_s = self.elapsed_s(at_s), self.duration_s
        within_s = elapsed_s if duration_s is None else min(elapsed_s, duration_s)
        return Spot(self.index, within_s, self.added_s)

    def changes_s(self, at_s: float) -> Iterator[float]:
        """Seconds until the digits change, until something is counted, until what is counted is over."""
        lead_s, elapsed_s, duration_s = self.lead_left_s(at_s), self.elapsed_s(at_s), self.duration_s
        left_s = lead_s
        if lead_s > 0 and self._to_count:
            yield lead_s - self._to_count[0] - self._ear_s
        elif lead_s <= 0 and duration_s is None:
            left_s = 1.0 - elapsed_s % 1.0
        elif lead_s <= 0 and duration_s is not None:
            left_s = duration_s - elapsed_s
        yield left_s
        yield left_s % 1.0 or 1.0

    def cue_spot(self, at_s: float) -> Spot:
        """The spot by which cues are due: it runs while the elapsed time is held, so that none is early."""
        return Spot(self.index, at_s - self._began_s, self.added_s)
