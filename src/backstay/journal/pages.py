"""The records of an SQLite file, page by page and without its trees: for a file that SQLite cannot read.

Source of the form: https://www.sqlite.org/fileformat2.html, sections 1.3, 1.5, 1.6 and 2.1.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backstay.journal.rows import Cell

_USUAL_PAGE_BYTES = 4096
_PAGE_SIZES = [2**exponent for exponent in range(9, 17)]
_HEADER_BYTES = 100
_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE = 0x02, 0x0A, 0x0D
_VARINT_BYTES = 9
_INT_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row of a table, or of one line of an index, and the further pages that it goes on
    over. In a damaged file a cell can be bytes.
    """

    is_index: bool
    cells: tuple[Cell | bytes, ...]
    further: tuple[int, ...]


class _UnreadableError(Exception):
    """There is no record at this place."""


class Pages:
    """The pages of a file with this ``content``, counted from 1. A page size that is damaged is taken for the
    usual one.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        told = int.from_bytes(content[16:18], "big")
        told = 65536 if told == 1 else told
        self._size = told if told in _PAGE_SIZES else _USUAL_PAGE_BYTES
        reserved = content[20] if len(content) > 20 else 0
        self._usable = self._size - (reserved if reserved <= 32 else 0)
        self._further: set[int] = set()

    def __len__(self) -> int:
        return -(-len(self._content) // self._size)

    def records(self, number: int) -> tuple[list[Record], bool]:
        """What page ``number`` says that it holds, and whether it may hold more than that: it does not say
        where its records are, or not rightly.
        """
        page = self._page(number)
        is_index, starts = _starts(page, _HEADER_BYTES if number == 1 else 0)
        found = [record for start in starts if (record := self._record(page, start, is_index=is_index))]
        self._further.update(number for record in found for number in record.further)
        return found, not is_index and (not starts or len(found) < len(starts))

    def guesses(self, number: int, least: int) -> Iterator[Record]:
        """Whatever at any place of page ``number`` can be read as a record of ``least`` cells or more, be it
        one or not; nothing of a page on which records of other pages, read before, go on.
        """
        page = self._page(number)
        if number in self._further or not any(page):
            return
        for start in range(len(page)):
            record = self._record(page, start, is_index=False, least=least)
            if record is not None:
                yield record

    def _page(self, number: int) -> bytes:
        return self._content[(number - 1) * self._size : number * self._size]

    def _record(self, page: bytes, start: int, *, is_index: bool, least: int = 1) -> Record | None:
        try:
            size, at = _varint(page, start)
            if not is_index:
                _, at = _varint(page, at)
            if size <= least:
                return None
            payload, further = self._payload(page, at, size, is_index=is_index)
            return Record(is_index, _cells(payload, least), further)
        except _UnreadableError:
            return None

    def _payload(self, page: bytes, at: int, size: int, *, is_index: bool) -> tuple[bytes, tuple[int, ...]]:
        usable = self._usable
        most = (usable - 12) * 64 // 255 - 23 if is_index else usable - 35
        if size <= most:
            return page[at : at + size], ()
        least = (usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (usable - 4)
        here = here if here <= most else least
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        parts = dict(self._overflow(following, size - here))
        return page[at : at + here] + b"".join(parts.values()), tuple(parts)

    def _overflow(self, number: int, size: int) -> Iterator[tuple[int, bytes]]:
        if size > len(self._content):
            raise _UnreadableError
        while size > 0:
            page = self._page(number) if number else b""
            if len(page) < self._usable:
                raise _UnreadableError
            part = page[4 : min(self._usable, 4 + size)]
            yield number, part
            size -= len(part)
            number = int.from_bytes(page[:4], "big")


def _starts(page: bytes, offset: int) -> tuple[bool, Sequence[int]]:
    """Whether the page belongs to an index, and where its records begin; nowhere when it does not say."""
    kind = page[offset] if len(page) > offset + 8 else 0
    if kind not in (_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE):
        return False, ()
    # An inner page has the number of a page behind its head, and another before each record.
    is_inner = kind == _INTERIOR_INDEX
    first = offset + (12 if is_inner else 8)
    count = int.from_bytes(page[offset + 3 : offset + 5], "big")
    pointers = range(first, min(first + 2 * count, len(page) - 1), 2)
    starts = [int.from_bytes(page[at : at + 2], "big") + (4 if is_inner else 0) for at in pointers]
    return kind != _LEAF_TABLE, starts


def _cells(payload: bytes, least: int) -> tuple[Cell | bytes, ...]:
    size, at = _varint(payload, 0)
    if not least < size <= len(payload):
        raise _UnreadableError
    cells: list[Cell | bytes] = []
    body = size
    while at < size:
        kind, at = _varint(payload, at)
        cell, body = _cell(payload, kind, body)
        if body > len(payload):
            raise _UnreadableError
        cells.append(cell)
    if body != len(payload):
        raise _UnreadableError
    return tuple(cells)


def _cell(payload: bytes, kind: int, at: int) -> tuple[Cell | bytes, int]:
    if kind >= 12:
        end = at + (kind - 12) // 2
        content = payload[at:end]
        return content.decode("utf-8", "surrogateescape") if kind % 2 else content, end
    if kind == 7:
        return _number(payload[at : at + 8]), at + 8
    if kind in _INT_BYTES:
        end = at + _INT_BYTES[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind in (10, 11):
        raise _UnreadableError
    return (None, 0, 1)[max(0, kind - 7)], at


def _number(content: bytes) -> float | None:
    return float(struct.unpack(">d", content)[0]) if len(content) == 8 else None


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, the most significant first, and where it ends."""
    value = 0
    for byte in content[at : at + _VARINT_BYTES - 1]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    if at >= len(content):
        raise _UnreadableError
    return value << 8 | content[at], at + 1
