"""What a person's folder looks like from outside: enough to notice that a file was saved, and cheap."""

import os
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("", "exercises", "routines", "pictures")

Trace = frozenset[tuple[str, int, int]]
"""Of every file its path, its size in bytes and the time of its last change in nanoseconds."""


def trace(user: Path) -> Trace:
    """The files of a person's folder as they stand now; two traces differ when one was saved."""
    return frozenset(_files(user))


def watched_paths(user: Path) -> tuple[str, ...]:
    """The folders that exist and the files in them: what a watcher of the system has to be told."""
    folders = (str(user / name) for name in FOLDERS)
    there = tuple(folder for folder in folders if os.path.isdir(folder))
    return (*there, *(path for path, _, _ in sorted(trace(user))))


def _files(user: Path) -> Iterator[tuple[str, int, int]]:
    for name in FOLDERS:
        try:
            with os.scandir(user / name) as entries:
                yield from (_mark(entry) for entry in entries if _counts(entry))
        except OSError:
            # A folder that is not there, or not to be looked into, has no files; reading it says why.
            continue


def _counts(entry: os.DirEntry[str]) -> bool:
    # What starts with a dot is the draft of an editor, written over and over.
    try:
        return not entry.name.startswith(".") and entry.is_file()
    except OSError:
        # A link that leads in a circle, or to where nobody may look; the files beside it count.
        return False


def _mark(entry: os.DirEntry[str]) -> tuple[str, int, int]:
    try:
        state = entry.stat()
    except OSError:
        # Gone between two looks; the next one will not find it.
        return entry.path, -1, -1
    return entry.path, state.st_size, state.st_mtime_ns
