"""The things that the program does to the disk, each in a form that can be tried under any fault and killed
at any instant: what there is before, the deed itself, and what can be seen afterwards.

To have another one tried, add it to ``WORKS``.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from backstay.backups.backup import Reason, backup_name
from backstay.backups.backups import Backups
from backstay.care.recovery import (
    Damage,
    Harm,
    Recovered,
    find_damage,
    recover_by_salvage,
    recover_from_backup,
    take_back,
)
from backstay.care.restore import restore
from backstay.domain.errors import JournalError
from backstay.domain.pain import PainScore
from backstay.journal.database import marker_of
from backstay.journal.health import contents_of
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import CURRENT, stored_version
from backstay.paths import find_paths
from tests.disk.states import DamagedError, quick_folder
from tests.disk.story import JOURNAL, imported
from tests.fakes import HandClock
from tests.journal.content import NECK, fill
from tests.journal.stored import VERSIONS, Version, stored_file

ENTRY = "2f0d4c1e-6f1b-4f64-9a53-1d3a6f5f0a01"

Sight = Mapping[str, object]
"""All that matters of a folder, by name."""


def holds(seen: Sight, wanted: Sight) -> bool:
    """Whether all that is wanted is there. One more good backup than there would have to be is no loss."""
    return all(seen.get(name) == sight for name, sight in wanted.items())


@dataclass(frozen=True, slots=True)
class Work:
    """``prepare`` fills an empty folder; ``do`` gets what ``opened`` gives; ``look`` sees what is there, on a
    copy. After a failure the folder looks as before or as afterwards, and nothing between. Of one that
    asks for much ``each`` so many requests meet a fault when time is short.
    """

    name: str
    prepare: Callable[[Path, HandClock], None]
    opened: Callable[[Path, HandClock], AbstractContextManager[Any]]
    do: Callable[[Any], object]
    look: Callable[[Path, HandClock], Sight]
    each: int = 1


def journal_seen(path: Path, clock: HandClock) -> Sight:
    """What a person sees in the journal at ``path``. Raises ``DamagedError`` unless all of it is sound."""
    with closing(open_journal(path, clock.moment)) as journal:
        seen = {
            "pain": journal.pain.between(),
            "sessions": journal.sessions.between(with_steps=True),
            "activities": journal.activities.between(),
            "marks": journal.marks.between(),
        }
        if journal.notice:
            raise DamagedError(journal.notice)
    with closing(sqlite3.connect(path)) as connection:
        if (said := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            raise DamagedError(str(said))
    return seen


def everything_seen(folder: Path, clock: HandClock) -> Sight:
    """What a person sees in the journal, and in each backup of it."""
    return {**journal_seen(folder / JOURNAL, clock), **backups_seen(folder, clock)}


def backups_seen(folder: Path, clock: HandClock) -> Sight:
    """What a person would see in each backup, none of which may be damaged."""
    return {backup.path.name: _copy_seen(backup.path, clock) for backup in _backups(folder, clock).all()}


def _backups(folder: Path, clock: HandClock) -> Backups:
    return Backups(find_paths(folder / "data").backups, clock.moment)


def _copy_seen(path: Path, clock: HandClock) -> Sight:
    with quick_folder() as folder:
        return journal_seen(Path(shutil.copy(path, folder)), clock)


def recovery_seen(folder: Path, clock: HandClock) -> Sight:
    """What a person sees in a journal that may be a damaged one, which is known by its bytes; in the backup
    that it is recovered from; and what was kept of the damaged one.
    """
    paths = find_paths(folder / "data")
    kept: dict[str, object] = {
        f"kept {_digest(path)}": True for path in paths.data.glob("journal-damaged-*.sqlite3")
    }
    for recovered in paths.data.glob("journal-recovered-*.sqlite3"):
        kept["recovered"] = _copy_seen(recovered, clock)
    # The recovery is done, and says so, when no backup of it could be made.
    backups = {name: seen for name, seen in backups_seen(folder, clock).items() if "by-hand" in name}
    if find_damage(paths) is not None:
        return {**backups, **kept, "damaged": _digest(paths.journal)}
    return {**backups, **kept, **journal_seen(paths.journal, clock)}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _filled(folder: Path, clock: HandClock) -> None:
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        fill(journal, clock)
        journal.pain.add(PainScore(8), clock.moment(), entry_id=ENTRY)


def _with_backup(folder: Path, clock: HandClock) -> None:
    _filled(folder, clock)
    _backups(folder, clock).make(folder / JOURNAL, Reason.BY_HAND)
    clock.pass_s(3600)
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        journal.pain.add(PainScore(4), clock.moment())
        journal.pain.delete(ENTRY, clock.moment())


def _with_old_backups(folder: Path, clock: HandClock) -> None:
    _with_backup(folder, clock)
    backups = _backups(folder, clock)
    (made,) = backups.all()
    for hours in (70, 71, 72):
        old = made.made_at - timedelta(hours=hours)
        shutil.copy(made.path, made.path.with_name(backup_name(old, Reason.SESSION)))


def _damaged(folder: Path, clock: HandClock) -> None:
    _with_backup(folder, clock)
    with open(folder / JOURNAL, "r+b") as file:
        file.write(b"nothing of the kind")


def _stored(version: Version) -> Callable[[Path, HandClock], None]:
    def prepare(folder: Path, _clock: HandClock) -> None:
        path = folder / JOURNAL
        path.parent.mkdir()
        shutil.copy(stored_file(version), path)
        marker_of(path).touch()

    return prepare


@contextmanager
def _open_journal(folder: Path, clock: HandClock) -> Iterator[tuple[Journal, HandClock]]:
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        yield journal, clock


@contextmanager
def _nothing_open(folder: Path, clock: HandClock) -> Iterator[tuple[Path, HandClock]]:
    yield folder, clock


def _save(given: tuple[Journal, HandClock]) -> None:
    journal, clock = given
    journal.pain.add(PainScore(5, note="new"), clock.moment(), entry_id=ENTRY[:-1] + "2")


def _edit(given: tuple[Journal, HandClock]) -> None:
    given[0].pain.edit(ENTRY, NECK)


def _delete(given: tuple[Journal, HandClock]) -> None:
    journal, clock = given
    if any(entry.id == ENTRY for entry in journal.pain.between()):
        journal.pain.delete(ENTRY, clock.moment())


def _import(given: tuple[Journal, HandClock]) -> None:
    given[0].take_in(imported())


def _start(given: tuple[Path, HandClock]) -> None:
    folder, clock = given
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        if not journal.is_writable:
            raise JournalError(journal.notice or "")


def _back_up(given: tuple[Path, HandClock]) -> None:
    folder, clock = given
    _backups(folder, clock).make(folder / JOURNAL, Reason.SESSION)


def _restore(given: tuple[Journal, HandClock]) -> None:
    journal, clock = given
    backups = _backups(journal.path.parent.parent, clock)
    by_hand = next(backup for backup in backups.all() if backup.reason is Reason.BY_HAND)
    restore(journal, by_hand.path, backups)


def _recover(given: tuple[Path, HandClock]) -> Recovered:
    folder, clock = given
    backups = _backups(folder, clock)
    return recover_from_backup(find_paths(folder / "data"), backups, backups.all()[-1], clock.moment)


def _salvage(given: tuple[Path, HandClock]) -> None:
    folder, clock = given
    paths = find_paths(folder / "data")
    damage = Damage(paths.journal, Harm.UNREADABLE, "")
    recover_by_salvage(paths, _backups(folder, clock), damage, clock.moment)


def _recovered(folder: Path, clock: HandClock) -> None:
    _damaged(folder, clock)
    _recover((folder, clock))


@contextmanager
def _kept_aside(folder: Path, _clock: HandClock) -> Iterator[tuple[Path, Recovered]]:
    paths = find_paths(folder / "data")
    (kept,) = paths.data.glob("journal-damaged-*.sqlite3")
    yield folder, Recovered(kept, contents_of(paths.journal))


def _take_back(given: tuple[Path, Recovered]) -> None:
    folder, recovered = given
    take_back(find_paths(folder / "data"), recovered)


def _seen_with_version(folder: Path, clock: HandClock) -> Sight:
    with closing(sqlite3.connect(folder / JOURNAL)) as connection:
        version = stored_version(connection)
    return {"version": version, **journal_seen(folder / JOURNAL, clock)}


WORKS: tuple[Work, ...] = (
    Work("save an entry", _filled, _open_journal, _save, everything_seen),
    Work("change an entry", _filled, _open_journal, _edit, everything_seen),
    Work("delete an entry", _filled, _open_journal, _delete, everything_seen),
    Work("take in a file", _filled, _open_journal, _import, everything_seen),
    *(
        Work(
            f"bring version {version[0]}.{version[1]} to this one",
            _stored(version),
            _nothing_open,
            _start,
            _seen_with_version,
        )
        for version in VERSIONS
        if version != (CURRENT.major, CURRENT.minor)
    ),
    Work("back up and thin", _with_old_backups, _nothing_open, _back_up, everything_seen, each=2),
    Work("restore a backup", _with_backup, _open_journal, _restore, everything_seen, each=8),
    Work("recover from a backup", _damaged, _nothing_open, _recover, recovery_seen, each=12),
    Work("recover by salvage", _damaged, _nothing_open, _salvage, recovery_seen, each=24),
    Work("take a recovery back", _recovered, _kept_aside, _take_back, recovery_seen),
)
