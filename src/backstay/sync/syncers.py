"""Programs that keep a folder in step with other computers, known by what they leave in it.

A journal must not lie there: a database that is copied while it is written arrives torn.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TRACES = (
    ("Syncthing", (".stfolder", ".stignore")),
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Nextcloud", (".owncloudsync.log", "._sync_*.db", ".sync_*.db", ".nextcloudsync.log")),
)
_NAMES = (
    ("OneDrive", ("OneDrive", "OneDrive - ")),
    ("iCloud", ("iCloud Drive", "iCloudDrive", "com~apple~CloudDocs")),
    ("Dropbox", ("Dropbox", "Dropbox (")),
)


def syncer_of(path: Path) -> str | None:
    """The program that keeps the folder with ``path`` in step, as far as that can be told; else None."""
    for folder in (path, *path.parents):
        if found := next(_syncers_in(folder), None):
            return found
    return None


def _syncers_in(folder: Path) -> Iterator[str]:
    for syncer, names in _NAMES:
        whole, beginning = names[0], names[-1]
        if folder.name in names or (beginning != whole and folder.name.startswith(beginning)):
            yield syncer
    for syncer, patterns in _TRACES:
        if any(_is_there(folder, pattern) for pattern in patterns):
            yield syncer


def _is_there(folder: Path, pattern: str) -> bool:
    with suppress(OSError):
        return next(folder.glob(pattern), None) is not None
    return False
