"""Several files put into their places below one folder: all of them, or none."""

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.errors import BackstayError
from backstay.private_files import make_private_folder, sync_folder


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be: where, and what is in it; None for a file that is to go."""

    path: Path
    data: bytes | None

    def beside(self, ending: str) -> Path:
        """Another name in the same folder, which nothing reads."""
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.{ending}")


def prepare_folder(folder: Path) -> None:
    """Make a folder of the person's own, 0700. Raises ``BackstayError`` when it leads out of its parent."""
    make_private_folder(folder)
    # A link could lead anywhere, and a pack is written below the person's own folder alone.
    if folder.resolve() != folder.parent.resolve() / folder.name:
        raise BackstayError(
            "Nothing was imported: this folder is a link that leads elsewhere.",
            where=str(folder),
            mend=f"put a folder named {folder.name} in its place",
        )


def exchange(drafts: Sequence[Draft], failure: str) -> None:
    """Put drafts into their places, each by a rename; what is done is undone when one fails.

    The files can be read by their owner alone. Raises ``BackstayError`` that begins with ``failure``.
    """
    try:
        with ExitStack() as undo:
            for draft in drafts:
                if draft.data is not None:
                    undo.callback(_drop, draft.beside("new"))
                    _write(draft.beside("new"), draft.data)
            for draft in drafts:
                _put(draft, undo)
            for folder in {draft.path.parent for draft in drafts}:
                sync_folder(folder)
            undo.pop_all()
    except OSError as error:
        raise BackstayError(
            f"{failure}: {error.strerror or error}.",
            where=str(error.filename or ""),
            mend="make room on the disk, or the folder writable, and try again",
        ) from error
    for draft in drafts:
        _drop(draft.beside("old"))


def _put(draft: Draft, undo: ExitStack) -> None:
    if os.path.lexists(draft.path):
        draft.path.replace(draft.beside("old"))
        undo.callback(_move, draft.beside("old"), draft.path)
    if draft.data is not None:
        draft.beside("new").replace(draft.path)
        undo.callback(_drop, draft.path)


def _drop(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _move(path: Path, target: Path) -> None:
    # The rest is put back even where one file cannot be.
    with suppress(OSError):
        path.replace(target)


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
