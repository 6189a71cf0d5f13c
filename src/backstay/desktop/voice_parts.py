"""What a voice needs of this computer, looked at without starting any of it, and what mends it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from backstay.desktop.preflight import Loader, apt_line, can_load

_LIBRARY = "libspeechd.so.2"
_SERVICE = "speech-dispatcher"
# Debian, Fedora and Arch each keep them elsewhere.
_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/libexec")
_MODULES = ("speech-dispatcher-modules/sd_*", "*/speech-dispatcher-modules/sd_*")
_OUTPUTS = ("speech-dispatcher/spd_*.so", "*/speech-dispatcher/spd_*.so")
# They come with the service and speak with nothing of their own.
_MUTE_MODULES = {"sd_dummy", "sd_generic"}


def missing_voice_packages(
    load: Loader = can_load,
    find_program: Callable[[str], str | None] = shutil.which,
    folders: tuple[str, ...] = _FOLDERS,
) -> tuple[str, ...]:
    """Debian's names of what is not there for a voice; empty when all is, or off Linux."""
    return tuple(_missing(load, find_program, folders)) if sys.platform.startswith("linux") else ()


def voice_mend() -> str:
    """The one line that says how a voice is brought about here."""
    if packages := missing_voice_packages():
        return apt_line(packages)
    if sys.platform.startswith("linux"):
        return "see whether “spd-say hello” can be heard in a terminal"
    return "look at the speech settings of the system"


def _missing(
    load: Loader, find_program: Callable[[str], str | None], folders: tuple[str, ...]
) -> Iterator[str]:
    if not load(_LIBRARY):
        yield "libspeechd2"
    if find_program(_SERVICE) is None:
        yield "speech-dispatcher"
    if not set(_found(folders, _MODULES)) - _MUTE_MODULES:
        yield "speech-dispatcher-espeak-ng"
    if not _found(folders, _OUTPUTS):
        yield "speech-dispatcher-audio-plugins"


def _found(folders: tuple[str, ...], patterns: tuple[str, ...]) -> list[str]:
    return [path.name for folder in folders for glob in patterns for path in Path(folder).glob(glob)]
