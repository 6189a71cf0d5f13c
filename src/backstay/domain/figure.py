"""The figure of an exercise: key poses on the phases of a repetition, and every moment between them.

Data in, joint positions out. The painter adds the flesh; the session's clock gives the moment.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from backstay.domain.blending import blend
from backstay.domain.skeleton import Chain, Joints, Point, Pose, PoseError, View, limb_names, solve

START, HOLD, MID = "start", "hold", "mid"
"""Names of key poses: where a repetition starts, its end position, and a point on the way."""


CLEARLY_M, CLEARLY_DEG = 0.02, 10.0
"""How far apart a joint, and a turn of chest or head, are in two poses that can be told apart."""


class Phase(StrEnum):
    """A part of a repetition. ``rest`` shows the start pose."""

    START = "start"
    UP = "up"
    HOLD = "hold"
    DOWN = "down"
    REST = "rest"


class PropKind(StrEnum):
    """Things that stand around the figure or that it holds."""

    MAT = "mat"
    CHAIR = "chair"
    STOOL = "stool"
    WALL = "wall"
    PILLOW = "pillow"
    CUSHION = "cushion"
    ROLLER = "roller"
    MIRROR = "mirror"
    BAND = "band"
    HAND_BAND = "hand-band"
    TOWEL = "towel"
    CIRCLE = "circle"
    ARROW = "arrow"
    TURN = "turn"


class Glow(StrEnum):
    """The part of the body that works and is lit up while it should."""

    NECK = "neck"
    SHOULDERS = "shoulders"
    UPPER_BACK = "upper-back"
    MID_BACK = "mid-back"
    LOWER_BACK = "lower-back"
    BELLY = "belly"
    BUTTOCKS = "buttocks"
    THIGHS = "thighs"
    HAMSTRINGS = "hamstrings"


PROP_NUMBERS = {
    PropKind.MAT: 2,
    PropKind.CHAIR: 1,
    PropKind.STOOL: 1,
    PropKind.WALL: 1,
    PropKind.PILLOW: 1,
    PropKind.CUSHION: 2,
    PropKind.ROLLER: 2,
    PropKind.MIRROR: 1,
    PropKind.BAND: 2,
    PropKind.HAND_BAND: 0,
    PropKind.TOWEL: 0,
    PropKind.CIRCLE: 3,
    PropKind.ARROW: 4,
    PropKind.TURN: 3,
}
"""Numbers a prop takes: left and right end of a mat; x of the middle of a chair, stool, pillow, mirror
and wall; x and y of the middle of a cushion and of a roller, and of the band's anchor; x, y and radius
of the circle a hand draws and of a turn of the trunk; tail and tip of an arrow."""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the picture. ``at`` holds as many metres as ``PROP_NUMBERS`` says."""

    kind: PropKind
    at: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPose:
    """A pose with the name it has in the file."""

    name: str
    pose: Pose


@dataclass(frozen=True, slots=True)
class Figure:
    """What moves, and around what.

    ``poses`` hold ``start`` and ``hold`` and may hold ``mid``, the point both ways pass through. With
    a ``loop`` the named poses are run through in a circle instead, once a repetition; ``cycle_s`` is
    the time of one turn where no tempo gives it, and ``is_alternating`` appends the same poses with
    the sides swapped, as in walking. ``anchors`` names limbs whose hand or foot never moves. ``frame``
    (left, low, right, high, in metres) shows that part alone, for a movement of head or shoulders.
    """

    view: View
    poses: tuple[KeyPose, ...]
    loop: tuple[str, ...] = ()
    is_alternating: bool = False
    cycle_s: float = 1.2
    anchors: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    glow: tuple[Glow, ...] = ()
    frame: tuple[float, float, float, float] | None = None

    def pose(self, name: str) -> Pose | None:
        """The key pose of that name, or None."""
        return next((key.pose for key in self.poses if key.name == name), None)


def phase_at(elapsed_s: float, up_s: float, hold_s: float, down_s: float) -> tuple[Phase, float]:
    """The phase of a repetition after ``elapsed_s`` seconds, and how far it is through it, 0 to 1."""
    if elapsed_s < up_s:
        return Phase.UP, max(0.0, elapsed_s / up_s)
    if elapsed_s < up_s + hold_s:
        return Phase.HOLD, (elapsed_s - up_s) / hold_s
    if elapsed_s < up_s + hold_s + down_s:
        return Phase.DOWN, (elapsed_s - up_s - hold_s) / down_s
    return (Phase.HOLD, 1.0) if down_s == 0 else (Phase.START, 0.0)


def pose_at(
    figure: Figure, phase: Phase, progress: float, mirrored: bool = False, phase_s: float = 0.0
) -> Joints:
    """The joints of one moment. ``progress`` runs from 0 to 1 within the phase.

    ``phase_s`` is the length of the phase in seconds; a loop needs it to turn at its own pace through
    a long hold. Never raises for a figure that ``check`` has passed.
    """
    pose = _loop_pose(figure, phase, progress, phase_s) if figure.loop else _way_pose(figure, phase, progress)
    joints = solve(pose, figure.view, is_strict=False)
    return mirror(joints) if mirrored else joints


