"""Everything about the person, taken away at once: what it is, and then without a trace on this computer
that the program could remove.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from backstay.care.belongings import (
    Belongings,
    belongings_elsewhere,
    journal_of,
    local_belongings,
    marker_belongings,
    own_routines,
    size_of,
)
from backstay.desktop.doorbell import is_window_open
from backstay.desktop.session_lock import is_session_led
from backstay.domain.errors import InputError
from backstay.domain.preferences import Preferences
from backstay.paths import Paths
from backstay.private_files import sync_folder, why_closed


@dataclass(frozen=True, slots=True)
class Doomed:
    """Files of one kind that would go: the file, or the folder they are in, and their size together."""

    what: str
    path: Path
    size_bytes: int


def everything(paths: Paths, preferences: Preferences, *, with_routines: bool = False) -> tuple[Doomed, ...]:
    """What ``delete_everything`` would remove now, the journal first. Nothing is changed.

    Raises ``InputError`` when nobody can look into the folder that it is in.
    """
    if why := why_closed(paths.data):
        raise InputError(
            f"What there is cannot be listed: {why}.", where=str(paths.data), mend="allow reading the folder"
        )
    *others, journal, marker = _in_order(paths, preferences, with_routines=with_routines)
    return tuple(_doomed(one, files) for one in (journal, marker, *others) if (files := one.files()))


def require_alone(paths: Paths) -> None:
    """Raises ``InputError`` while a window or a session is open over this folder: it would go on writing."""
    if is_window_open(paths.data):
        raise InputError(
            "Nothing was removed: a window of Backstay is open.", mend="close it, then try again"
        )
    if is_session_led(paths.data):
        raise InputError("Nothing was removed: a session is going on.", mend="end it, then try again")


def delete_everything(
    paths: Paths, preferences: Preferences, *, with_routines: bool = False
) -> tuple[Path, ...]:
    """Remove it for good, the journal last, so that what was cut off in the middle can be done again.

    The caller has closed the journal and everything that writes. Links are removed and never gone through;
    a folder goes only when nothing else is in it. Returned is what could not be removed: files, what a
    removed link led to, and what lies in a folder of the program's own without being of its making.
    """
    all_belongings = _in_order(paths, preferences, with_routines=with_routines)
    linked = list(chain.from_iterable(_removed(one) for one in all_belongings[:-1]))
    _remove_empty(own_routines(paths).folders())
    linked += _removed(all_belongings[-1])
    with suppress(OSError):
        sync_folder(paths.data)
    left = chain.from_iterable((*one.files(), *one.foreign()) for one in all_belongings)
    return tuple(dict.fromkeys((*left, *_unread(all_belongings), *linked)))


def _in_order(paths: Paths, preferences: Preferences, *, with_routines: bool) -> tuple[Belongings, ...]:
    own = (own_routines(paths),) if with_routines else ()
    elsewhere = belongings_elsewhere(paths, preferences)
    return (*elsewhere, *own, *local_belongings(paths), journal_of(paths), marker_belongings(paths))


def _doomed(one: Belongings, files: tuple[Path, ...]) -> Doomed:
    path = files[0] if len(files) == 1 else one.root
    return Doomed(one.what, path, sum(size_of(file) for file in files))


def _removed(one: Belongings) -> list[Path]:
    """Where links that are gone now led to."""
    led_to: list[Path] = []
    folders = one.folders()
    for file in one.files():
        target = file.resolve() if file.is_symlink() else None
        with suppress(OSError):
            file.unlink()
            if target is not None and os.path.lexists(target):
                led_to.append(target)
    _remove_empty(folders)
    return led_to


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        # Whatever else lies in it keeps it there.
        with suppress(OSError):
            folder.rmdir()


def _unread(all_belongings: Iterable[Belongings]) -> list[Path]:
    """Folders of the program's own that are still there though nothing could be seen in them."""
    own = (one.root for one in all_belongings if one.is_own)
    return [root for root in own if os.path.lexists(root) and not os.access(root, os.R_OK | os.X_OK)]
