"""A file as places and text, and the reader that turns it into typed values.

The reader never stops at the first fault: it notes it and answers None, so that one look at a
file tells its author everything that is wrong with it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from backstay.catalogue import grammar
from backstay.catalogue.problems import HIDDEN, Place, Problem, nearest_word
from backstay.domain.exercise import Tempo

MOST_PROBLEMS = 50
"""Problems noted for one file; who has more mends these first."""


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar, exactly as text: ``no``, ``1:30`` and ``010`` mean nothing yet."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """Nodes in order."""

    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys, each with its node, in the order of the file. No key stands twice."""

    place: Place
    entries: "tuple[tuple[TextNode, Node], ...]"


Node = TextNode | ListNode | MapNode

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Source:
    """The file a node came from: the name to show and its lines."""

    file: str
    lines: tuple[str, ...]

    def problem(
        self, place: Place, message: str, expected: str = "", found: str = "", nearest: str = ""
    ) -> Problem:
        """A problem at ``place``, or at the end of the file when that is earlier, with its line."""
        if self.lines and place.line > len(self.lines):
            place = Place(len(self.lines), len(self.lines[-1]) + 1)
        # A line may be shown because of a character that must not reach the screen; a name may have one.
        file = HIDDEN.sub("\ufffd", self.file)
        line = HIDDEN.sub("\ufffd", self.lines[place.line - 1]) if self.lines and place.line else ""
        return Problem(file, place.line, place.column, message, expected, found, nearest, line)


class Reader:
    """Typed reading of the nodes of one file, collecting every problem in ``problems``.

    Each method takes a node, or None for one that is not there, which it passes on in silence: a
    required key that is missing has been noted by ``mapping`` already.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything noted so far, in the order of the file."""
        return tuple(sorted(self._problems, key=lambda problem: (problem.line, problem.column)))

    def report(
        self, at: Node | Place, message: str, expected: str = "", found: str = "", nearest: str = ""
    ) -> None:
        """Note a problem at a node or place; beyond ``MOST_PROBLEMS`` it is dropped."""
        if len(self._problems) < MOST_PROBLEMS:
            place = at if isinstance(at, Place) else at.place
            self._problems.append(self._source.problem(place, message, expected, found, nearest))

    def mapping(
        self, node: Node | None, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Node]:
        """The values of the known keys. Missing and unknown keys are noted."""
        entries = self.entries(node)
        known = tuple(dict.fromkeys((*required, *optional)))
        for key, _ in entries:
            if key.text not in known:
                self._unknown(key, "key", known)
        values = {key.text: value for key, value in entries if key.text in known}
        if isinstance(node, MapNode):
            for name in (name for name in required if name not in values):
                self.report(node, f'the key "{name}" is missing')
        return values

    def entries(self, node: Node | None) -> tuple[tuple[TextNode, Node], ...]:
        """Every key with its value, for a mapping whose keys the author chooses."""
        if node is None:
            return ()
        if not isinstance(node, MapNode):
            self.report(node, "this should be a mapping", "lines such as key: value", found(node))
            return ()
        return node.entries

    def items(self, node: Node | None, least: int = 0, most: int = 200) -> tuple[Node, ...]:
        """The nodes of a list that holds from ``least`` to ``most`` of them."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.report(node, "this should be a list", "[one, two] or lines that start with -", found(node))
            return ()
        if not least <= len(node.items) <= most:
            self.report(node, "a list of the wrong length", f"{least} to {most} items", str(len(node.items)))
        return node.items[:most]

    def text(self, node: Node | None, longest: int = 400) -> str | None:
        """Text that is not empty, up to ``longest`` characters, white space folded to one space."""
        if node is None:
            return None
        folded = " ".join(node.text.split()) if isinstance(node, TextNode) else ""
        if not folded:
            self.report(node, "text is missing here", "some text", found(node))
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
        return self._converted(node, grammar.tempo, grammar.TEMPO_FORM)

    def id(self, node: Node | None) -> str | None:
        """An id: lower-case letters, digits and single hyphens."""
        return self._converted(
            node,
            lambda text: text if grammar.is_id(text) else None,
            "an id of lower-case letters, digits and hyphens, such as cat-camel",
        )

    def choice(self, node: Node | None, kind: type[E]) -> E | None:
        """A member of ``kind`` by its value."""
        word = self.word(node, tuple(member.value for member in kind))
        return None if word is None else kind(word)

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

    def unknown_id(self, node: TextNode, kind: str, known: Collection[str]) -> None:
        """Note an id that names nothing, with the nearest that does."""
        self._report_unknown(node, f'there is no {kind} "{_clip(node.text)}"', "", known)

    def _unknown(self, node: TextNode, kind: str, known: Collection[str]) -> None:
        self._report_unknown(node, f'unknown {kind} "{_clip(node.text)}"', _one_of(known), known)

    def _report_unknown(self, node: TextNode, message: str, expected: str, known: Collection[str]) -> None:
        if len(self._problems) < MOST_PROBLEMS:
            self.report(node, message, expected, nearest=nearest_word(node.text, known))

    def _converted(self, node: Node | None, convert: Callable[[str], V | None], expected: str) -> V | None:
        if node is None:
            return None
        value = convert(node.text) if isinstance(node, TextNode) else None
        if value is None:
            self.report(node, "this cannot be read", expected, found(node))
        return value

    def _ranged(
        self, node: Node | None, convert: Callable[[str], V | None], least: float, most: float, kind: str
    ) -> V | None:
        value = self._converted(node, convert, f"{kind}, from {least:g} to {most:g}")
        if node is None or not isinstance(value, int | float) or least <= value <= most:
            return value
        self.report(node, "this number is out of range", f"from {least:g} to {most:g}", found(node))
        return None


def found(node: Node) -> str:
    """What stands at a node, in a few words."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a mapping"
    return f'"{_clip(node.text)}"' if node.text else "nothing"


def _clip(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else f"{folded[:39]}…"


def _one_of(words: Collection[str]) -> str:
    return "one of " + ", ".join(words)
