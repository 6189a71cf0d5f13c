"""The look before Qt is started: what is missing, in packages, and what is done about it."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from backstay.desktop.preflight import (
    Missing,
    apt_line,
    can_load,
    install,
    main,
    missing_libraries,
    require_libraries,
    required_packages,
)
from backstay.domain.errors import MissingLibraryError

DRAWING = {"QT_QPA_PLATFORM": "offscreen"}
"""An environment with a place to draw that is there on every machine."""


def _all_but(*absent: str) -> "_Loader":
    return _Loader(frozenset(absent))


class _Loader:
    """A system that lacks some libraries and remembers what it was asked for."""

    def __init__(self, absent: frozenset[str]) -> None:
        self.absent = absent
        self.asked: set[str] = set()

    def __call__(self, soname: str) -> bool:
        self.asked.add(soname)
        return soname not in self.absent


def test_without_a_display_nothing_is_missing() -> None:
    """The terminal needs no library of Qt."""
    nothing_there = _all_but()
    assert missing_libraries({}, load=lambda _: False, has_inter=lambda: False) == Missing()
    require_libraries({}, load=nothing_there)
    assert nothing_there.asked == set()


@pytest.mark.parametrize(
    ("platform", "soname", "package"),
    [
        ("xcb", "libxcb-icccm.so.4", "libxcb-icccm4"),
        ("xcb", "libxcb-cursor.so.0", "libxcb-cursor0"),
        ("wayland", "libwayland-cursor.so.0", "libwayland-cursor0"),
        ("offscreen", "libEGL.so.1", "libegl1"),
    ],
)
def test_a_missing_library_is_named_by_its_package(platform: str, soname: str, package: str) -> None:
    """Qt blames libxcb-cursor0 whatever is missing; this names the right one, and it alone."""
    assert required_packages((platform,), _all_but(soname)) == (package,)


def test_one_complete_platform_is_enough() -> None:
    """With X complete, a missing Wayland library keeps nobody from starting."""
    assert required_packages(("wayland", "xcb"), _all_but("libwayland-cursor.so.0")) == ()


def test_packages_are_named_once() -> None:
    """Two libraries of one package make one name."""
    absent = _all_but("libglib-2.0.so.0", "libgthread-2.0.so.0")
    assert required_packages(("xcb",), absent) == ("libglib2.0-0",)


def test_sound_and_typeface_are_nice_to_have() -> None:
    """A missing libpulse costs the tones, not the window."""
    missing = missing_libraries(DRAWING, load=_all_but("libpulse.so.0"), has_inter=lambda: False)
    assert missing == Missing(required=(), nice=("libpulse0", "fonts-inter"))


def test_a_missing_library_is_raised_with_its_line() -> None:
    """The program says what to type."""
    with pytest.raises(MissingLibraryError) as caught:
        require_libraries(DRAWING, load=_all_but("libEGL.so.1", "libGL.so.1"))
    assert caught.value.mend == "sudo apt install libgl1 libegl1"


def test_the_loader_tells_there_from_not_there() -> None:
    """The real look at this system."""
    assert can_load("libc.so.6")
    assert not can_load("libthat-nobody-has.so.9")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sonames are Linux")
def test_the_map_holds_every_library_that_qt_asks_for() -> None:
    """Whatever the installed Qt links against is in the map, is Qt's own, or is in every system."""
    asked = _all_but()
    required_packages(("xcb",), asked)
    required_packages(("wayland",), asked)
    missing_libraries(DRAWING, load=asked, has_inter=lambda: True)
    own = re.compile(r"lib(Qt6|pyside6|shiboken6|icu|av|sw)")
    system = re.compile(r"(lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s|resolv|brotlicommon)\.so|ld-linux)")
    needed = {name for path in _qt_files() for name in _needed(path)}
    unknown = {name for name in needed - asked.asked if not own.match(name) and not system.match(name)}
    assert needed
    assert unknown == set()


def test_nothing_missing_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    """A second start says nothing and installs nothing."""
    assert main(["--install", "--nice"], {}, look=lambda _: Missing(), fetch=_must_not_install) == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_installed_ends_in_one_line_and_3(capsys: pytest.CaptureFixture[str]) -> None:
    """Without permission the person gets the line to type."""
    lacks = Missing(required=("libegl1",), nice=("libpulse0",))
    assert main(["--install"], {}, look=lambda _: lacks, fetch=lambda _: False) == 3
    assert "sudo apt install libegl1\n" in capsys.readouterr().err
    assert main(["--install", "--nice"], {}, look=lambda _: lacks, fetch=lambda _: False) == 3
    assert "sudo apt install libegl1 libpulse0\n" in capsys.readouterr().err


