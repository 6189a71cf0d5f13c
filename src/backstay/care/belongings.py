"""Everything that the program has made, known by where it lies and what it is called: nothing else is
looked at when all of it is to go.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.preferences import Preferences
from backstay.journal.database import marker_of
from backstay.paths import Paths

_DRAFT = r"\.\d+\.(new|old)"
_ANY = re.compile(r".*", re.DOTALL)
_LOCKS = re.compile(r"window\.(lock|socket)|session\.lock")
_LOGS = re.compile(rf"backstay.*\.log(\.\d+)?|\.?mishap.*|\.?backstay.*{_DRAFT}")
_PLACES = re.compile(rf"[0-9a-f-]{{36}}\.json|\.[0-9a-f-]{{36}}\.json{_DRAFT}")
_SCHEMAS = re.compile(rf"\.?[\w-]+\.schema\.json({_DRAFT})?")


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
    stem = re.escape(paths.journal.stem)
    aside = re.compile(rf"\.?{stem}-.+|\.{stem}\..+")
    return (
        Belongings("journals kept aside", paths.data, aside, top=paths.data),
        Belongings("backups", paths.backups, _ANY, is_own=True, top=paths.data),
        Belongings("change files", paths.changes, _ANY, is_own=True, top=paths.data),
        Belongings("places of sessions", paths.places, _PLACES, is_own=True, top=paths.data),
        _drafted("settings", paths.settings),
        _drafted("window", paths.window),
        Belongings("logs", paths.logs, _LOGS, is_own=True, top=paths.logs.parent),
        Belongings("help for editors", paths.user_routines / "schema", _SCHEMAS, is_own=True, top=paths.data),
        Belongings("locks", paths.data, _LOCKS, top=paths.data),
    )


def belongings_elsewhere(paths: Paths, preferences: Preferences) -> tuple[Belongings, ...]:
    """What this computer has put into the folders that the person chose; other computers' part is theirs."""
    if not preferences.sync_folder:
        return ()
    shared = Path(preferences.sync_folder, "v1")
    own = [entry.name for entry in _entries(paths.changes / "v1") if entry.is_dir(follow_symlinks=False)]
    return tuple(
        Belongings("change files in the shared folder", shared / name, _ANY, is_own=True, top=shared / name)
        for name in own
    )


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
