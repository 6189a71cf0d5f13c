"""The key poses of a figure as a file says them: every pose but ``start`` names only what differs from it.

How the limbs are called depends on the side the figure is seen from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from backstay.catalogue.forms import Form, Key
from backstay.catalogue.kinds import Choice, Number, Pair, Schema, YesNo
from backstay.catalogue.nodes import Node, TextNode
from backstay.catalogue.reader import Reader
from backstay.domain.figure import HOLD, MID, START, KeyPose
from backstay.domain.skeleton import Bend, Limb, Point, Pose, Shape, View, limb_names

REACH_M = 3.0
_TURN_DEG = 360.0
_DEGREES = Number(-_TURN_DEG, _TURN_DEG)
_METRES = Pair(Number(-REACH_M, REACH_M))
_NOBODY = Pose((0.0, 0.0), (90.0, 90.0), (90.0, 90.0), (Limb(), Limb()), (Limb(), Limb()))
"""Stands in for a start pose that could not be read, so that the faults of the others are told too."""


class Angles:
    """Two angles; one number stands for both."""

    def read(self, node: Node, reader: Reader) -> Point | None:
        """The two, in degrees."""
        if not isinstance(node, TextNode):
            return Pair(_DEGREES).read(node, reader)
        angle = _DEGREES.read(node, reader)
        return None if angle is None else (angle, angle)

    def schema(self) -> Schema:
        """Either way."""
        return {"anyOf": [_DEGREES.schema(), Pair(_DEGREES).schema()]}


_TO = Key("to", _METRES, "Where the wrist or ankle is: [x, y] in metres, the floor at 0.")
_ANGLES = Key("angles", Angles(), "The directions of its two bones, in degrees: 0 to the right, 90 up.")
_BEND = Key("bend", Choice(Bend), "The side to which the elbow or knee goes.")
_LENGTH = Key(
    "length",
    Pair(Number(0.1, 1.0)),
    "How long the two bones look, 0.1 to 1: shorter where they point to the eye.",
)
_SHAPE = Key("shape", Choice(Shape), "How the hand is held.")
_BEHIND = Key("behind", YesNo(), "Whether the limb is drawn behind the trunk.")
_ONE_OF_TWO: Schema = {"oneOf": [{"required": ["to"]}, {"required": ["angles"]}]}


class LimbBlock:
    """An arm or a leg: where its end is, or the angles of its bones."""

    def __init__(self, name: str, tip: str) -> None:
        self._name = name
        self._tip = Key(tip, _DEGREES, f"The direction of the {tip}, in degrees.")
        keys = (_TO, _ANGLES, self._tip, _BEND, _LENGTH, _SHAPE, _BEHIND)
        self.form = Form(name, keys, (_ONE_OF_TWO,))

    def read(self, node: Node, reader: Reader) -> Limb | None:
        """The limb."""
        fields = self.form.fields(node, reader)
        if ("to" in fields) == ("angles" in fields):
            reader.report(node, "a limb needs either a target or two angles", "to: [x, y] or angles: [a, b]")
            return None
        to, angles = _TO.read(fields, reader), _ANGLES.read(fields, reader)
        if to is None and angles is None:
            return None
        return Limb(
            to=to,
            angles=angles,
            tip=self._tip.read(fields, reader),
            bend=_BEND.read(fields, reader) or Bend.NATURAL,
            length=_LENGTH.read(fields, reader) or (1.0, 1.0),
            shape=_SHAPE.read(fields, reader) or Shape.OPEN,
            is_behind=_BEHIND.read(fields, reader) or False,
        )

    def schema(self) -> Schema:
        """Where it is described: once for all the limbs of its kind."""
        return {"$ref": f"#/definitions/{self._name}"}


ARM, LEG = LimbBlock("arm", "hand"), LimbBlock("leg", "foot")

_HIP = Key("hip", _METRES, "Where the hip is: [x, y] in metres, the floor at 0.")
_SPINE = Key("spine", Angles(), "The directions of the lumbar and the thoracic part, in degrees, 90 up.")
_NECK = Key("neck", Angles(), "The directions of the neck and of the crown of the head, in degrees.")
_SHOULDERS = Key(
    "shoulders", Pair(Number(-0.1, 0.1)), "How far the shoulders are moved: [forward, up] in metres."
)
_TURN = Key("turn", Angles(), "How far the chest and the head are turned, in degrees.")
_TRUNK = (_HIP, _SPINE, _NECK)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two limbs of a kind: one key that says it for both, and one key for each."""

    both: Key[Limb]
    each: tuple[Key[Limb], Key[Limb]]

    def read(
        self, fields: Mapping[str, Node], at: Node, reader: Reader, start: tuple[Limb, Limb] | None
    ) -> tuple[Limb, Limb] | None:
        """The pair; what is not said is taken from ``start``, which has to say it all."""
        shared = self.both.read(fields, reader)
        limbs = [
            key.read(fields, reader) or shared or (start[index] if start else None)
            for index, key in enumerate(self.each)
        ]
        first, second = limbs
        if self.both.name not in fields:
            self._report_absent(fields, at, reader, limbs)
        return None if first is None or second is None else (first, second)

    def _report_absent(
        self, fields: Mapping[str, Node], at: Node, reader: Reader, limbs: list[Limb | None]
    ) -> None:
        keys = zip(self.each, limbs, strict=True)
        absent = [key.name for key, limb in keys if limb is None and key.name not in fields]
        word = self.both.name if len(absent) == len(limbs) else "".join(absent)
        if word:
            reader.report(at, f'"{word}" is missing', "where both arms and both legs are")

    def rule(self) -> Schema:
        """A start pose has both."""
        names: Schema = {"required": [key.name for key in self.each]}
        return {"anyOf": [{"required": [self.both.name]}, names]}


