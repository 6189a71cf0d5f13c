"""Looks, before Qt is started, whether this computer has the libraries Qt will ask for.

Qt ends the whole process when one is missing, and names the wrong one. So this room uses the
standard library alone, and says which package is missing and the line that installs it.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backstay.desktop.display import find_platforms
from backstay.domain.errors import MissingLibraryError

EXIT_MISSING = 3

_EVERYWHERE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_XCB = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_SOUND = {
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libXext.so.6": "libxext6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

Loader = Callable[[str], bool]
Runner = Callable[[list[str], float], int]


@dataclass(frozen=True, slots=True)
class Missing:
    """Debian's names of the packages that are not there. Without ``required`` no window opens;
    ``nice`` are those for sound and for the typeface.
    """

    required: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()


def can_load(soname: str) -> bool:
    """Whether the system's loader finds a library and everything that it needs itself."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def required_packages(platforms: Iterable[str], load: Loader = can_load) -> tuple[str, ...]:
    """Packages missing for a window by the nearest of ``platforms`` (Qt's plugin names).

    Qt goes on to the next plugin when one does not load, so one complete set is enough. No
    platform, no window, nothing missing.
    """
    lacks = [_absent({**_EVERYWHERE, **_of_platform(name)}, load) for name in platforms]
    return min(lacks, key=len, default=())


def missing_libraries(
    environ: Mapping[str, str], load: Loader = can_load, has_inter: Callable[[], bool] | None = None
) -> Missing:
    """What a window in this environment lacks; nothing at all where there is no display."""
    platforms = find_platforms(environ)
    if not platforms or not _is_linux():
        return Missing()
    font = () if (has_inter or _has_inter)() else ("fonts-inter",)
    return Missing(required_packages(platforms, load), (*_absent(_SOUND, load), *font))


def require_libraries(environ: Mapping[str, str], load: Loader = can_load) -> None:
    """Raises ``MissingLibraryError`` with the line that installs what a window lacks."""
    packages = required_packages(find_platforms(environ), load) if _is_linux() else ()
    if packages:
        raise MissingLibraryError(
            f"The window needs {_counted(packages)} that this computer does not have: {', '.join(packages)}.",
            mend=apt_line(packages),
        )


def apt_line(packages: Iterable[str]) -> str:
    """The one line that installs ``packages`` on Debian and Ubuntu."""
    return "sudo apt install " + " ".join(packages)


def install(packages: Sequence[str], run: Runner | None = None, is_root: bool | None = None) -> bool:
    """Installs Debian packages without a question; False where that is not allowed or fails.

    Asks for no password: it works as root or where sudo needs none, and takes at most 15 minutes.
    """
    carry_out = run or _run_quietly
    if run is None and shutil.which("apt-get") is None:
        return False
    root = os.geteuid() == 0 if is_root is None else is_root
    before = [] if root else ["sudo", "-n"]
    if not root and carry_out(["sudo", "-n", "true"], 10) != 0:
        return False
    print(f"Installing {_counted(packages)} of this system: {', '.join(packages)}", flush=True)
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=60"]
    # Old package lists may do; only the second command decides.
    carry_out([*apt, "update"], 300)
    return carry_out([*apt, "install", "-y", "--no-install-recommends", *packages], 600) == 0


def main(
    arguments: list[str],
    environ: Mapping[str, str] = os.environ,
    look: Callable[[Mapping[str, str]], Missing] = missing_libraries,
    fetch: Callable[[Sequence[str]], bool] = install,
) -> int:
    """``--install`` installs what is missing when it may, ``--nice`` counts sound and typeface in.

    Gives 3 when a library stays missing that the window cannot do without, else 0.
    """
    missing = look(environ)
    nice = missing.nice if "--nice" in arguments else ()
    wanted = (*missing.required, *nice)
    if not wanted:
        return 0
    if "--install" in arguments:
        fetch(wanted)
        missing = look(environ)
        nice = missing.nice if nice else ()
    if missing.required:
        print(f"Backstay's window needs {', '.join(missing.required)}. To install:", file=sys.stderr)
        print(f"  {apt_line((*missing.required, *nice))}", file=sys.stderr)
        return EXIT_MISSING
    if nice:
        print(f"Not needed, but better for sound and type:  {apt_line(nice)}")
    return 0


def _absent(libraries: Mapping[str, str], load: Loader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(package for soname, package in libraries.items() if not load(soname)))


def _of_platform(name: str) -> Mapping[str, str]:
    return {"xcb": _XCB, "wayland": _WAYLAND}.get(name, {})


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _has_inter() -> bool:
    folders = [Path(name).expanduser() for name in _FONT_FOLDERS]
    return any(next(folder.rglob("Inter*.[ot]t*"), None) for folder in folders if folder.is_dir())


def _counted(packages: Sequence[str]) -> str:
    return "a package" if len(packages) == 1 else f"{len(packages)} packages"


def _run_quietly(command: list[str], limit_s: float) -> int:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 1
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
