"""The parts of the body as they are drawn: limbs, shoes, neck, head, and the light of a working region."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from backstay.domain.skeleton import LUMBAR, THORAX, Chain, Joints, Point, View, direction, step
from backstay.ui.figure.kit import Easel, Kit
from backstay.ui.figure.shapes import Flesh, along, limb_part

NEAR, FAR = 0, 1

Station = tuple[float, float, float]
"""A place along a part of the trunk: metres along it, to its left, and to its right."""

_BEND = LUMBAR / 2
"""Metres before and after the waist over which the back is rounded."""

_SLEEVE = 0.64
_TROUSER_HEM = 0.89
_HEM = 0.3
"""How round the end of a sleeve or trouser leg is; 1 is half a circle."""


def across(origin: Point, angle: float, stations: Sequence[Station]) -> list[tuple[Point, Point]]:
    """The points left and right of a part of the trunk that starts at ``origin`` and runs along ``angle``."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    pairs = []
    for ahead, left, right in stations:
        x, y = origin[0] + cos * ahead, origin[1] + sin * ahead
        pairs.append(((x - sin * left, y + cos * left), (x + sin * right, y - cos * right)))
    return pairs


def along_spine(joints: Joints, stations: Sequence[Station]) -> list[tuple[Point, Point]]:
    """The points left and right of the spine from hip to neck, which bends round at the waist."""
    low, high = along(joints.hip, joints.waist, 0.5), along(joints.waist, joints.neck, _BEND / THORAX)
    pairs = []
    for at, left, right in stations:
        if at <= LUMBAR - _BEND:
            origin, angle = (
                step(joints.hip, direction(joints.hip, joints.waist), at),
                direction(low, joints.waist),
            )
        elif at >= LUMBAR + _BEND:
            angle = direction(joints.waist, joints.neck)
            origin = step(joints.waist, angle, at - LUMBAR)
        else:
            t = (at - LUMBAR + _BEND) / (2 * _BEND)
            before, after = along(low, joints.waist, t), along(joints.waist, high, t)
            origin, angle = along(before, after, t), direction(before, after)
        pairs += across(origin, angle, ((0.0, left, right),))
    return pairs


def upper_arm(chain: Chain) -> Flesh:
    """Skin from the shoulder to the elbow."""
    return limb_part(chain.root, chain.middle, (0.046, 0.038), 0.004, 0.004)


def forearm(chain: Chain) -> Flesh:
    """Skin from the elbow to the wrist."""
    return limb_part(chain.middle, chain.end, (0.038, 0.026), 0.008, 0.008)


def sleeve(chain: Chain, radius: float) -> Flesh:
    """The short sleeve over the upper arm, of a radius at the shoulder."""
    return limb_part(chain.root, along(chain.root, chain.middle, _SLEEVE), (radius, 0.053), cap=_HEM)


def thigh(chain: Chain, hip: float, knee: float) -> Flesh:
    """The trouser leg from hip to knee, of two radii."""
    return limb_part(chain.root, chain.middle, (hip, knee), 0.006, 0.01)


def shank(chain: Chain, knee: float, calf: float, shin: float) -> Flesh:
    """The trouser leg below the knee; ``calf`` swells on its right side, ``shin`` on its left."""
    hem = along(chain.middle, chain.end, _TROUSER_HEM)
    return limb_part(chain.middle, hem, (knee, 0.046), shin, calf, cap=_HEM)


def hand(kit: Kit, chain: Chain, thumb: int) -> Flesh:
    """The hand at the wrist. ``thumb`` is +1 where it lies left of the hand's direction, else -1."""
    there = QTransform.fromTranslate(*chain.end)
    there.rotate(direction(chain.end, chain.tip))
    shape = kit.hands[chain.shape, thumb]
    return Flesh(there.map(shape.path), there.map(shape.rim))


def draw_ankle(easel: Easel, kit: Kit, chain: Chain, tone: int) -> None:
    """The bare piece between trousers and shoe."""
    bare = limb_part(along(chain.middle, chain.end, 0.75), chain.end, (0.038, 0.035))
    kit.skin[tone].draw(easel, bare)


def draw_shoe(easel: Easel, kit: Kit, chain: Chain, tone: int, view: View) -> None:
    """The shoe with its sole, turned the way the foot points."""
    shoe, sole = kit.shoe_side if view is View.SIDE else kit.shoe_front
    at_ankle = easel.placed(chain.end, direction(chain.end, chain.tip))
    kit.shoe[tone].draw(at_ankle, shoe)
    at_ankle.fill(sole, kit.sole)


def draw_neck(easel: Easel, kit: Kit, joints: Joints) -> Flesh:
    """The neck, in the darker tone because it lies under the chin."""
    base = step(joints.neck, direction(joints.neck, joints.skull), -0.03)
    neck = limb_part(base, step(joints.skull, joints.head, 0.03), (0.056, 0.047))
    kit.skin[FAR].draw(easel, neck)
    return neck


def light(easel: Easel, kit: Kit, at: Point, within: Flesh, lit: float) -> None:
    """A soft light at a point, ``lit`` from 0 to 1, on one part of the body."""
    where = easel.to_pixels.map(QPointF(*at))
    if easel.seen is None or easel.seen.intersects(kit.glow.reach(where)):
        kit.glow.shine(easel.painter, where, easel.to_pixels.map(within.path), lit)
