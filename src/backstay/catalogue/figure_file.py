"""The ``figure:`` block of an exercise, read into poses that a body can really take.

Every pose but ``start`` names only what differs from it. What no body can do is told at the line of
the limb or pose that asks for it.
"""

from collections.abc import Mapping
from dataclasses import replace

from backstay.catalogue.nodes import ListNode, MapNode, Node, Reader, TextNode, found
from backstay.domain.figure import (
    HOLD,
    PROP_NUMBERS,
    START,
    Figure,
    Glow,
    KeyPose,
    Prop,
    PropKind,
    faults,
)
from backstay.domain.skeleton import Bend, Limb, Point, Pose, PoseError, Shape, View, limb_names

_REACH_M = 3.0
_TURN_DEG = 360.0
_TRUNK_KEYS = ("hip", "spine", "neck")
_NOBODY = Pose((0.0, 0.0), (90.0, 90.0), (90.0, 90.0), (Limb(), Limb()), (Limb(), Limb()))
"""Stands in for a start pose that could not be read, so that the faults of the others are told too."""


def read_figure(node: Node | None, reader: Reader) -> Figure | None:
    """The figure of an exercise, or None when there is none or it has problems, which are noted."""
    if node is None:
        return None
    before = len(reader.problems)
    optional = ("loop", "alternating", "cycle", "anchor", "props", "glow", "frame")
    values = reader.mapping(node, ("view", "poses"), optional)
    view = reader.choice(values.get("view"), View)
    if view is None:
        return None
    poses = _read_poses(values.get("poses"), view, reader)
    figure = Figure(
        view=view,
        poses=poses,
        loop=_words(values.get("loop"), tuple(key.name for key in poses), reader),
        is_alternating=reader.word(values.get("alternating"), ("yes", "no")) == "yes",
        cycle_s=reader.duration_s(values.get("cycle"), 0.3, 60.0) or 1.2,
        anchors=_read_anchors(values.get("anchor"), view, reader),
        props=_read_props(values.get("props"), reader),
        glow=tuple(Glow(word) for word in _words(values.get("glow"), tuple(Glow), reader)),
        frame=_read_frame(values.get("frame"), reader),
    )
    if figure.is_alternating and view is not View.SIDE:
        reader.report(values["alternating"], "only a figure seen from the side can alternate", "view: side")
    if len(reader.problems) == before:
        _report_faults(figure, values["poses"], reader)
    return figure if len(reader.problems) == before else None


def _read_poses(node: Node | None, view: View, reader: Reader) -> tuple[KeyPose, ...]:
    entries = reader.entries(node)
    names = [key.text for key, _ in entries]
    for name in (START, HOLD):
        if node is not None and name not in names:
            reader.report(node, f'the pose "{name}" is missing', "the poses start and hold")
    poses: list[KeyPose] = []
    start: Pose | None = None if START in names else _NOBODY
    for key, value in sorted(entries, key=lambda entry: entry[0].text != START):
        pose = _read_pose(value, view, reader, start)
        start = start or pose or _NOBODY
        if pose is not None:
            poses.append(KeyPose(key.text, pose))
    return tuple(poses)


def _read_pose(node: Node, view: View, reader: Reader, start: Pose | None) -> Pose | None:
    """A pose; what it does not say is taken from ``start``, which has to say it all."""
    arms, legs = limb_names(view, "arm"), limb_names(view, "leg")
    optional = ("shoulders", "turn", "arms", "legs", *arms, *legs)
    values = reader.mapping(node, () if start else _TRUNK_KEYS, (*optional, *(_TRUNK_KEYS if start else ())))
    hip = _point(values.get("hip"), reader, _REACH_M) or (start.hip if start else None)
    spine = _angles(values.get("spine"), reader) or (start.spine if start else None)
    neck = _angles(values.get("neck"), reader) or (start.neck if start else None)
    both_arms = _read_pair("arms", arms, values, node, reader, start.arms if start else None)
    both_legs = _read_pair("legs", legs, values, node, reader, start.legs if start else None)
    if hip is None or spine is None or neck is None or both_arms is None or both_legs is None:
        return None
    pose = Pose(hip, spine, neck, both_arms, both_legs)
    shoulders = _point(values.get("shoulders"), reader, 0.1) or (start.shoulders if start else (0.0, 0.0))
    turn = _angles(values.get("turn"), reader) or (start.turn if start else (0.0, 0.0))
    return replace(pose, shoulders=shoulders, turn=turn)


def _read_pair(
    both: str,
    names: tuple[str, str],
    values: Mapping[str, Node],
    at: Node,
    reader: Reader,
    start: tuple[Limb, Limb] | None,
) -> tuple[Limb, Limb] | None:
    """Two limbs: ``both`` says it for the pair, its own name says it for one."""
    shared = _read_limb(values.get(both), names[0], reader)
    limbs = [
        _read_limb(values.get(name), name, reader) or shared or (start[index] if start else None)
        for index, name in enumerate(names)
    ]
    if both not in values:
        absent = [
            name for name, limb in zip(names, limbs, strict=True) if limb is None and name not in values
        ]
        word = both if len(absent) == len(names) else "".join(absent)
        if word:
            reader.report(at, f'"{word}" is missing', "where both arms and both legs are")
    first, second = limbs
    return None if first is None or second is None else (first, second)


