"""Every shipped figure on its whole way: nothing slides, bends backwards, sinks into the floor or jumps."""

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from backstay.catalogue.library import load_library
from backstay.domain.figure import Figure, Phase, pose_at
from backstay.domain.skeleton import (
    ANKLE_HEIGHT,
    FOREARM,
    FULLEST_FOLD,
    OVERSTRETCH,
    SHANK,
    THIGH,
    UPPER_ARM,
    Chain,
    Joints,
    Point,
    Shape,
    View,
    direction,
    limb_names,
    shorter_arc,
    step,
)

FIGURES = {
    exercise.id: exercise.figure
    for exercise in load_library(Path(__file__).parents[2] / "routines").exercises.values()
    if exercise.figure is not None
}
STEPS = 60
SLIDE_M = 0.005
SINK_M, PRESS_M = 0.01, 0.02
"""How far a hand or foot, and a knee or elbow, which are soft and lie on a mat, may sink in."""
ROUNDING_DEG = 0.5
JUMP_M = 0.06
"""What a hand on a long arm moves in a sixtieth of the way, at most."""

HEEL, TOE = 0.06, 0.165
"""Metres from the ankle to the ends of the sole."""

KNEE, ELBOW, WRIST, FLAT_WRIST, FINGERTIP = 0.06, 0.036, 0.024, 0.032, 0.005
"""Half the thickness of a limb at its joints, in metres, as it is drawn."""

every_figure = pytest.mark.parametrize("name", sorted(FIGURES))


def way(figure: Figure) -> Iterator[Joints]:
    """One repetition up; for a loop one whole turn."""
    phase = Phase.HOLD if figure.loop else Phase.UP
    return (pose_at(figure, phase, i / STEPS) for i in range(STEPS + 1))


def limbs(joints: Joints) -> dict[str, Chain]:
    names = (*limb_names(joints.view, "arm"), *limb_names(joints.view, "leg"))
    return dict(zip(names, (*joints.arms, *joints.legs), strict=True))


def sunk(name: str, chain: Chain, view: View) -> float:
    """Metres by which a limb is below the floor, beyond what its parts may press into it."""
    joint = KNEE if name.startswith("leg") else ELBOW
    return max(joint - chain.middle[1] - PRESS_M, -tip_height(name, chain, view) - SINK_M)


def tip_height(name: str, chain: Chain, view: View) -> float:
    """Height over the floor of the lowest point of hand or shoe, in metres."""
    if name.startswith("arm"):
        wrist = FLAT_WRIST if chain.shape is Shape.FLAT else WRIST
        return min(chain.end[1] - wrist, chain.tip[1] - FINGERTIP)
    if view is not View.SIDE:
        return chain.end[1]
    heading = direction(chain.end, chain.tip)
    ends = (step(chain.end, heading, along) for along in (-HEEL, TOE))
    return min(step(end, heading - 90.0, ANKLE_HEIGHT)[1] for end in ends)


def is_foreshortened(name: str, chain: Chain) -> bool:
    """Whether a bone points to the eye or away, so that the picture does not show how far it bends."""
    upper, lower = (UPPER_ARM, FOREARM) if name.startswith("arm") else (THIGH, SHANK)
    return far(chain.root, chain.middle) < 0.9 * upper or far(chain.middle, chain.end) < 0.9 * lower


def far(one: Point, other: Point) -> float:
    return math.dist(one, other)


@every_figure
def test_anchors_stay_where_they_are(name: str) -> None:
    """A hand or foot that the file anchors does not slide at any moment of the way."""
    figure = FIGURES[name]
    first = limbs(next(way(figure)))
    slides = {
        anchor: round(most, 3)
        for anchor in figure.anchors
        if (most := max(far(limbs(joints)[anchor].end, first[anchor].end) for joints in way(figure)))
        > SLIDE_M
    }
    assert slides == {}


@every_figure
def test_knees_and_elbows_keep_their_limits(name: str) -> None:
    """Between the key poses, too, no knee or elbow bends backwards or folds through itself."""
    worst: dict[str, float] = {}
    for joints in way(FIGURES[name]):
        for limb, chain in limbs(joints).items():
            turn = shorter_arc(direction(chain.root, chain.middle), direction(chain.middle, chain.end))
            bent = turn if limb.startswith("arm") else -turn
            if is_foreshortened(limb, chain):
                continue
            is_backwards = joints.view is View.SIDE and bent < -OVERSTRETCH - ROUNDING_DEG
            if is_backwards or abs(turn) > FULLEST_FOLD + ROUNDING_DEG:
                worst[limb] = round(max(worst.get(limb, 0.0), abs(turn)))
    assert worst == {}


@every_figure
def test_nothing_sinks_into_the_floor(name: str) -> None:
    """Hands, feet, knees and elbows stay on the floor or above it."""
    deepest: dict[str, float] = {}
    for joints in way(FIGURES[name]):
        for limb, chain in limbs(joints).items():
            depth = sunk(limb, chain, joints.view)
            if depth > 0:
                deepest[limb] = round(max(deepest.get(limb, 0.0), depth), 3)
    assert deepest == {}


@every_figure
def test_no_joint_jumps(name: str) -> None:
    """From one sixtieth of the way to the next every joint moves a little."""
    moments = list(way(FIGURES[name]))
    jumps = [
        round(most, 3)
        for one, other in pairwise(moments)
        if (most := max(far(a, b) for a, b in zip(one.points(), other.points(), strict=True))) > JUMP_M
    ]
    assert jumps == []
