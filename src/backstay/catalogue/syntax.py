"""What the parser says of a file that is no YAML, with more words: where it began, and what mends it."""

import yaml

from backstay.catalogue.nodes import place_of
from backstay.catalogue.problems import Place

_MENDS = (
    ("mapping values are not allowed", 'quotes around text that holds ": ", and each key in its own line'),
    (
        "cannot start any token",
        "spaces, not tabs, in front of a line; quotes around text that starts with a sign",
    ),
    ("expected ',' or ']'", "a comma between the items, and ] behind the last"),
    ("expected ',' or '}'", "a comma between the keys, and } behind the last"),
    ("expected node content", "a value, or the bracket that closes what is open"),
    ("expected key", "every key of a mapping in the same column, and quotes around the whole of a text"),
    ("expected '-' indicator", "every - of a list in the same column"),
    ("block sequence entries", "each - of a list at the start of a line"),
    ("unexpected end of stream", "the quotation mark that closes the text"),
    ("unknown escape", "single quotes around text with a backslash"),
    ("hexdecimal", "single quotes around text with a backslash"),
    ("tab character", "spaces, not tabs, in front of a line"),
    ("<document start>", "nothing behind the end of the one mapping of the file"),
    ("alphabetic or numeric", "quotes around text that starts with a sign"),
)
_OPEN = (
    ("flow sequence", "the list"),
    ("flow mapping", "the mapping"),
    ("block collection", "the list"),
    ("block mapping", "the mapping"),
    ("scanning a quoted scalar", "the text"),
)


def syntax_fault(error: yaml.YAMLError) -> tuple[Place, str, str]:
    """The place, what is wrong, and what was expected there, as far as the parser lets it be known."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Place(0, 0), f"this is not valid YAML: {' '.join(str(error).split())}", ""
    place = place_of(error.problem_mark or error.context_mark)
    fault = error.problem or error.context or "the parser does not say why"
    mend = next((mend for words, mend in _MENDS if words in fault), "")
    return place, f"this is not valid YAML: {fault}{_opened(error, place)}", mend


def _opened(error: yaml.MarkedYAMLError, place: Place) -> str:
    began = place_of(error.context_mark)
    thing = next((thing for words, thing in _OPEN if words in (error.context or "")), "")
    if not thing or not began.line or began == place:
        return ""
    return f", in {thing} that begins in line {began.line}, column {began.column}"
