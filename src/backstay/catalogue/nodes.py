"""A file as places and text: what stands where, before anybody says what it means."""

import re
from typing import Protocol

from backstay.catalogue.problems import HIDDEN, Place, Problem

BREAK = re.compile("\r\n|\r|\n")


class Mark(Protocol):
    """A position as the parser knows it, both numbers counted from 0."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


class _Placed:
    """A part of a file. Its place is made when somebody asks, as only a problem does."""

    __slots__ = ("_mark",)

    def __init__(self, mark: Mark | None) -> None:
        self._mark = mark

    @property
    def place(self) -> Place:
        """Where it begins."""
        return place_of(self._mark)


class TextNode(_Placed):
    """A scalar, exactly as text: ``no``, ``1:30`` and ``010`` mean nothing yet."""

    __slots__ = ("text",)

    def __init__(self, mark: Mark | None, text: str) -> None:
        self._mark = mark
        self.text = text


class ListNode(_Placed):
    """Nodes in order."""

    __slots__ = ("items",)

    def __init__(self, mark: Mark | None, items: "tuple[Node, ...]") -> None:
        self._mark = mark
        self.items = items


class MapNode(_Placed):
    """Keys, each with its node, in the order of the file. No key stands twice."""

    __slots__ = ("entries",)

    def __init__(self, mark: Mark | None, entries: "tuple[tuple[TextNode, Node], ...]") -> None:
        self._mark = mark
        self.entries = entries


Node = TextNode | ListNode | MapNode


def place_of(mark: Mark | None) -> Place:
    """The place of a mark; the file as a whole where the parser has none."""
    return Place(mark.line + 1, mark.column + 1) if mark else Place(0, 0)


def place_after(text: str) -> Place:
    """The place behind the end of ``text``."""
    lines = BREAK.split(text)
    return Place(len(lines), len(lines[-1]) + 1)


class Source:
    """The file a node came from: the name to show and its text."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._lines: list[str] = []

    def problem(
        self, place: Place, message: str, expected: str = "", found: str = "", nearest: str = ""
    ) -> Problem:
        """A problem at ``place``, or at the end of the file when that is earlier, with its line."""
        # Only a file with a fault is cut into lines.
        self._lines = self._lines or BREAK.split(self._text)
        if place.line > len(self._lines):
            place = Place(len(self._lines), len(self._lines[-1]) + 1)
        # A line may be shown because of a character that must not reach the screen; a name may have one.
        file = HIDDEN.sub("\ufffd", self._file).replace("\n", "\ufffd").replace("\t", "\ufffd")
        line = HIDDEN.sub("\ufffd", self._lines[place.line - 1]) if place.line else ""
        return Problem(file, place.line, place.column, message, expected, found, nearest, line)


def found(node: Node) -> str:
    """What stands at a node, in a few words."""
    if isinstance(node, ListNode):
        return f"a list of {len(node.items)}"
    if isinstance(node, MapNode):
        return "a mapping"
    return f'"{clip(node.text)}"' if node.text else "nothing"


def clip(text: str) -> str:
    """Text on one line, cut where a message would get too long."""
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else f"{folded[:39]}…"
