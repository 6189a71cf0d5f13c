"""Where an arrow key leads: to what lies nearest in its direction."""

import math

from PySide6.QtCore import QPointF, Qt

from backstay.ui.bodymap.areas import Area, all_areas, centre_of

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
# What lies straight ahead goes before what is nearer but off the way.
_ASIDE = 2.0
_LEAST_CM = 2.0


def led_to(area: Area, key: Qt.Key) -> Area | None:
    """From ``area`` by an arrow key, Home or End; itself at the edge, None for any other key."""
    if key is Qt.Key.Key_Home:
        return all_areas()[0]
    if key is Qt.Key.Key_End:
        return all_areas()[-1]
    if key not in _DIRECTIONS:
        return None
    reached = [(cost, other) for other in all_areas() if (cost := _cost(area, other, key)) is not None]
    return min(reached, key=lambda pair: pair[0])[1] if reached else area


def _cost(area: Area, other: Area, key: Qt.Key) -> float | None:
    way: QPointF = centre_of(other) - centre_of(area)
    along_x, along_y = _DIRECTIONS[key]
    ahead = way.x() * along_x + way.y() * along_y
    aside = abs(way.x() * along_y) + abs(way.y() * along_x)
    # Half a turn to either side; what is farther off belongs to another key.
    return math.hypot(ahead, _ASIDE * aside) if ahead > _LEAST_CM and aside <= 1.5 * ahead else None
