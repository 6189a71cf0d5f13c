"""What “backstay sync” does: several computers of one person, joined by a folder that is kept in step."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from backstay.care.chosen_folder import require_apart
from backstay.care.tending import tended_journal
from backstay.cli.exits import DONE, WRONG, tell
from backstay.cli.outside import Outside
from backstay.cli.progress import telling
from backstay.cli.words import counted, plain
from backstay.domain.errors import InputError
from backstay.paths import Paths
from backstay.private_files import why_closed
from backstay.settings import load_settings, save_settings
from backstay.sync.exchange import Device, Exchange, exchange
from backstay.sync.syncers import syncer_of

_LET_IN = "allow reading and writing it, or name another folder"
_MEND = "name it with: backstay sync --folder DIR"


def sync(paths: Paths, outside: Outside, *, folder: Path | None, is_off: bool) -> int:
    """Choose ``folder`` or leave it, and exchange once what there is. Raises ``BackstayError``."""
    if is_off:
        _choose(paths, None)
        print("Entries are no longer exchanged with other computers. What came from them stays.")
        return DONE
    if folder is not None:
        _choose(paths, _required(paths, folder))
    chosen = load_settings(paths.settings).preferences.sync_folder
    if not chosen:
        raise InputError("No folder is chosen that your computers share.", mend=_MEND)
    return _exchange(paths, outside, Path(chosen))


def _exchange(paths: Paths, outside: Outside, shared: Path) -> int:
    if syncer := syncer_of(paths.journal):
        tell(
            f"Your log itself lies in a folder that {syncer} keeps in step, where it can be damaged.\n"
            "mend: keep your data somewhere else, and share nothing but the folder for change files"
        )
    clock = outside.make_clock(1.0)
    with tended_journal(paths, clock.moment) as journal:
        if journal.notice:
            tell(journal.notice)
    with telling("Exchanging", clock.now_s, sys.stderr) as go_on:
        came = exchange(paths.changes, shared, paths.journal, clock.moment, go_on)
    print("\n".join((*map(plain, (str(shared), *map(_device_line, came.devices))), _outcome(came))))
    if came.trouble:
        tell(came.trouble)
        return WRONG
    return DONE


def _required(paths: Paths, folder: Path) -> Path:
    shared = folder.expanduser().absolute()
    if why := why_closed(shared):
        raise InputError(f"The shared folder cannot be used: {why}.", where=str(shared), mend=_LET_IN)
    if not shared.is_dir():
        raise InputError(
            "There is no such folder.",
            where=str(shared),
            mend="make it, and let your syncing program keep it in step; then name it again",
        )
    require_apart(shared, paths)
    return shared


def _choose(paths: Paths, shared: Path | None) -> None:
    paths.create()
    preferences = load_settings(paths.settings).preferences
    save_settings(paths.settings, replace(preferences, sync_folder=str(shared or "")))


def _device_line(device: Device) -> str:
    name = device.name or device.id[:8]
    title = f"this computer ({name})" if device.is_own else name
    parts = [f"  {title}: {counted(device.entries, 'entry', 'entries')}"]
    if device.last_entry is not None:
        parts.append(f"the last written {_when(device.last_entry)}")
    if device.last_read is not None:
        parts.append(f"read {_when(device.last_read)}")
    return ", ".join(parts)


def _outcome(came: Exchange) -> str:
    parts = [f"{counted(came.new, 'row')} new"]
    if came.waiting:
        parts.append(f"{came.waiting} waiting for what has not arrived yet or needs a newer version")
    if came.unreadable:
        parts.append(f"{came.unreadable} unreadable; a whole copy of the file mends that")
    return f"{', '.join(parts)}."


def _when(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
