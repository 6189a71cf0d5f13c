"""The last step of whatever goes out: a place that is nobody else's, and a file that is there whole."""

import os
from pathlib import Path

from backstay.domain.errors import BackstayError, InputError
from backstay.journal.database import marker_of
from backstay.paths import Paths
from backstay.private_files import write_private

_OTHER_FILE = "choose another file"


def require_free(out: Path, paths: Paths) -> None:
    """Raises ``InputError`` where ``out`` would take the place of the program's own files, or of something
    that is no file.
    """
    place = os.path.realpath(out)
    own = [os.path.realpath(path) for path in (marker_of(paths.journal), paths.settings, paths.window)]
    # Any journal, also one in another folder, and the files that SQLite keeps beside it.
    is_own = place in own or os.path.basename(place).startswith(paths.journal.name)
    # A device or a pipe would be replaced by a file of its name.
    if is_own or (os.path.exists(out) and not os.path.isfile(out)):
        raise InputError("An export cannot take the place of this.", where=str(out), mend=_OTHER_FILE)


def write_out(out: Path, content: str | bytes) -> None:
    """Write ``out`` whole or not at all, readable by its owner alone. Raises ``BackstayError``."""
    try:
        write_private(out, content)
    except OSError as error:
        raise BackstayError(
            f"The file was not written: {error.strerror or error}.", where=str(out), mend=_OTHER_FILE
        ) from error
