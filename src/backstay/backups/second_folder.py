"""The same backups once more in a folder of the person's choice: a stick, or a disk in the network."""

import os
import platform
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import uuid4

from backstay.backups.backup import Backup, BackupError, backups_in
from backstay.backups.folder import draft_of, held, thin
from backstay.domain.errors import BackstayError
from backstay.domain.keeping import kept
from backstay.domain.moment import Moment
from backstay.journal.intake import GoOn
from backstay.private_files import create_private, make_private_folder, sync_folder

_ROOM = "backstay-backups"
_MARK = ".computer"
_MARK_CHARS = 8
_PART_BYTES = 1 << 20


def place_in(second_folder: Path, folder: Path) -> Path:
    """Where the backups of ``folder`` stand in ``second_folder``: a place for each computer, so that two
    never thin each other's. Raises ``OSError``.
    """
    create_private(folder / _MARK, uuid4().hex)
    return _place_of(second_folder, folder)


def known_place_in(second_folder: Path, folder: Path) -> Path | None:
    """The same without making anything; None when nothing of ``folder`` was ever brought there. Raises
    ``OSError``.
    """
    return _place_of(second_folder, folder) if (folder / _MARK).exists() else None


def _place_of(second_folder: Path, folder: Path) -> Path:
    # A data folder that was copied to another computer brought its mark along.
    computer = f"{(folder / _MARK).read_text(encoding='ascii', errors='replace')} {platform.node()}"
    return second_folder / _ROOM / sha256(computer.encode()).hexdigest()[:_MARK_CHARS]


def bring_to_second(folder: Path, second_folder: Path, now: Moment, go_on: GoOn) -> str | None:
    """Copy to ``second_folder`` what it lacks of the backups in ``folder``, newest first, each read back and
    compared; then thin it by the same rule. Why it could not be done, in plain words, or None.

    A network folder that has gone can keep whoever asks it waiting for long.
    """
    try:
        # A stick that is not plugged in must not become a folder on this disk.
        if not second_folder.is_dir():
            return f"The second folder for backups is not there: {second_folder}."
        place = place_in(second_folder, folder)
        make_private_folder(place)
        with held(place):
            for backup in _missing(folder, place, now):
                if not go_on(0):
                    return (
                        "Copying to the second folder for backups was ended; the next backup goes on with it."
                    )
                _copy(backup.path, place / backup.path.name)
            thin(place, now.utc)
    except BackupError:
        return "The second folder for backups is in use by another Backstay; the next backup goes on with it."
    except BackstayError as error:
        return f"The second folder for backups cannot be used. {error.what}"
    except OSError as error:
        return f"The second folder for backups cannot be used: {error.strerror or error}."
    return None


def _missing(folder: Path, place: Path, now: Moment) -> list[Backup]:
    mine, there = backups_in(folder), backups_in(place)
    staying = kept([backup.made_at for backup in (*mine, *there)], now.utc)
    sizes = {backup.path.name: backup.size_bytes for backup in there}
    return [
        backup
        for backup in mine
        if backup.made_at in staying and sizes.get(backup.path.name) != backup.size_bytes
    ]


def _copy(source: Path, target: Path) -> None:
    draft = draft_of(target)
    try:
        with source.open("rb") as reading, open(draft, "xb", opener=_private) as writing:
            written = sha256()
            while part := reading.read(_PART_BYTES):
                written.update(part)
                writing.write(part)
            writing.flush()
            os.fsync(writing.fileno())
            if hasattr(os, "posix_fadvise"):
                # Else what is read back would come from memory and say nothing about the stick.
                os.posix_fadvise(writing.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        with draft.open("rb") as reading:
            if file_digest(reading, sha256).digest() != written.digest():
                raise OSError(None, "a copy was not what had been written")
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(target.parent)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
