"""Finds what ships with the program: routines, sounds and icons, installed or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_root(package: Path = _PACKAGE) -> Path:
    """The folder that holds ``routines`` and ``assets``: packaged, or the checkout's root."""
    packaged = package / "_data"
    return packaged if packaged.is_dir() else package.parent.parent


def routines_dir() -> Path:
    """The shipped ``exercises/<id>.yaml`` and ``routines/<id>.yaml``."""
    return resource_root() / "routines"


def sound(name: str) -> Path:
    """The WAV file of a tone, by its name without ending."""
    return resource_root() / "assets" / "sounds" / f"{name}.wav"


def icon(name: str) -> Path:
    """The program's own SVG picture, by its name without ending."""
    return resource_root() / "assets" / "icons" / f"{name}.svg"
