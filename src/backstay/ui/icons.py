"""The line icons, from the lucide package's archive: read when first painted, tinted, kept.

Images, not pixmaps, so that what is kept may outlive the application object.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from zipimport import zipimporter


def icon_image(name: str, colour: str, size: int, ratio: float = 1.0, *, filled: bool = False) -> QImage:
    """The icon ``name`` in ``colour``, ``size`` device-independent pixels wide, for a screen of
    ``ratio`` pixels each. Raises ``KeyError`` when there is no such icon.
    """
    return _drawn(_tinted(_source(name), colour, filled), size, ratio)


def are_icons_loaded() -> bool:
    """Whether the archive has been read; the first icon takes some 20 ms, the next ones none."""
    return _archive.cache_info().currsize > 0


def load_icons() -> None:
    """Read the archive."""
    _archive()


@lru_cache(maxsize=128)
def _drawn(svg: bytes, size: int, ratio: float) -> QImage:
    # Loaded with the first icon and not before: a start without a window needs none of it.
    from PySide6.QtSvg import QSvgRenderer

    pixels = max(1, round(size * ratio))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _tinted(svg: bytes, colour: str, filled: bool) -> bytes:
    tinted = svg.replace(b"currentColor", colour.encode())
    return tinted.replace(b'fill="none"', f'fill="{colour}"'.encode(), 1) if filled else tinted


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    try:
        return _archive().get_data(f"{name}.svg")
    except OSError as error:
        raise KeyError(name) from error


@lru_cache(maxsize=1)
def _archive() -> "zipimporter":
    # Its table of contents has 1,700 lines, which the importer keeps in a third of the room that
    # zipfile takes; it holds no file open.
    from zipimport import zipimporter

    found = find_spec("lucide")
    folders = found.submodule_search_locations if found is not None else None
    if not folders:
        raise KeyError("lucide")
    return zipimporter(str(Path(folders[0]) / "lucide.zip"))
