"""A fault in a file, told the way its author can mend it: where, what, expected, found, nearest."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, breaks other than CR and LF, marks that turn the reading direction, spaces of no width,
and what is no character at all: with one of these a text looks other than it is."""

LONGEST_WORD = 32
"""Characters; anything longer is not compared, for a file full of long words would take seconds."""

SHOWN_LINE = 160
"""Characters of a source line that are still worth showing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a text file, both numbers counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file. ``line`` and ``column`` count from 1; 0 means the file as a whole.

    ``expected``, ``found`` and ``nearest`` (the known word that was probably meant) may be empty,
    and so may ``source_line``, the line as it stands in the file.
    """

    file: str
    line: int
    column: int
    message: str
    expected: str = ""
    found: str = ""
    nearest: str = ""
    source_line: str = ""

    def where(self) -> str:
        """``file:line:column``, or the file alone when the fault is not in one place of it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def detail(self) -> str:
        """What was expected, found and probably meant, in one line; may be empty."""
        parts = (
            f"expected {self.expected}" if self.expected else "",
            f"found {self.found}" if self.found else "",
            f'did you mean "{self.nearest}"?' if self.nearest else "",
        )
        return "; ".join(part for part in parts if part)

    def lines(self) -> tuple[str, ...]:
        """The whole report: place and message, the source line with a caret, the detail."""
        detail = self.detail()
        return (
            f"{self.where()}: {self.message}",
            *self.excerpt(),
            *((f"    {detail}",) if detail else ()),
        )

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def excerpt(self) -> tuple[str, ...]:
        """The line as it stands in the file, and beneath it a caret at the fault; empty without a place."""
        if not self.source_line or self.column < 1:
            return ()
        # Of a longer line the part that matters.
        first = 0 if self.column <= SHOWN_LINE else self.column - SHOWN_LINE // 2
        shown = self.source_line[first : first + SHOWN_LINE]
        indent = "".join(map(_blank, shown[: self.column - 1 - first]))
        return (f"    {shown}", f"    {indent}^")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else len("".join(map(_blank, text)))


def _blank(char: str) -> str:
    """What is as wide as a character on a terminal. A tab stays one, whatever width it has there."""
    import unicodedata

    if char == "\t":
        return char
    if unicodedata.category(char) in ("Mn", "Me"):
        return ""
    return "  " if unicodedata.east_asian_width(char) in "WF" else " "


def nearest_value(
    convert: Callable[[str], object], least: float = -math.inf, most: float = math.inf
) -> Callable[[str], str]:
    """What a text was probably meant to be that ``convert`` cannot read, within these limits."""

    def is_good(text: str) -> bool:
        value = convert(text)
        return value is not None and (not isinstance(value, int | float) or least <= value <= most)

    def meant(text: str) -> str:
        from backstay.catalogue.meant import likely_value

        return likely_value(text, is_good)

    return meant


def nearest_id(text: str) -> str:
    """The id that a name was probably meant to be."""
    from backstay.catalogue.meant import likely_id

    return likely_id(text)


def nearest_word(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` was probably meant to be, or an empty string."""
    # Only a fault needs difflib; a clean start does not pay for it.
    from difflib import get_close_matches

    if len(word) > LONGEST_WORD:
        return ""
    from backstay.catalogue.meant import other_word

    spelt = word.strip().lower().replace("_", "-").replace(" ", "-")
    compared = sorted(known_word for known_word in known if len(known_word) <= LONGEST_WORD)
    if other := other_word(spelt, compared):
        return other
    return next(iter(get_close_matches(spelt, compared, n=1, cutoff=0.55)), "")
