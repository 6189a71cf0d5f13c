"""Files and folders that are their owner's alone, and on the disk when we say so."""

import os
from contextlib import suppress
from pathlib import Path

from backstay.domain.errors import BackstayError


def make_private_folder(folder: Path) -> None:
    """Makes ``folder`` and its parents, those that are new with mode 0700 and on the disk. Raises
    ``BackstayError``.
    """
    try:
        for part in reversed((folder, *folder.parents)):
            if not part.is_dir():
                part.mkdir(mode=0o700, exist_ok=True)
                # Whoever may not read the parent cannot do more for it.
                with suppress(PermissionError):
                    sync_folder(part.parent)
    except OSError as error:
        raise BackstayError(
            f"A folder for your data could not be made: {error.strerror}.",
            where=str(folder),
            mend="choose another folder with --data-dir",
        ) from error


def write_private(path: Path, content: str | bytes) -> None:
    """Replaces ``path`` whole or not at all; the file can be read by its owner alone. Text is written as
    UTF-8. Raises ``OSError``.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(draft, "wb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def create_private(path: Path, text: str = "") -> bool:
    """Make a new 0600 file with ``text`` on the disk. False when one was there already.

    Raises ``OSError``.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return True


def why_closed(folder: Path) -> str:
    """Why nobody can look into ``folder``, in the words of the system; empty when one can, and when there is
    none.
    """
    try:
        # Through the folder itself: to read its names is one right, to get at what bears them another.
        os.scandir(os.path.join(folder, os.curdir)).close()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""


def sync_folder(folder: Path) -> None:
    """Put the names in ``folder`` on the disk, where the system can do that. Raises ``OSError``."""
    # Only POSIX lets a folder be opened, and needs it for a rename to outlive a power cut.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
