"""The person's own folder of routines: made so that somebody who opens it sees what belongs where."""

import os
from pathlib import Path

from backstay.domain.errors import BackstayError, InputError
from backstay.private_files import make_private_folder, write_private

_SCHEMA = "schema"
_FOLDERS = ("exercises", "routines", "pictures", _SCHEMA)


def prepare_user_folder(user: Path, shipped: Path) -> None:
    """Make the folders below ``user``, and put the schemas of this version beside them.

    A schema that is the same already is not written. Raises ``BackstayError`` when the disk refuses;
    a program that goes on without has lost nothing but the help of an editor.
    """
    for name in _FOLDERS:
        make_private_folder(user / name)
    for source in sorted((shipped / _SCHEMA).glob("*.schema.json")):
        _copy(source, user / _SCHEMA / source.name)


def copy_to_own(shipped_file: Path, user: Path) -> Path:
    """Put a copy of a shipped exercise or routine among the person's own, where it counts instead.

    Raises ``InputError`` when there is a file of that name already, and ``BackstayError`` when the
    disk refuses.
    """
    target = user / shipped_file.parent.name / shipped_file.name
    make_private_folder(target.parent)
    if os.path.lexists(target):
        raise InputError("You have a file of this name already.", where=str(target))
    try:
        write_private(target, shipped_file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BackstayError(
            f"The copy was not made: {error.strerror or error}.",
            where=str(target),
            mend="make room on the disk",
        ) from error
    return target


def _copy(source: Path, target: Path) -> None:
    try:
        text = source.read_text(encoding="utf-8")
        if not target.is_file() or target.read_text(encoding="utf-8", errors="replace") != text:
            write_private(target, text)
    except OSError as error:
        raise BackstayError(
            f"The help for editors could not be written: {error.strerror or error}.",
            where=str(target),
            mend="look at the rights of the folder; the routines are read all the same",
        ) from error