def _read_limb(node: Node | None, name: str, reader: Reader) -> Limb | None:
    if node is None:
        return None
    tip_key = "hand" if name.startswith("arm") else "foot"
    keys = ("to", "angles", tip_key, "bend", "length", "shape", "behind")
    values = reader.mapping(node, (), keys)
    if ("to" in values) == ("angles" in values):
        reader.report(node, "a limb needs either a target or two angles", "to: [x, y] or angles: [a, b]")
        return None
    to = _point(values.get("to"), reader, _REACH_M)
    angles = _angles(values.get("angles"), reader)
    if to is None and angles is None:
        return None
    return Limb(
        to=to,
        angles=angles,
        tip=reader.number(values.get(tip_key), -_TURN_DEG, _TURN_DEG),
        bend=reader.choice(values.get("bend"), Bend) or Bend.NATURAL,
        length=_pair(values.get("length"), reader, 0.1, 1.0) or (1.0, 1.0),
        shape=reader.choice(values.get("shape"), Shape) or Shape.OPEN,
        is_behind=reader.word(values.get("behind"), ("yes", "no")) == "yes",
    )


def _read_anchors(node: Node | None, view: View, reader: Reader) -> tuple[str, ...]:
    arms, legs = limb_names(view, "arm"), limb_names(view, "leg")
    groups = {"arms": arms, "legs": legs, **{name: (name,) for name in (*arms, *legs)}}
    return tuple(name for word in _words(node, tuple(groups), reader) for name in groups[word])


def _read_props(node: Node | None, reader: Reader) -> tuple[Prop, ...]:
    """A list of ``mat: [left, right]``, ``chair: x``; a thing without numbers is its word alone."""
    props: list[Prop] = []
    for item in reader.items(node, most=8):
        if isinstance(item, TextNode):
            kind = reader.choice(item, PropKind)
            numbers: tuple[float, ...] | None = ()
        else:
            entry = next(iter(reader.mapping(item, (), tuple(PropKind)).items()), None)
            if entry is None:
                continue
            kind = PropKind(entry[0])
            numbers = _numbers(entry[1], reader, -_REACH_M, _REACH_M)
        if kind is None or numbers is None:
            continue
        if len(numbers) != PROP_NUMBERS[kind]:
            reader.report(item, f"{kind} has the wrong count of numbers", f"{PROP_NUMBERS[kind]}")
        props.append(Prop(kind, numbers))
    return tuple(props)


def _read_frame(node: Node | None, reader: Reader) -> tuple[float, float, float, float] | None:
    numbers = None if node is None else _numbers(node, reader, -_REACH_M, _REACH_M)
    if node is None or numbers is None:
        return None
    if len(numbers) != 4 or numbers[0] >= numbers[2] or numbers[1] >= numbers[3]:
        reader.report(node, "this is not a frame", "[left, low, right, high]")
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _words(node: Node | None, allowed: tuple[str, ...], reader: Reader) -> tuple[str, ...]:
    """One word, or a list of them."""
    nodes = (node,) if isinstance(node, TextNode) else reader.items(node, most=12)
    words = (reader.word(item, allowed) for item in nodes)
    return tuple(str(word) for word in words if word is not None)


def _point(node: Node | None, reader: Reader, most: float) -> Point | None:
    return _pair(node, reader, -most, most)


def _angles(node: Node | None, reader: Reader) -> Point | None:
    """Two angles; one number stands for both."""
    if isinstance(node, TextNode):
        angle = reader.number(node, -_TURN_DEG, _TURN_DEG)
        return None if angle is None else (angle, angle)
    return _pair(node, reader, -_TURN_DEG, _TURN_DEG)


def _pair(node: Node | None, reader: Reader, least: float, most: float) -> Point | None:
    if node is None:
        return None
    if isinstance(node, TextNode) or (isinstance(node, ListNode) and len(node.items) != 2):
        reader.report(node, "two numbers are needed here", "[first, second]", found(node))
        return None
    numbers = _numbers(node, reader, least, most)
    return None if numbers is None else (numbers[0], numbers[1])


def _numbers(node: Node, reader: Reader, least: float, most: float) -> tuple[float, ...] | None:
    """One number or a list of them; None when any cannot be read."""
    nodes = (node,) if isinstance(node, TextNode) else reader.items(node, most=8)
    numbers = [reader.number(item, least, most) for item in nodes]
    read = tuple(number for number in numbers if number is not None)
    return read if nodes and len(read) == len(numbers) else None


def _report_faults(figure: Figure, poses: Node, reader: Reader) -> None:
    for name, error in faults(figure):
        place = _place_of(poses, name, error)
        reader.report(place, error.what, error.expected)


def _place_of(poses: Node, name: str, error: PoseError) -> Node:
    """The node that asked for the impossible: the limb where the pose names it, else the pose."""
    pose = _value(poses, name) or poses
    if not error.limb:
        return pose
    return _value(pose, error.limb) or _value(pose, f"{error.limb[:3]}s") or pose


def _value(node: Node, name: str) -> Node | None:
    if not isinstance(node, MapNode):
        return None
    return next((value for key, value in node.entries if key.text == name), None)
