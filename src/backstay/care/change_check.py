"""The change files: this computer's second copy of the journal as text, and what other computers have put
into the folder that is shared with them.
"""

from pathlib import Path

from backstay.care.check import Check, doubt, sound
from backstay.domain.errors import JournalError
from backstay.paths import Paths
from backstay.sync.device import known_device, name_in
from backstay.sync.health import check_changes
from backstay.sync.reading import change_files, device_folders, parse, read_bytes
from backstay.sync.syncers import syncer_of

_OWN = "change files"
_OTHERS = "computers"
_WRITTEN_ANEW = "start Backstay once: it adds what is missing"


def check_own_changes(paths: Paths) -> Check:
    """Whether each line is what was written, and every row of this computer in one of them."""
    try:
        health = check_changes(paths.changes, paths.journal)
    except JournalError:
        return doubt(_OWN, "whether something is missing cannot be told without the journal", "see above")
    if health.damaged:
        text = f"{health.damaged:,} of {health.lines:,} lines are not what was written"
        return doubt(_OWN, text, f"move {paths.changes} away, then start Backstay once: it writes them anew")
    if health.missing:
        return doubt(_OWN, f"rows of the journal that are in none of them: {health.missing:,}", _WRITTEN_ANEW)
    text = f"every row of this computer is in them; lines: {health.lines:,}, files: {health.files:,}"
    return sound(_OWN, text)


def check_other_computers(shared: Path, paths: Paths) -> Check:
    """Whether what the others have written into ``shared`` can be read."""
    if not shared.is_dir():
        return doubt(_OTHERS, f"{shared} is not there", "connect it, or leave it in Settings")
    own = known_device(paths.changes)
    others = [folder for folder in device_folders(shared) if folder.name != own]
    damaged = [(folder, lines) for folder in others if (lines := _damaged(folder))]
    if damaged:
        told = ", ".join(f"{lines:,} of “{name_in(folder) or folder.name}”" for folder, lines in damaged)
        mend = "see whether that computer is sound; what its program carries anew is read again"
        return doubt(_OTHERS, f"lines that are not what was written: {told}", mend)
    how_many = "1 other" if len(others) == 1 else f"{len(others)} others"
    return sound(_OTHERS, f"{how_many} in {shared}, every line can be read")


def check_place(paths: Paths) -> Check:
    """Whether some program copies the journal while it is written."""
    if (syncer := syncer_of(paths.data)) is None:
        return sound("place", "no program is known to keep this folder in step with other computers")
    text = f"{syncer} keeps {paths.data} in step with other computers, and can copy the journal half written"
    mend = "choose a folder outside with --data-dir, and share only change files: backstay sync --folder"
    return doubt("place", text, mend)


def _damaged(folder: Path) -> int:
    """Lines, and files as one each. A last line without its end is still on its way."""
    contents = [read_bytes(path) for path in change_files(folder)]
    return sum(1 if raw is None else parse(raw).damaged for raw in contents)
