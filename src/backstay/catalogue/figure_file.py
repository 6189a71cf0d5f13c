"""The ``figure:`` block of an exercise, read into poses that a body can really take.

What no body can do is told at the line of the limb or pose that asks for it.
"""

from backstay.catalogue.forms import Form, Key
from backstay.catalogue.kinds import Choice, Duration, Items, Number, OneOrMore, Schema, Word, YesNo
from backstay.catalogue.nodes import ListNode, MapNode, Node, TextNode
from backstay.catalogue.pose_file import POSES, REACH_M
from backstay.catalogue.reader import Reader
from backstay.domain.figure import PROP_NUMBERS, Figure, Glow, Prop, PropKind, faults
from backstay.domain.skeleton import PoseError, View

Frame = tuple[float, float, float, float]

_METRE = Number(-REACH_M, REACH_M)


_LETTERS = {1: "x", 2: "[x, y]", 3: "[x, y, radius]", 4: "[x, y, x, y]"}


def _written(kind: PropKind) -> str:
    """How a thing is written in a file."""
    count = PROP_NUMBERS[kind]
    return f"{kind}: {'[left, right]' if kind is PropKind.MAT else _LETTERS[count]}" if count else kind.value


class PropItem:
    """``mat: [left, right]``, ``chair: x``; a thing without numbers is its word alone."""

    _bare = tuple(kind for kind in PropKind if not PROP_NUMBERS[kind])
    _placed = tuple(kind for kind in PropKind if PROP_NUMBERS[kind])

    def read(self, node: Node, reader: Reader) -> Prop | None:
        """The thing with its numbers."""
        if isinstance(node, TextNode):
            kind = reader.choice(node, PropKind)
            return None if kind is None else self._prop(kind, (), node, reader)
        if isinstance(node, MapNode) and len(node.entries) == 1 and node.entries[0][0].text in self._bare:
            reader.report(node, "this thing goes without numbers", node.entries[0][0].text)
            return None
        entries = reader.mapping(node, (), self._placed)
        if isinstance(node, MapNode) and len(node.entries) != 1:
            reader.report(node, "this should be one thing", "such as chair: 0.1")
            return None
        for name, value in entries.items():
            numbers = value.items if isinstance(value, ListNode) else (value,)
            return self._prop(PropKind(name), numbers, node, reader)
        return None

    def _prop(self, kind: PropKind, numbers: tuple[Node, ...], item: Node, reader: Reader) -> Prop | None:
        if len(numbers) != PROP_NUMBERS[kind]:
            reader.report(item, f"{kind} has the wrong count of numbers", _written(kind), str(len(numbers)))
            return None
        read = [_METRE.read(node, reader) for node in numbers]
        return Prop(kind, tuple(number for number in read if number is not None))

    def schema(self) -> Schema:
        """A word, or an object of one key."""
        placed: Schema = {
            "type": "object",
            "properties": {kind.value: self._numbers(PROP_NUMBERS[kind]) for kind in self._placed},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
        return {"anyOf": [{"enum": [kind.value for kind in self._bare]}, placed]}

    def _numbers(self, count: int) -> Schema:
        several = Items(_METRE, count, count).schema()
        return {"anyOf": [_METRE.schema(), several]} if count == 1 else several


class FrameBox:
    """The part of the picture that is shown."""

    _sides = Items(_METRE, 4, 4)

    def read(self, node: Node, reader: Reader) -> Frame | None:
        """Left, low, right and high, in metres."""
        before = reader.count
        numbers = self._sides.read(node, reader)
        if numbers is None or reader.count > before:
            return None
        left, low, right, high = numbers
        if left >= right or low >= high:
            reader.report(node, "this is not a frame", "[left, low, right, high]")
            return None
        return left, low, right, high

    def schema(self) -> Schema:
        """Four numbers."""
        return self._sides.schema()


class NameNode:
    """A name that another key of the block has given."""

    def read(self, node: Node, reader: Reader) -> TextNode | None:
        """The node: a name that nothing has is told at its place."""
        if isinstance(node, TextNode):
            return node
        reader.report(node, "this should be one word")
        return None

    def schema(self) -> Schema:
        """A word."""
        return {"type": ["string", "number", "boolean"]}


_VIEW = Key("view", Choice(View), "The side the figure is seen from.", is_required=True)
_POSES = {
    view: Key("poses", block, "The key poses; start and hold are required.", is_required=True)
    for view, block in POSES.items()
}
_ANCHOR = {
    view: Key(
        "anchor",
        OneOrMore(Word((*block.limbs, *(name for pair in block.limbs.values() for name in pair))), 12),
        "The limbs whose hand or foot stays where it is.",
    )
    for view, block in POSES.items()
}
_LOOP = Key("loop", OneOrMore(NameNode(), 12), "Names of poses run through in a circle, once a repetition.")
_ALTERNATING = Key("alternating", YesNo(), "Whether the loop is done with the sides swapped as well.")
_CYCLE = Key("cycle", Duration(0.3, 60.0), "The time of one turn of the loop where no tempo gives it.")
_PROPS = Key("props", Items(PropItem(), 0, 8), "The things around the figure, or that it holds.")
_GLOW = Key("glow", OneOrMore(Choice(Glow), 12), "The part of the body that works and is lit up.")
_FRAME = Key("frame", FrameBox(), "Only this part is shown: [left, low, right, high] in metres.")

_ANY_VIEW = (_LOOP, _ALTERNATING, _CYCLE, _PROPS, _GLOW, _FRAME)

_SIDE_ONLY: Schema = {"properties": {"alternating": {"enum": ["no", False]}}}


def _form(view: View) -> Form:
    rules = () if view is View.SIDE else (_SIDE_ONLY,)
    return Form("a figure", (_VIEW, _POSES[view], _ANCHOR[view], *_ANY_VIEW), rules)


FORMS = {view: _form(view) for view in View}


class FigureBlock:
    """The whole block."""

    def read(self, node: Node, reader: Reader) -> Figure | None:
        """The figure, when a body can do all of it."""
        before = reader.count
        view = _view(node, reader)
        fields = FORMS[view or View.SIDE].fields(node, reader)
        if view is None:
            for key in _ANY_VIEW:
                key.read(fields, reader)
            return None
        poses = _POSES[view].read(fields, reader) or ()
        loop = _LOOP.read(fields, reader) or ()
        _check_loop(loop, fields.get("poses"), reader)
        figure = Figure(
            view=view,
            poses=poses,
            loop=tuple(word.text for word in loop),
            is_alternating=_ALTERNATING.read(fields, reader) or False,
            cycle_s=_CYCLE.read(fields, reader) or 1.2,
            anchors=_anchors(view, _ANCHOR[view].read(fields, reader) or ()),
            props=_PROPS.read(fields, reader) or (),
            glow=_GLOW.read(fields, reader) or (),
            frame=_FRAME.read(fields, reader),
        )
        if figure.is_alternating and view is not View.SIDE:
            reader.report(
                fields["alternating"], "only a figure seen from the side can alternate", "view: side"
            )
        if reader.count == before:
            _report_faults(figure, fields["poses"], reader)
        return figure if reader.count == before else None

    def schema(self) -> Schema:
        """What is written differs with the view; until that is known it is taken for the side."""
        front: Schema = {"required": ["view"], "properties": {"view": {"enum": ["front", "back"]}}}
        return {"if": front, "then": FORMS[View.FRONT].schema(), "else": FORMS[View.SIDE].schema()}


def _view(node: Node, reader: Reader) -> View | None:
    """The view, before it is known which keys the block may have."""
    entries = node.entries if isinstance(node, MapNode) else ()
    return _VIEW.read({key.text: value for key, value in entries}, reader)


def _check_loop(loop: tuple[TextNode, ...], poses: Node | None, reader: Reader) -> None:
    if isinstance(poses, MapNode):
        names = [key.text for key, _ in poses.entries]
        for word in (word for word in loop if word.text not in names):
            reader.unknown_id(word, "pose", f"one of {', '.join(names)}", names)


def _anchors(view: View, words: tuple[str, ...]) -> tuple[str, ...]:
    limbs = POSES[view].limbs
    return tuple(name for word in words for name in limbs.get(word, (word,)))


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
