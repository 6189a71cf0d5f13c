"""One file in the place of another, which is kept under a name of its own: never neither, at any time."""

import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from backstay.private_files import create_private, sync_folder

_ROLLBACK = "-journal"


def put_in_place(draft: Path, place: Path, kept_as: str) -> Path | None:
    """``draft``, a file of the same disk, takes the place of the file at ``place``.

    What stood there is kept beside it as ``<kept_as>.sqlite3``, or with a number where that name is taken;
    returns that path, None when nothing stood there. Raises ``OSError``, and ``place`` is then as it was.
    """
    kept = _keep(place, kept_as)
    # A write that was cut off belongs to the file that is kept; beside another it would damage that.
    with suppress(FileNotFoundError):
        sync_folder(place.parent)
        os.replace(_rollback_of(place), _rollback_of(kept))
    sync_folder(place.parent)
    os.replace(draft, place)
    sync_folder(place.parent)
    return kept if kept.exists() else None


def bring_back(kept: Path, place: Path, other_kept_as: str) -> Path | None:
    """``kept``, of ``put_in_place``, takes its old place again; what stands there now is kept as the other
    was. Raises ``OSError``.
    """
    other = put_in_place(kept, place, other_kept_as)
    # Not before: beside the other file it would be taken for that one's.
    with suppress(FileNotFoundError):
        os.replace(_rollback_of(kept), _rollback_of(place))
        sync_folder(place.parent)
    return other


def _keep(place: Path, kept_as: str) -> Path:
    """The name under which the file at ``place`` is kept, where there is one."""
    names = (place.with_name(f"{kept_as}{'' if n == 1 else f'-{n}'}.sqlite3") for n in count(1))
    free = (name for name in names if not (name.exists() or _rollback_of(name).exists()))
    return next(name for name in free if not place.exists() or _has_second_name(place, name))


def _has_second_name(file: Path, name: Path) -> bool:
    try:
        os.link(file, name)
    except FileExistsError:
        return False
    except OSError:
        # A disk that gives no file two names, such as a stick.
        return _has_copy(file, name)
    return True


def _has_copy(file: Path, name: Path) -> bool:
    if not create_private(name):
        return False
    try:
        with open(file, "rb") as source, open(name, "wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        name.unlink()
        raise
    return True


def _rollback_of(path: Path) -> Path:
    return path.with_name(f"{path.name}{_ROLLBACK}")
