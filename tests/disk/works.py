"""The things that the program does to the disk, each in a form that can be tried under any fault and killed
at any instant: what there is before, the deed itself, and what can be seen afterwards.

To have another one tried, add it to ``WORKS``.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backstay.backups.backup import Reason
from backstay.backups.backups import Backups
from backstay.domain.errors import JournalError
from backstay.domain.pain import PainScore
from backstay.journal.database import marker_of
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import stored_version
from tests.disk.states import DamagedError
from tests.disk.story import JOURNAL, imported
from tests.fakes import HandClock
from tests.journal.content import NECK, fill

STORED = Path(__file__).parent.parent / "data"
ENTRY = "2f0d4c1e-6f1b-4f64-9a53-1d3a6f5f0a01"

Sight = Mapping[str, object]
"""All that matters of a folder, by name."""


def holds(seen: Sight, wanted: Sight) -> bool:
    """Whether all that is wanted is there. One more good backup than there would have to be is no loss."""
    return all(seen.get(name) == sight for name, sight in wanted.items())


@dataclass(frozen=True, slots=True)
class Work:
    """``prepare`` fills an empty folder; ``do`` gets what ``opened`` gives; ``look`` sees what is there, on a
    copy. After a failure the folder looks as before or as afterwards, and nothing between.
    """

    name: str
    prepare: Callable[[Path, HandClock], None]
    opened: Callable[[Path, HandClock], AbstractContextManager[Any]]
    do: Callable[[Any], object]
    look: Callable[[Path, HandClock], Sight]


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
    """What a person sees in the journal and in each backup of it, none of which may be damaged."""
    backups = Backups(folder / "data" / "backups", clock.moment).all()
    seen = {backup.path.name: _backup_seen(backup.path, clock) for backup in backups}
    return {**journal_seen(folder / JOURNAL, clock), **seen}


def _backup_seen(path: Path, clock: HandClock) -> Sight:
    copy = path.parent.parent / "looked-at" / "journal.sqlite3"
    copy.parent.mkdir(exist_ok=True)
    shutil.copy(path, copy)
    return journal_seen(copy, clock)


def _filled(folder: Path, clock: HandClock) -> None:
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        fill(journal, clock)
        journal.pain.add(PainScore(8), clock.moment(), entry_id=ENTRY)


def _with_backup(folder: Path, clock: HandClock) -> None:
    _filled(folder, clock)
    Backups(folder / "data" / "backups", clock.moment).make(folder / JOURNAL, Reason.BY_HAND)
    clock.pass_s(3600)
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        journal.pain.add(PainScore(4), clock.moment())


def _stored(name: str) -> Callable[[Path, HandClock], None]:
    def prepare(folder: Path, _clock: HandClock) -> None:
        path = folder / JOURNAL
        path.parent.mkdir()
        shutil.copy(STORED / name, path)
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
    Backups(folder / "data" / "backups", clock.moment).make(folder / JOURNAL, Reason.SESSION)


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
            f"bring {stored.name} to this version",
            _stored(stored.name),
            _nothing_open,
            _start,
            _seen_with_version,
        )
        for stored in sorted(STORED.glob("journal-v*.sqlite3"))
    ),
    Work("back up", _with_backup, _nothing_open, _back_up, everything_seen),
)
