"""The one door through which a file that someone wrote comes in: bounded, and every scalar as text.

Nodes are built from the parser's events, one by one. A tree made by PyYAML itself would resolve
anchors and tags, recurse as deep as the file says, and keep the last of two equal keys.
"""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml

from backstay.catalogue.nodes import ListNode, MapNode, Node, Reader, Source, TextNode, found
from backstay.catalogue.problems import HIDDEN, Place

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_EVENTS = 20_000
MAX_SCALAR = 2_000

_BREAK = re.compile("\r\n|\r|\n")
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
        if not stat.S_ISREG(path.stat().st_mode):
            return None, unread(path, "this is not a file of text")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, unread(path, f"this file cannot be opened: {error.strerror or error}")
    return parse_guarded(raw, str(path))


def unread(path: Path, message: str, expected: str = "") -> Reader:
    """A reader with the one problem of a file or folder that was not looked into."""
    reader = Reader(Source(str(path), ()))
    reader.report(Place(0, 0), message, expected)
    return reader


def parse_guarded(raw: bytes, file: str) -> tuple[Node | None, Reader]:
    """The same for bytes already read; ``file`` is the name that problems show."""
    text = raw[: MAX_BYTES + 1].decode("utf-8-sig", errors="replace")
    reader = Reader(Source(file, tuple(_BREAK.split(text))))
    try:
        _check_bytes(raw, reader)
        _check_characters(text, reader)
        return _Builder(reader).build(text), reader
    except _RefusedError:
        return None, reader


def _check_bytes(raw: bytes, reader: Reader) -> None:
    if len(raw) > MAX_BYTES:
        _refuse(reader, Place(0, 0), "this file is too big", f"at most {MAX_BYTES // 1024} KiB")
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts after a byte-order mark; what it was given says where it stands.
        before = error.object[: error.start].decode("utf-8", errors="replace")
        _refuse(reader, _place_after(before), "this is not UTF-8 text", "a file saved as UTF-8")


def _check_characters(text: str, reader: Reader) -> None:
    hidden = HIDDEN.search(text)
    if hidden:
        _refuse_character(reader, _place_after(text[: hidden.start()]), hidden[0])


def _refuse_character(reader: Reader, place: Place, character: str) -> NoReturn:
    shown = f"U+{ord(character):04X}"
    _refuse(reader, place, "a character that does not show", "text without control characters", shown)


def _place_after(text: str) -> Place:
    lines = _BREAK.split(text)
    return Place(len(lines), len(lines[-1]) + 1)


def _refuse(reader: Reader, place: Place, message: str, expected: str = "", found: str = "") -> NoReturn:
    reader.report(place, message, expected, found)
    raise _RefusedError


class _Branch:
    """A list or mapping that is still open, with the nodes seen in it so far."""

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.children: list[Node] = []


class _Builder:
    """Turns parser events into nodes without recursion, refusing what our files do not need."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._open: list[_Branch] = []
        self._root: Node | None = None
        self._documents = 0

    def build(self, text: str) -> Node:
        """The root node; raises ``_RefusedError`` once the reason has been noted."""
        for count, event in enumerate(self._events(text)):
            if count > MAX_EVENTS:
                self._refuse(event, "this file has too many parts", f"at most {MAX_EVENTS}")
            self._take(event)
        if self._root is None:
            _refuse(self._reader, Place(1, 1), "this file is empty", "lines such as key: value")
        return self._root

    def _events(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, _LOADER)
        except yaml.YAMLError as error:
            fault, place = _fault(error)
            self._reader.report(place, f"this is not valid YAML: {fault}", _hint(fault))
            raise _RefusedError from error

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (*name) are not used in these files", "the value itself")
        elif isinstance(event, yaml.NodeEvent):
            self._start_node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(self._open.pop())

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document starts here", "one document in a file")
        if event.version or event.tags:
            self._refuse(event, "directives (%) are not used in these files")

    def _start_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, "anchors (&name) are not used in these files", "the value itself")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._refuse(event, "tags (!name) are not used in these files", "the value itself")
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif len(self._open) >= MAX_DEPTH:
            self._refuse(event, "this is nested too deeply", f"at most {MAX_DEPTH} levels")
        else:
            self._open.append(_Branch(_place(event), isinstance(event, yaml.MappingStartEvent)))

    def _scalar(self, event: yaml.ScalarEvent) -> TextNode:
        if len(event.value) > MAX_SCALAR:
            self._refuse(event, "this text is too long", f"at most {MAX_SCALAR} characters")
        hidden = HIDDEN.search(event.value)
        if hidden:
            _refuse_character(self._reader, _place(event), hidden[0])
        return TextNode(_place(event), event.value)

    def _close(self, branch: _Branch) -> None:
        if branch.is_mapping:
            self._add(MapNode(branch.place, self._pairs(branch)))
        else:
            self._add(ListNode(branch.place, tuple(branch.children)))

    def _pairs(self, branch: _Branch) -> tuple[tuple[TextNode, Node], ...]:
        pairs: dict[str, tuple[TextNode, Node]] = {}
        for key, value in zip(branch.children[::2], branch.children[1::2], strict=True):
            if not isinstance(key, TextNode):
                self._reader.report(key, "a key should be one word", "key: value", found(key))
            elif first := pairs.get(key.text):
                at = f"line {first[0].place.line}, column {first[0].place.column}"
                self._reader.report(key, f"the key {found(key)} stands twice, first at {at}", "each key once")
            else:
                pairs[key.text] = (key, value)
        return tuple(pairs.values())

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node

    def _refuse(self, event: yaml.Event, message: str, expected: str = "") -> NoReturn:
        _refuse(self._reader, _place(event), message, expected)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(0, 0)


def _fault(error: yaml.YAMLError) -> tuple[str, Place]:
    if not isinstance(error, yaml.MarkedYAMLError):
        return " ".join(str(error).split()), Place(0, 0)
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(0, 0)
    return error.problem or error.context or "the parser does not say why", place


def _hint(fault: str) -> str:
    if "mapping values are not allowed" in fault:
        return 'quotes around text that holds ": "'
    if "cannot start any token" in fault:
        return "spaces, not tabs, in front of a line; quotes around text that starts with a sign"
    return ""
