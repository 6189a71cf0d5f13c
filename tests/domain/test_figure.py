"""The figure's geometry: what a body can do, and what happens between two poses."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain import skeleton
from backstay.domain.figure import (
    Figure,
    Glow,
    KeyPose,
    Phase,
    effort,
    faults,
    mirror,
    other_poses,
    phase_at,
    pose_at,
)
from backstay.domain.skeleton import Bend, Limb, Pose, PoseError, View, solve

STANDING = Pose(
    hip=(0.0, 0.905),
    spine=(90.0, 90.0),
    neck=(90.0, 90.0),
    arms=(Limb(angles=(-90.0, -85.0)), Limb(angles=(-88.0, -80.0))),
    legs=(Limb(to=(0.0, 0.075), tip=0.0), Limb(to=(0.05, 0.075), tip=0.0)),
)
LOW = replace(STANDING, hip=(-0.3, 0.56), spine=(62.0, 58.0))
SQUAT = Figure(
    view=View.SIDE,
    poses=(KeyPose("start", STANDING), KeyPose("hold", LOW)),
    anchors=("leg_near", "leg_far"),
    glow=(Glow.THIGHS,),
)
PROGRESS = st.floats(min_value=0.0, max_value=1.0)


def with_leg(limb: Limb) -> Pose:
    return replace(STANDING, legs=(limb, STANDING.legs[1]))


def with_arm(limb: Limb) -> Pose:
    return replace(STANDING, arms=(limb, STANDING.arms[1]))


@given(distance=st.floats(0.25, 0.83), angle=st.floats(-180.0, 180.0))
def test_a_target_within_reach_is_reached_and_the_bones_keep_their_length(
    distance: float, angle: float
) -> None:
    """Inverse kinematics never stretches a bone, and the knee always points forwards."""
    x, y = skeleton.step(STANDING.hip, angle, distance)
    leg = solve(with_leg(Limb(to=(x, y))), View.SIDE).legs[0]
    assert leg.end == pytest.approx((x, y), abs=1e-4)
    assert math.dist(leg.root, leg.middle) == pytest.approx(skeleton.THIGH)
    assert math.dist(leg.middle, leg.end) == pytest.approx(skeleton.SHANK)
    thigh, shin = skeleton.direction(leg.root, leg.middle), skeleton.direction(leg.middle, leg.end)
    assert skeleton.shorter_arc(thigh, shin) <= 0.1


def test_a_knee_folds_until_the_seat_is_on_the_heel() -> None:
    """Sitting on the heels is a pose a body can take; with the heel in the hip it is none."""
    seated, crushed = (
        replace(STANDING, hip=(-0.36, 0.22), legs=(heel, heel))
        for heel in (Limb(to=(-0.41, 0.048), tip=184.0), Limb(to=(-0.4, 0.12), tip=184.0))
    )
    assert solve(seated, View.SIDE).legs[0].end == pytest.approx((-0.41, 0.048), abs=1e-4)
    with pytest.raises(PoseError, match="folded too far"):
        solve(crushed, View.SIDE)


@pytest.mark.parametrize(
    ("pose", "limb", "words"),
    [
        (with_leg(Limb(to=(0.0, -0.3))), "leg_near", "cannot reach"),
        (with_leg(Limb(angles=(-90.0, -60.0))), "leg_near", "bends the wrong way"),
        (with_leg(Limb(angles=(-90.0, 100.0))), "leg_near", "folded too far"),
        (with_arm(Limb(angles=(-90.0, -120.0))), "arm_near", "bends the wrong way"),
        (with_arm(Limb()), "arm_near", "neither a target nor angles"),
    ],
)
def test_a_pose_that_no_body_can_take_is_refused_by_limb(pose: Pose, limb: str, words: str) -> None:
    """Out of reach, bent the wrong way and folded through itself are errors that name the limb."""
    with pytest.raises(PoseError, match=words) as caught:
        solve(pose, View.SIDE)
    assert caught.value.limb == limb


@pytest.mark.parametrize(
    ("bend", "is_there"),
    [
        (Bend.OUT, lambda elbow: elbow[0] > 0.25),
        (Bend.IN, lambda elbow: elbow[0] < 0.12),
    ],
)
def test_from_the_front_the_elbow_goes_where_the_file_says(
    bend: Bend, is_there: Callable[[tuple[float, float]], bool]
) -> None:
    """A hand on the head has its elbow out to the side, unless the file asks for the other one."""
    limb = Limb(to=(0.165, 1.66), bend=bend)
    pose = replace(
        STANDING, arms=(limb, STANDING.arms[1]), legs=(Limb(to=(0.1, 0.075)), Limb(to=(-0.1, 0.075)))
    )
    assert is_there(solve(pose, View.FRONT).arms[0].middle)


@given(progress=PROGRESS, phase=st.sampled_from(Phase))
def test_feet_on_the_floor_stay_where_they_are(progress: float, phase: Phase) -> None:
    """A target that is the same in both poses does not slide on the way."""
    joints = pose_at(SQUAT, phase, progress)
    assert joints.legs[0].end == pytest.approx((0.0, 0.075), abs=1e-4)
    assert joints.legs[0].tip[1] == pytest.approx(0.075)


def test_a_repetition_starts_and_ends_where_the_key_poses_say() -> None:
    """Up ends in the hold, down ends in the start, and rest shows the start."""
    start, hold = solve(STANDING, View.SIDE), solve(LOW, View.SIDE)
    for phase, progress, expected in [
        (Phase.START, 0.5, start), (Phase.UP, 0.0, start), (Phase.UP, 1.0, hold), (Phase.HOLD, 0.3, hold),
        (Phase.DOWN, 0.0, hold), (Phase.DOWN, 1.0, start), (Phase.REST, 0.7, start),
    ]:  # fmt: skip
        assert pose_at(SQUAT, phase, progress) == expected


@given(progress=PROGRESS)
def test_the_way_down_is_the_way_up_in_reverse(progress: float) -> None:
    """Nothing jumps when a repetition turns round."""
    up, down = pose_at(SQUAT, Phase.UP, progress), pose_at(SQUAT, Phase.DOWN, 1.0 - progress)
    assert up.hip == pytest.approx(down.hip)


def test_movement_is_slow_at_both_ends() -> None:
    """A tenth of the time moves far less than a tenth of the way."""
    hip = pose_at(SQUAT, Phase.UP, 0.1).hip
    assert 0 < STANDING.hip[1] - hip[1] < 0.05 * (STANDING.hip[1] - LOW.hip[1])


def test_angles_take_the_shorter_arc() -> None:
    """From 170 to -170 degrees a leg passes 180, not 0."""
    first = with_arm(Limb(angles=(170.0, 170.0)))
    second = with_arm(Limb(angles=(-170.0, -170.0)))
    figure = replace(SQUAT, poses=(KeyPose("start", first), KeyPose("hold", second)))
    arm = pose_at(figure, Phase.UP, 0.5).arms[0]
    assert arm.end[0] == pytest.approx(arm.root[0] - skeleton.UPPER_ARM - skeleton.FOREARM)


@given(progress=PROGRESS)
def test_a_limb_may_leave_its_target_for_angles(progress: float) -> None:
    """A foot that is lifted moves without a jump and without a stretched bone."""
    lifted = with_leg(Limb(angles=(-30.0, -60.0), tip=0.0))
    figure = replace(SQUAT, poses=(KeyPose("start", STANDING), KeyPose("hold", lifted)))
    leg = pose_at(figure, Phase.UP, progress).legs[0]
    near = pose_at(figure, Phase.UP, min(1.0, progress + 0.01)).legs[0]
    assert math.dist(leg.end, near.end) < 0.05
    assert math.dist(leg.root, leg.middle) == pytest.approx(skeleton.THIGH)


def test_a_middle_pose_is_passed_half_way() -> None:
    """The optional third pose lies on the way, up and down."""
    middle = replace(STANDING, hip=(-0.25, 0.8))
    figure = replace(SQUAT, poses=(*SQUAT.poses, KeyPose("mid", middle)))
    for phase in (Phase.UP, Phase.DOWN):
        assert pose_at(figure, phase, 0.5).hip == pytest.approx(middle.hip)


def test_the_other_side_swaps_near_and_far() -> None:
    """Seen from the side, mirroring changes the limb that works and nothing else."""
    left, right = pose_at(SQUAT, Phase.HOLD, 0.0), pose_at(SQUAT, Phase.HOLD, 0.0, mirrored=True)
    assert (right.legs, right.arms) == (left.legs[::-1], left.arms[::-1])
    assert (right.hip, right.head) == (left.hip, left.head)


@given(lean=st.floats(60.0, 120.0), turn=st.floats(-60.0, 60.0))
def test_mirroring_twice_changes_nothing(lean: float, turn: float) -> None:
    """Seen from the front, mirroring turns the picture over, and back again."""
    legs = (Limb(to=(0.1, 0.075)), Limb(to=(-0.1, 0.075)))
    pose = replace(STANDING, neck=(90.0, lean), turn=(turn, turn), legs=legs)
    joints = solve(pose, View.FRONT)
    once = mirror(joints)
    assert once.turn == (-turn, -turn)
    assert once.arms[0].root[0] == pytest.approx(-joints.arms[1].root[0])
    assert mirror(once).head == pytest.approx(joints.head)
    assert replace(mirror(once), head=joints.head) == joints


STRIDE = replace(STANDING, legs=(Limb(to=(0.2, 0.12)), Limb(to=(-0.2, 0.12))))
WALK = Figure(
    view=View.SIDE,
    poses=(KeyPose("start", STRIDE), KeyPose("hold", STANDING)),
    loop=("start", "hold"),
    is_alternating=True,
    cycle_s=1.5,
)


def test_a_loop_closes_and_alternates() -> None:
    """After half a turn the other foot is in front; after a whole one it begins again."""
    start, half = pose_at(WALK, Phase.UP, 0.0), pose_at(WALK, Phase.UP, 1.0)
    assert half.legs[0].end == pytest.approx(start.legs[1].end)
    assert pose_at(WALK, Phase.DOWN, 1.0) == start


def test_a_loop_turns_at_its_own_pace_through_a_long_hold() -> None:
    """Ten minutes of walking are ten minutes of steps, not one slow one."""
    start = pose_at(WALK, Phase.HOLD, 0.0, phase_s=600.0)
    later = pose_at(WALK, Phase.HOLD, 0.75 / 600.0, phase_s=600.0)
    assert later.legs[0].end == pytest.approx(start.legs[1].end, abs=1e-6)


def test_of_a_loop_every_pose_but_the_one_shown_is_another() -> None:
    """Walking has both strides; standing on the left foot looks like standing on the right here."""
    assert len(other_poses(WALK, Phase.HOLD, 0.0)) == 3


@given(progress=PROGRESS)
def test_between_poses_nothing_is_refused(progress: float) -> None:
    """A hand that cannot quite reach half way stops short; only key poses are judged."""
    left = replace(STANDING, arms=(Limb(to=(-0.5, 1.32)), STANDING.arms[1]))
    right = replace(STANDING, arms=(Limb(to=(0.5, 1.32)), STANDING.arms[1]))
    figure = replace(SQUAT, poses=(KeyPose("start", left), KeyPose("hold", right)), view=View.FRONT)
    arm = pose_at(figure, Phase.UP, progress).arms[0]
    assert math.dist(arm.root, arm.end) <= skeleton.UPPER_ARM + skeleton.FOREARM


def test_faults_name_the_pose_and_an_anchor_that_moves() -> None:
    """A file with several faults hears of each, by pose and limb."""
    broken = replace(LOW, arms=(Limb(to=(2.0, 2.0)), LOW.arms[1]), legs=(LOW.legs[0], Limb(to=(0.1, 0.075))))
    figure = replace(SQUAT, poses=(SQUAT.poses[0], KeyPose("hold", broken)))
    assert [(name, error.limb) for name, error in faults(figure)] == [
        ("hold", "arm_near"),
        ("hold", "leg_far"),
    ]
    assert list(faults(SQUAT)) == []


@pytest.mark.parametrize(("phase", "other"), [(Phase.START, LOW), (Phase.HOLD, STANDING)])
def test_a_still_picture_can_show_the_other_end_of_the_way(phase: Phase, other: Pose) -> None:
    """At the start that is the end, and the other way round; mirrored it is mirrored as well."""
    assert other_poses(SQUAT, phase, 0.0) == (solve(other, View.SIDE),)
    assert other_poses(SQUAT, phase, 0.0, mirrored=True) == (mirror(solve(other, View.SIDE)),)


@pytest.mark.parametrize(("lean", "count"), [(1.0, 0), (8.0, 1)])
def test_poses_that_look_the_same_are_shown_once(lean: float, count: int) -> None:
    """A brace that hardly moves has no second picture behind it."""
    end = replace(STANDING, spine=(90.0 - lean, 90.0 - lean))
    figure = replace(SQUAT, poses=(KeyPose("start", STANDING), KeyPose("hold", end)))
    assert len(other_poses(figure, Phase.START, 0.0)) == count


def test_a_turn_alone_is_another_pose() -> None:
    """From the front a head that only turns has its joints where they were."""
    legs = (Limb(to=(0.1, 0.075)), Limb(to=(-0.1, 0.075)))
    ahead = replace(STANDING, legs=legs)
    poses = (KeyPose("start", ahead), KeyPose("hold", replace(ahead, turn=(0.0, 40.0))))
    assert len(other_poses(replace(SQUAT, view=View.FRONT, poses=poses), Phase.START, 0.0)) == 1


@pytest.mark.parametrize(
    ("elapsed_s", "expected"),
    [
        (0.0, (Phase.UP, 0.0)),
        (1.0, (Phase.UP, 0.5)),
        (2.0, (Phase.HOLD, 0.0)),
        (2.5, (Phase.HOLD, 0.5)),
        (4.0, (Phase.DOWN, 0.5)),
        (5.0, (Phase.START, 0.0)),
    ],
)
def test_the_tempo_says_which_phase_it_is(elapsed_s: float, expected: tuple[Phase, float]) -> None:
    """In a tempo of 2-1-2 the third second is held."""
    assert phase_at(elapsed_s, 2.0, 1.0, 2.0) == expected


def test_the_light_comes_and_goes_with_the_work() -> None:
    """What works is lit in the hold, half lit half way, and dark at rest."""
    assert [effort(phase, 0.5) for phase in Phase] == [0.0, 0.5, 1.0, 0.5, 0.0]
