"""The ``figure:`` block: read, inherited from the start pose, and located when it is impossible."""

from dataclasses import replace
from pathlib import Path

import pytest

from backstay.catalogue.exercise_file import FIGURE
from backstay.catalogue.figure_file import FigureBlock
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.library import load_library
from backstay.catalogue.problems import Problem
from backstay.domain.figure import Figure, Glow, Phase, PropKind, pose_at
from backstay.domain.skeleton import Shape, View

SHIPPED = load_library(Path(__file__).parents[2] / "routines").exercises

SQUAT = """\
view: side
anchor: legs
glow: [thighs]
props: [{chair: -0.44}, towel]
poses:
  start:
    hip: [0, 0.905]
    spine: 90
    neck: [84, 90]
    arms: {angles: [-90, -82]}
    legs: {to: [0, 0.075], foot: 0}
    leg_far: {to: [0.05, 0.075], foot: 0}
  hold:
    hip: [-0.33, 0.56]
    spine: [60, 57]
    arm_near: {angles: [4, 7], shape: fist}
"""


def read(text: str) -> tuple[Figure | None, tuple[Problem, ...]]:
    node, reader = parse_guarded(text.encode(), "squat.yaml")
    assert node is not None
    return FigureBlock().read(node, reader), reader.problems


def test_a_pose_names_only_what_differs_from_the_start() -> None:
    """The hold takes neck, legs and the far arm from the start."""
    figure, problems = read(SQUAT)
    assert problems == ()
    assert figure is not None
    start, hold = figure.pose("start"), figure.pose("hold")
    assert start is not None
    assert hold is not None
    assert (hold.neck, hold.legs, hold.arms[1]) == (start.neck, start.legs, start.arms[1])
    assert hold.arms[0].shape is Shape.FIST
    assert start.legs[1].to == (0.05, 0.075)


def test_everything_of_the_block_arrives() -> None:
    """View, anchors, light and things are read as the words of the format."""
    figure, _ = read(SQUAT)
    assert figure is not None
    assert (figure.view, figure.anchors, figure.glow) == (View.SIDE, ("leg_near", "leg_far"), (Glow.THIGHS,))
    assert [(prop.kind, prop.at) for prop in figure.props] == [
        (PropKind.CHAIR, (-0.44,)),
        (PropKind.TOWEL, ()),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("view: side", "view: sied", "1:7", 'unknown word "sied"'),
        ("  hold:", "  hodl:", "6:3", 'the pose "hold" is missing'),
        ("    neck: [84, 90]\n", "", "7:5", 'the key "neck" is missing'),
        ("    arms: {angles: [-90, -82]}\n", "", "7:5", '"arms" is missing'),
        (
            "    arms: {angles: [-90, -82]}\n",
            "    arm_far: {angles: [0, 9]}\n",
            "7:5",
            '"arm_near" is missing',
        ),
        ("to: [0, 0.075]", "to: [0, 0.9, 1]", "11:16", "two numbers are needed"),
        ("to: [0, 0.075]", "to: 4", "11:16", "two numbers are needed"),
        ("{to: [0, 0.075], foot: 0}", "{foot: 0}", "11:11", "a limb needs either a target or two angles"),
        ("foot: 0}\n    leg_far", "toe: 0}\n    leg_far", "11:28", 'unknown key "toe"'),
        ("{chair: -0.44}", "{chair: [1, 2]}", "4:9", "chair has the wrong count of numbers"),
        ("glow: [thighs]", "glow: [tighs]", "3:8", 'unknown word "tighs"'),
        ("anchor: legs", "anchor: wings", "2:9", 'unknown word "wings"'),
        ("anchor: legs", "view2: x", "2:1", 'unknown key "view2"'),
        ("anchor: legs", "frame: [1, 0, 0, 1]", "2:8", "this is not a frame"),
    ],
)
def test_a_fault_is_told_where_it_stands(old: str, new: str, where: str, words: str) -> None:
    """Every mistake a person can make is located to the line and column."""
    figure, problems = read(SQUAT.replace(old, new, 1))
    assert figure is None
    assert [f"{problem.line}:{problem.column}" for problem in problems] == [where]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("hip: [-0.33, 0.56]", "hip: [-1.5, 0.56]", 13, "cannot reach its target"),
        (
            "{angles: [4, 7], shape: fist}",
            "{angles: [4, -60]}",
            16,
            "elbow of the arm_near bends the wrong way",
        ),
        ("spine: [60, 57]", "legs: {to: [0.1, 0.075]}", 15, "is an anchor, but it moves"),
    ],
)
def test_what_no_body_can_do_is_told_at_its_pose_or_limb(old: str, new: str, line: int, words: str) -> None:
    """A pose that is well written but impossible is a fault of the file like any other."""
    figure, problems = read(SQUAT.replace(old, new, 1))
    assert figure is None
    lines = [problem.line for problem in problems if words in problem.message]
    assert lines
    assert all(line <= found <= line + 1 for found in lines)


