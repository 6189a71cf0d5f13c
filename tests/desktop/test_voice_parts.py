"""What is missing for a voice is named by its package, without starting anything."""

import sys
from pathlib import Path

import pytest

from backstay.desktop.voice_parts import missing_voice_packages

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the packages are Debian's")

ALL = ("libspeechd2", "speech-dispatcher", "speech-dispatcher-espeak-ng", "speech-dispatcher-audio-plugins")


def missing(folder: Path, *, has_library: bool = False, has_service: bool = False) -> tuple[str, ...]:
    """On a computer whose libraries lie in ``folder``."""
    return missing_voice_packages(
        lambda _name: has_library, lambda name: f"/usr/bin/{name}" if has_service else None, (str(folder),)
    )


def put(folder: Path, *names: str) -> None:
    """Files that a package would bring."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def test_on_a_bare_computer_every_part_is_named(tmp_path: Path) -> None:
    """In the order in which the one line installs them."""
    assert missing(tmp_path) == ALL


def test_a_module_that_only_stands_in_does_not_count(tmp_path: Path) -> None:
    """The service brings two that cannot speak by themselves."""
    put(tmp_path, "speech-dispatcher-modules/sd_dummy", "speech-dispatcher-modules/sd_generic")
    assert missing(tmp_path, has_library=True, has_service=True) == ALL[2:]


@pytest.mark.parametrize("under", ["", "x86_64-linux-gnu/"])
def test_with_all_parts_nothing_is_missing(tmp_path: Path, under: str) -> None:
    """Wherever the distribution keeps them."""
    put(
        tmp_path,
        f"{under}speech-dispatcher-modules/sd_espeak-ng",
        f"{under}speech-dispatcher/spd_pulse.so",
    )
    assert missing(tmp_path, has_library=True, has_service=True) == ()
    assert missing(tmp_path, has_service=True) == ("libspeechd2",)
