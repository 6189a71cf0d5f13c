"""What tells that a journal has been kept here, when the journal itself no longer does."""

from backstay.journal.database import marker_of
from backstay.paths import Paths


def was_used(paths: Paths) -> bool:
    """Whether there is the mark of a journal, a backup of one, or a change file: a journal that is not there,
    or empty, is a loss then and no beginning.
    """
    # Asked at every start, so names are all that is looked at. A folder that may not be read has none.
    return (
        marker_of(paths.journal).exists()
        or any(paths.backups.glob("journal-*.sqlite3"))
        or any(paths.changes.glob("v*/*/*.jsonl"))
    )
