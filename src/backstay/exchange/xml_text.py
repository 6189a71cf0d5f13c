"""The door for XML that another program wrote: bounded, whole, and without anything that could grow.

A document type is refused before a parser sees it: with it come entities, which make gigabytes of a few lines
and read other files. What passes is handed on as text, so that no parser guesses an encoding of its own.
"""

import codecs
import re
from dataclasses import dataclass
from xml.parsers import expat

from backstay.domain.errors import InputError

MAX_DEPTH = 64
MAX_PARTS = 2_000_000

_ENCODINGS = {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']""", re.ASCII)
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
# Between the word and its value stands a name, never a page of text: whoever looks for the value would
# read on to the end of the file, once for each such word.
_ENDLESS_NAMESPACE = re.compile(r"\sxmlns[^=]{200}")


@dataclass(frozen=True, slots=True)
class XmlText:
    """Well-formed XML without its declaration; ``root`` is the name of its outermost element, unprefixed."""

    root: str
    text: str


def checked_xml(raw: bytes) -> XmlText:
    """The text of ``raw``. Raises ``InputError``, with the line in ``where``, for what is not whole XML, has
    a document type, is nested deeper than 64 or has more than two million elements and attributes.
    """
    # One well-known exporter begins its files with spaces, which XML does not allow.
    text = _decoded(raw).lstrip()
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError(
            "This file declares a document type; none is needed, and it can hide others.",
            expected="a file as a watch or an app writes it",
        )
    if _ENDLESS_NAMESPACE.search(text):
        raise _not_whole("a namespace without a value")
    return XmlText(_root_of(text), _DECLARATION.sub("", text, count=1))


def _decoded(raw: bytes) -> str:
    declared = _DECLARED.match(raw)
    name = declared[1].decode("ascii").lower() if declared else ""
    encoding = name if name in _ENCODINGS - {"utf-8"} else "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("This file is not text as it should be.", expected="XML saved as UTF-8") from error


class _Outline:
    """Counts what opens and closes, and keeps the name of what opens first."""

    def __init__(self) -> None:
        self.root = ""
        self._depth = self._parts = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.root = self.root or name
        self._depth += 1
        self._parts += 1 + len(attributes)
        if self._depth > MAX_DEPTH or self._parts > MAX_PARTS:
            raise InputError(
                "This file has too many parts.",
                expected=f"at most {MAX_PARTS} elements and attributes, nested at most {MAX_DEPTH} deep",
            )

    def close(self, _name: str) -> None:
        """An element ends."""
        self._depth -= 1


def _root_of(text: str) -> str:
    outline = _Outline()
    parser = expat.ParserCreate()
    parser.StartElementHandler = outline.open
    parser.EndElementHandler = outline.close
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise _not_whole(expat.ErrorString(error.code), f"line {error.lineno}") from error
    return outline.root.rpartition(":")[2]


def _not_whole(reason: str, where: str = "") -> InputError:
    return InputError(f"The file is cut off or damaged: {reason}.", where=where, expected="a whole XML file")