def test_what_can_be_installed_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Required and nice go in one run, and the second look decides."""
    here: list[str] = []

    def look(_: Mapping[str, str]) -> Missing:
        return Missing() if here else Missing(required=("libegl1",), nice=("libpulse0",))

    def fetch(packages: Sequence[str]) -> bool:
        here.extend(packages)
        return True

    assert main(["--install", "--nice"], {}, look=look, fetch=fetch) == 0
    assert here == ["libegl1", "libpulse0"]
    assert capsys.readouterr().err == ""


def test_what_is_only_nice_never_stops(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit 0; and without being asked for it is not even mentioned."""
    lacks = Missing(nice=("fonts-inter",))
    assert main(["--install", "--nice"], {}, look=lambda _: lacks, fetch=lambda _: False) == 0
    assert "sudo apt install fonts-inter" in capsys.readouterr().out
    assert main(["--install"], {}, look=lambda _: lacks, fetch=_must_not_install) == 0
    assert capsys.readouterr().out == ""


def test_without_install_nothing_is_installed() -> None:
    """Only looking changes nothing."""
    assert main([], {}, look=lambda _: Missing(required=("libgl1",)), fetch=_must_not_install) == 3


def test_installing_asks_for_no_password() -> None:
    """Where sudo wants one, nothing is tried."""
    commands: list[list[str]] = []

    def run(command: list[str], _: float) -> int:
        commands.append(command)
        return 1

    assert not install(("libegl1",), run=run, is_root=False)
    assert commands == [["sudo", "-n", "true"]]


@pytest.mark.parametrize(("is_root", "first"), [(True, "env"), (False, "sudo")])
def test_installing_names_the_packages_and_takes_no_recommendation(is_root: bool, first: str) -> None:
    """The last command installs exactly what was asked for; stale lists are no reason to give up."""
    commands: list[list[str]] = []

    def run(command: list[str], _: float) -> int:
        commands.append(command)
        return 1 if "update" in command else 0

    assert install(("libegl1", "libgl1"), run=run, is_root=is_root)
    assert commands[-1][0] == first
    assert commands[-1][-5:] == ["install", "-y", "--no-install-recommends", "libegl1", "libgl1"]


def test_the_line_is_one_line() -> None:
    """It can be copied as it stands."""
    assert apt_line(("a", "b")) == "sudo apt install a b"


def test_looking_loads_no_qt() -> None:
    """The look would be too late if Qt were in the process already."""
    code = (
        "import sys, backstay.desktop.preflight;"
        "sys.exit(any(name.partition('.')[0] in ('PySide6', 'shiboken6') for name in sys.modules))"
    )
    source = str(Path(__file__).parents[2] / "src")
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": source}, check=False).returncode == 0
    )


def _must_not_install(packages: Sequence[str]) -> bool:
    raise AssertionError(f"tried to install {packages}")


def _qt_files() -> list[Path]:
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    qt = Path(spec.submodule_search_locations[0]) / "Qt"
    rooms = ("Core", "Gui", "Widgets", "DBus", "Svg", "Network", "OpenGL", "XcbQpa", "WaylandClient")
    libraries = [qt / "lib" / f"libQt6{room}.so.6" for room in (*rooms, "Multimedia", "Concurrent")]
    plugins = (
        "platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so",
        "xcbglintegrations/*.so", "wayland-graphics-integration-client/*.so",
        "wayland-shell-integration/*.so", "multimedia/*.so", "iconengines/*.so",
    )  # fmt: skip
    return [path for path in libraries if path.exists()] + [
        path for pattern in plugins for path in (qt / "plugins").glob(pattern)
    ]


def _needed(path: Path) -> set[str]:
    """The sonames an ELF file links against, found by their shape among its strings."""
    names = re.findall(rb"\0((?:lib[\w.+-]+|ld-linux[\w.-]*)\.so(?:\.\d+)+)(?=\0)", path.read_bytes())
    return {name.decode() for name in names}
