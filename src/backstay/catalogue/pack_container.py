"""The archive around a pack, opened without trusting a word of it.

Sizes are counted while bytes come out, never taken from a header; and a name that could lead out of
a folder, or deceive somebody who reads it, condemns the whole file.
"""

import io
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from backstay.catalogue.pack import PACK_FILE, PACK_SUFFIX, PackError
from backstay.catalogue.pictures import MAX_PICTURE_BYTES
from backstay.catalogue.problems import HIDDEN

MAX_PACK_BYTES = 32 * 1024 * 1024
MAX_ENTRIES = 256
MAX_NAME = 100
MAX_TEXT_BYTES = 256 * 1024
MAX_ALL_TEXT_BYTES = 1024 * 1024
MAX_ALL_BYTES = 32 * 1024 * 1024

MAX_RATIO = 200
"""Bytes that may come out of one that went in; text shrinks to a tenth, a bomb to a thousandth."""

_FREE_BYTES = 64 * 1024
"""So much may come out of any entry, however few bytes went in."""

_STEP_BYTES = 64 * 1024
_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_TEXT_NAME = re.compile(rf"{re.escape(PACK_FILE)}|(?:exercises|routines)/{_ID}\.yaml", re.ASCII)
_PICTURE_NAME = re.compile(r"pictures/[A-Za-z0-9_-]+\.(?:png|jpg|jpeg|webp)", re.ASCII)
_FOLDERS = frozenset({"exercises/", "routines/", "pictures/"})
_DRIVE = re.compile("[A-Za-z]:")

_END = struct.Struct("<4s4H2LH")
_END_MAGIC = b"PK\x05\x06"
_LOCAL_BYTES = 30
_DIRECTORY_BYTES = 46 + MAX_NAME + 200
# Encrypted, patched, strongly encrypted, with masked headers.
_FORBIDDEN_FLAGS = 0x1 | 0x20 | 0x40 | 0x2000
_PLAIN_KINDS = frozenset({0, stat.S_IFREG, stat.S_IFDIR})

