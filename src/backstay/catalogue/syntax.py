"""What the parser says of a file that is no YAML, in the words of who wrote it: the fault and its mend."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from backstay.catalogue.nodes import BREAK, place_of
from backstay.catalogue.problems import Place

_FIRST_COLON = re.compile(r"\s*(?:- +)*[\w-]+")


@dataclass(frozen=True, slots=True)
class _Fault:
    """A fault as the parser found it: at ``place``, in what began at ``began``, in the text ``line``."""

    words: str
    place: Place
    began: Place
    line: str

    @property
    def before(self) -> str:
        return self.line[: self.place.column - 1]

    @property
    def sign(self) -> str:
        return self.line[self.place.column - 1 : self.place.column]


Told = tuple[Place, str, str]


def syntax_fault(error: yaml.YAMLError, text: str) -> Told:
    """The place, what is wrong, and what was expected there, as far as the parser lets it be known."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Place(0, 0), f"this is not valid YAML: {' '.join(str(error).split())}", ""
    place = place_of(error.problem_mark or error.context_mark)
    began = place_of(error.context_mark)
    lines = BREAK.split(text)
    line = lines[place.line - 1] if 1 <= place.line <= len(lines) else ""
    fault = _Fault(error.problem or error.context or "the parser does not say why", place, began, line)
    tell = next((tell for words, tell in _TOLD if words in fault.words), _as_it_is)
    return tell(fault)


def _as_it_is(fault: _Fault) -> Told:
    return fault.place, f"this is not valid YAML: {fault.words}", ""


def _no_colon(fault: _Fault) -> Told:
    # The parser only notices in the next line.
    message = "this line is neither a key with a value nor an item of a list"
    return fault.began if fault.began.line else fault.place, message, "a space behind the : or the -"


def _bad_start(fault: _Fault) -> Told:
    if fault.sign == "\t":
        return _tab(fault)
    return fault.place, f"a text cannot start with {fault.sign}", "quotes around the text"


def _name_sign(fault: _Fault) -> Told:
    return fault.place, "a text cannot start with & or *", "quotes around the text"


def _block_sign(fault: _Fault) -> Told:
    return fault.place, "a text cannot start with > or |", "quotes around the text"


def _tab(fault: _Fault) -> Told:
    return fault.place, "a tab stands in front of this line", "spaces"


def _colon(fault: _Fault) -> Told:
    if _FIRST_COLON.fullmatch(fault.before):
        message = "this key stands further to the right than the keys that it belongs to"
        return fault.place, message, "every key of a mapping in the same column"
    expected = 'quotes around text that holds ": ", or braces around keys: {hold: 8, reps: 5}'
    return fault.place, "a second colon stands in this line", expected


def _column(fault: _Fault) -> Told:
    if fault.before.strip():
        expected = "quotes around the whole of a text, and '' for an apostrophe between single quotes"
        return fault.place, "a text goes on behind its closing quotation mark", expected
    if fault.sign == "-" and "expected key" in fault.words:
        return fault.place, "a list begins amid keys", "a - in front of every item, the first one too"
    message = "this line does not stand in the column of those that it belongs to"
    return fault.place, message, "keys beneath keys, and each - beneath the - of its list"


def _open_quote(fault: _Fault) -> Told:
    # Found only at the end of the file; what is wrong is where it began.
    return fault.began, "this quotation mark is not closed", "the same mark behind the text"


def _open_bracket(closing: str, items: str) -> Callable[[_Fault], Told]:
    def tell(fault: _Fault) -> Told:
        expected = f"a comma between the {items}, and {closing} behind the last"
        if fault.began.line and fault.began.line < fault.place.line:
            return fault.began, f"this bracket is not closed with {closing}", expected
        return fault.place, f"a comma or the closing {closing} is missing here", expected

    return tell


def _list_amid(fault: _Fault) -> Told:
    return fault.place, "a list starts in the middle of a line", "each - at the start of a line"


def _backslash(fault: _Fault) -> Told:
    message = "a backslash between double quotes starts a code, and this is none"
    return fault.place, message, "single quotes around text with a backslash"


def _nothing_there(fault: _Fault) -> Told:
    return fault.place, "something is missing here", "a value, or the bracket that closes what is open"


def _behind_the_end(fault: _Fault) -> Told:
    return fault.place, "something stands behind the end", "nothing behind the one mapping of the file"


_TOLD: Sequence[tuple[str, Callable[[_Fault], Told]]] = (
    ("could not find expected ':'", _no_colon),
    ("cannot start any token", _bad_start),
    ("mapping keys are not allowed", _bad_start),
    ("tab character", _tab),
    ("alphabetic or numeric", _name_sign),
    ("comment or line break", _block_sign),
    ("mapping values are not allowed", _colon),
    ("expected '-' indicator", _column),
    ("expected key", _column),
    ("unexpected end of stream", _open_quote),
    ("expected ',' or ']'", _open_bracket("]", "items")),
    ("expected ',' or '}'", _open_bracket("}", "keys")),
    ("block sequence entries", _list_amid),
    ("unknown escape", _backslash),
    ("hexdecimal", _backslash),
    ("expected node content", _nothing_there),
    ("<document start>", _behind_the_end),
)
