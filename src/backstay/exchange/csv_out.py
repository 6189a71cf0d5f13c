"""What stands in the journal as one table for a spreadsheet: a row an entry, oldest first."""

import csv
import io

from backstay.exchange.columns import COLUMNS, Column, Value
from backstay.exchange.csv_form import AT, ENDED, ENDED_ZONE, HEADER, ID, KIND, WRITTEN, ZONE, guarded
from backstay.exchange.gathering import Tables
from backstay.exchange.incoming import with_stops
from backstay.journal.intake import GoOn
from backstay.journal.rows import Row, moment_of

_FLAGS = ("no", "yes")


def to_csv(tables: Tables, go_on: GoOn) -> bytes:
    """A header and a row for each entry, in UTF-8, as RFC 4180 has it. Text that a spreadsheet would run as a
    formula begins with ``'``; numbers stay numbers. Raises ``CancelledError``.
    """
    rows = [(row["at_utc"], table, row) for table, rows in tables.items() for row in rows]
    rows.sort(key=lambda dated: dated[0])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER, restval="", lineterminator="\r\n")
    writer.writeheader()
    for _, table, row in with_stops(rows, go_on):
        writer.writerow(_cells(table, row))
    return text.getvalue().encode()


def _cells(table: str, row: Row) -> dict[str, Value]:
    cells: dict[str, Value] = {
        KIND: table,
        ID: row["id"],
        AT: moment_of(row).local.isoformat(),
        ZONE: guarded(row["zone"]),
        WRITTEN: row["written_utc"],
    }
    for column in COLUMNS[table]:
        cells[column.title] = _cell(column, row.get(column.name))
    if row.get("ended_utc") is not None:
        cells[ENDED] = moment_of(row, "ended_").local.isoformat()
        cells[ENDED_ZONE] = guarded(row["ended_zone"])
    return cells


def _cell(column: Column, value: Value) -> Value:
    if column.is_flag:
        return _FLAGS[bool(value)]
    return guarded(value) if isinstance(value, str) else value
