"""One acknowledged pain entry against a bare insert with the same settings of the database."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from backstay.domain.moment import Moment
from backstay.domain.pain import PainScore, Region
from backstay.journal.database import WRITING_PRAGMAS
from backstay.journal.journal import open_journal
from benchmarks.table import Row, paired

COLUMNS = "id TEXT PRIMARY KEY, at TEXT, score INTEGER, region TEXT, note TEXT, checksum TEXT"
BATCH = 20


def entry_row(folder: Path, pairs: int) -> Row:
    """Both write on the same disk, in the same process, in batches by turns."""
    at = Moment.from_local(datetime.now(UTC), "Etc/UTC")
    journal = open_journal(folder / "journal.sqlite3", lambda: at)
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for name, value, _ in WRITING_PRAGMAS:
        bare.execute(f"PRAGMA {name} = {value}")
    bare.execute(f"CREATE TABLE entry ({COLUMNS}) STRICT")
    score = PainScore(4, Region.MID_BACK, note="a long day at the desk")

    def insert() -> None:
        row = (str(uuid4()), at.iso(), 4, "mid-back", "a long day at the desk", "0" * 64)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
        bare.execute("COMMIT")

    row = paired(
        "one acknowledged pain entry",
        "ms",
        lambda: _each_ms(lambda: journal.pain.add(score, at)),
        lambda: _each_ms(insert),
        pairs=pairs,
        goal=1.3,
        against="bare `sqlite3` insert, same settings",
    )
    journal.close()
    bare.close()
    return row


def _each_ms(write: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    for _ in range(BATCH):
        write()
    return (time.perf_counter() - began_s) / BATCH * 1000
