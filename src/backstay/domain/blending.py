"""Between two poses: the weighted mean of whole bodies, limb by limb."""

from dataclasses import replace

from backstay.domain.skeleton import Chain, Limb, Point, Pose, View, direction, shorter_arc, solve


def blend(parts: tuple[tuple[Pose, float], ...], view: View) -> Pose:
    """The weighted mean of poses: targets in a straight line, angles along the shorter arc.

    The weights add up to 1. What cannot be mixed (a fist, the side of a bend) is that of the
    heaviest. A limb that is a target in one pose and angles in another is mixed by its angles.
    """
    poses, weights = tuple(pose for pose, _ in parts), tuple(weight for _, weight in parts)
    rows = list(zip(*((*pose.arms, *pose.legs) for pose in poses), strict=True))
    chains = _chains(poses, view) if any(_needs_angles(row) for row in rows) else ((),) * 4
    limbs = [_blend_limb(row, weights, bones) for row, bones in zip(rows, chains, strict=True)]
    return Pose(
        hip=_mean_point(tuple(pose.hip for pose in poses), weights),
        spine=_mean_angles(tuple(pose.spine for pose in poses), weights),
        neck=_mean_angles(tuple(pose.neck for pose in poses), weights),
        arms=(limbs[0], limbs[1]),
        legs=(limbs[2], limbs[3]),
        shoulders=_mean_point(tuple(pose.shoulders for pose in poses), weights),
        turn=_mean_point(tuple(pose.turn for pose in poses), weights),
    )


def _chains(poses: tuple[Pose, ...], view: View) -> tuple[tuple[Chain, ...], ...]:
    """The solved limbs, a row for each of the four."""
    solved = [solve(pose, view, is_strict=False) for pose in poses]
    return tuple(zip(*((*joints.arms, *joints.legs) for joints in solved), strict=True))


def _needs_angles(limbs: tuple[Limb, ...]) -> bool:
    """Whether the target forms do not match, so that the limbs have to be solved to be mixed."""
    first = limbs[0]
    return not all(
        (limb.to is None) == (first.to is None)
        and (limb.tip is None) == (first.tip is None)
        and limb.bend == first.bend
        for limb in limbs
    )


def _blend_limb(limbs: tuple[Limb, ...], weights: tuple[float, ...], chains: tuple[Chain, ...]) -> Limb:
    heaviest = limbs[weights.index(max(weights))]
    if all(limb == heaviest for limb in limbs):
        return heaviest
    length = _mean_point(tuple(limb.length for limb in limbs), weights)
    if _needs_angles(limbs):
        angles = tuple((direction(c.root, c.middle), direction(c.middle, c.end)) for c in chains)
        tips = tuple(direction(c.end, c.tip) for c in chains)
        mean = _mean_angles(angles, weights)
        return replace(heaviest, to=None, angles=mean, tip=_mean_angle(tips, weights), length=length)
    targets = tuple(limb.to for limb in limbs if limb.to is not None)
    pairs = tuple(limb.angles for limb in limbs if limb.angles is not None)
    own_tips = tuple(limb.tip for limb in limbs if limb.tip is not None)
    return replace(
        heaviest,
        to=_mean_point(targets, weights) if targets else None,
        angles=None if targets else _mean_angles(pairs, weights),
        tip=_mean_angle(own_tips, weights) if own_tips else None,
        length=length,
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
