"""The body behind the figure: bone lengths, joint limits, and a pose turned into joint positions.

Pure geometry in metres: x to the right of the picture, y up, the floor at 0. Angles are degrees,
0 to the right and 90 up. In the side view the figure faces right when it stands, so that a body
lying on its back has its head on the left and one lying face down has it on the right.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from backstay.domain.errors import InputError

Point = tuple[float, float]

# Bone lengths in metres of an adult of about 1.70 m, rounded from the usual segment proportions
# (Drillis & Contini 1966: thigh 0.245, shank 0.246, upper arm 0.186, forearm 0.146 of the height).
LUMBAR = 0.20
THORAX = 0.27
NECK = 0.085
UPPER_ARM, FOREARM, HAND = 0.285, 0.25, 0.15
THIGH, SHANK, FOOT = 0.425, 0.41, 0.17
FOOT_AT_EYE = 0.07
SHOULDER_ALONG = 0.21
SHOULDER_HALF_WIDTH, HIP_HALF_WIDTH = 0.165, 0.085
ANKLE_HEIGHT = 0.075

FULLEST_FOLD = 160.0
"""Degrees an elbow or knee can bend from straight: sitting on one's heels takes a knee about so far
(Mulholland & Wyss 2001 found 111 to 165 degrees in kneeling and squatting)."""

OVERSTRETCH = 6.0
"""Degrees that an elbow or knee may pass straight before it counts as bent the wrong way."""

ROUNDING = 0.004
"""Metres by which a target may lie out of reach before it counts."""


class View(StrEnum):
    """The side the figure is seen from."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"


class Bend(StrEnum):
    """The side an elbow or knee goes to. ``natural`` is what the joint can do, seen from the side;
    from the front it is away from the middle of the body.
    """

    NATURAL = "natural"
    OUT = "out"
    IN = "in"
    UP = "up"
    DOWN = "down"


class Shape(StrEnum):
    """How a hand is held. Feet are always ``open``."""

    OPEN = "open"
    FLAT = "flat"
    FIST = "fist"


class PoseError(InputError):
    """A pose that no body can take. ``limb`` names the arm or leg, empty for the trunk."""

    def __init__(self, what: str, limb: str = "", expected: str = "") -> None:
        super().__init__(what, where=limb, expected=expected)
        self.limb = limb


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or a leg: either where its wrist or ankle is (``to``) or the angles of its two bones.

    ``tip`` is the direction of the hand or foot in degrees; None keeps the hand in line with the
    forearm and the foot square to the shin. ``length`` shortens the two bones that point towards or
    away from the eye (0.1 to 1). ``is_behind`` draws an arm behind the trunk, and from the front the
    shin that points away from the eye behind its thigh.
    """

    to: Point | None = None
    angles: Point | None = None
    tip: float | None = None
    bend: Bend = Bend.NATURAL
    length: Point = (1.0, 1.0)
    shape: Shape = Shape.OPEN
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """One position of the whole body.

    ``spine`` are the angles of the lumbar and the thoracic part, ``neck`` those of the neck and of
    the crown of the head. ``shoulders`` moves the shoulder joints, in metres: forwards (side view) or
    outwards (front and back), then up. ``turn`` is the degrees that chest and head are turned to the
    figure's left, seen from the front. ``arms`` and ``legs`` are (near, far) seen from the side and
    (left, right) from the front and the back.
    """

    hip: Point
    spine: Point
    neck: Point
    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]
    shoulders: Point = (0.0, 0.0)
    turn: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Chain:
    """A solved limb: hip or shoulder, knee or elbow, ankle or wrist, and the end of foot or hand."""

    root: Point
    middle: Point
    end: Point
    tip: Point
    shape: Shape = Shape.OPEN
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Joints:
    """Everything the painter needs of one moment, in metres. ``head`` is the crown's direction."""

    view: View
    hip: Point
    waist: Point
    neck: Point
    skull: Point
    head: float
    arms: tuple[Chain, Chain]
    legs: tuple[Chain, Chain]
    turn: Point = (0.0, 0.0)

    def points(self) -> tuple[Point, ...]:
        """Every joint and limb end, for a box around the figure."""
        ends = (p for c in (*self.arms, *self.legs) for p in (c.root, c.middle, c.end, c.tip))
        return (self.hip, self.waist, self.neck, self.skull, step(self.skull, self.head, 0.2), *ends)


def limb_names(view: View, kind: str) -> tuple[str, str]:
    """The two limbs of ``kind`` ("arm" or "leg") in the order of a pose."""
    first, second = ("near", "far") if view is View.SIDE else ("left", "right")
    return f"{kind}_{first}", f"{kind}_{second}"


def step(origin: Point, degrees: float, length: float) -> Point:
    """The point ``length`` away from ``origin`` in a direction."""
    turn = math.radians(degrees)
    return origin[0] + length * math.cos(turn), origin[1] + length * math.sin(turn)


def direction(origin: Point, target: Point) -> float:
    """The direction from one point to another, in degrees."""
    return math.degrees(math.atan2(target[1] - origin[1], target[0] - origin[0]))


def shorter_arc(from_degrees: float, to_degrees: float) -> float:
    """The turn between two directions, -180 up to but not including 180."""
    return (to_degrees - from_degrees + 180.0) % 360.0 - 180.0