_MEND = "ask for the pack again, as it was made by “backstay pack”"
_KIND = f"a pack, whose name ends in {PACK_SUFFIX}"


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of what belongs in a pack, by name, and the names of what does not."""

    files: dict[str, bytes]
    others: tuple[str, ...]


def read_bytes(path: Path) -> bytes:
    """All of a file that may be a pack, up to 32 MiB. Raises ``PackError``."""
    try:
        # A pipe or a device would keep the program waiting, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise PackError("This is not a file.", where=str(path), expected=_KIND)
        with path.open("rb") as file:
            data = file.read(MAX_PACK_BYTES + 1)
    except OSError as error:
        raise PackError(
            f"The pack cannot be opened: {error.strerror or error}.", where=str(path), expected=_KIND
        ) from error
    if len(data) > MAX_PACK_BYTES:
        limit = f"at most {MAX_PACK_BYTES // 1024 // 1024} MiB"
        raise PackError("This file is too big for a pack.", where=str(path), expected=limit)
    return data


def unpack(data: bytes, label: str) -> Contents:
    """What stands in the archive ``data``; ``label`` is its name in messages.

    Raises ``PackError`` when it is not an archive, is damaged, or is not made as a pack is.
    """
    _check_end(data, label)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, label)
            return _Intake(archive, label).take(entries)
    # What the archive's reader is known to raise for damage, and nothing that is a fault of ours.
    except (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error, OSError) as error:
        raise _refusal("This pack is damaged", label, "", str(error)) from error


def _check_end(data: bytes, label: str) -> None:
    """The list of contents must stand at the very end, reach back to its own start, and be short.

    The archive's reader would take whatever stands before or behind, and a list of any length.
    """
    if not data.startswith(b"PK"):
        raise PackError("This is not a pack.", where=label, expected=_KIND)
    if len(data) < _END.size or data[-_END.size :][:4] != _END_MAGIC:
        raise _refusal("This pack is cut off, or something stands behind its end", label)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if disk or first_disk or comment or here != count or start + size + _END.size != len(data):
        raise _refusal("This pack is damaged: its list of contents is not where it says", label)
    if count > MAX_ENTRIES or size > MAX_ENTRIES * _DIRECTORY_BYTES:
        raise _refusal("This pack holds too many files", label, f"at most {MAX_ENTRIES}", str(count))


def _check_entries(entries: Sequence[ZipInfo], label: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _refusal("This pack holds too many files", label, f"at most {MAX_ENTRIES}", str(len(entries)))
    seen: set[str] = set()
    for entry in entries:
        if fault := _fault_of_name(entry.orig_filename) or _fault_of_kind(entry):
            raise _refusal(fault, _inside(label, entry))
        # Some disks take names that differ in case, or in how an accent is written, for the same.
        spelt = unicodedata.normalize("NFC", entry.orig_filename).casefold()
        if spelt in seen:
            raise _refusal("This pack holds two files of the same name", _inside(label, entry))
        seen.add(spelt)
    _check_overlap(entries, label)


def _fault_of_name(name: str) -> str:
    if len(name) > MAX_NAME:
        return "A file in this pack has too long a name"
    if not name.isprintable() or HIDDEN.search(name):
        return "A file in this pack has a name with characters that do not show"
    if name.startswith("/") or "\\" in name or _DRIVE.match(name) or ".." in name.split("/"):
        return "A file in this pack would lead out of its folder"
    return ""


def _fault_of_kind(entry: ZipInfo) -> str:
    if stat.S_IFMT(entry.external_attr >> 16) not in _PLAIN_KINDS:
        return "This pack holds a link or a device in place of a file"
    if entry.flag_bits & _FORBIDDEN_FLAGS:
        return "A file in this pack is encrypted"
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "A file in this pack is compressed in a way that packs are not"
    return ""


def _check_overlap(entries: Sequence[ZipInfo], label: str) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if end == 0 and entry.header_offset:
            raise _refusal("Something stands before the first file of this pack", label)
        if entry.header_offset < end:
            raise _refusal("Two files of this pack share the same bytes", _inside(label, entry))
        end = entry.header_offset + _LOCAL_BYTES + len(entry.orig_filename) + entry.compress_size


class _Intake:
    """Takes what belongs in a pack out of an archive, and counts as it comes."""

    def __init__(self, archive: ZipFile, label: str) -> None:
        self._archive = archive
        self._label = label
        self._taken = 0
        self._text_taken = 0

    def take(self, entries: Sequence[ZipInfo]) -> Contents:
        """Each known file whole; the rest by name alone."""
        files: dict[str, bytes] = {}
        others: list[str] = []
        for entry in entries:
            name = entry.orig_filename
            if _TEXT_NAME.fullmatch(name) or _PICTURE_NAME.fullmatch(name):
                files[name] = self._whole(entry, is_text=name.endswith(".yaml"))
            elif name not in _FOLDERS:
                others.append(name)
        return Contents(files, tuple(others))

    def _whole(self, entry: ZipInfo, *, is_text: bool) -> bytes:
        most = MAX_TEXT_BYTES if is_text else MAX_PICTURE_BYTES
        parts: list[bytes] = []
        size = 0
        for part in self._parts(entry):
            size += len(part)
            if size > most:
                limit = f"at most {most // 1024} KiB"
                raise _refusal("A file in this pack is too big", _inside(self._label, entry), limit)
            if size > max(_FREE_BYTES, MAX_RATIO * entry.compress_size):
                raise _refusal("A file in this pack unpacks to far too much", _inside(self._label, entry))
            self._count(len(part), is_text=is_text)
            parts.append(part)
        return b"".join(parts)

    def _parts(self, entry: ZipInfo) -> Iterator[bytes]:
        with self._archive.open(entry) as file:
            while part := file.read(_STEP_BYTES):
                yield part

    def _count(self, size: int, *, is_text: bool) -> None:
        self._taken += size
        self._text_taken += size if is_text else 0
        if self._taken > MAX_ALL_BYTES or self._text_taken > MAX_ALL_TEXT_BYTES:
            text, everything = MAX_ALL_TEXT_BYTES // 1024, MAX_ALL_BYTES // 1024 // 1024
            limits = f"at most {text} KiB of text and {everything} MiB in all"
            raise _refusal("The files in this pack are too big together", self._label, limits)


def _inside(label: str, entry: ZipInfo) -> str:
    name = "".join(char if char.isprintable() else "\ufffd" for char in entry.orig_filename)
    return f"{label}!{name if len(name) <= MAX_NAME else name[:MAX_NAME] + '…'}"


def _refusal(what: str, where: str, expected: str = "", found: str = "") -> PackError:
    told = f"{what}: {HIDDEN.sub(' ', found)}." if found else f"{what}."
    return PackError(told, where=HIDDEN.sub("\ufffd", where), expected=expected, mend=_MEND)
