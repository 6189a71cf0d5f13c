"""Pictures that came with somebody's files: what they are by their bytes, before any decoder sees them.

Three kinds are let in, none of which can name another file or run anything: PNG, JPEG and WebP.
"""

import stat
import struct
from collections.abc import Iterator
from pathlib import Path

PICTURE_SUFFIXES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP"}
"""Endings, in lower case, and what must be inside."""

MAX_PICTURE_BYTES = 4 * 1024 * 1024
MAX_SIDE_PX = 4096

MAX_DECODED_BYTES = 64 * 1024 * 1024

MAX_SCANS = 24
"""Passes over the whole picture in a progressive JPEG; encoders make about ten, each costs time."""

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")
_SCAN = b"\xff\xda"
# Frame headers; C4, C8 and CC stand among them and are something else.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xD9)))


def picture_kind(data: bytes) -> str:
    """``PNG``, ``JPEG`` or ``WebP`` by the first bytes; empty for anything else."""
    if data.startswith(_PNG_MAGIC):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    return "WebP" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the header says them; None where there is no sound header."""
    sizes = {"PNG": _png_size, "JPEG": _jpeg_size, "WebP": _webp_size}
    read = sizes.get(picture_kind(data))
    size = read(data) if read else None
    return size if size and min(size) > 0 else None


def check_picture(name: str, data: bytes) -> str | None:
    """What is wrong with a picture file of this name, in a few words; None when it may be shown.

    At most 4 MiB and 4096 pixels a side, and of the kind that its ending says.
    """
    wanted = PICTURE_SUFFIXES.get(Path(name).suffix.lower())
    if wanted is None:
        return "this is no picture that can be shown; PNG, JPEG and WebP can"
    if len(data) > MAX_PICTURE_BYTES:
        return f"this picture is too big; at most {MAX_PICTURE_BYTES // 1024 // 1024} MiB can be shown"
    if picture_kind(data) != wanted:
        return f"this is not the {wanted} picture that its name says"
    size = picture_size(data)
    if size is None:
        return "this picture is damaged: it does not say how large it is"
    if max(size) > MAX_SIDE_PX or size[0] * size[1] * _pixel_bytes(data) > MAX_DECODED_BYTES:
        most = f"{MAX_SIDE_PX} × {MAX_SIDE_PX} of 8 bits a colour"
        return f"this picture has too many pixels: {size[0]} × {size[1]}; at most {most} can be shown"
    if wanted == "JPEG" and data.count(_SCAN) > MAX_SCANS:
        return f"this picture is built up in more than {MAX_SCANS} passes"
    return None


def read_picture(path: Path) -> bytes | None:
    """The bytes of a picture file that may be shown, without what a decoder does not need; else None."""
    try:
        # A pipe or a device would keep the program waiting, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            data = file.read(MAX_PICTURE_BYTES + 1)
    except OSError:
        return None
    return None if check_picture(path.name, data) else bare_picture(data)


def bare_picture(data: bytes) -> bytes:
    """The picture without the parts of a PNG that hold no pixels.

    A few kilobytes of text or colour profile there may unpack to megabytes, many times over; and the
    frames of an animation stand there, of which the first picture is all that is shown.
    """
    if picture_kind(data) != "PNG":
        return data
    return _PNG_MAGIC + b"".join(whole for kind, whole in _png_chunks(data) if kind in _PNG_NEEDED)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's name and all of its bytes, as far as they are there."""
    at = len(_PNG_MAGIC)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at : at + 12 + length]
        at += 12 + length


def _pixel_bytes(data: bytes) -> int:
    """What a decoder needs for a pixel: a PNG may have 16 bits a colour."""
    return 8 if picture_kind(data) == "PNG" and data[24] > 8 else 4


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[8:16] != b"\x00\x00\x00\rIHDR" or len(data) < 33:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_BARE:
            at += 2
        elif marker in _JPEG_FRAMES and at + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif marker in (0xD9, 0xDA):
            return None
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return None
