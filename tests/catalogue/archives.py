"""Packs and pictures for tests, sound ones and others, made byte by byte."""

import io
import struct
import zlib
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEADING = "format: 1\nname: Evening\nauthor: Somebody\nlicence: CC0\n"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def archive(entries: Mapping[str, str | bytes], *others: tuple[ZipInfo, bytes]) -> bytes:
    """A zip archive of these files, and after them of entries that are made as they say."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        for entry, data in others:
            made.writestr(entry, data)
    return buffer.getvalue()


def pack(entries: Mapping[str, str | bytes], *others: tuple[ZipInfo, bytes], heading: str = HEADING) -> bytes:
    """The same with the file that makes an archive a pack."""
    return archive({"pack.yaml": heading, **entries}, *others)


def forged(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a name of equal length in its headers changed, as no tool would write it."""
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *, bits: int = 8, extra: bytes = b"") -> bytes:
    """A black greyscale PNG, row by row, with ``extra`` chunks behind its header."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + (width * bits + 7) // 8)
    pixels = b"".join([*(squeeze.compress(row) for _ in range(height)), squeeze.flush()])
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    return PNG_MAGIC + header + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg_header(width: int, height: int, before: bytes = b"") -> bytes:
    """A JPEG up to its frame header."""
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + application + before + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xff\xd9"


def webp_header(kind: bytes, body: bytes) -> bytes:
    """A WebP file with one chunk."""
    content = b"WEBP" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(content)) + content
