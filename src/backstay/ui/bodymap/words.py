"""What the places on the body are called."""

from backstay.domain.pain import BodySide
from backstay.domain.skeleton import View
from backstay.ui.bodymap.areas import Area, all_areas
from backstay.ui.bodymap.spot import Spot
from backstay.ui.chart.words import region_name, side_name
from backstay.ui.wording import translate


def area_text(area: Area) -> str:
    """``Shoulder, left, from behind``; of a place that is seen from one side alone without saying from
    where.
    """
    from_where = {
        View.BACK: translate("BodyMap", "from behind"),
        View.FRONT: translate("BodyMap", "from the front"),
    }
    is_on_both = sum((area.region, area.side) == (other.region, other.side) for other in all_areas()) > 1
    place = spot_text(Spot(area.region, area.side))
    return f"{place}, {from_where[area.view]}" if is_on_both else place


def spot_text(spot: Spot) -> str:
    """``Lower back, left``."""
    if spot.region is None:
        return translate("BodyMap", "no place chosen")
    place = region_name(spot.region)
    return place if spot.side is None else f"{place}, {side_name(spot.side)}"


def side_text(side: BodySide) -> str:
    """``Left``, on a button."""
    return {
        BodySide.LEFT: translate("BodyMap", "Left"),
        BodySide.CENTRE: translate("BodyMap", "Centre"),
        BodySide.RIGHT: translate("BodyMap", "Right"),
        BodySide.BOTH: translate("BodyMap", "Both sides"),
    }[side]


def view_text(view: View) -> str:
    """What stands beneath a figure."""
    if view is View.BACK:
        return translate("BodyMap", "Back")
    return translate("BodyMap", "Front")
