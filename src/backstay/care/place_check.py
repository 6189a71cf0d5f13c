"""Where the files lie: who can read them, whether there is room, whether the settings can be read."""

import os
import shlex
import shutil
import stat
from pathlib import Path

from backstay.care.belongings import journal_of, local_belongings, marker_belongings
from backstay.care.check import LET_IN, Check, doubt, sound
from backstay.paths import Paths
from backstay.private_files import why_closed
from backstay.settings import load_settings

ROOM_BYTES = 50_000_000
"""Below this a disk may be full before anybody thinks of it: a journal of many years and some backups."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHOWN = 5


def check_closed(paths: Paths) -> tuple[Check, ...]:
    """A doubt for each folder that nobody can look into: nothing can be told of what is in it."""
    folders = {folder: why_closed(folder) for folder in (paths.data, paths.settings.parent)}
    return tuple(doubt("folder", f"{folder}: {why}", LET_IN) for folder, why in folders.items() if why)


def check_settings(paths: Paths) -> Check:
    """Whether every setting can be read."""
    notices = load_settings(paths.settings, sets_aside=False).notices
    if notices:
        return doubt("settings", " ".join(notices), f"change or remove {paths.settings}")
    is_there = paths.settings.exists()
    return sound("settings", "every setting can be read" if is_there else "the usual ones")


def check_room(paths: Paths) -> Check:
    """Whether the disk has room for what is still to come."""
    nearest = next(folder for folder in (paths.data, *paths.data.parents) if folder.exists())
    try:
        free_bytes = shutil.disk_usage(nearest).free
    except OSError as error:
        return doubt("room", f"nobody can tell how much there is: {error.strerror}", f"look at {nearest}")
    text = f"{free_bytes / 1e6:,.0f} MB free"
    if free_bytes < ROOM_BYTES:
        return doubt("room", f"only {text}", "make room on the disk that your data is on")
    return sound("room", text)


def check_permissions(paths: Paths) -> Check:
    """Whether nobody but the owner can read what is kept; told, and not changed."""
    if os.name != "posix":
        return sound("rights", "left to this system; the folder of your account is yours")
    private = _private(paths)
    wide = [path for path in private if _mode(path) & _OTHERS]
    if not wide:
        text = f"{len(private):,} files and folders can be read by you alone" if private else "nothing yet"
        return sound("rights", text)
    shown = ", ".join(f"{path} ({_mode(path):o})" for path in wide[:_SHOWN])
    more = f" and {len(wide) - _SHOWN:,} more" if len(wide) > _SHOWN else ""
    folders = " ".join(shlex.quote(str(folder)) for folder in _tops(wide, paths))
    return doubt("rights", f"others may get at {shown}{more}", f"chmod -R go= {folders}")


def _private(paths: Paths) -> list[Path]:
    every = (journal_of(paths), marker_belongings(paths), *local_belongings(paths))
    found = [file for one in every for file in one.files() if not file.is_symlink()]
    folders = {file.parent for file in found} | {
        one.root for one in every if one.is_own and one.root.is_dir()
    }
    return [*sorted(folders), *found]


def _tops(wide: list[Path], paths: Paths) -> list[Path]:
    roots = (paths.data, paths.settings.parent, paths.window.parent)
    touched = {root for root in roots if any(path.is_relative_to(root) for path in wide)}
    return sorted(root for root in touched if not any(above in touched for above in root.parents))


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except OSError:
        return 0