def test_all_faults_of_a_block_are_told_at_once() -> None:
    """Who mends the first is not sent back for the second."""
    _, problems = read(SQUAT.replace("view: side", "view: side\nfoo: 1").replace("thighs", "tighs"))
    assert len(problems) == 2
    _, problems = read(SQUAT.replace("view: side", "view: sied").replace("thighs", "tighs"))
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("props", "words"),
    [
        ("[{chair: 0.1, wall: 1}]", "one thing"),
        ("[{}]", "one thing"),
        ("[mat]", "wrong count"),
        ("[{mat: []}]", "wrong count"),
        ("[{towel: 1}]", "without numbers"),
    ],
)
def test_a_thing_is_one_word_with_its_numbers(props: str, words: str) -> None:
    """A second thing in the same braces would not be drawn, and nobody would know why."""
    figure, problems = read(SQUAT.replace("[{chair: -0.44}, towel]", props))
    assert figure is None
    assert words in problems[0].message


def test_a_loop_names_poses_of_its_own() -> None:
    """The nearest is named; a pose that is there but faulty is not called unknown."""
    _, (problem,) = read(SQUAT.replace("view: side", "view: side\nloop: [start, hodl]"))
    assert (problem.message, problem.nearest) == ('there is no pose "hodl"', "hold")


def test_only_the_side_view_alternates() -> None:
    """Near and far can swap; the picture of a front view would turn over."""
    front = SQUAT.replace("view: side", "view: front\nalternating: yes").replace("leg_far", "leg_right")
    _, problems = read(front.replace("arm_near", "arm_left"))
    assert [problem.message for problem in problems] == ["only a figure seen from the side can alternate"]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_shipped_exercise_moves_without_leaving_the_ground(name: str) -> None:
    """No hand, foot or hip of a shipped figure sinks into the floor on its way."""
    figure = SHIPPED[name].figure
    assert figure is not None
    for phase in (Phase.UP, Phase.HOLD, Phase.DOWN):
        for step in range(11):
            joints = pose_at(figure, phase, step / 10)
            assert min(y for _, y in joints.points()) > -0.04


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_planted_hands_and_feet_are_reached_all_the_way(name: str) -> None:
    """What a file anchors neither slides nor lifts, even half way."""
    figure = SHIPPED[name].figure
    assert figure is not None
    start = figure.pose("start")
    assert start is not None
    targets = [limb.to for limb in (*start.arms, *start.legs)]
    first, second = ("near", "far") if figure.view is View.SIDE else ("left", "right")
    names = [f"arm_{first}", f"arm_{second}", f"leg_{first}", f"leg_{second}"]
    for step in range(11):
        joints = pose_at(figure, Phase.UP, step / 10)
        for anchor in figure.anchors:
            index = names.index(anchor)
            chain = (*joints.arms, *joints.legs)[index]
            assert chain.end == pytest.approx(targets[index], abs=0.006)


def test_a_block_that_is_absent_is_no_fault() -> None:
    """An exercise of one's own may do without a figure."""
    _, reader = parse_guarded(b"a: 1", "none.yaml")
    assert FIGURE.read({}, reader) is None
    assert reader.problems == ()
    assert replace(SHIPPED["bird-dog"], figure=None).figure is None
