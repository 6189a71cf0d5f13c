"""The figure seen from its right side, from the far limbs to the near ones.

It is painted in three parts, because of a position that is held only the one in the middle moves.
"""

from dataclasses import dataclass

from backstay.domain.figure import Glow
from backstay.domain.skeleton import LUMBAR, Chain, Joints, View, direction, shorter_arc, step
from backstay.ui.figure import parts as parts
from backstay.ui.figure.head import draw_head
from backstay.ui.figure.kit import Easel, Kit
from backstay.ui.figure.parts import FAR, NEAR, Station
from backstay.ui.figure.shapes import Flesh, along, garment, joined, rounded

# Along the part, behind the spine, before it.
_PELVIS: tuple[Station, ...] = (
    (-0.1, 0.04, 0.02),
    (-0.07, 0.1, 0.06),
    (0.0, 0.118, 0.086),
    (0.06, 0.1, 0.088),
    (0.11, 0.07, 0.08),
)
# From the hip upwards, along the whole spine.
_SHIRT: tuple[Station, ...] = (
    (0.045, 0.113, 0.1),
    (0.1, 0.092, 0.095),
    (0.18, 0.076, 0.092),
    (0.28, 0.086, 0.102),
    (0.35, 0.095, 0.1),
    (0.415, 0.09, 0.08),
    (0.458, 0.064, 0.052),
)
_BELOW_HEM = (Glow.LOWER_BACK, Glow.BUTTOCKS)
"""Regions of the trunk whose light falls on the trousers too."""

_HIGHER_LEG = 0.15
"""Metres between the ankles from which on the higher leg is the one that works."""

_STRAIGHTER_LEG = 40.0
"""Degrees between the knees from which on the straighter leg is the one that works."""


@dataclass(frozen=True, slots=True)
class Light:
    """The regions that work and how strongly they are lit, 0 to 1."""

    regions: tuple[Glow, ...]
    strength: float


def paint_behind(easel: Easel, kit: Kit, joints: Joints, lit: Light) -> None:
    """What the shirt lies over: the far limbs, the neck, and the near leg with the pelvis."""
    # A limb that lies exactly behind its neighbour cannot be seen.
    if joints.arms[FAR] != joints.arms[NEAR]:
        _draw_arm(easel, kit, joints.arms[FAR], FAR)
    if joints.legs[FAR] != joints.legs[NEAR]:
        far_leg = _draw_leg(easel, kit, joints.legs[FAR], FAR)
        if _working_leg(joints) == FAR:
            _light_leg(easel, kit, joints, far_leg, lit)
    neck = parts.draw_neck(easel, kit, joints)
    if Glow.NECK in lit.regions:
        parts.light(easel, kit, along(joints.neck, joints.skull, 0.5), neck, 0.6 * lit.strength)
    lumbar = direction(joints.hip, joints.waist)
    pelvis = rounded(parts.across(joints.hip, lumbar, _PELVIS))
    near_leg = _draw_leg(easel, kit, joints.legs[NEAR], NEAR, pelvis)
    if _working_leg(joints) == NEAR:
        _light_leg(easel, kit, joints, near_leg, lit)
    _light_trunk(easel, kit, joints, near_leg, lit, _BELOW_HEM)


def paint_trunk(easel: Easel, kit: Kit, joints: Joints, breath: float, lit: Light) -> None:
    """The shirt; ``breath`` (0 to 1) fills the chest."""
    full = [(at, back, front + 0.018 * breath * (at > LUMBAR / 2)) for at, back, front in _SHIRT]
    trunk = garment(parts.along_spine(joints, full))
    kit.top[NEAR].draw(easel, trunk)
    _light_trunk(easel, kit, joints, trunk, lit, lit.regions)


def paint_before(easel: Easel, kit: Kit, joints: Joints) -> None:
    """Head and near arm."""
    draw_head(easel, kit, joints)
    _draw_arm(easel, kit, joints.arms[NEAR], NEAR)


def _draw_arm(easel: Easel, kit: Kit, chain: Chain, tone: int) -> None:
    arm = joined(parts.upper_arm(chain), parts.forearm(chain), parts.hand(kit, chain, 1))
    kit.skin[tone].draw(easel, arm)
    kit.top[tone].draw(easel, parts.sleeve(chain, 0.06))


def _draw_leg(easel: Easel, kit: Kit, chain: Chain, tone: int, *pelvis: Flesh) -> Flesh:
    """The leg in one piece with the pelvis where that is given."""
    parts.draw_ankle(easel, kit, chain, tone)
    parts.draw_shoe(easel, kit, chain, tone, View.SIDE)
    leg = joined(*pelvis, parts.thigh(chain, 0.098, 0.062), parts.shank(chain, 0.062, 0.022, -0.006))
    kit.legs[tone].draw(easel, leg)
    return leg


def _working_leg(joints: Joints) -> int:
    near, far = joints.legs
    rise = far.end[1] - near.end[1]
    if abs(rise) > _HIGHER_LEG:
        return FAR if rise > 0 else NEAR
    return FAR if _knee(near) - _knee(far) > _STRAIGHTER_LEG else NEAR


def _knee(leg: Chain) -> float:
    """Degrees by which it is bent."""
    return abs(shorter_arc(direction(leg.root, leg.middle), direction(leg.middle, leg.end)))


def _light_leg(easel: Easel, kit: Kit, joints: Joints, leg: Flesh, lit: Light) -> None:
    chain = joints.legs[_working_leg(joints)]
    thigh, middle = direction(chain.root, chain.middle), along(chain.root, chain.middle, 0.55)
    for region, aside in ((Glow.THIGHS, 90.0), (Glow.HAMSTRINGS, -90.0)):
        if region in lit.regions:
            parts.light(easel, kit, step(middle, thigh + aside, 0.03), leg, lit.strength)


def _light_trunk(
    easel: Easel, kit: Kit, joints: Joints, part: Flesh, lit: Light, regions: tuple[Glow, ...]
) -> None:
    """The light of the trunk's ``regions`` as it falls on one part: the shirt or the trousers."""
    lumbar, thorax = direction(joints.hip, joints.waist), direction(joints.waist, joints.neck)
    places = {
        Glow.SHOULDERS: step(joints.waist, thorax, 0.2),
        Glow.UPPER_BACK: step(step(joints.waist, thorax, 0.18), thorax + 90, 0.06),
        Glow.MID_BACK: step(step(joints.waist, thorax, 0.1), thorax + 90, 0.06),
        Glow.LOWER_BACK: step(step(joints.hip, lumbar, 0.13), lumbar + 90, 0.07),
        Glow.BELLY: step(step(joints.hip, lumbar, 0.16), lumbar - 90, 0.03),
        Glow.BUTTOCKS: step(joints.hip, lumbar + 90, 0.08),
    }
    for region, at in places.items():
        if region in lit.regions and region in regions:
            parts.light(easel, kit, at, part, lit.strength)
