"""Ten years of a log out to a file and back in, against the bare library that each rests on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from backstay.desktop.clock import SystemClock
from backstay.exchange.reading import read_file
from backstay.exchange.writing import Form, write_export
from backstay.journal.journal import Journal, open_journal
from backstay.journal.migrations import TABLES, migrate
from backstay.journal.rows import TableRow
from backstay.paths import find_paths
from benchmarks.table import Row, work_row


def exchange_rows(data: Path) -> Iterator[Row]:
    """A row for each form that is written, and one for reading all of it back."""
    paths = find_paths(data)
    with closing(open_journal(paths.journal, SystemClock().moment)) as journal:
        rows = [(table, row) for table in TABLES for row in journal.rows(table)]
        for form in Form:
            yield work_row(
                f"10 years out as {form}, {len(rows)} rows",
                partial(write_export, journal, form, data / f"log.{form}"),
                lambda: json.dumps(rows),
                "`json.dumps` of the same rows",
            )
    numbers = count()
    yield work_row(
        "10 years back in from the archive",
        lambda: _taken_in(data / "log.zip", data / f"in-{next(numbers)}" / "journal.sqlite3"),
        lambda: _inserted(rows, data / f"bare-{next(numbers)}.sqlite3"),
        "bare `sqlite3` inserts, one transaction",
    )


def _taken_in(file: Path, path: Path) -> None:
    with closing(_new(path)) as journal:
        journal.take_in(read_file(file).rows)


def _new(path: Path) -> Journal:
    return open_journal(path, SystemClock().moment)


def _inserted(rows: list[TableRow], path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as bare:
        migrate(bare)
        bare.execute("BEGIN")
        for table, row in rows:
            marks = ", ".join(f":{name}" for name in row)
            bare.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)
        bare.execute("COMMIT")
