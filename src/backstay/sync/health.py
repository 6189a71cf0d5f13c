"""Whether the change files are what was written, and whether everything of this computer is in them."""

from dataclasses import dataclass
from pathlib import Path

from backstay.journal.outgoing import fetch, own_rows, reading_only
from backstay.sync.reading import change_files, device_folders, parse, read_bytes


@dataclass(frozen=True, slots=True)
class ChangesHealth:
    """Of ``lines`` in ``files`` files ``damaged`` are not what was written; ``missing`` rows that this
    computer wrote are in none of them.
    """

    files: int
    lines: int
    damaged: int
    missing: int

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to doubt."""
        return not self.damaged and not self.missing


def check_changes(folder: Path, journal: Path) -> ChangesHealth:
    """Look at every line of every change file in ``folder``. Raises ``JournalError``."""
    files = lines = damaged = 0
    ids: set[str] = set()
    for path in (path for device in device_folders(folder) for path in change_files(device)):
        raw = read_bytes(path)
        content = parse(raw or b"")
        spoilt = content.damaged + content.is_cut_off + (raw is None)
        files, lines, damaged = files + 1, lines + len(content.events) + spoilt, damaged + spoilt
        ids |= {event.row["id"] for event in content.events}
    with reading_only(journal) as database:
        absent = [row for row in own_rows(database, {}) if row.id not in ids]
        # One that is damaged in the journal is told of there, and cannot be written again.
        missing = sum(1 for _ in fetch(database, absent)) if absent else 0
    return ChangesHealth(files, lines, damaged, missing)
