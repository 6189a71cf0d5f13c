"""A journal that is damaged, empty or gone: what can take its place, and putting it there.

The new file is made beside the old one and read whole before it counts. The old one is kept, whatever is
left of it.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.care.file_swap import bring_back, put_in_place
from backstay.care.sound_copy import copy_sound, is_newer, workshop
from backstay.care.traces import was_used
from backstay.domain.contents import Contents
from backstay.domain.errors import BackstayError, InputError, JournalError, NotSavedError
from backstay.domain.moment import Moment
from backstay.journal.database import mark_used, open_database
from backstay.journal.harm import Harm as Harm
from backstay.journal.harm import harm_of
from backstay.journal.health import contents_of, examine
from backstay.journal.intake import GoOn
from backstay.journal.merging import merge
from backstay.journal.rows import TableRow
from backstay.journal.salvage import Salvage, ids_of, salvage
from backstay.paths import Paths
from backstay.sync.reading import rows_in_changes

_WORKSHOP = ".recovering"
_DAMAGED, _RECOVERED = "journal-damaged-", "journal-recovered-"

# Which file, how long, and when it was written.
_State = tuple[int, int, int] | None

_WORDS = {
    Harm.GONE: "The journal file is gone.",
    Harm.EMPTY: "The journal file is damaged: it is empty.",
    Harm.UNREADABLE: "The journal file is damaged and cannot be read.",
    Harm.IN_PART: "The journal file is damaged in part. It is only read, and nothing can be added.",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with the journal at ``path``; ``what`` is a sentence for the person."""

    path: Path
    harm: Harm
    what: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What there is to recover from: the newest ``backup`` that is sound, with its contents; how many rows of
    the change files it lacks; and what can be read of the damaged file, None when there is no file to read.
    """

    backup: Backup | None
    backup_contents: Contents | None
    from_changes: int
    salvage: Salvage | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """The journal was replaced by one with these ``contents``; ``kept`` is where the old file stands now,
    None when there was none. ``left_out`` rows were found and hang on others that were not, or need a newer
    version. ``trouble`` says why no backup of it could be made, and is empty when one was.
    """

    kept: Path | None
    contents: Contents
    left_out: int = 0
    trouble: str = ""


def find_damage(paths: Paths, go_on: GoOn | None = None) -> Damage | None:
    """What is wrong with the journal, at a quick look; with ``go_on`` every row is looked at too, and a
    single one that is not what was written is damage. None when it is sound, was never begun, or cannot be
    looked at for a reason that is no damage. Raises ``CancelledError``.
    """
    harm = harm_of(paths.journal)
    if harm in (Harm.GONE, Harm.EMPTY) and not was_used(paths):
        return None
    if harm is not None:
        return Damage(paths.journal, harm, _WORDS[harm])
    return _damaged_rows(paths, go_on) if go_on is not None and paths.journal.is_file() else None


def newest_sound(backups: Backups, go_on: GoOn) -> tuple[Backup | None, Contents | None]:
    """The newest backup that is sound, and what it holds. Raises ``BackupError`` and ``CancelledError``."""
    for backup in backups.all():
        health = examine(backup.path, go_on)
        if health.is_sound:
            return backup, health.contents
    return None, None


def look_for_offers(
    paths: Paths, backups: Backups, damage: Damage, go_on: GoOn = lambda _done: True
) -> Offers:
    """What there is to recover from. Raises ``CancelledError``, ``BackupError`` and ``BackstayError``."""
    backup, contents = newest_sound(backups, go_on)
    known = ids_of(backup.path) if backup is not None else set()
    in_changes = {row["id"] for _, row in rows_in_changes([paths.changes])}
    found = None
    if damage.harm in (Harm.UNREADABLE, Harm.IN_PART):
        with workshop(_workshop_of(paths)) as folder:
            found = salvage(damage.path, folder, go_on)
    return Offers(backup, contents, len(in_changes - known), found)


def recover_from_backup(
    paths: Paths,
    backups: Backups,
    backup: Backup | None,
    now: Callable[[], Moment],
    go_on: GoOn = lambda _done: True,
) -> Recovered:
    """Put a journal made of ``backup`` and all sound rows of the change files in the place of the present
    one; without a backup, of the change files alone, and where there are none, an empty one.

    Raises ``InputError`` for a backup that is not sound, or a journal that is, ``CancelledError``,
    ``NotSavedError`` and ``JournalError``; the present file is where it was then.
    """
    with workshop(_workshop_of(paths)) as folder:
        state = _damaged_state(paths, go_on)
        draft = folder / paths.journal.name
        if backup is not None:
            copy_sound(backup.path, draft, go_on)
        return _recover(paths, backups, state, draft, (), now, go_on, may_be_empty=True)


def recover_by_salvage(
    paths: Paths,
    backups: Backups,
    damage: Damage,
    now: Callable[[], Moment],
    go_on: GoOn = lambda _done: True,
) -> Recovered:
    """The same with all that can be found anywhere: in the damaged file, row by row, in the newest sound
    backup and in the change files. Raises as ``recover_from_backup``, and ``InputError`` for nothing at all.
    """
    backup, _ = newest_sound(backups, go_on)
    with workshop(_workshop_of(paths)) as folder:
        state = _damaged_state(paths, go_on)
        draft = folder / paths.journal.name
        rows = salvage(damage.path, folder, go_on).rows if damage.path.exists() else ()
        if backup is not None:
            copy_sound(backup.path, draft, go_on)
        return _recover(paths, backups, state, draft, rows, now, go_on)


def begin_anew(paths: Paths, now: Callable[[], Moment]) -> Recovered:
    """Put an empty journal in the place of the present one, which is kept. Raises ``InputError``
    when that is sound, ``NotSavedError`` and ``JournalError``; the present file is where it was then.
    """
    with workshop(_workshop_of(paths)) as folder:
        state = _damaged_state(paths, lambda _done: True)
        draft = folder / paths.journal.name
        open_database(draft).close()
        contents = contents_of(draft)
        return Recovered(_replaced(paths, state, draft, now), contents, 0, "")


def take_back(paths: Paths, recovered: Recovered) -> None:
    """The file that was kept comes back; the recovered one is kept in its place. Raises ``InputError`` when
    there was none, and ``NotSavedError``.
    """
    kept = recovered.kept
    if kept is None or not kept.exists():
        raise InputError("There is no former journal to take back.", where=str(kept or paths.journal))
    other = kept.stem.replace(_DAMAGED, _RECOVERED)
    try:
        bring_back(kept, paths.journal.resolve(), other)
    except OSError as error:
        raise _not_replaced(paths.journal, error) from error


def _damaged_rows(paths: Paths, go_on: GoOn) -> Damage | None:
    health = examine(paths.journal, go_on)
    # One that could not even be counted is busy, protected or newer: a quick look would have seen damage.
    if health.is_sound or health.contents is None or is_newer(health):
        return None
    return Damage(paths.journal, Harm.IN_PART, " ".join(health.problems))


def _damaged_state(paths: Paths, go_on: GoOn) -> _State:
    """By which a write to the damaged file is noticed later. Raises ``InputError`` when it is sound."""
    state = _state_of(paths.journal)
    # Another program may have recovered it since, and somebody may have made entries in it. Looked at in a
    # way that takes no write back: what is kept is kept as it was found.
    if examine(paths.journal, go_on).is_sound:
        raise InputError(
            "Nothing was recovered: the log is sound by now.",
            where=str(paths.journal),
            mend="start Backstay once more",
        )
    return state


def _state_of(path: Path) -> _State:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _workshop_of(paths: Paths) -> Path:
    return paths.journal.resolve().parent / _WORKSHOP


def _recover(
    paths: Paths,
    backups: Backups,
    state: _State,
    draft: Path,
    rows: Iterable[TableRow],
    now: Callable[[], Moment],
    go_on: GoOn,
    *,
    may_be_empty: bool = False,
) -> Recovered:
    is_of_backup = draft.exists()
    with closing(open_database(draft)) as database:
        merged = merge(database, [*rows, *rows_in_changes([paths.changes])])
    health = examine(draft, go_on)
    if not (is_of_backup or merged.new or may_be_empty):
        raise InputError(
            "There is nothing to recover from: no sound backup, no change file, no row that can be read.",
            where=str(paths.backups),
            mend="name the file of a backup, if there is one elsewhere",
        )
    if health.contents is None or not health.is_sound:
        raise JournalError("What was recovered is not whole.", where=str(draft), expected=health.problems[0])
    kept = _replaced(paths, state, draft, now)
    left_out = merged.waiting + merged.refused
    return Recovered(kept, health.contents, left_out, _backed_up(paths, backups))


def _replaced(paths: Paths, state: _State, draft: Path, now: Callable[[], Moment]) -> Path | None:
    # In one that is damaged in a single row entries can still be made; no recovery is to leave one out.
    if _state_of(paths.journal) != state:
        raise NotSavedError(
            "Not recovered: something was written into the damaged log meanwhile.",
            where=str(paths.journal),
            mend="try again",
        )
    try:
        mark_used(paths.journal)
        return put_in_place(draft, paths.journal.resolve(), f"{_DAMAGED}{now().utc:%Y%m%dT%H%M%SZ}")
    except OSError as error:
        raise _not_replaced(paths.journal, error) from error


def _backed_up(paths: Paths, backups: Backups) -> str:
    # Not to be ended any more: what was recovered stands already.
    try:
        backups.make(paths.journal, Reason.AFTER_RESTORE)
    except BackstayError as error:
        return error.what
    return ""


def _not_replaced(path: Path, error: OSError) -> NotSavedError:
    return NotSavedError(
        f"Not recovered: {error.strerror or error}.", where=str(path), mend="check the folder and its room"
    )
