"""A file that Backstay, or a program that speaks FHIR, has written: what it would bring into the journal."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from backstay.domain.errors import InputError
from backstay.exchange.archive import ARCHIVE_STARTS, from_archive, is_archive
from backstay.exchange.csv_in import from_csv, is_own_csv
from backstay.exchange.fhir_in import from_bundle
from backstay.exchange.incoming import Incoming, Refusal
from backstay.exchange.json_text import is_object, parsed
from backstay.exchange.whole_json import from_json
from backstay.exchange.writing import Form
from backstay.journal.intake import GoOn

__all__ = ["MAX_FILE_BYTES", "Incoming", "Refusal", "form_of", "is_archive_of_others", "read_file"]

MAX_FILE_BYTES = 512 * 1024 * 1024
_LOOKED_AT = 64 * 1024
_KINDS = "a journal that Backstay has exported (.zip, .json or .csv), or a FHIR bundle"
# What kind of file it should be is said once there is a file; a run or a pack is looked for here too.
_MEND = "look at its name, and whether it may be read"


def form_of(path: Path) -> Form | None:
    """Which of our forms the file begins like, by its content; None for any other. Raises ``InputError``
    when it cannot be read.
    """
    return _form(_ends(path))


def is_archive_of_others(path: Path) -> bool:
    """Whether it is an archive without a journal in it, as a pack is. Raises ``InputError``."""
    ends = _ends(path)
    return ends.startswith(ARCHIVE_STARTS) and not is_archive(ends)


def read_file(path: Path, go_on: GoOn = lambda _done: True) -> Incoming:
    """What the file would bring. Nothing is written.

    A CSV file and a FHIR bundle may hold some that is ``refused``. JSON and the archive are whole or
    nothing. Raises ``InputError`` for a file that is damaged, newer than this program or of another kind,
    and ``CancelledError`` when ``go_on`` says False.
    """
    with _opened(path) as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        most = f"at most {MAX_FILE_BYTES // 1024 // 1024} MiB"
        raise InputError("This file is too big for a journal.", where=str(path), expected=most)
    match _form(data):
        case Form.ZIP:
            return from_archive(data, str(path), go_on)
        case Form.CSV:
            return from_csv(data, str(path), go_on)
        case Form.JSON | Form.FHIR:
            content = parsed(data, str(path))
            is_bundle = "resourceType" in content
            return (from_bundle if is_bundle else from_json)(content, str(path), go_on)
        case _:
            raise InputError("This file is of no kind that is known here.", where=str(path), expected=_KINDS)


def _form(data: bytes) -> Form | None:
    if is_archive(data):
        return Form.ZIP
    if is_own_csv(data):
        return Form.CSV
    if is_object(data):
        return Form.FHIR if b'"resourceType"' in data[:_LOOKED_AT] else Form.JSON
    return None


def _ends(path: Path) -> bytes:
    with _opened(path) as file:
        first = file.read(_LOOKED_AT)
        file.seek(max(len(first), path.stat().st_size - _LOOKED_AT))
        return first + file.read(_LOOKED_AT)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        # A pipe or a device would keep the program waiting, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("This is not a file.", where=str(path), mend=_MEND)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise InputError(
            f"The file cannot be opened: {error.strerror or error}.", where=str(path), mend=_MEND
        ) from error
