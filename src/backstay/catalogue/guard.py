"""The one door through which a file that someone wrote comes in: bounded, and every scalar as text.

Nodes are built from the parser's events, one by one. A tree made by PyYAML itself would resolve
anchors and tags, recurse as deep as the file says, and keep the last of two equal keys.
"""

import os
import re
import stat
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import NoReturn

import yaml

from backstay.catalogue.nodes import (
    ListNode,
    MapNode,
    Mark,
    Node,
    Source,
    TextNode,
    found,
    place_after,
    place_of,
)
from backstay.catalogue.problems import HIDDEN, Place
from backstay.catalogue.reader import Reader

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_EVENTS = 20_000
MAX_SCALAR = 2_000

_OTHER_SPACE = re.compile(
    r"^[ -]*+(?:[\w-]{1,40}+:)?+ *+[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", re.MULTILINE
)
"""A space of another kind where the layout of a file counts: in front of a line, behind its key or dash."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _RefusedError(Exception):
    """The file cannot be read any further; what is wrong has been noted."""


def open_guarded(path: Path) -> tuple[Node | None, Reader]:
    """The node tree of a file and the reader that collects its problems.

    The node is None when the file is refused as a whole: not readable, over 256 KiB, not UTF-8,
    not YAML, nested deeper than 16, over 20,000 parts, or with anchors, aliases, tags, directives,
    a second document or characters that do not show. Equal keys in one mapping are noted too.
    """
    try:
        # A pipe or a device would keep the program waiting, perhaps for ever.
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return None, unread(path, "this is not a file of text")
        with open(path, "rb") as file:
            raw = _read(file, state.st_size)
    except OSError as error:
        return None, unread(path, f"this file cannot be opened: {error.strerror or error}")
    return parse_guarded(raw, str(path))


def _read(file: BufferedReader, likely_size: int) -> bytes:
    """All of a file, up to one byte more than is allowed."""
    # Room for the largest file, made for each of a thousand small ones, would take longer than they do.
    raw = file.read(min(likely_size, MAX_BYTES) + 1)
    if likely_size < len(raw) <= MAX_BYTES:
        # It has grown, or the system does not know its size.
        raw += file.read(MAX_BYTES + 1 - len(raw))
    return raw


def unread(path: Path, message: str, expected: str = "") -> Reader:
    """A reader with the one problem of a file or folder that was not looked into."""
    reader = Reader(Source(str(path), ""))
    reader.report(Place(0, 0), message, expected)
    return reader


def parse_guarded(raw: bytes, file: str) -> tuple[Node | None, Reader]:
    """The same for bytes already read; ``file`` is the name that problems show."""
    text, fault = _decoded(raw[: MAX_BYTES + 1])
    reader = Reader(Source(file, text))
    try:
        if len(raw) > MAX_BYTES:
            _refuse(reader, Place(0, 0), "this file is too big", f"at most {MAX_BYTES // 1024} KiB")
        if fault is not None:
            _refuse(reader, fault, "this is not UTF-8 text", "a file saved as UTF-8")
        _check_characters(text, reader)
        return _Builder(reader).build(text), reader
    except _RefusedError:
        return None, reader


def _decoded(raw: bytes) -> tuple[str, Place | None]:
    """The text, and the place of the first byte that is none."""
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        # The decoder counts after a byte-order mark; what it was given says where it stands.
        before = error.object[: error.start].decode("utf-8", errors="replace")
        return raw.decode("utf-8-sig", errors="replace"), place_after(before)


def _check_characters(text: str, reader: Reader) -> None:
    hidden = HIDDEN.search(text)
    if hidden:
        _refuse_character(reader, place_after(text[: hidden.start()]), hidden[0])
    # A space from a web page or a word processor looks like any other, and is a part of the key behind it.
    other = None if text.isascii() else _OTHER_SPACE.search(text)
    if other:
        place, shown = place_after(text[: other.end() - 1]), f"U+{ord(other[0][-1]):04X}"
        _refuse(reader, place, "this space is not the one of the space bar", "an ordinary space", shown)


def _refuse_character(reader: Reader, place: Place, character: str) -> NoReturn:
    shown = f"U+{ord(character):04X}"
    _refuse(reader, place, "a character that does not show", "text without control characters", shown)


def _refuse(reader: Reader, place: Place, message: str, expected: str = "", found: str = "") -> NoReturn:
    reader.report(place, message, expected, found)
    raise _RefusedError


class _Branch:
    """A list or mapping that is still open, with the nodes seen in it so far."""

    __slots__ = ("children", "is_mapping", "mark")

    def __init__(self, mark: Mark | None, is_mapping: bool) -> None:
        self.mark = mark
        self.is_mapping = is_mapping
        self.children: list[Node] = []


class _Builder:
    """Turns parser events into nodes without recursion, refusing what our files do not need."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        # The outermost holds the root.
        self._open = [_Branch(None, is_mapping=False)]
        self._documents = 0

    def build(self, text: str) -> Node:
        """The root node; raises ``_RefusedError`` once the reason has been noted."""
        try:
            self._take_all(_LOADER(text).get_event)
        except yaml.YAMLError as error:
            from backstay.catalogue.syntax import syntax_fault

            self._reader.report(*syntax_fault(error, text))
            raise _RefusedError from error
        roots = self._open[0].children
        if not roots:
            _refuse(self._reader, Place(1, 1), "this file is empty", "lines such as key: value")
        return roots[0]

    def _take_all(self, next_event: Callable[[], yaml.Event]) -> None:
        for _ in range(MAX_EVENTS + 1):
            event = next_event()
            # Most events are scalars, and a file has hundreds: they take the shortest way.
            if isinstance(event, yaml.ScalarEvent):
                self._open[-1].children.append(self._scalar(event))
            elif isinstance(event, yaml.StreamEndEvent):
                return
            else:
                self._take(event)
        self._refuse(next_event(), "this file has too many parts", f"at most {MAX_EVENTS}")

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            self._close(self._open.pop())
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start_branch(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (*name) are not used in these files", "the value itself")

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document starts here", "one document in a file")
        if event.version or event.tags:
            self._refuse(event, "directives (%) are not used in these files")

    def _start_branch(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marked(event)
        if len(self._open) > MAX_DEPTH:
            self._refuse(event, "this is nested too deeply", f"at most {MAX_DEPTH} levels")
        self._open.append(_Branch(event.start_mark, isinstance(event, yaml.MappingStartEvent)))

    def _scalar(self, event: yaml.ScalarEvent) -> TextNode:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marked(event)
        text = event.value
        if len(text) > MAX_SCALAR:
            self._refuse(event, "this text is too long", f"at most {MAX_SCALAR} characters")
        # Only between double quotes can a character be written that is not in the file as it stands.
        if event.style == '"' and (hidden := HIDDEN.search(text)):
            _refuse_character(self._reader, _place(event), hidden[0])
        return TextNode(event.start_mark, text)

    def _close(self, branch: _Branch) -> None:
        node: Node
        if branch.is_mapping:
            node = MapNode(branch.mark, self._pairs(branch.children))
        else:
            node = ListNode(branch.mark, tuple(branch.children))
        self._open[-1].children.append(node)

    def _pairs(self, children: list[Node]) -> tuple[tuple[TextNode, Node], ...]:
        pairs: dict[str, tuple[TextNode, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, TextNode):
                self._reader.report(key, "a key should be one word", "key: value", found(key))
            elif first := pairs.get(key.text):
                at = f"line {first[0].place.line}, column {first[0].place.column}"
                self._reader.report(key, f"the key {found(key)} stands twice, first at {at}", "each key once")
            else:
                pairs[key.text] = (key, value)
        return tuple(pairs.values())

    def _refuse_marked(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> NoReturn:
        if event.anchor is not None:
            self._refuse(event, "anchors (&name) are not used in these files", "the value itself")
        self._refuse(event, "tags (!name) are not used in these files", "the value itself")

    def _refuse(self, event: yaml.Event, message: str, expected: str = "") -> NoReturn:
        _refuse(self._reader, _place(event), message, expected)


def _place(event: yaml.Event) -> Place:
    return place_of(event.start_mark)
