"""What a value of a file may be. Each kind reads it, and describes itself to an editor.

The description is JSON Schema, draft 7, the newest that the editors of today agree on. It speaks of
values as YAML 1.2 gives them to an editor: ``30`` is a number there, ``30 s`` and ``1:30`` are text.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from backstay.catalogue import grammar
from backstay.catalogue.nodes import ListNode, Node, TextNode, found
from backstay.catalogue.reader import Reader
from backstay.domain.exercise import Tempo

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Schema = Mapping[str, Json]

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Kind(Protocol[V_co]):
    """A kind of value."""

    def read(self, node: Node, reader: Reader, /) -> V_co | None:
        """The value, or None once the reader has noted why there is none."""

    def schema(self) -> Schema:
        """The same for an editor; it may be more lenient, but refuses nothing that is read."""


class Text:
    """Text of up to ``longest`` characters."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def read(self, node: Node, reader: Reader) -> str | None:
        """The text, white space folded."""
        return reader.text(node, self.longest)

    def schema(self) -> Schema:
        """A name may be a number: here it is text all the same."""
        text = _patterned(["string", "number", "boolean"], r"\S", "some text")
        return {**text, "maxLength": self.longest}


class Whole:
    """A whole number from ``least`` to ``most``."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def read(self, node: Node, reader: Reader) -> int | None:
        """The number."""
        return reader.whole(node, self.least, self.most)

    def schema(self) -> Schema:
        """A number, or its digits as text."""
        return _numeric("integer", self.least, self.most, grammar.WHOLE, "a whole number")


class Number:
    """A decimal number from ``least`` to ``most``."""

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most

    def read(self, node: Node, reader: Reader) -> float | None:
        """The number."""
        return reader.number(node, self.least, self.most)

    def schema(self) -> Schema:
        """A number, or its digits as text."""
        return _numeric("number", self.least, self.most, grammar.NUMBER, "a number")


class Duration:
    """A time, in seconds from ``least_s`` to ``most_s``."""

    def __init__(self, least_s: float, most_s: float) -> None:
        self.least_s = least_s
        self.most_s = most_s

    def read(self, node: Node, reader: Reader) -> float | None:
        """The seconds."""
        return reader.duration_s(node, self.least_s, self.most_s)

    def schema(self) -> Schema:
        """Seconds as a number, or a time as text."""
        return _numeric("number", self.least_s, self.most_s, grammar.DURATION, grammar.DURATION_FORMS)


class TempoText:
    """A tempo."""

    def read(self, node: Node, reader: Reader) -> Tempo | None:
        """The tempo."""
        return reader.tempo(node)

    def schema(self) -> Schema:
        """Three numbers with hyphens between them."""
        return {**_patterned("string", _whole_text(grammar.TEMPO), grammar.TEMPO_FORM), "examples": ["2-1-2"]}


class Id:
    """An id."""

    def read(self, node: Node, reader: Reader) -> str | None:
        """The id."""
        return reader.id(node)

    def schema(self) -> Schema:
        """An id may be all digits, which an editor takes for a number."""
        text = _patterned(["string", "integer"], _whole_text(grammar.ID), grammar.ID_FORM)
        return {**text, "maxLength": grammar.LONGEST_ID, "minimum": 0}


class IdLink:
    """The id of another file, which is looked up once every file has been read."""

    def read(self, node: Node, reader: Reader) -> TextNode | None:
        """The node of a well-formed id: a link that leads nowhere is told at its place."""
        return node if reader.id(node) is not None and isinstance(node, TextNode) else None

    def schema(self) -> Schema:
        """An id like any other."""
        return Id().schema()


class PictureName:
    """The bare name of a picture file."""

    def read(self, node: Node, reader: Reader) -> TextNode | None:
        """The node of a well-formed name: a picture that is not there is told at its place."""
        return node if reader.picture(node) is not None and isinstance(node, TextNode) else None

    def schema(self) -> Schema:
        """A name that cannot lead out of its folder."""
        text = _patterned("string", _whole_text(grammar.PICTURE), grammar.PICTURE_FORM)
        return {**text, "examples": ["bird.png"]}


class Choice(Generic[E]):
    """A member of ``members``, by its value."""

    def __init__(self, members: type[E]) -> None:
        self.members = members

    def read(self, node: Node, reader: Reader) -> E | None:
        """The member."""
        return reader.choice(node, self.members)

    def schema(self) -> Schema:
        """The words to choose from."""
        return {"enum": [member.value for member in self.members]}


class Word:
    """One of the ``allowed`` words."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = allowed

    def read(self, node: Node, reader: Reader) -> str | None:
        """The word as it stands."""
        return reader.word(node, self.allowed)

    def schema(self) -> Schema:
        """The words to choose from."""
        return {"enum": list(self.allowed)}


