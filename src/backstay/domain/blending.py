"""Between two poses: the weighted mean of whole bodies, limb by limb."""

from dataclasses import replace

from backstay.domain.skeleton import Limb, Point, Pose, View, direction, shorter_arc, solve


def blend(parts: tuple[tuple[Pose, float], ...], view: View) -> Pose:
    """The weighted mean of poses: targets in a straight line, angles along the shorter arc.

    The weights add up to 1. What cannot be mixed (a fist, the side of a bend) is that of the
    heaviest. A limb that is a target in one pose and angles in another is mixed by its angles.
    """
    poses, weights = tuple(pose for pose, _ in parts), tuple(weight for _, weight in parts)
    limbs = [
        _blend_limb(tuple((*pose.arms, *pose.legs)[index] for pose in poses), weights, poses, view, index)
        for index in range(4)
    ]
    return Pose(
        hip=_mean_point(tuple(pose.hip for pose in poses), weights),
        spine=_mean_angles(tuple(pose.spine for pose in poses), weights),
        neck=_mean_angles(tuple(pose.neck for pose in poses), weights),
        arms=(limbs[0], limbs[1]),
        legs=(limbs[2], limbs[3]),
        shoulders=_mean_point(tuple(pose.shoulders for pose in poses), weights),
        turn=_mean_point(tuple(pose.turn for pose in poses), weights),
    )


def _blend_limb(
    limbs: tuple[Limb, ...], weights: tuple[float, ...], poses: tuple[Pose, ...], view: View, index: int
) -> Limb:
    heaviest = limbs[weights.index(max(weights))]
    if all(limb == heaviest for limb in limbs):
        return heaviest
    targets = tuple(limb.to for limb in limbs if limb.to is not None)
    is_by_target = len(targets) == len(limbs) and len({limb.bend for limb in limbs}) == 1
    tips = tuple(limb.tip for limb in limbs if limb.tip is not None)
    solved = [] if is_by_target and len(tips) in (0, len(limbs)) else [solve(pose, view) for pose in poses]
    chains = [(*joints.arms, *joints.legs)[index] for joints in solved]
    if chains and tips:
        tips = tuple(direction(chain.end, chain.tip) for chain in chains)
    angles = tuple((direction(c.root, c.middle), direction(c.middle, c.end)) for c in chains)
    return replace(
        heaviest,
        to=_mean_point(targets, weights) if is_by_target else None,
        angles=None if is_by_target else _mean_angles(angles, weights),
        tip=_mean_angle(tips, weights) if tips else None,
        length=_mean_point(tuple(limb.length for limb in limbs), weights),
    )


def _mean_point(points: tuple[Point, ...], weights: tuple[float, ...]) -> Point:
    return (
        sum(w * p[0] for p, w in zip(points, weights, strict=True)),
        sum(w * p[1] for p, w in zip(points, weights, strict=True)),
    )


def _mean_angle(angles: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """Each turn is the shorter one from the first angle, so that 350 and 10 meet at 0."""
    first = angles[0]
    return first + sum(w * shorter_arc(first, a) for a, w in zip(angles, weights, strict=True))


def _mean_angles(pairs: tuple[Point, ...], weights: tuple[float, ...]) -> Point:
    return (
        _mean_angle(tuple(pair[0] for pair in pairs), weights),
        _mean_angle(tuple(pair[1] for pair in pairs), weights),
    )
