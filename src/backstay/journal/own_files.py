"""The files that nothing that goes out may take the place of."""

import os
from pathlib import Path

from backstay.domain.errors import InputError
from backstay.journal.database import marker_of
from backstay.paths import Paths


def refuse_to_replace(out: Path, paths: Paths, mend: str = "choose another file with --out") -> None:
    """Raises ``InputError`` where ``out`` is a journal, another file of the program, or no plain file."""
    place = os.path.realpath(out)
    own = [os.path.realpath(path) for path in (marker_of(paths.journal), paths.settings, paths.window)]
    # Any journal, also one in another folder, and the files that SQLite keeps beside it.
    is_own = place in own or os.path.basename(place).startswith(paths.journal.name)
    # A device or a pipe would be replaced by a file of its name.
    if is_own or (os.path.exists(out) and not os.path.isfile(out)):
        raise InputError("An export cannot take the place of this.", where=str(out), mend=mend)
