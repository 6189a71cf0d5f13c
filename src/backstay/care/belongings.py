"""Everything that the program has made, known by where it lies and what it is called: nothing else is
looked at when all of it is to go.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backstay.backups.second_folder import known_place_in
from backstay.domain.preferences import Preferences
from backstay.journal.database import marker_of
from backstay.paths import Paths
from backstay.sync.device import known_device
from backstay.sync.reading import VERSION_FOLDER

# Of what is written whole or not at all, before it is.
_DRAFT = r"\.\d+\.(new|old)"
_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ANY = re.compile(r".*", re.DOTALL)
_ASIDE = re.compile(r"journal-(damaged|recovered)-[\w-]+\.sqlite3(-journal)?")
_BACKUPS = re.compile(r"(\.draft-)?journal-\d{8}T\d{6}Z[\w-]*\.sqlite3(-journal)?|\.computer")
_SHARED = re.compile(rf"[^/]+\.jsonl|device\.json|\.[^/]+{_DRAFT}")
_CHANGES = re.compile(rf"v1/{_ID}/([^/]+\.jsonl|\.[^/]+{_DRAFT})|\.?(device|written)\.json({_DRAFT})?|\.lock")
_LOCKS = re.compile(r"window\.(lock|socket)|session\.lock")
_LOGS = re.compile(rf"backstay\.log(\.\d+)?|crash\.txt|\.?mishap\.json({_DRAFT})?")
_PLACES = re.compile(rf"\.?{_ID}\.json({_DRAFT})?")
_SCHEMAS = re.compile(rf"\.?[\w-]+\.schema\.json({_DRAFT})?")
# What is made ready there and then moved; a program that was killed leaves it.
_WORKSHOPS = (".recovering", ".restoring")


@dataclass(frozen=True, slots=True)
class Belongings:
    """Files of one kind below ``root``, each with a name, relative to it, that fits ``names``.

    ``is_own`` when the whole folder is the program's, so that it is looked into to the bottom; else only
    files that lie in it directly count. When nothing is left in ``root`` it may go, and so may those above
    it up to ``top``; none where ``top`` is None.
    """

    what: str
    root: Path
    names: re.Pattern[str]
    is_own: bool = False
    top: Path | None = None

    def files(self) -> tuple[Path, ...]:
        """What there is of it. A link counts as itself and is never gone through."""
        if self.is_own and self.root.is_symlink():
            return (self.root,)
        return tuple(sorted(path for path in self._all() if self._fits(path)))

    def foreign(self) -> tuple[Path, ...]:
        """What lies in a folder of the program's own and is not of the program's making."""
        if not self.is_own or self.root.is_symlink():
            return ()
        return tuple(sorted(path for path in self._all() if not self._fits(path)))

    def folders(self) -> tuple[Path, ...]:
        """Those that may go once they are empty, the deepest first."""
        if self.top is None:
            return ()
        below = _folders_below(self.root) if self.is_own and not self.root.is_symlink() else ()
        above = [folder for folder in (self.root, *self.root.parents) if folder.is_relative_to(self.top)]
        return (*sorted(below, key=lambda folder: len(folder.parts), reverse=True), *above)

    def _fits(self, path: Path) -> bool:
        return self.names.fullmatch(path.relative_to(self.root).as_posix()) is not None

    def _all(self) -> Iterator[Path]:
        return _files_below(self.root, deep=self.is_own)


def size_of(path: Path) -> int:
    """Bytes, 0 of what is gone meanwhile. A link counts as itself."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def journal_of(paths: Paths) -> Belongings:
    """The journal itself, with what SQLite keeps beside it."""
    name = re.escape(paths.journal.name)
    return Belongings("journal", paths.data, re.compile(rf"{name}(-journal|-wal|-shm)?"), top=paths.data)


def marker_belongings(paths: Paths) -> Belongings:
    """The mark that a journal has been in use."""
    return _exactly("mark that there was a journal", marker_of(paths.journal), paths.data)


def local_belongings(paths: Paths) -> tuple[Belongings, ...]:
    """All else on this computer but the person's own routines."""
    data = paths.data
    schemas = paths.user_routines / "schema"
    return (
        Belongings("journals kept aside", data, _ASIDE, top=data),
        *(Belongings("unfinished recovery", data / name, _ANY, is_own=True, top=data) for name in _WORKSHOPS),
        Belongings("backups", paths.backups, _BACKUPS, is_own=True, top=data),
        Belongings("change files", paths.changes, _CHANGES, is_own=True, top=data),
        Belongings("places of sessions", paths.places, _PLACES, is_own=True, top=data),
        _drafted("settings", paths.settings),
        _drafted("window", paths.window),
        Belongings("logs", paths.logs, _LOGS, is_own=True, top=paths.logs.parent),
        Belongings("help for editors", schemas, _SCHEMAS, is_own=True, top=data),
        Belongings("locks", data, _LOCKS, top=data),
    )


def belongings_elsewhere(paths: Paths, preferences: Preferences) -> Iterator[Belongings]:
    """What this computer has put into the folders that the person chose; other computers' part is theirs."""
    if preferences.backup_folder:
        with suppress(OSError):
            place = known_place_in(Path(preferences.backup_folder), paths.backups)
            if place is not None:
                yield Belongings("second backups", place, _BACKUPS, is_own=True, top=place.parent)
    if preferences.sync_folder and (device := known_device(paths.changes)):
        shared = Path(preferences.sync_folder, VERSION_FOLDER, device)
        yield Belongings("change files for other computers", shared, _SHARED, is_own=True, top=shared)


def own_routines(paths: Paths) -> Belongings:
    """The exercises, routines and pictures of the person's own, and whatever else they put there."""
    return Belongings("your own routines", paths.user_routines, _ANY, is_own=True, top=paths.data)


def _exactly(what: str, path: Path, top: Path) -> Belongings:
    return Belongings(what, path.parent, re.compile(re.escape(path.name)), top=top)


def _drafted(what: str, path: Path) -> Belongings:
    name = re.escape(path.name)
    names = re.compile(rf"{name}(\.broken)?|\.{name}{_DRAFT}")
    return Belongings(what, path.parent, names, top=path.parent)


def _files_below(folder: Path, *, deep: bool) -> Iterator[Path]:
    for entry in _entries(folder):
        if not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        elif deep:
            yield from _files_below(Path(entry.path), deep=True)


def _folders_below(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _folders_below(Path(entry.path))
            yield Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
