"""What “backstay backup” does: a backup now, a copy to take along, or a look at those there are."""

import os
import sys
from datetime import datetime
from pathlib import Path

from backstay.backups.backup import Backup, Reason
from backstay.backups.backups import Backups
from backstay.backups.checked_copy import write_copy
from backstay.cli.exits import DONE, WRONG, confirm, tell
from backstay.cli.progress import telling
from backstay.cli.words import counted, listed, plain
from backstay.desktop.clock import Clock
from backstay.domain.contents import Contents
from backstay.domain.errors import InputError, JournalError
from backstay.domain.local_time import instant_here
from backstay.domain.moment import Moment
from backstay.journal.database import marker_of
from backstay.journal.health import contents_of
from backstay.paths import Paths
from backstay.settings import load_settings

REASONS = {
    Reason.SESSION: "automatic",
    Reason.BEFORE_MIGRATION: "before a new version",
    Reason.BEFORE_IMPORT: "before an import",
    Reason.BEFORE_RESTORE: "before a restore",
    Reason.AFTER_RESTORE: "after a restore",
    Reason.BEFORE_DELETING: "before everything was deleted",
    Reason.BY_HAND: "by hand",
}
_STEP_BYTES = 1024


def make_backup(paths: Paths, clock: Clock) -> int:
    """Make a backup among the others, and in the second folder if one is set; 1 when that could not be
    written. Raises ``BackupError``.
    """
    _require_journal(paths)
    backups = _backups(paths, clock)
    with telling("Reading it back", clock.now_s, sys.stderr) as go_on:
        backup = backups.make(paths.journal, Reason.BY_HAND, go_on)
    confirm(_made(backup.path, contents_of(backup.path)))
    if backups.second_folder_trouble:
        tell(backups.second_folder_trouble)
        return WRONG
    return DONE


def copy_out(paths: Paths, clock: Clock, out: Path, *, is_replacing: bool) -> int:
    """Write a checked copy of the journal to ``out``. Raises ``InputError`` for an ``out`` that is there
    already, ``BackupError`` when it could not be made.
    """
    from backstay.cli.export import require_new

    _require_journal(paths)
    require_new(out, paths, is_replacing=is_replacing)
    with telling("Reading it back", clock.now_s, sys.stderr) as go_on:
        contents = write_copy(paths.journal, out, go_on)
    confirm(_made(out, contents))
    return DONE


def list_backups(paths: Paths, clock: Clock) -> int:
    """Show the backups there are, newest first; 1 when one of them cannot be read. Raises ``BackupError``."""
    found = _backups(paths, clock).all()
    if not found:
        print("There are no backups yet.")
        return DONE
    now = clock.moment()
    print(plain(f"{counted(len(found), 'backup')} in {paths.backups}"))
    holdings = [holding_of(backup) for backup in found]
    width = max(map(len, holdings))
    for backup, holding in zip(found, holdings, strict=True):
        when, size = shown_at(backup.made_at, now), _size(backup.size_bytes)
        print(f"{when}  {holding:<{width}}  {size:>8}  {backup.path.name}  {REASONS[backup.reason]}")
    return WRONG if _UNREADABLE in holdings else DONE


_UNREADABLE = "cannot be read"


def _backups(paths: Paths, clock: Clock) -> Backups:
    settings = load_settings(paths.settings, sets_aside=False)
    for notice in settings.notices:
        tell(notice)
    chosen = settings.preferences.backup_folder
    return Backups(paths.backups, clock.moment, Path(chosen) if chosen else None)


def _require_journal(paths: Paths) -> None:
    # One that is gone is told apart: it has left its marker.
    if not os.path.lexists(paths.journal) and not os.path.lexists(marker_of(paths.journal)):
        raise InputError("There is no journal to copy.", where=str(paths.journal), mend="make an entry first")


def _made(path: Path, contents: Contents) -> str:
    return plain(f"Copied to {path} and checked: {told_contents(contents)}.")


def told_contents(contents: Contents) -> str:
    """``3 sessions and 4 pain scores``."""
    counts = (
        (contents.sessions, "session", "sessions"),
        (contents.pains, "pain score", "pain scores"),
        (contents.activities, "run or walk", "runs and walks"),
        (contents.marks, "mark", "marks"),
    )
    return listed([counted(*count) for count in counts if count[0]]) or "no entries"


def holding_of(backup: Backup) -> str:
    """``7 entries up to 2026-11-22``, or that it cannot be read."""
    try:
        contents = contents_of(backup.path)
    except JournalError:
        return _UNREADABLE
    until = f" up to {contents.last_day}" if contents.last_day else ""
    return counted(contents.entries, "entry", "entries") + until


def shown_at(made_at: datetime, now: Moment) -> str:
    """When it was made, on the person's clock."""
    try:
        return f"{instant_here(made_at, now).local:%Y-%m-%d %H:%M}"
    except InputError:
        # Dated by a clock that was wrong; the name says as much.
        return f"{made_at:%Y-%m-%d %H:%M}"


def _size(size_bytes: int) -> str:
    kilobytes = size_bytes / _STEP_BYTES
    return f"{kilobytes:.0f} KB" if kilobytes < _STEP_BYTES else f"{kilobytes / _STEP_BYTES:.1f} MB"
