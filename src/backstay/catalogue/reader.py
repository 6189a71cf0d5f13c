"""Turns the nodes of a file into typed values.

The reader never stops at the first fault: it notes it and answers None, so that one look at a
file tells its author everything that is wrong with it.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from backstay.catalogue import grammar
from backstay.catalogue.nodes import ListNode, MapNode, Node, Source, TextNode, clip, found
from backstay.catalogue.problems import Place, Problem, nearest_id, nearest_value, nearest_word
from backstay.domain.exercise import Tempo

MOST_PROBLEMS = 50
"""Problems noted for one file, and one that says so; who has more mends these first."""

E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", int, float)
V = TypeVar("V")


class Reader:
    """Typed reading of the nodes of one file, collecting every problem in ``problems``.

    Each method takes a node, or None for one that is not there, which it passes on in silence: a
    required key that is missing has been noted by ``mapping`` already.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._problems: list[Problem] = []
        self._count = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything noted so far, in the order of the file."""
        return tuple(sorted(self._problems, key=lambda problem: (problem.line, problem.column)))

    @property
    def count(self) -> int:
        """How many problems there were so far, those that were dropped included."""
        return self._count

    def report(
        self, at: Node | Place, message: str, expected: str = "", found: str = "", nearest: str = ""
    ) -> None:
        """Note a problem at a node or place; beyond ``MOST_PROBLEMS`` it is dropped."""
        self._count += 1
        if len(self._problems) < MOST_PROBLEMS:
            place = at if isinstance(at, Place) else at.place
            self._problems.append(self._source.problem(place, message, expected, found, nearest))
        elif len(self._problems) == MOST_PROBLEMS:
            end = Place(sys.maxsize, 1)
            told = (
                f"there are more than these {MOST_PROBLEMS} problems; the rest is told once they are mended"
            )
            self._problems.append(self._source.problem(end, told))

    def mapping(
        self,
        node: Node | None,
        required: Collection[str],
        optional: Collection[str] = (),
        told: Mapping[str, str] = MappingProxyType({}),
    ) -> Mapping[str, Node]:
        """The values of the known keys. Unknown ones are noted, and missing ones with what is ``told``."""
        entries = self.entries(node)
        known = tuple(dict.fromkeys((*required, *optional)))
        values = {key.text: value for key, value in entries if key.text in known}
        misspelt = {self._unknown_key(key, known) for key, _ in entries if key.text not in known}
        if isinstance(node, MapNode):
            for name in (name for name in required if name not in values and name not in misspelt):
                self.report(node, f'the key "{name}" is missing', told.get(name, ""))
        return values

    def _unknown_key(self, key: TextNode, known: Collection[str]) -> str:
        """Note the key; the known one that was probably meant is the answer."""
        if key.text.isdecimal():
            self.report(key, f'unknown key "{clip(key.text)}"', "a point in a decimal number, such as 1.5")
            return ""
        return self._unknown(key, "key", known)

    def entries(self, node: Node | None) -> tuple[tuple[TextNode, Node], ...]:
        """Every key with its value, for a mapping whose keys the author chooses."""
        if node is None:
            return ()
        if not isinstance(node, MapNode):
            self.report(
                node, "this should be a mapping", _below(node, "lines such as key: value"), found(node)
            )
            return ()
        return node.entries

    def items(self, node: Node | None, least: int = 0, most: int = 200) -> tuple[Node, ...]:
        """The nodes of a list that holds from ``least`` to ``most`` of them."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            expected = _below(node, "[one, two] or lines that start with -")
            self.report(node, "this should be a list", expected, found(node))
            return ()
        if not least <= len(node.items) <= most:
            allowed = f"{least} items" if least == most else f"{least} to {most} items"
            self.report(node, "a list of the wrong length", allowed, str(len(node.items)))
        return node.items[:most]

    def text(self, node: Node | None, longest: int = 400) -> str | None:
        """Text that is not empty, up to ``longest`` characters, white space folded to one space."""
        if node is None:
            return None
        if not isinstance(node, TextNode):
            expected = 'quotes around text that holds ": " or starts with a bracket'
            self.report(node, "this should be text", expected, found(node))
            return None
        folded = " ".join(node.text.split())
        if not folded:
            self.report(node, "text is missing here", "some text, in quotes if it starts with #", found(node))
            return None
        if len(folded) > longest:
            self.report(node, "this text is too long", f"at most {longest} characters", str(len(folded)))
            return None
        return folded

    def whole(self, node: Node | None, least: int, most: int) -> int | None:
        """A whole number from ``least`` to ``most``."""
        return self._ranged(node, grammar.whole, least, most, "a whole number")

    def number(self, node: Node | None, least: float, most: float) -> float | None:
        """A decimal number from ``least`` to ``most``."""
        return self._ranged(node, grammar.number, least, most, "a number")

    def duration_s(self, node: Node | None, least_s: float, most_s: float) -> float | None:
        """A time in seconds, from ``least_s`` to ``most_s``, written as ``grammar`` allows."""
        return self._ranged(node, grammar.duration_s, least_s, most_s, grammar.DURATION_FORMS)

    def tempo(self, node: Node | None) -> Tempo | None:
        """A tempo such as ``2-1-2``."""
        return self._converted(node, grammar.tempo, grammar.TEMPO_FORM, nearest_value(grammar.tempo))

    def id(self, node: Node | None) -> str | None:
        """An id: lower-case letters, digits and single hyphens."""
        return self._converted(
            node,
            lambda text: text if grammar.is_id(text) else None,
            grammar.ID_FORM,
            nearest_id,
        )

    def picture(self, node: Node | None) -> str | None:
        """The bare name of a picture file."""
        return self._converted(
            node, lambda text: text if grammar.is_picture_name(text) else None, grammar.PICTURE_FORM
        )

    def choice(self, node: Node | None, kind: type[E]) -> E | None:
        """A member of ``kind`` by its value."""
        try:
            return None if node is None else kind(node.text if isinstance(node, TextNode) else "")
        except ValueError:
            self.word(node, tuple(member.value for member in kind))
            return None

    def word(self, node: Node | None, allowed: Collection[str]) -> str | None:
        """One of the allowed words, as it stands."""
        if node is None:
            return None
        if isinstance(node, TextNode) and node.text in allowed:
            return node.text
        if isinstance(node, TextNode) and node.text:
            self._unknown(node, "word", allowed)
        else:
            self.report(node, "this should be one word", _one_of(allowed), found(node))
        return None

    def unknown_id(self, node: TextNode, kind: str, expected: str, known: Collection[str]) -> None:
        """Note an id that names nothing, with the nearest that does."""
        self._report_meant(node, f'there is no {kind} "{clip(node.text)}"', expected, _nearest_of(known))

    def _unknown(self, node: TextNode, kind: str, known: Collection[str]) -> str:
        message = f'unknown {kind} "{clip(node.text)}"'
        return self._report_meant(node, message, _one_of(known), _nearest_of(known))

    def _report_meant(
        self, node: Node, message: str, expected: str, meant: Callable[[str], str], found: str = ""
    ) -> str:
        """Note a problem of a text with what was probably ``meant``, which is the answer, too."""
        # Looking for that takes time, and a file of faults has many.
        is_told = len(self._problems) <= MOST_PROBLEMS
        nearest = meant(node.text) if is_told and isinstance(node, TextNode) else ""
        self.report(node, message, expected, found, nearest)
        return nearest

    def _converted(
        self,
        node: Node | None,
        convert: Callable[[str], V | None],
        expected: str,
        meant: Callable[[str], str] = lambda _text: "",
    ) -> V | None:
        if node is None:
            return None
        value = convert(node.text) if isinstance(node, TextNode) else None
        if value is None:
            self._report_meant(node, "this cannot be read", expected, meant, found(node))
        return value

    def _ranged(
        self, node: Node | None, convert: Callable[[str], N | None], least: float, most: float, kind: str
    ) -> N | None:
        value = convert(node.text) if isinstance(node, TextNode) else None
        if value is not None and least <= value <= most:
            return value
        # Words are put together only where they are needed: most files have no fault.
        allowed = f"from {least:g} to {most:g}"
        if node is not None and value is None:
            is_one = not (isinstance(node, TextNode) and grammar.is_range(node.text))
            message = "this cannot be read" if is_one else "one number is needed here, not a range"
            meant = nearest_value(convert, least, most)
            self._report_meant(node, message, f"{kind}, {allowed}", meant, found(node))
        elif node is not None:
            self.report(node, "this number is out of range", allowed, found(node))
        return None


def _nearest_of(known: Collection[str]) -> Callable[[str], str]:
    return lambda text: nearest_word(text, known)


def _below(node: Node, expected: str) -> str:
    """The same, and where nothing stands behind a key, where it belongs."""
    is_empty = isinstance(node, TextNode) and not node.text
    return f"{expected}, below it and further to the right" if is_empty else expected


def _one_of(words: Collection[str]) -> str:
    return "one of " + ", ".join(words)
