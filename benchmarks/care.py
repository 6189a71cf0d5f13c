"""What it costs to keep ten years of a log: to start with them, to copy them, and to check them."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from backstay.backups.backup import Reason
from backstay.backups.backups import Backups
from backstay.care.verify import verify
from backstay.desktop.clock import SystemClock
from backstay.domain.preferences import Preferences
from backstay.journal.journal import open_journal
from backstay.journal.migrations import TABLES
from backstay.paths import Paths, find_paths
from backstay.sync.own_files import write_changes
from benchmarks.processes import painted_after_s
from benchmarks.table import Row, paired, work_row


def start_rows(long: Path, empty: Path, pairs: int) -> Iterator[Row]:
    """The window over a long log against the same over an empty one, both on Today."""
    for data in (long, empty):
        # A window opens on the page that it was closed on.
        find_paths(data).window.unlink(missing_ok=True)
    for what, how, goal in (("first painted window", "paint", 1.2), ("Today filled", "fill", None)):
        yield paired(
            f"start to {what} with 10 years of daily use",
            "s",
            partial(painted_after_s, ["backstay", how, "--data-dir", str(long)]),
            partial(painted_after_s, ["backstay", how, "--data-dir", str(empty)]),
            pairs=pairs,
            goal=goal,
            against="the same with an empty journal",
        )


def care_rows(data: Path) -> Iterator[Row]:
    """A backup, the change files from nothing, and the whole check, each of all that is in ``data``."""
    paths, now, numbers = find_paths(data), SystemClock().moment, count()
    yield work_row(
        "a backup of 10 years, copied and checked",
        lambda: Backups(data / f"backups-{next(numbers)}", now).make(paths.journal, Reason.BY_HAND),
        lambda: _bare_copy(paths.journal, data / f"bare-{next(numbers)}.sqlite3"),
        "`Connection.backup` alone",
    )
    with closing(open_journal(paths.journal, now)) as journal:
        rows = [row for table in TABLES for row in journal.rows(table)]
    yield work_row(
        f"10 years into change files, {len(rows)} rows",
        lambda: write_changes(data / f"changes-{next(numbers)}", paths.journal, now),
        lambda: json.dumps(rows),
        "`json.dumps` of the same rows",
    )
    _copy_once(paths)
    yield work_row(
        "`backstay verify` of 10 years",
        lambda: verify(paths, Preferences(), now),
        lambda: _integrity(paths.journal),
        "`PRAGMA integrity_check`",
    )


def _bare_copy(journal: Path, target: Path) -> None:
    with closing(sqlite3.connect(journal)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _copy_once(paths: Paths) -> None:
    # As after a day of use: one backup, and the change files up to date.
    now = SystemClock().moment
    shutil.rmtree(paths.backups, ignore_errors=True)
    Backups(paths.backups, now).make(paths.journal, Reason.SESSION)
    write_changes(paths.changes, paths.journal, now)


def _integrity(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA integrity_check").fetchall()
