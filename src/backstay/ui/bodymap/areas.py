"""Which part of the drawn body stands for which region: cells that tile the trunk and the legs, cut along
the outline. The left of the person is on the left from behind, and on the right from the front.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from backstay.domain.pain import BodySide, Region
from backstay.domain.skeleton import Point, View
from backstay.ui.bodymap.outline import HALF_WIDTH_CM, HEIGHT_CM, body

VIEWS = (View.BACK, View.FRONT)
"""In the order in which they stand, from the left."""

PAIRED = frozenset({Region.SHOULDER, Region.RIBS, Region.HIP, Region.THIGH, Region.LOWER_LEG})
"""The regions of which there are two."""

_GAP_CM = 6.0
BOUNDS_CM = QRectF(0.0, 0.0, 2 * len(VIEWS) * HALF_WIDTH_CM + _GAP_CM, HEIGHT_CM)
"""Both views beside each other."""

# From the middle line to the right edge of the picture, as in the outline.
_NECK = ((0.0, 12.0), (10.0, 12.0), (10.0, 31.0), (0.0, 34.0))
_THIGH = ((0.0, 98.4), (25.0, 98.4), (25.0, 117.8), (0.0, 117.8))
_LOWER_LEG = ((0.0, 117.8), (25.0, 117.8), (25.0, 137.0), (0.0, 137.0))
_CELLS: dict[View, dict[Region, tuple[Point, ...]]] = {
    View.BACK: {
        Region.NECK: _NECK,
        Region.SHOULDER: ((10.0, 20.0), (30.0, 20.0), (30.0, 46.0), (8.8, 46.0), (10.0, 31.0)),
        Region.UPPER_BACK: ((0.0, 34.0), (10.0, 31.0), (8.8, 46.0), (0.0, 46.0)),
        Region.MID_BACK: ((0.0, 46.0), (8.8, 46.0), (8.8, 64.0), (0.0, 64.0)),
        Region.RIBS: ((8.8, 46.0), (20.4, 46.0), (20.5, 56.0), (22.0, 64.0), (8.8, 64.0)),
        Region.LOWER_BACK: ((0.0, 64.0), (22.0, 64.0), (22.0, 84.0), (0.0, 84.0)),
        Region.HIP: ((0.0, 84.0), (25.0, 84.0), (25.0, 98.4), (0.0, 98.4)),
        Region.THIGH: _THIGH,
        Region.LOWER_LEG: _LOWER_LEG,
    },
    View.FRONT: {
        Region.NECK: _NECK,
        Region.SHOULDER: ((10.0, 20.0), (30.0, 20.0), (30.0, 46.0), (20.4, 46.0), (12.8, 43.0), (10.0, 31.0)),
        Region.CHEST: (
            (0.0, 34.0), (10.0, 31.0), (12.8, 43.0), (20.4, 46.0), (20.5, 53.0), (0.0, 53.0),
        ),
        Region.RIBS: ((7.0, 53.0), (20.5, 53.0), (20.5, 56.0), (22.0, 68.0), (9.5, 68.0)),
        Region.HIP: ((8.0, 84.0), (25.0, 84.0), (25.0, 98.4), (3.0, 98.4)),
        Region.THIGH: _THIGH,
        Region.LOWER_LEG: _LOWER_LEG,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A place that can be pointed at; ``side`` is the person's own, None in the middle."""

    view: View
    region: Region
    side: BodySide | None = None

    @property
    def key(self) -> str:
        """``back-shoulder-left``."""
        parts = (self.view.value, self.region.value, self.side.value if self.side else "")
        return "-".join(filter(None, parts))


@cache
def all_areas() -> tuple[Area, ...]:
    """From the neck down, from behind and then from the front."""
    return tuple(area for view in VIEWS for region in _CELLS[view] for area in _areas_of(view, region))


def middle_of(view: View) -> float:
    """Where the middle line of the figure is, in centimetres from the left of both."""
    return HALF_WIDTH_CM + VIEWS.index(view) * (2 * HALF_WIDTH_CM + _GAP_CM)


@cache
def path_of(area: Area) -> QPainterPath:
    """Its outline, in centimetres from the upper left corner of both views."""
    cell = QPainterPath()
    cell.addPolygon(QPolygonF([QPointF(x, y) for x, y in _cell(area)]))
    cell.closeSubpath()
    return QTransform.fromTranslate(middle_of(area.view), 0.0).map(body().intersected(cell))


@cache
def centre_of(area: Area) -> QPointF:
    """The middle of its surface."""
    corners = path_of(area).toFillPolygon()
    pairs = [(corners.at(i), corners.at((i + 1) % corners.count())) for i in range(corners.count())]
    cross = [a.x() * b.y() - b.x() * a.y() for a, b in pairs]
    x = sum((a.x() + b.x()) * part for (a, b), part in zip(pairs, cross, strict=True))
    y = sum((a.y() + b.y()) * part for (a, b), part in zip(pairs, cross, strict=True))
    return QPointF(x, y) / (3.0 * sum(cross))


def area_at(point: QPointF) -> Area | None:
    """What lies there; None beside all of them."""
    return next((area for area in all_areas() if path_of(area).contains(point)), None)


def _areas_of(view: View, region: Region) -> Iterator[Area]:
    if region not in PAIRED:
        yield Area(view, region)
        return
    for side in (BodySide.LEFT, BodySide.RIGHT):
        yield Area(view, region, side)


def _cell(area: Area) -> tuple[Point, ...]:
    half = _CELLS[area.view][area.region]
    mirrored = tuple((-x, y) for x, y in reversed(half))
    if area.side is None:
        return (*half, *mirrored)
    # Seen from behind the person's right is on the right of the picture.
    is_on_right = (area.side is BodySide.RIGHT) is (area.view is View.BACK)
    return half if is_on_right else mirrored
