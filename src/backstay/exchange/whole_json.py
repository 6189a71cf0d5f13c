"""The journal without loss: every row of every table, also what was changed and deleted since."""

import json
from collections import defaultdict
from typing import Any

from backstay.domain.errors import InputError
from backstay.exchange.columns import COLUMNS
from backstay.exchange.gathering import Tables
from backstay.exchange.incoming import Incoming, with_stops
from backstay.exchange.row_check import faults_of, unknown_columns, with_reals
from backstay.journal.intake import GoOn
from backstay.journal.migrations import CURRENT
from backstay.journal.rows import Row, TableRow, is_sound

FORMAT = "backstay-journal"
VERSION = 1

_MEND = "export it again from the journal that it came from"


def to_json(tables: Tables, go_on: GoOn) -> bytes:
    """One object with the name and version of the format and a list for each table, one row a line. What is
    not known is left out. Raises ``CancelledError``.
    """
    done = 0
    parts: list[str] = []
    for table, rows in tables.items():
        lines = [_line(row) for row in with_stops(rows, go_on, done)]
        done += len(rows)
        parts.append(f'"{table}": [' + ",".join(f"\n{line}" for line in lines) + "\n]")
    head = {"format": FORMAT, "version": VERSION, "journal": [CURRENT.major, CURRENT.minor]}
    return (json.dumps(head)[:-1] + ', "tables": {\n' + ",\n".join(parts) + "\n}}\n").encode()


def from_json(content: dict[str, Any], label: str, go_on: GoOn) -> Incoming:
    """All rows of such an object; ``label`` is the file's name in messages. Raises ``InputError`` when it is
    not exactly what was written, and ``CancelledError``.
    """
    tables = _tables(content, label)
    rows: list[TableRow] = []
    for table, given in tables.items():
        sound = [
            _sound(table, row, f"{label}, {table} {number}")
            for number, row in enumerate(with_stops(given, go_on, len(rows)), 1)
        ]
        _require_chains(sound, f"{label}, {table}")
        rows += [(table, row) for row in sound]
    _require_sessions(rows, label)
    return Incoming(rows, [], "a journal")


def _line(row: Row) -> str:
    known = {name: cell for name, cell in row.items() if cell is not None}
    return json.dumps(known, ensure_ascii=False)


def _tables(content: dict[str, Any], label: str) -> dict[str, list[Any]]:
    if content.get("format") != FORMAT:
        raise InputError("This file holds no journal of Backstay.", where=label)
    version, journal, tables = (content.get(name) for name in ("version", "journal", "tables"))
    if type(version) is not int or not isinstance(journal, list) or not isinstance(tables, dict):
        raise _damaged(label)
    is_newer = version > VERSION or journal[:1] > [CURRENT.major] if _are_whole(journal) else True
    if is_newer or not set(tables) <= set(COLUMNS):
        raise _newer(label)
    if not all(isinstance(rows, list) for rows in tables.values()):
        raise _damaged(label)
    return tables


def _are_whole(numbers: list[Any]) -> bool:
    return all(type(number) is int for number in numbers)


def _sound(table: str, given: Any, where: str) -> Row:
    if not isinstance(given, dict):
        raise _damaged(where)
    if unknown_columns(table, given):
        raise _newer(where)
    row = with_reals(table, given)
    for fault in faults_of(table, row):
        raise InputError("An entry in this file cannot be taken.", where=where, expected=fault, mend=_MEND)
    if not is_sound(row):
        raise _damaged(where)
    return row


def _require_chains(rows: list[Row], where: str) -> None:
    """Every row hangs, over those that it replaces, on the first one of its entry and of no other."""
    if len({row["id"] for row in rows}) < len(rows):
        raise _damaged(where)
    following: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        following[row.get("replaces")].append(row)
    reached = [row for row in following[None] if row["id"] == row["entry"]]
    for row in reached:
        reached += [later for later in following[row["id"]] if later["entry"] == row["entry"]]
    if len(reached) < len(rows):
        raise _damaged(where)


def _require_sessions(rows: list[TableRow], label: str) -> None:
    sessions = {row["id"] for table, row in rows if table == "session"}
    named = {row.get("session_id") for _, row in rows} - {None}
    if not named <= sessions:
        raise InputError(
            "An entry belongs to a session that is missing from the file.", where=label, mend=_MEND
        )


def _damaged(where: str) -> InputError:
    return InputError("This file is damaged: it is not what was written.", where=where, mend=_MEND)


def _newer(where: str) -> InputError:
    return InputError(
        "This file was written by a newer version of Backstay, which is needed to read it.", where=where
    )
