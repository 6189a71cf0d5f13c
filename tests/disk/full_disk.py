"""Run as a program on a small disk: saves entries and makes backups until there is no room, then makes room.

``python -m tests.disk.full_disk FOLDER [BYTES]`` prints what came of it as JSON; BYTES is the most that the
system lets it write into one file, in place of a small disk.
"""

import json
import resource
import signal
import sys
from contextlib import closing
from pathlib import Path

from backstay.backups.backup import BackupError, Reason
from backstay.backups.backups import Backups
from backstay.domain.errors import NotSavedError
from backstay.domain.pain import PainScore
from backstay.journal.journal import Journal, open_journal
from tests.disk.states import state_of
from tests.fakes import HandClock

BALLAST_BYTES = 65_536
NOTE = "x" * 4000


def fill_up(folder: Path, limit_bytes: int | None) -> dict[str, object]:
    """What was saved, what refused, and what is there afterwards."""
    clock, path = HandClock(), folder / "data" / "journal.sqlite3"
    backups = Backups(folder / "data" / "backups", clock.moment)
    (folder / "ballast").write_bytes(bytes(BALLAST_BYTES))
    with closing(open_journal(path, clock.moment)) as journal:
        journal.pain.add(PainScore(1), clock.moment())
        first = backups.make(path, Reason.BY_HAND)
        if limit_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            _let_files_grow_to(limit_bytes)
        saved, said = _save_until_refused(journal, clock)
        is_whole = len(state_of(journal)) == saved + 1
        if limit_bytes is not None:
            # What just fits would fit a second time.
            _let_files_grow_to(limit_bytes // 2)
        refused = _refused(backups, path)
        (folder / "ballast").unlink()
        _let_files_grow_to(resource.RLIM_INFINITY)
        journal.pain.add(PainScore(2), clock.moment())
    with closing(open_journal(path, clock.moment)) as journal:
        is_whole = is_whole and len(state_of(journal)) == saved + 2 and journal.notice is None
    is_kept = [backup.path for backup in backups.all()] == [first.path]
    return {"saved": saved, "said": said, "refused": refused, "whole": is_whole, "kept": is_kept}


def _let_files_grow_to(size_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))


def _save_until_refused(journal: Journal, clock: HandClock) -> tuple[int, str]:
    saved = 0
    while True:
        try:
            journal.pain.add(PainScore(5, note=NOTE), clock.moment())
        except NotSavedError as error:
            return saved, error.what
        saved += 1


def _refused(backups: Backups, path: Path) -> str:
    try:
        backups.make(path, Reason.BY_HAND)
    except BackupError as error:
        return error.what
    return ""


if __name__ == "__main__":
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    sys.stdout.write(json.dumps(fill_up(Path(sys.argv[1]), limit)))