def solve(pose: Pose, view: View, *, is_strict: bool = True) -> Joints:
    """The joint positions of a pose. Raises ``PoseError`` for one that no body can take.

    A moment between two poses is not solved strictly: a hand that cannot quite reach its target
    stops short of it instead.
    """
    waist = step(pose.hip, pose.spine[0], LUMBAR)
    neck = step(waist, pose.spine[1], THORAX)
    skull = step(neck, pose.neck[0], NECK)
    arms, legs = limb_names(view, "arm"), limb_names(view, "leg")
    shoulders, hips = roots(pose, view)
    return Joints(
        view=view,
        hip=pose.hip,
        waist=waist,
        neck=neck,
        skull=skull,
        head=pose.neck[1],
        arms=(
            _solve_limb(pose.arms[0], shoulders[0], view, arms[0], is_strict),
            _solve_limb(pose.arms[1], shoulders[1], view, arms[1], is_strict),
        ),
        legs=(
            _solve_limb(pose.legs[0], hips[0], view, legs[0], is_strict),
            _solve_limb(pose.legs[1], hips[1], view, legs[1], is_strict),
        ),
        turn=pose.turn,
    )


def roots(pose: Pose, view: View) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """The shoulder joints and the hip joints, each in the order of the limbs."""
    waist = step(pose.hip, pose.spine[0], LUMBAR)
    lumbar, thorax = pose.spine
    middle = step(step(waist, thorax, SHOULDER_ALONG), thorax, pose.shoulders[1])
    if view is View.SIDE:
        shoulder = step(middle, thorax - 90.0, pose.shoulders[0])
        return (shoulder, shoulder), (pose.hip, pose.hip)
    # Seen from the front the figure's left is on the right of the picture, from the back it is not.
    left = -90.0 if view is View.FRONT else 90.0
    half = (SHOULDER_HALF_WIDTH + pose.shoulders[0]) * math.cos(math.radians(pose.turn[0]))
    return (
        (step(middle, thorax + left, half), step(middle, thorax - left, half)),
        (step(pose.hip, lumbar + left, HIP_HALF_WIDTH), step(pose.hip, lumbar - left, HIP_HALF_WIDTH)),
    )


def bones(name: str, limb: Limb, view: View) -> tuple[float, float, float]:
    """The lengths in metres of the two bones and of the hand or foot of a limb, foreshortened."""
    foot = FOOT if view is View.SIDE else FOOT_AT_EYE
    upper, lower, tip = (UPPER_ARM, FOREARM, HAND) if is_arm(name) else (THIGH, SHANK, foot)
    return upper * limb.length[0], lower * limb.length[1], tip


def is_arm(name: str) -> bool:
    """Whether a limb name is that of an arm."""
    return name.startswith("arm")


def _solve_limb(limb: Limb, root: Point, view: View, name: str, is_strict: bool) -> Chain:
    upper, lower, tip = bones(name, limb, view)
    if limb.to is not None:
        if is_strict:
            _check_reach(math.dist(root, limb.to), upper, lower, name)
        sign = _bend_sign(limb.bend, root, limb.to, view, name)
        middle, end = _reach(root, limb.to, upper, lower, sign)
    elif limb.angles is not None:
        middle = step(root, limb.angles[0], upper)
        end = step(middle, limb.angles[1], lower)
    else:
        raise PoseError(f"The {name} has neither a target nor angles.", name)
    lower_angle = direction(middle, end)
    if is_strict:
        _check_bend(direction(root, middle), lower_angle, view, name)
    is_side_foot = view is View.SIDE and not is_arm(name)
    ahead = lower_angle + 90.0 if is_side_foot else lower_angle
    tip_end = step(end, ahead if limb.tip is None else limb.tip, tip)
    return Chain(root, middle, end, tip_end, limb.shape, limb.is_behind)


def _check_reach(wanted: float, upper: float, lower: float, name: str) -> None:
    nearest, farthest = abs(upper - lower), upper + lower
    if not nearest - ROUNDING <= wanted <= farthest + ROUNDING:
        raise PoseError(
            f"The {name} cannot reach its target, {wanted:.2f} m from where it starts.",
            name,
            f"a target {nearest:.2f} to {farthest:.2f} m away",
        )


def _reach(root: Point, target: Point, upper: float, lower: float, sign: int) -> tuple[Point, Point]:
    """Two-bone inverse kinematics: the law of cosines gives the angle at the root."""
    longest = upper + lower - 1e-6
    distance = min(max(math.dist(root, target), abs(upper - lower) + 1e-6), longest)
    cosine = (upper * upper + distance * distance - lower * lower) / (2 * upper * distance)
    corner = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    base = direction(root, target)
    return step(root, base + sign * corner, upper), step(root, base, distance)


def _bend_sign(bend: Bend, root: Point, target: Point, view: View, name: str) -> int:
    """+1 puts the middle joint to the left of the line from root to target, -1 to the right."""
    if bend is Bend.NATURAL and view is View.SIDE:
        return -1 if is_arm(name) else 1
    along, across = target[0] - root[0], target[1] - root[1]
    if bend in (Bend.UP, Bend.DOWN):
        return 1 if (along >= 0) == (bend is Bend.UP) else -1
    outwards = 1 if name.endswith("left") == (view is View.FRONT) else -1
    wanted = -outwards if bend is Bend.IN else outwards
    return -wanted if across >= 0 else wanted


def _check_bend(upper: float, lower: float, view: View, name: str) -> None:
    joint = "elbow" if is_arm(name) else "knee"
    turn = shorter_arc(upper, lower)
    if abs(turn) > FULLEST_FOLD:
        raise PoseError(f"The {joint} of the {name} is folded too far.", name, f"at most {FULLEST_FOLD:g}°")
    if view is not View.SIDE:
        return
    flexion = turn if is_arm(name) else -turn
    if flexion < -OVERSTRETCH:
        raise PoseError(
            f"The {joint} of the {name} bends the wrong way, by {-flexion:.0f}°.",
            name,
            f"from 0 to {FULLEST_FOLD:g}° the way a {joint} bends",
        )