class YesNo:
    """Yes or no, in either of YAML's spellings."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        """Whether it is yes."""
        word = reader.word(node, ("yes", "no", "true", "false"))
        return None if word is None else word in ("yes", "true")

    def schema(self) -> Schema:
        """An editor takes ``true`` for more than a word."""
        return {"enum": ["yes", "no", True, False]}


class Items(Generic[V]):
    """A list of ``least`` to ``most`` values of one kind."""

    def __init__(self, kind: Kind[V], least: int, most: int) -> None:
        self.kind = kind
        self.least = least
        self.most = most

    def read(self, node: Node, reader: Reader) -> tuple[V, ...] | None:
        """Every value that could be read."""
        return _all_read(reader.items(node, self.least, self.most), self.kind, reader)

    def schema(self) -> Schema:
        """An array."""
        items = self.kind.schema()
        return {"type": "array", "items": items, "minItems": self.least, "maxItems": self.most}


class OneOrMore(Generic[V]):
    """One value, or a list of up to ``most`` of them."""

    def __init__(self, kind: Kind[V], most: int) -> None:
        self.kind = kind
        self.most = most

    def read(self, node: Node, reader: Reader) -> tuple[V, ...] | None:
        """Every value that could be read."""
        nodes = (node,) if isinstance(node, TextNode) else reader.items(node, 0, self.most)
        return _all_read(nodes, self.kind, reader)

    def schema(self) -> Schema:
        """Either way."""
        return {"anyOf": [self.kind.schema(), Items(self.kind, 0, self.most).schema()]}


class Pair:
    """Two numbers of one kind."""

    def __init__(self, kind: Number) -> None:
        self.kind = kind

    def read(self, node: Node, reader: Reader) -> tuple[float, float] | None:
        """The two."""
        if not isinstance(node, ListNode) or len(node.items) != 2:
            expected = "[first, second], with a point in a decimal number"
            reader.report(node, "two numbers are needed here", expected, found(node))
            return None
        first, second = (self.kind.read(item, reader) for item in node.items)
        return None if first is None or second is None else (first, second)

    def schema(self) -> Schema:
        """An array of two."""
        return Items(self.kind, 2, 2).schema()


class Later:
    """What is read by who knows more than this place of the file says: the node as it is."""

    def __init__(self, described: Schema) -> None:
        self.described = described

    def read(self, node: Node, _reader: Reader) -> Node:
        """The node."""
        return node

    def schema(self) -> Schema:
        """As given."""
        return self.described


def _all_read(nodes: Sequence[Node], kind: Kind[V], reader: Reader) -> tuple[V, ...]:
    values = [kind.read(node, reader) for node in nodes]
    return tuple(value for value in values if value is not None)


def _numeric(type_name: str, least: float, most: float, pattern: str, form: str) -> Schema:
    number = _patterned([type_name, "string"], _whole_text(pattern), form)
    return {**number, "minimum": least, "maximum": most}


def _patterned(types: Json, pattern: str, form: str) -> Schema:
    """What text has to look like; editors that know the last key show it in place of the pattern."""
    return {"type": types, "pattern": pattern, "patternErrorMessage": f"expected {form}"}


def _whole_text(pattern: str) -> str:
    return f"^(?:{pattern})$"