class PoseBlock:
    """The poses as they are written for a figure seen from the side, or from the front or back."""

    def __init__(self, name: str, view: View) -> None:
        self._name = name
        self._arms = _limbs(view, "arm", ARM)
        self._legs = _limbs(view, "leg", LEG)
        limbs = (self._arms, self._legs)
        rest = (_SHOULDERS, _TURN, *(key for pair in limbs for key in (pair.both, *pair.each)))
        trunk = tuple(key.required() for key in _TRUNK)
        self._start = Form("the start pose", (*trunk, *rest), tuple(pair.rule() for pair in limbs))
        self._other = Form("a pose", (*_TRUNK, *rest))
        self.limbs = {pair.both.name: tuple(key.name for key in pair.each) for pair in limbs}

    def read(self, node: Node, reader: Reader) -> tuple[KeyPose, ...] | None:
        """Every pose that could be read, ``start`` first."""
        entries = reader.entries(node)
        names = [key.text for key, _ in entries]
        for name in (START, HOLD):
            if name not in names:
                reader.report(node, f'the pose "{name}" is missing', "the poses start and hold")
        poses: list[KeyPose] = []
        start: Pose | None = None if START in names else _NOBODY
        for key, value in sorted(entries, key=lambda entry: entry[0].text != START):
            pose = self._pose(value, reader, start)
            start = start or pose or _NOBODY
            if pose is not None:
                poses.append(KeyPose(key.text, pose))
        return tuple(poses)

    def _pose(self, node: Node, reader: Reader, start: Pose | None) -> Pose | None:
        fields = (self._other if start else self._start).fields(node, reader)
        hip = _HIP.read(fields, reader) or (start.hip if start else None)
        spine = _SPINE.read(fields, reader) or (start.spine if start else None)
        neck = _NECK.read(fields, reader) or (start.neck if start else None)
        arms = self._arms.read(fields, node, reader, start.arms if start else None)
        legs = self._legs.read(fields, node, reader, start.legs if start else None)
        shoulders, turn = _SHOULDERS.read(fields, reader), _TURN.read(fields, reader)
        if hip is None or spine is None or neck is None or arms is None or legs is None:
            return None
        pose = start or Pose(hip, spine, neck, arms, legs)
        return replace(
            pose,
            hip=hip,
            spine=spine,
            neck=neck,
            arms=arms,
            legs=legs,
            shoulders=shoulders or pose.shoulders,
            turn=turn or pose.turn,
        )

    def schema(self) -> Schema:
        """An object of poses, two of them with fixed names."""
        other: Schema = {"$ref": f"#/definitions/{self._name}_pose"}
        start: Schema = {"$ref": f"#/definitions/{self._name}_start"}
        return {
            "type": "object",
            "required": [START, HOLD],
            "properties": {START: start, HOLD: other, MID: other},
            "additionalProperties": other,
        }

    def definitions(self) -> dict[str, Schema]:
        """What ``schema`` refers to."""
        start, other = self._start.schema(), self._other.schema()
        return {
            f"{self._name}_start": {"description": "Where a repetition starts: the whole body.", **start},
            f"{self._name}_pose": {"description": "A pose: what differs from the start.", **other},
        }


def _limbs(view: View, kind: str, block: LimbBlock) -> _Pair:
    first, second = (Key(name, block, f"The {name.replace('_', ', ')}.") for name in limb_names(view, kind))
    return _Pair(Key(f"{kind}s", block, f"Both {kind}s alike."), (first, second))


_SIDE, _FRONT = PoseBlock("side", View.SIDE), PoseBlock("front", View.FRONT)
POSES = {View.SIDE: _SIDE, View.FRONT: _FRONT, View.BACK: _FRONT}
"""How poses are written, by the side the figure is seen from."""


def pose_definitions() -> dict[str, Schema]:
    """What the poses of every view refer to, for an editor."""
    limbs = {"arm": ARM.form.schema(), "leg": LEG.form.schema()}
    return {**limbs, **_SIDE.definitions(), **_FRONT.definitions()}
