"""Which cues of the segment that is on were given, and which are due.

Every way from a computer to an ear takes time, over Bluetooth up to a third of a second. A cue that is to
be heard on time is given ``ear_s`` before it is due; the first of a segment then fall into the one before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from backstay.domain.session_events import CueDue
from backstay.domain.timeline import COUNTDOWN_S, Cue, CueKind, Segment


@dataclass(frozen=True, slots=True)
class Spot:
    """``elapsed_s`` into the segment at ``index``, which was made ``added_s`` longer. Negative seconds
    lie before its start.
    """

    index: int
    elapsed_s: float
    added_s: float = 0.0


class Cueing:
    """Gives each cue once for every time that its segment is entered."""

    def __init__(self, segments: Sequence[Segment], ear_s: float) -> None:
        self._segments = segments
        self._ear_s = ear_s
        self._given = 0
        self._ahead = 0

    def enter(self, *, is_next: bool) -> None:
        """Another segment is on. When it ``is_next`` after one that was carried to its end, what that one
        gave of it is not given again.
        """
        self._given, self._ahead = self._ahead if is_next else 0, 0

    def due(self, spot: Spot) -> Iterator[CueDue]:
        """Those to be given now, in their order."""
        cues = self._segments[spot.index].cues
        while self._given < len(cues) and self._left_s(cues[self._given], spot) <= 0:
            yield CueDue(cues[self._given], spot.index)
            self._given += 1
        following = self._following(spot)
        while self._ahead < len(following) and self._left_ahead_s(following[self._ahead], spot) <= 0:
            yield CueDue(following[self._ahead], spot.index + 1)
            self._ahead += 1

    def pass_by(self, spot: Spot) -> None:
        """Those due up to here are not given any more, those due later will be."""
        cues = self._segments[spot.index].cues
        self._given = sum(1 for cue in cues if self._left_s(cue, spot) <= 0)
        self._ahead = 0

    def next_s(self, spot: Spot) -> float:
        """Seconds until one is to be given; infinite when none is left."""
        own = [self._left_s(cue, spot) for cue in self._segments[spot.index].cues[self._given :]]
        early = [self._left_ahead_s(cue, spot) for cue in self._following(spot)[self._ahead :]]
        return min(own + early, default=inf)

    def _left_s(self, cue: Cue, spot: Spot) -> float:
        return due_s(cue, spot.added_s) - self._ear_s - spot.elapsed_s

    def _left_ahead_s(self, cue: Cue, spot: Spot) -> float:
        duration_s = self._segments[spot.index].duration_s
        return (
            inf
            if duration_s is None
            else duration_s + spot.added_s + self._left_s(cue, Spot(0, spot.elapsed_s))
        )

    def _following(self, spot: Spot) -> tuple[Cue, ...]:
        if self._ear_s <= 0 or spot.index + 1 >= len(self._segments):
            return ()
        return tuple(cue for cue in self._segments[spot.index + 1].cues if cue.at_s < self._ear_s)


def due_s(cue: Cue, added_s: float) -> float:
    """When a cue is due in a segment that was made ``added_s`` longer: the countdown, and the word to get
    ready, belong to its end and move with it, the half moves with the middle.
    """
    if cue.kind is CueKind.COUNT or (cue.kind is CueKind.READY and cue.at_s > 0):
        return cue.at_s + added_s
    if cue.kind is CueKind.HALF:
        # Cues stay in their order: the half of very little would lie within its countdown.
        return min(cue.at_s + added_s / 2, 2 * cue.at_s + added_s - COUNTDOWN_S[0])
    return cue.at_s
