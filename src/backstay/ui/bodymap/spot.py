"""What a tap on the body means, given what was chosen before."""

from dataclasses import dataclass

from backstay.domain.pain import BodySide, Region
from backstay.ui.bodymap.areas import PAIRED, Area


@dataclass(frozen=True, slots=True)
class Spot:
    """A region and its side; each may be left open. A side needs a region."""

    region: Region | None = None
    side: BodySide | None = None

    def tapped(self, area: Area) -> "Spot":
        """After a tap on ``area``: chosen, taken back, or both halves of it."""
        if area.region is not self.region:
            return Spot(area.region, area.side)
        if area.side is None or area.side is self.side:
            return Spot()
        if self.side is BodySide.BOTH:
            return Spot(self.region, _other(area.side))
        is_half = self.side in (BodySide.LEFT, BodySide.RIGHT)
        return Spot(self.region, BodySide.BOTH if is_half else area.side)

    def sided(self, side: BodySide) -> "Spot":
        """With this side; without one when it had this."""
        return Spot(self.region, None if side is self.side else side)

    def covers(self, area: Area) -> bool:
        """Whether ``area`` is, or may be, part of what is chosen."""
        if area.region is not self.region:
            return False
        is_open = self.side not in (BodySide.LEFT, BodySide.RIGHT)
        return area.side is None or is_open or area.side is self.side

    def sides(self) -> tuple[BodySide, ...]:
        """What can be chosen; of a region that there are two of, none is in the centre."""
        if self.region is None:
            return ()
        is_centred = self.region not in PAIRED or self.side is BodySide.CENTRE
        return tuple(side for side in BodySide if side is not BodySide.CENTRE or is_centred)


def _other(side: BodySide) -> BodySide:
    return BodySide.RIGHT if side is BodySide.LEFT else BodySide.LEFT
