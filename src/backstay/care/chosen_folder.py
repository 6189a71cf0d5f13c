"""A folder that the person names for backups or for change files, while it can still be refused."""

from pathlib import Path

from backstay.domain.errors import InputError
from backstay.paths import Paths


def require_apart(folder: Path, paths: Paths) -> None:
    """Raises ``InputError`` for a folder in which the program keeps what is its own, by whichever name or
    link it is reached: copies would be taken for that, and go with it.
    """
    chosen = folder.resolve()
    own = (paths.backups, paths.changes, paths.places, paths.user_routines, paths.logs)
    if chosen == paths.data.resolve() or any(chosen.is_relative_to(room.resolve()) for room in own):
        raise InputError(
            "This folder holds your data on this computer; nothing else may be put there.",
            where=str(folder),
            mend="name a folder that has nothing else in it",
        )
