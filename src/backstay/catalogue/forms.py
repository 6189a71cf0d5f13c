"""The keys of a mapping, each declared once: the reader goes by them, and so does an editor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from backstay.catalogue.kinds import Json, Kind, Schema
from backstay.catalogue.nodes import MapNode, Node
from backstay.catalogue.reader import Reader

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Key(Generic[V_co]):
    """A key with what its value may be, and a sentence for who writes it."""

    name: str
    kind: Kind[V_co]
    help: str
    is_required: bool = False

    def read(self, fields: Mapping[str, Node], reader: Reader) -> V_co | None:
        """Its value; None when it is not there, or after its fault has been noted."""
        node = fields.get(self.name)
        return None if node is None else self.kind.read(node, reader)

    def required(self) -> "Key[V_co]":
        """The same key where it may not be missing."""
        return replace(self, is_required=True)


class Form:
    """A mapping with known keys.

    ``title`` names it, and ``rules`` are what the keys demand of each other; both are for an editor.
    """

    def __init__(self, title: str, keys: Sequence[Key[object]], rules: Sequence[Schema] = ()) -> None:
        self._title = title
        self.keys = tuple(keys)
        self._rules = tuple(rules)
        self._names = frozenset(key.name for key in keys)
        self._needed = frozenset(key.name for key in keys if key.is_required)
        self._required = tuple(key.name for key in keys if key.is_required)
        self._optional = tuple(key.name for key in keys if not key.is_required)

    def fields(self, node: Node | None, reader: Reader) -> Mapping[str, Node]:
        """The values of the known keys. Missing and unknown keys are noted."""
        if isinstance(node, MapNode):
            fields = {key.text: value for key, value in node.entries}
            if self._needed <= fields.keys() <= self._names:
                return fields
        told = {key.name: _told(key) for key in self.keys if key.is_required}
        return reader.mapping(node, self._required, self._optional, told)

    def schema(self) -> Schema:
        """An object that has these keys and no other."""
        properties = {key.name: {"description": key.help, **key.kind.schema()} for key in self.keys}
        described: dict[str, Json] = {"title": self._title, "type": "object", "additionalProperties": False}
        described["properties"] = properties
        if self._required:
            described["required"] = list(self._required)
        if self._rules:
            described["allOf"] = list(self._rules)
        return described


def _told(key: Key[object]) -> str:
    """What belongs behind a key, for who left it out."""
    schema = key.kind.schema()
    items = schema.get("items")
    words = schema.get("enum") or (items.get("enum") if isinstance(items, Mapping) else None)
    if isinstance(words, Sequence) and len(words) > 1 and all(isinstance(word, str) for word in words):
        return f"{key.name}: {'one' if 'enum' in schema else 'a list'} of {', '.join(map(str, words))}"
    help_text = key.help.rstrip(".")
    return f"{key.name}: {help_text[0].lower()}{help_text[1:]}"
