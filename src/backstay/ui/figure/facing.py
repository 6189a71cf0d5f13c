"""The figure seen from the front or from the back, in the same three parts as from the side."""

import math

from backstay.domain.figure import Glow
from backstay.domain.skeleton import Chain, Joints, Point, View, direction, step
from backstay.ui.figure import parts as parts
from backstay.ui.figure.head import draw_head
from backstay.ui.figure.kit import Easel, Kit
from backstay.ui.figure.parts import FAR, NEAR, Station
from backstay.ui.figure.shapes import Flesh, along, garment, joined, limb_part, rounded
from backstay.ui.figure.side import Light

_PELVIS: tuple[Station, ...] = (
    (-0.095, 0.05, 0.05),
    (-0.07, 0.13, 0.13),
    (0.0, 0.148, 0.148),
    (0.07, 0.13, 0.13),
    (0.11, 0.11, 0.11),
)
_SHIRT: tuple[Station, ...] = ((0.045, 0.15, 0.15), (0.1, 0.135, 0.135), (0.19, 0.124, 0.124))

_FORESHORTENED = 0.6
"""A thigh shorter than this part of its shin points at the eye: it lies over the shin."""


def paint_legs(easel: Easel, kit: Kit, joints: Joints) -> None:
    """Legs and pelvis, and the forearms behind them.

    Seen from the back they come before the seat, so whoever paints the seat asks for them.
    """
    for arm, thumb in _arms_with_thumbs(joints):
        if arm.is_behind:
            _draw_forearm(easel, kit, arm, thumb)
    for chain in joints.legs:
        if chain.is_behind:
            _draw_shin(easel, kit, chain, joints.view)
    pelvis = rounded(parts.across(joints.hip, direction(joints.hip, joints.waist), _PELVIS))
    lower, upper = sorted(joints.legs, key=lambda chain: chain.end[1])
    kit.legs[NEAR].draw(easel, joined(pelvis, _draw_leg(easel, kit, lower, joints.view)))
    leg = _draw_leg(easel, kit, upper, joints.view)
    kit.legs[NEAR].draw(easel, leg)
    easel.fill(joined(pelvis, leg).path, kit.legs[NEAR].fill)


def _draw_leg(easel: Easel, kit: Kit, chain: Chain, view: View) -> Flesh:
    """What is not yet drawn of a leg, but for the cloth that goes on into the pelvis: that is returned."""
    if chain.is_behind:
        return parts.thigh(chain, 0.08, 0.068)
    if _points_at_eye(chain):
        _draw_shin(easel, kit, chain, view)
        return parts.thigh(chain, 0.08, 0.078)
    _draw_foot(easel, kit, chain, view)
    return joined(_shank(chain), parts.thigh(chain, 0.08, 0.058))


def _draw_shin(easel: Easel, kit: Kit, chain: Chain, view: View) -> None:
    """Lower leg and foot that lie behind the thigh, in the darker tone."""
    _draw_foot(easel, kit, chain, view)
    kit.legs[FAR].draw(easel, _shank(chain))


def _draw_foot(easel: Easel, kit: Kit, chain: Chain, view: View) -> None:
    parts.draw_ankle(easel, kit, chain, NEAR)
    parts.draw_shoe(easel, kit, chain, NEAR, view)


def _shank(chain: Chain) -> Flesh:
    return parts.shank(chain, 0.058, 0.01, 0.01)


def _points_at_eye(leg: Chain) -> bool:
    return math.dist(leg.root, leg.middle) < _FORESHORTENED * math.dist(leg.middle, leg.end)


def paint_behind(easel: Easel, kit: Kit, joints: Joints, lit: Light) -> None:
    """What the shirt lies over: neck and upper arms, and from the front the legs."""
    if joints.view is View.FRONT:
        paint_legs(easel, kit, joints)
    _light_neck(easel, kit, joints, parts.draw_neck(easel, kit, joints), lit)
    for chain in joints.arms:
        kit.skin[NEAR].draw(easel, parts.upper_arm(chain))