def other_poses(
    figure: Figure, phase: Phase, progress: float, mirrored: bool = False, phase_s: float = 0.0
) -> tuple[Joints, ...]:
    """The key poses that a moment does not show, each once: for a picture that does not move.

    A pose that can hardly be told from the moment, or from one before it, is left out.
    """
    seen = [pose_at(figure, phase, progress, mirrored, phase_s)]
    ends = (pose for name in (START, HOLD) if (pose := figure.pose(name)) is not None)
    for pose in _ring(figure) if figure.loop else ends:
        joints = solve(pose, figure.view, is_strict=False)
        joints = mirror(joints) if mirrored else joints
        if all(_differs(joints, other) for other in seen):
            seen.append(joints)
    return tuple(seen[1:])


def _differs(one: Joints, other: Joints) -> bool:
    pairs = zip(one.points(), other.points(), strict=True)
    turned = max(abs(a - b) for a, b in zip(one.turn, other.turn, strict=True))
    return turned > CLEARLY_DEG or any(math.dist(a, b) > CLEARLY_M for a, b in pairs)


def effort(phase: Phase, progress: float) -> float:
    """How strongly the working region is lit, 0 to 1: it comes with the movement and goes with it."""
    match phase:
        case Phase.UP:
            return eased(progress)
        case Phase.HOLD:
            return 1.0
        case Phase.DOWN:
            return 1.0 - eased(progress)
        case _:
            return 0.0


def _flip(point: Point) -> Point:
    return -point[0], point[1]


def _flip_chain(chain: Chain) -> Chain:
    return replace(
        chain,
        root=_flip(chain.root),
        middle=_flip(chain.middle),
        end=_flip(chain.end),
        tip=_flip(chain.tip),
    )


def eased(progress: float) -> float:
    """Slow at both ends; ``progress`` outside 0 to 1 is clamped."""
    t = min(max(progress, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def mirror(joints: Joints) -> Joints:
    """The same moment on the other side: near and far swap, or left and right with the picture."""
    if joints.view is View.SIDE:
        return replace(joints, arms=joints.arms[::-1], legs=joints.legs[::-1])

    arms = tuple(_flip_chain(chain) for chain in reversed(joints.arms))
    legs = tuple(_flip_chain(chain) for chain in reversed(joints.legs))
    return replace(
        joints,
        hip=_flip(joints.hip),
        waist=_flip(joints.waist),
        neck=_flip(joints.neck),
        skull=_flip(joints.skull),
        head=180.0 - joints.head,
        arms=(arms[0], arms[1]),
        legs=(legs[0], legs[1]),
        turn=(-joints.turn[0], -joints.turn[1]),
    )


def faults(figure: Figure) -> Iterator[tuple[str, PoseError]]:
    """What is wrong with a figure, each fault with the name of the key pose it belongs to.

    Every key pose must be one that a body can take, and each limb in ``anchors`` keeps its place.
    """
    for key in figure.poses:
        try:
            solve(key.pose, figure.view)
        except PoseError as error:
            yield key.name, error
    yield from _faults_of_anchors(figure)


def _faults_of_anchors(figure: Figure) -> Iterator[tuple[str, PoseError]]:
    names = (*limb_names(figure.view, "arm"), *limb_names(figure.view, "leg"))
    first = figure.poses[0]
    for anchor in figure.anchors:
        index = names.index(anchor)
        for key in figure.poses[1:]:
            place, here = ((*p.arms, *p.legs)[index].to for p in (first.pose, key.pose))
            if place is None or here != place:
                text = f"The {anchor} is an anchor, but it moves between {first.name} and {key.name}."
                yield key.name, PoseError(text, anchor, "the same to: [x, y] in every pose")


def _way_pose(figure: Figure, phase: Phase, progress: float) -> Pose:
    start, hold, mid = figure.pose(START), figure.pose(HOLD), figure.pose(MID)
    if start is None or hold is None:
        raise PoseError("A figure needs the poses start and hold.")
    t = effort(phase, progress)
    if t in (0.0, 1.0):
        return hold if t else start
    if mid is None:
        return blend(((start, 1.0 - t), (hold, t)), figure.view)
    # The parabola through the three poses, so that nothing jerks at the one in the middle.
    weights = (1 - t) * (1 - 2 * t), 4 * t * (1 - t), t * (2 * t - 1)
    return blend(tuple(zip((start, mid, hold), weights, strict=True)), figure.view)


def _ring(figure: Figure) -> list[Pose]:
    ring = [pose for name in figure.loop if (pose := figure.pose(name)) is not None]
    if figure.is_alternating:
        ring += [replace(pose, arms=pose.arms[::-1], legs=pose.legs[::-1]) for pose in ring]
    return ring


def _loop_pose(figure: Figure, phase: Phase, progress: float, phase_s: float) -> Pose:
    ring = _ring(figure)
    place = _turns(figure, phase, progress, phase_s) % 1.0 * len(ring)
    index, f = int(place), place % 1.0
    # Catmull-Rom: through every pose at an even pace, without a halt at any.
    weights = (
        (-f + 2 * f * f - f**3) / 2,
        (2 - 5 * f * f + 3 * f**3) / 2,
        (f + 4 * f * f - 3 * f**3) / 2,
        (-f * f + f**3) / 2,
    )
    near = [ring[(index + offset) % len(ring)] for offset in (-1, 0, 1, 2)]
    return blend(tuple(zip(near, weights, strict=True)), figure.view)


def _turns(figure: Figure, phase: Phase, progress: float, phase_s: float) -> float:
    """How many times round: half a turn up, half a turn down, and at its own pace through a hold."""
    match phase:
        case Phase.UP:
            return progress / 2
        case Phase.HOLD:
            return progress * phase_s / figure.cycle_s if phase_s else progress
        case Phase.DOWN:
            return 0.5 + progress / 2
        case _:
            return 0.0
