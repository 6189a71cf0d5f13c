"""A picture is what its bytes are, and no decoder sees one that is too large or of another kind."""

import struct
from pathlib import Path

import pytest

from backstay.catalogue.pictures import (
    MAX_PICTURE_BYTES,
    MAX_SCANS,
    bare_picture,
    check_picture,
    picture_kind,
    picture_size,
    read_picture,
)
from tests.catalogue.archives import chunk, jpeg_header, png, webp_header

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/hostname'/></svg>"
LOSSY = b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 480)
LOSSLESS = b"\x2f" + struct.pack("<I", 639 | 479 << 14) + b"\x00" * 8
EXTENDED = b"\x02\x00\x00\x00" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(640, 480), "PNG"),
        (jpeg_header(640, 480), "JPEG"),
        (jpeg_header(640, 480, b"\xff\xff\xfe\x00\x04\xff\xc0"), "JPEG"),
        (webp_header(b"VP8 ", LOSSY), "WebP"),
        (webp_header(b"VP8L", LOSSLESS), "WebP"),
        (webp_header(b"VP8X", EXTENDED), "WebP"),
    ],
)
def test_kind_and_size_are_read_from_the_header(data: bytes, kind: str) -> None:
    """All the headers there are of the three kinds; a comment that looks like a frame is none."""
    assert picture_kind(data) == kind
    assert picture_size(data) == (640, 480)
    assert check_picture(f"bird.{kind.lower()}", data) is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bird.svg", SVG, "PNG, JPEG and WebP can"),
        ("bird.gif", b"GIF89a", "PNG, JPEG and WebP can"),
        ("bird", png(2, 2), "PNG, JPEG and WebP can"),
        ("bird.png", SVG, "not the PNG picture"),
        ("bird.png", b"", "not the PNG picture"),
        ("bird.png", jpeg_header(2, 2), "not the PNG picture"),
        ("bird.jpg", png(2, 2), "not the JPEG picture"),
        ("bird.webp", b"<html><body></body></html>", "not the WebP picture"),
        ("bird.png", png(2, 2)[:30], "damaged"),
        ("bird.png", png(0, 2), "damaged"),
        ("bird.jpg", jpeg_header(2, 2)[:20], "damaged"),
        ("bird.jpg", b"\xff\xd8\xff\xda\x00\x02" + jpeg_header(2, 2)[2:], "damaged"),
        ("bird.webp", webp_header(b"VP8X", EXTENDED)[:25], "damaged"),
        ("bird.webp", webp_header(b"ANIM", EXTENDED), "damaged"),
        ("bird.png", png(4097, 1), "4097 × 1"),
        ("bird.jpg", jpeg_header(1, 65500), "1 × 65500"),
        ("bird.png", png(3000, 3000, bits=16), "3000 × 3000; at most 4096 × 4096 of 8 bits"),
        ("bird.jpg", jpeg_header(2, 2) + b"\xff\xda\x00\x02" * MAX_SCANS, "passes"),
        ("bird.png", png(2, 2) + bytes(MAX_PICTURE_BYTES), "4 MiB"),
    ],
)
def test_what_is_not_shown_is_told_in_words(name: str, data: bytes, words: str) -> None:
    """An ending that lies, a header that is cut off, and sizes nobody needs."""
    assert words in str(check_picture(name, data))


def test_the_largest_picture_is_4096_pixels_a_side() -> None:
    """One more is refused above; this one is not. With 16 bits a colour it takes as much sooner."""
    assert check_picture("bird.PNG", png(4096, 4096, bits=1)) is None
    assert check_picture("bird.png", png(2896, 2896, bits=16)) is None


def test_what_holds_no_pixels_is_left_out_of_a_png() -> None:
    """Text that unpacks to megabytes, a profile and the frames of an animation never reach a decoder."""
    extra = chunk(b"zTXt", b"k\0\0x") + chunk(b"iCCP", b"p") + chunk(b"acTL", bytes(8)) + chunk(b"eXIf", b"e")
    assert bare_picture(png(3, 2, extra=extra)) == png(3, 2)
    transparent = chunk(b"tRNS", b"\0\0")
    assert bare_picture(png(3, 2, extra=transparent)) == png(3, 2, extra=transparent)


def test_other_kinds_and_cut_off_files_stay_as_they_are() -> None:
    """Only a PNG is taken apart, and only as far as it goes."""
    assert bare_picture(jpeg_header(2, 2)) == jpeg_header(2, 2)
    assert bare_picture(png(3, 2)[:-20]).startswith(png(3, 2)[:33])


def test_a_file_is_read_only_when_it_may_be_shown(tmp_path: Path) -> None:
    """Nothing there, a folder, a lie and a picture."""
    assert read_picture(tmp_path / "bird.png") is None
    assert read_picture(tmp_path) is None
    (tmp_path / "bird.png").write_bytes(SVG)
    assert read_picture(tmp_path / "bird.png") is None
    (tmp_path / "bird.png").write_bytes(png(2, 2))
    assert read_picture(tmp_path / "bird.png") == png(2, 2)
