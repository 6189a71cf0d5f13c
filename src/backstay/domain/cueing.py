"""Which cues of the segment that is on were given, and which are due.

Every way from a computer to an ear takes time, over Bluetooth up to a third of a second. A cue that is to
be heard on time is given ``ear_s`` before it is due; the first of a segment then fall into the one before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
        self._following = 0

    def enter(self, index: int, following: int) -> None:
        """The segment at ``index`` is on, and unless the person goes another way, ``following`` comes after
        it. What was given of a segment before it was on is not given again.
        """
        self._given, self._ahead = self._ahead if index == self._following else 0, 0
        self._following = following

    def due(self, spot: Spot) -> Iterator[CueDue]:
        """Those to be given now, in their order."""
        cues = self._segments[spot.index].cues
        while self._given < len(cues) and self._left_s(cues[self._given], spot) <= 0:
            yield CueDue(cues[self._given], spot.index)
            self._given += 1
        early = self._early
        while self._ahead < len(early) and self._left_ahead_s(early[self._ahead], spot) <= 0:
            yield CueDue(early[self._ahead], self._following)
            self._ahead += 1

    def pass_by(self, spot: Spot, elapsed_s: float) -> None:
        """Those due up to ``spot``, and those of the ``elapsed_s`` that are behind, are not given any more;
        those due later will be.
        """
        cues, behind = self._segments[spot.index].cues, replace(spot, elapsed_s=elapsed_s)
        self._given = sum(
            1
            for n, cue in enumerate(cues)
            if self._left_s(cue, spot) <= 0
            or due_s(cue, spot.added_s) < elapsed_s
            or (n < self._given and self._left_s(cue, behind) <= 0)
        )
        self._ahead = sum(1 for cue in self._early[: self._ahead] if self._left_ahead_s(cue, spot) <= 0)

    def next_s(self, spot: Spot) -> float:
        """Seconds until one is to be given; infinite when none is left."""
        own = [self._left_s(cue, spot) for cue in self._segments[spot.index].cues[self._given :]]
        early = [self._left_ahead_s(cue, spot) for cue in self._early[self._ahead :]]
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

    @property
    def _early(self) -> tuple[Cue, ...]:
        if self._ear_s <= 0 or self._following >= len(self._segments):
            return ()
        return tuple(cue for cue in self._segments[self._following].cues if cue.at_s < self._ear_s)


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
