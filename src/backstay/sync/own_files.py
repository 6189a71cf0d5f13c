"""This computer's own change files: a second copy of the journal as text, and what the others read of us.

A line is only ever added at the end; a file that is full, or whose month is over, never changes again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.journal.outgoing import anchors_of, fetch, own_rows, reading_only
from backstay.private_files import make_private_folder, write_private
from backstay.sync.device import Machine, own_device, this_machine
from backstay.sync.lines import Event, to_line
from backstay.sync.one_at_a_time import one_at_a_time
from backstay.sync.own_state import Known, load_known, save_known
from backstay.sync.reading import VERSION_FOLDER, change_files, ids_in, read_bytes

_LINES_MAX = 500
_SIZE_MAX_BYTES = 1024 * 1024
_ROWS_AT_ONCE = 500
_NAME = re.compile(r"(\d{4}-\d\d)-(\d{1,6})\.jsonl", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """``new`` lines were added to the files of ``device``, which is this computer."""

    device: str
    new: int


def write_changes(
    folder: Path, journal: Path, now: Callable[[], Moment], machine: Machine | None = None
) -> Written:
    """Bring the change files in ``folder`` up to what this computer has written into ``journal``; usable from
    any thread. Raises ``JournalError``, and ``BackstayError`` when the disk refuses.
    """
    try:
        make_private_folder(folder)
        with one_at_a_time(folder):
            device = own_device(folder, machine or this_machine())
            make_private_folder(folder_of(folder, device))
            return Written(device, _brought_up(folder, journal, device, now) if journal.exists() else 0)
    except OSError as error:
        raise BackstayError(
            f"The second copy of your log was not written: {error.strerror or error}.",
            where=str(error.filename or folder),
            mend="make room, or allow writing there",
        ) from error


def folder_of(root: Path, device: str) -> Path:
    """Where the files of ``device`` stand, here or in a folder that is shared."""
    return root / VERSION_FOLDER / device


def _brought_up(folder: Path, journal: Path, device: str, now: Callable[[], Moment]) -> int:
    own = folder_of(folder, device)
    with reading_only(journal) as database:
        sizes = _sizes(own)
        found = load_known(folder, device, database, sizes)
        known = found or Known(ids=ids_in(own))
        # Not while files are written: whoever wants to save would have to wait for the disk.
        with database.reading():
            missing = [row for row in own_rows(database, known.anchors) if row.id not in known.ids]
            anchors = anchors_of(database)
        pages = _Pages(own, f"{now().utc:%Y-%m}")
        for start in range(0, len(missing), _ROWS_AT_ONCE):
            for row, cells in fetch(database, missing[start : start + _ROWS_AT_ONCE]):
                pages.add(row.written_utc[:7], Event(device, row.table, cells))
        pages.save()
        if found is None or pages.added or found.anchors != anchors:
            save_known(folder, device, database, _sizes(own), anchors)
    return pages.added


class _Pages:
    """The files of one device, lengthened at their end. ``added`` is by how many lines."""

    def __init__(self, folder: Path, this_month: str) -> None:
        self._folder = folder
        self._this_month = this_month
        self._month, self._number = max(map(_place_of, _sizes(folder)), default=("", 0))
        before = read_bytes(folder / self._name) if self._number else b""
        self._content = bytearray(before or b"")
        self._lines = self._content.count(b"\n")
        # A last line without its end was torn off: nothing may be written behind it.
        self._is_closed = before is None or not before.endswith(b"\n")
        self._is_changed = False
        self.added = 0

    @property
    def _name(self) -> str:
        return f"{self._month}-{self._number}.jsonl"

    def add(self, month: str, event: Event) -> None:
        """Add a line for ``event``, which was written in ``month``. Raises ``OSError``."""
        self._make_room(month)
        self._content += to_line(event)
        self._lines += 1
        self._is_changed = True
        self.added += 1

    def save(self) -> None:
        """Put what was added on the disk. Raises ``OSError``."""
        if self._is_changed:
            write_private(self._folder / self._name, bytes(self._content))
            self._is_changed = False

    def _make_room(self, month: str) -> None:
        # A clock that was ahead for a day must not name all files to come.
        month = max(min(month, max(self._this_month, self._month)), self._month)
        is_full = self._lines >= _LINES_MAX or len(self._content) >= _SIZE_MAX_BYTES
        if month == self._month and not (is_full or self._is_closed):
            return
        self.save()
        self._number = self._number + 1 if month == self._month else 1
        self._month, self._lines, self._is_closed = month, 0, False
        self._content.clear()


def _sizes(own: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in change_files(own) if _NAME.fullmatch(path.name)}


def _place_of(name: str) -> tuple[str, int]:
    month, number = name.removesuffix(".jsonl").rsplit("-", 1)
    return month, int(number)
