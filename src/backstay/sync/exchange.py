"""Computers of one person, joined by a folder that some other program keeps in step between them.

Each writes its own change files there and reads those of all others; nobody ever writes a file of another.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from backstay.domain.errors import BackstayError
from backstay.domain.moment import Moment
from backstay.journal.change import Kind
from backstay.journal.database import Database, open_database
from backstay.journal.intake import GoOn
from backstay.journal.merging import ReadFile, files_read, merge
from backstay.journal.outgoing import Arrived, arrived, reading_only
from backstay.private_files import why_closed
from backstay.sync.device import Machine, known_device, name_in, new_device, this_machine
from backstay.sync.own_files import write_changes
from backstay.sync.reading import change_files, device_folders, digest, parse, place_of, read_bytes
from backstay.sync.sharing import put_own_files

# On a stick they are even seconds.
_FILE_TIMES_ARE_ROUGH_S = 2.0
_UNUSABLE = "The shared folder cannot be used: {}."


@dataclass(frozen=True, slots=True)
class Device:
    """A computer and what came from it: how many entries, when the last of its rows was written, and when
    a file of it was last read; both aware, in UTC. ``name`` is empty when it has not told one.
    """

    id: str
    name: str
    entries: int
    last_entry: datetime | None
    last_read: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of one exchange: ``new`` rows here, ``waiting`` ones that hang on what has not arrived yet or
    need a newer version, ``unreadable`` lines that are damaged, and in ``trouble`` what stood in its way, in
    plain words. ``kinds`` are the kinds of entry that changed.
    """

    at: Moment
    devices: tuple[Device, ...] = ()
    new: int = 0
    waiting: int = 0
    unreadable: int = 0
    trouble: str = ""
    kinds: frozenset[Kind] = frozenset()


@dataclass(slots=True)
class _Came:
    """What came of the files, by device and name; the last look at one counts."""

    waiting: dict[tuple[str, str], int] = field(default_factory=dict)
    spoilt: dict[tuple[str, str], int] = field(default_factory=dict)
    new: int = 0
    kinds: frozenset[Kind] = frozenset()


def exchange(
    folder: Path,
    shared: Path,
    journal: Path,
    now: Callable[[], Moment],
    go_on: GoOn = lambda _done: True,
    machine: Machine | None = None,
) -> Exchange:
    """Give the change files in ``folder`` to ``shared`` and take in those of the others; usable from any
    thread. ``go_on`` hears how many rows were looked at; what was read when it says no stays. Raises nothing
    that a person could mend: ``trouble`` says it.
    """
    came = _Came()
    if not journal.exists():
        # Whether it is lost or was never begun is for those to say who open it.
        trouble = "There is no log here to exchange entries with."
    elif why := why_closed(shared):
        trouble = _UNUSABLE.format(why)
    elif not shared.is_dir():
        trouble = f"The folder that your computers share is not there: {shared}. Is its disk connected?"
    else:
        machine = machine or this_machine()
        # Each for itself: from a folder that refuses to be written the others can still be read.
        given = _trouble(lambda: _give(folder, shared, journal, now, machine))
        taken = _trouble(lambda: _take(folder, shared, journal, now, go_on, came))
        trouble = f"{given} {taken}".strip()
    return Exchange(
        now(),
        sync_status(folder, shared, journal),
        came.new,
        sum(came.waiting.values()),
        sum(came.spoilt.values()),
        trouble,
        came.kinds,
    )


def _trouble(work: Callable[[], None]) -> str:
    try:
        work()
    except BackstayError as error:
        return error.what
    except OSError as error:
        return _UNUSABLE.format(error.strerror or error)
    return ""


def sync_status(folder: Path, shared: Path | None, journal: Path) -> tuple[Device, ...]:
    """This computer and all others that anything is known of, this one first."""
    own = known_device(folder)
    found: dict[str, Arrived] = {}
    with suppress(BackstayError):
        if journal.exists():
            with reading_only(journal) as database, database.reading():
                found = {one.device: one for one in arrived(database)}
    names = {path.name: name_in(path) for path in (device_folders(shared) if shared else ())}
    others = sorted({*found, *names} - {"", own})
    nothing = Arrived("", 0, None, None)
    here = found.get("", nothing)
    told = [Device(own, names.get(own, ""), here.entries, here.last_written, None, True)] if own else []
    for other in others:
        one = found.get(other, nothing)
        told.append(Device(other, names.get(other, ""), one.entries, one.last_written, one.last_read, False))
    return tuple(told)


def _give(folder: Path, shared: Path, journal: Path, now: Callable[[], Moment], machine: Machine) -> None:
    device = write_changes(folder, journal, now, machine).device
    if put_own_files(folder, shared, device, machine):
        return
    # Somebody else writes as this device: a copy of this computer, or it is one that was put back to what it
    # was a while ago. What stands there is another's from now on.
    new_device(folder, machine)
    put_own_files(folder, shared, write_changes(folder, journal, now, machine).device, machine)


def _take(
    folder: Path, shared: Path, journal: Path, now: Callable[[], Moment], go_on: GoOn, came: _Came
) -> None:
    own = known_device(folder)
    with closing(open_database(journal)) as database:
        left = _unread(database, shared)
        done = 0
        while left:
            before = came.new
            for device, path in left:
                if not go_on(done):
                    return
                done += _take_file(database, None if device == own else device, device, path, now, came)
            left = [(d, p) for d, p in left if came.new > before and came.waiting.get((d, p.name))]


def _unread(database: Database, shared: Path) -> list[tuple[str, Path]]:
    known = files_read(database)
    found = [(folder.name, path) for folder in device_folders(shared) for path in change_files(folder)]
    # By months: what a row hangs on was mostly written before it.
    found.sort(key=lambda pair: place_of(pair[1]))
    return [(device, path) for device, path in found if not _is_known(known.get((device, path.name)), path)]


def _is_known(known: ReadFile | None, path: Path) -> bool:
    try:
        now = path.stat()
    except OSError:
        return False
    if known is None or now.st_size != known.size_bytes:
        return False
    # A change file only grows: of the same length it is another one only where somebody wrote it anew.
    if now.st_mtime < known.read_at.timestamp() - _FILE_TIMES_ARE_ROUGH_S:
        return True
    return digest(read_bytes(path) or b"") == known.sha256


def _take_file(
    database: Database,
    origin: str | None,
    device: str,
    path: Path,
    now: Callable[[], Moment],
    came: _Came,
) -> int:
    raw = read_bytes(path)
    if raw is None:
        came.spoilt[device, path.name] = 1
        return 0
    content = parse(raw)
    file = ReadFile(device, path.name, content.size_bytes, content.sha256, now().utc)
    is_whole = not content.damaged and not content.is_cut_off
    rows = [event.table_row for event in content.events]
    merged = merge(database, rows, device=origin, finished=file if is_whole else None)
    came.waiting[device, path.name] = merged.waiting + content.is_cut_off
    came.spoilt[device, path.name] = merged.refused + content.damaged
    came.new, came.kinds = came.new + merged.new, came.kinds | merged.kinds
    return len(rows)
