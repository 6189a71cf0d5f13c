"""How the shapes of the figure are built, in metres: limb parts, smooth outlines and their rims.

Every closed outline runs counter-clockwise, so that overlapping parts of one path fill as one body.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QTransform

from backstay.domain.skeleton import Point

LINE = 0.011
"""Width of the line around a part, in metres; its inner half lies under the part."""

_ROUND = 0.5523
"""Length of a cubic's handle for a quarter of a circle of radius 1."""


def new_path() -> QPainterPath:
    """An empty path whose overlapping parts count as filled."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


@dataclass(frozen=True, slots=True)
class Flesh:
    """A part of the body, and its rim: the same part larger by half a line, filled first in the line's
    colour. That costs a third of drawing a line along the part.
    """

    path: QPainterPath
    rim: QPainterPath


def along(a: Point, b: Point, part: float) -> Point:
    """The point at ``part`` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


@lru_cache(maxsize=512)
def _bone(length_mm: int, radii: tuple[float, float], left: float, right: float, cap: float) -> Flesh:
    """A limb part along x. Bones keep their length, so a figure needs each of its own only once."""
    half = LINE / 2
    grown = (radii[0] + half, radii[1] + half)
    end = length_mm / 1000
    return Flesh(
        _capsule(end, radii, left, right, cap * radii[1]),
        _capsule(end, grown, left, right, cap * radii[1] + half),
    )


def _capsule(end: float, radii: tuple[float, float], left: float, right: float, cap: float) -> QPainterPath:
    ra, rb = radii
    ka, kb, kc, third = ra * _ROUND, rb * _ROUND, cap * _ROUND, end / 3
    path = new_path()
    path.moveTo(0, -ra)
    path.cubicTo(third, -ra - right, end - third, -rb - right * 0.45, end, -rb)
    path.cubicTo(end + kc, -rb, end + cap, -kb, end + cap, 0)
    path.cubicTo(end + cap, kb, end + kc, rb, end, rb)
    path.cubicTo(end - third, rb + left * 0.45, third, ra + left, 0, ra)
    path.cubicTo(-ka, ra, -ra, ka, -ra, 0)
    path.cubicTo(-ra, -ka, -ka, -ra, 0, -ra)
    path.closeSubpath()
    return path


def limb_part(
    a: Point,
    b: Point,
    radii: tuple[float, float],
    left: float = 0.0,
    right: float = 0.0,
    cap: float = 1.0,
) -> Flesh:
    """A bone with flesh: round ends of two radii, and a swelling on the left or right in its first half.

    A ``cap`` under 1 flattens the far end, as a hem does.
    """
    length = math.dist(a, b)
    cos, sin = ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length > 1e-6 else (1.0, 0.0)
    there = QTransform(cos, sin, -sin, cos, a[0], a[1])
    bone = _bone(round(length * 1000), radii, left, right, cap)
    return Flesh(there.map(bone.path), there.map(bone.rim))


def joined(*parts: Flesh) -> Flesh:
    """Several parts as one body."""
    path, rim = new_path(), new_path()
    for part in parts:
        path.addPath(part.path)
        rim.addPath(part.rim)
    return Flesh(path, rim)


def outlined(points: Sequence[Point]) -> Flesh:
    """A smooth body through points that are given counter-clockwise."""
    return Flesh(curve(points), curve(_grown(points)))


def oval(x: float, y: float, rx: float, ry: float) -> Flesh:
    """An ellipse around a centre, with its rim."""
    return Flesh(ellipse(x, y, rx, ry), ellipse(x, y, rx + LINE / 2, ry + LINE / 2))


def flipped(part: Flesh) -> Flesh:
    """A shape turned over its x axis; its outlines still run counter-clockwise."""
    over = QTransform.fromScale(1.0, -1.0)
    return Flesh(over.map(part.path).toReversed(), over.map(part.rim).toReversed())


def garment(pairs: Sequence[tuple[Point, Point]]) -> Flesh:
    """A smooth body through pairs of points left and right of the spine, with a straight hem at the first."""
    points = _outline(pairs)
    rim = _grown((points[0], *points, points[-1]))[1:-1]
    rim[0], rim[-1] = _lowered(rim[0], points[1], points[0]), _lowered(rim[-1], points[-2], points[-1])
    return Flesh(_open_curve(points), _open_curve(rim))


def rounded(pairs: Sequence[tuple[Point, Point]]) -> Flesh:
    """A smooth body through pairs of points, round at both ends."""
    return outlined(_outline(pairs))


def _grown(points: Sequence[Point]) -> list[Point]:
    """Every point of a counter-clockwise outline half a line farther out."""
    grown = []
    for before, here, ahead in zip((points[-1], *points), points, (*points[1:], points[0]), strict=False):
        dx, dy = ahead[0] - before[0], ahead[1] - before[1]
        part = LINE / 2 / max(math.hypot(dx, dy), 1e-6)
        grown.append((here[0] + dy * part, here[1] - dx * part))
    return grown


def _lowered(point: Point, from_point: Point, to_point: Point) -> Point:
    """A corner of the hem half a line farther down the side of the garment."""
    part = LINE / 2 / max(math.dist(from_point, to_point), 1e-6)
    return point[0] + (to_point[0] - from_point[0]) * part, point[1] + (to_point[1] - from_point[1]) * part


def _outline(pairs: Sequence[tuple[Point, Point]]) -> list[Point]:
    """Up the right side and down the left one: counter-clockwise."""
    return [right for _, right in pairs] + [left for left, _ in reversed(pairs)]


def _bend_to(path: QPainterPath, before: Point, here: Point, ahead: Point, after: Point) -> None:
    """Go on from ``here`` to ``ahead``, along the direction its neighbours give (Catmull-Rom)."""
    path.cubicTo(
        here[0] + (ahead[0] - before[0]) / 6,
        here[1] + (ahead[1] - before[1]) / 6,
        ahead[0] - (after[0] - here[0]) / 6,
        ahead[1] - (after[1] - here[1]) / 6,
        ahead[0],
        ahead[1],
    )


def _open_curve(points: Sequence[Point]) -> QPainterPath:
    """A smooth outline from the first point to the last, closed by a straight line."""
    path = new_path()
    path.moveTo(*points[0])
    padded = (points[0], *points, points[-1])
    for before, here, ahead, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        _bend_to(path, before, here, ahead, after)
    path.closeSubpath()
    return path


def curve(points: Sequence[Point]) -> QPainterPath:
    """A smooth closed outline through the points, which are given counter-clockwise."""
    path = new_path()
    count = len(points)
    path.moveTo(*points[0])
    for i in range(count):
        before, here, ahead, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        _bend_to(path, before, here, ahead, after)
    path.closeSubpath()
    return path


def ellipse(x: float, y: float, rx: float, ry: float) -> QPainterPath:
    """An ellipse around a centre."""
    path = new_path()
    path.addEllipse(QRectF(x - rx, y - ry, 2 * rx, 2 * ry))
    return path