def paint_trunk(easel: Easel, kit: Kit, joints: Joints, breath: float, lit: Light) -> None:
    """The shirt in one piece with its sleeves, so that no seam shows; ``breath`` (0 to 1) fills it."""
    shirt = joined(garment(_shirt(joints, breath)), *(parts.sleeve(chain, 0.05) for chain in joints.arms))
    kit.top[NEAR].draw(easel, shirt)
    for region, places in _places(joints).items():
        if region in lit.regions:
            for at in places:
                parts.light(easel, kit, at, shirt, lit.strength)
    if joints.view is View.FRONT:
        _light_neck(easel, kit, joints, _draw_collar(easel, kit, joints), lit)


def paint_before(easel: Easel, kit: Kit, joints: Joints) -> None:
    """Head and forearms."""
    draw_head(easel, kit, joints)
    for chain, thumb in _arms_with_thumbs(joints):
        if not chain.is_behind:
            _draw_forearm(easel, kit, chain, thumb)


def _arms_with_thumbs(joints: Joints) -> tuple[tuple[Chain, int], ...]:
    return tuple(zip(joints.arms, (-1, 1) if joints.view is View.FRONT else (1, -1), strict=True))


def _draw_forearm(easel: Easel, kit: Kit, chain: Chain, thumb: int) -> None:
    """Forearm and hand; the bare end of the upper arm once more, so that the elbow has no line."""
    lower = joined(parts.forearm(chain), parts.hand(kit, chain, thumb))
    elbow = limb_part(along(chain.root, chain.middle, 0.88), chain.middle, (0.039, 0.039))
    kit.skin[NEAR].draw(easel, Flesh(joined(lower, elbow).path, lower.rim))


def _shirt(joints: Joints, breath: float) -> list[tuple[Point, Point]]:
    """Hem, waist, ribs, armpits, shoulders and the slope to the neck."""
    lumbar, thorax = direction(joints.hip, joints.waist), direction(joints.waist, joints.neck)
    turned = 0.5 + 0.5 * math.cos(math.radians(joints.turn[0]))
    ribs = (0.136 + 0.006 * breath) * turned
    half = math.dist(joints.arms[0].root, joints.arms[1].root) / 2
    low = parts.across(joints.hip, lumbar, _SHIRT)
    high = parts.across(
        joints.waist,
        thorax,
        ((0.08, ribs, ribs), (0.15, half - 0.02, half - 0.02)),
    )
    left, right = _by_side(joints, thorax)
    slope = parts.across(joints.neck, thorax, ((-0.006, 0.088, 0.088), (0.026, 0.05, 0.05)))
    return [*low, *high, (left, right), *slope]


def _by_side(joints: Joints, thorax: float) -> tuple[Point, Point]:
    """The tops of the shoulders, the one on the left of the picture first."""
    first, second = (step(arm.root, thorax, 0.042) for arm in joints.arms)
    return (second, first) if joints.view is View.FRONT else (first, second)


def _draw_collar(easel: Easel, kit: Kit, joints: Joints) -> Flesh:
    """The round neckline: skin inside, a line of the shirt's darker tone around."""
    thorax = direction(joints.waist, joints.neck)
    stations = ((-0.03, 0.012, 0.012), (-0.022, 0.03, 0.03), (0.0, 0.048, 0.048), (0.035, 0.05, 0.05))
    collar = rounded(parts.across(joints.neck, thorax, stations))
    kit.collar.draw(easel, collar)
    return collar


def _light_neck(easel: Easel, kit: Kit, joints: Joints, part: Flesh, lit: Light) -> None:
    if Glow.NECK in lit.regions:
        parts.light(easel, kit, along(joints.neck, joints.skull, 0.4), part, 0.6 * lit.strength)


def _places(joints: Joints) -> dict[Glow, tuple[Point, ...]]:
    lumbar, thorax = direction(joints.hip, joints.waist), direction(joints.waist, joints.neck)
    return {
        Glow.SHOULDERS: tuple(arm.root for arm in joints.arms),
        Glow.UPPER_BACK: (step(joints.waist, thorax, 0.17),),
        Glow.MID_BACK: (step(joints.waist, thorax, 0.08),),
        Glow.LOWER_BACK: (step(joints.hip, lumbar, 0.14),),
        Glow.BELLY: (step(joints.hip, lumbar, 0.16),),
    }
