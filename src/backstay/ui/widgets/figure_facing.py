"""The figure seen from the front or from the back."""

import math

from backstay.domain.figure import Glow
from backstay.domain.skeleton import Chain, Joints, Point, View, direction, step
from backstay.ui.widgets import figure_parts as parts
from backstay.ui.widgets.figure_kit import Easel, Kit
from backstay.ui.widgets.figure_parts import FAR, NEAR, Station
from backstay.ui.widgets.figure_shapes import add_closed_curve, add_limb_part, along, curve, garment, new_path
from backstay.ui.widgets.figure_side import Light

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

    Seen from the back they come before the seat, seen from the front after it.
    """
    for arm, thumb in _arms_with_thumbs(joints):
        if arm.is_behind:
            _draw_forearm(easel, kit, arm, thumb)
    lumbar = direction(joints.hip, joints.waist)
    pelvis = parts.outline(parts.across(joints.hip, lumbar, _PELVIS))
    trousers = new_path()
    add_closed_curve(trousers, pelvis)
    for chain in joints.legs:
        parts.draw_ankle(easel, kit, chain, NEAR)
        parts.draw_shoe(easel, kit, chain, NEAR, joints.view)
        is_towards_eye = math.dist(chain.root, chain.middle) < _FORESHORTENED * math.dist(
            chain.middle, chain.end
        )
        shank = new_path() if is_towards_eye else trousers
        parts.add_shank(shank, chain, 0.058, 0.01, 0.01)
        if is_towards_eye:
            kit.legs[FAR].draw(easel, shank)
        parts.add_thigh(trousers, chain, 0.08, 0.078 if is_towards_eye else 0.058)
    kit.legs[NEAR].draw(easel, trousers)


def paint_upper_body(easel: Easel, kit: Kit, joints: Joints, breath: float, lit: Light) -> None:
    """Everything from the hips up; the sleeves are one with the shirt, so that no seam shows."""
    arms = _arms_with_thumbs(joints)
    neck = parts.draw_neck(easel, kit, joints)
    if Glow.NECK in lit.regions:
        parts.light(easel, kit, along(joints.neck, joints.skull, 0.4), neck, lit.strength)
    for chain, _ in arms:
        kit.skin[NEAR].draw(easel, parts.upper_arm(chain))
    shirt = garment(_shirt(joints, breath))
    for chain, _ in arms:
        parts.add_sleeve(shirt, chain, 0.05)
    kit.top[NEAR].draw(easel, shirt)
    for region, places in _places(joints).items():
        if region in lit.regions:
            for at in places:
                parts.light(easel, kit, at, shirt, lit.strength)
    if joints.view is View.FRONT:
        _draw_collar(easel, kit, joints)
    parts.draw_head(easel, kit, joints)
    for chain, thumb in arms:
        if not chain.is_behind:
            _draw_forearm(easel, kit, chain, thumb)


def _arms_with_thumbs(joints: Joints) -> tuple[tuple[Chain, int], ...]:
    return tuple(zip(joints.arms, (-1, 1) if joints.view is View.FRONT else (1, -1), strict=True))


def _draw_forearm(easel: Easel, kit: Kit, chain: Chain, thumb: int) -> None:
    """Forearm and hand; the bare end of the upper arm once more, so that the elbow has no line."""
    path = parts.forearm(chain)
    bare = new_path()
    elbow = along(chain.root, chain.middle, 0.92)
    kit.skin[NEAR].draw(easel, path)
    parts.draw_hand(easel, kit, chain, NEAR, thumb)
    add_limb_part(bare, elbow, chain.middle, (0.038, 0.038))
    path.addPath(bare)
    easel.fill(path, kit.skin[NEAR].fill)


def _shirt(joints: Joints, breath: float) -> list[Point]:
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
    return parts.outline([*low, *high, (left, right), *slope])


def _by_side(joints: Joints, thorax: float) -> tuple[Point, Point]:
    """The tops of the shoulders, the one on the left of the picture first."""
    first, second = (step(arm.root, thorax, 0.042) for arm in joints.arms)
    return (second, first) if joints.view is View.FRONT else (first, second)


def _draw_collar(easel: Easel, kit: Kit, joints: Joints) -> None:
    """The round neckline: skin inside, a line of the shirt's darker tone around."""
    thorax = direction(joints.waist, joints.neck)
    low = parts.across(joints.neck, thorax, ((-0.03, 0.0, 0.0), (-0.022, 0.028, 0.028), (0.0, 0.048, 0.048)))
    rim = parts.across(joints.neck, thorax, ((0.035, 0.05, 0.05),))
    rights, lefts = [pair[1] for pair in (*low[1:], *rim)], [pair[0] for pair in (*low[1:], *rim)]
    path = curve([low[0][0], *rights, *reversed(lefts)])
    kit.collar.draw(easel, path)


def _places(joints: Joints) -> dict[Glow, tuple[Point, ...]]:
    lumbar, thorax = direction(joints.hip, joints.waist), direction(joints.waist, joints.neck)
    return {
        Glow.SHOULDERS: tuple(arm.root for arm in joints.arms),
        Glow.UPPER_BACK: (step(joints.waist, thorax, 0.17),),
        Glow.MID_BACK: (step(joints.waist, thorax, 0.08),),
        Glow.LOWER_BACK: (step(joints.hip, lumbar, 0.14),),
        Glow.BELLY: (step(joints.hip, lumbar, 0.16),),
    }
