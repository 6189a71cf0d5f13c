"""Which rows of a journal go into a file: all of them, or what stands now, from a day on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from backstay.exchange.row_check import faults_of, relinked
from backstay.journal.journal import Journal
from backstay.journal.migrations import TABLES
from backstay.journal.rows import Row

Tables = Mapping[str, list[Row]]


def every_row(journal: Journal) -> Tables:
    """All sound rows, in a shape that can be read back. Raises ``JournalError``.

    Where a row of an entry is damaged, its other rows are joined without it, and a score whose session
    is damaged stands alone.
    """
    # Another program may be writing: whatever belongs to a session is read before the sessions are.
    rows = {table: _joined(journal.rows(table)) for table in reversed(TABLES)}
    sessions = {row["entry"] for row in rows["session"]}
    rows["step"] = [row for row in rows["step"] if row["session_id"] in sessions]
    rows["pain"] = [_with_session_among(sessions, row) for row in rows["pain"]]
    return {table: rows[table] for table in TABLES}


def standing(tables: Tables) -> tuple[Tables, int]:
    """What can be seen now: the newest row of each entry that is not deleted, as if it had always been so;
    and how many entries are left out because a newer version wrote what this one does not know.
    """
    newest = {table: [row for row in _newest(rows) if not row["deleted"]] for table, rows in tables.items()}
    seen = {
        table: [_alone(row) for row in rows if not any(faults_of(table, row))]
        for table, rows in newest.items()
    }
    left_out = sum(len(newest[table]) - len(seen[table]) for table in seen)
    sessions = {row["id"] for row in seen["session"]}
    seen["step"] = [row for row in seen["step"] if row["session_id"] in sessions]
    seen["pain"] = [_with_session_among(sessions, row) for row in seen["pain"]]
    return {table: sorted(rows, key=lambda row: row["at_utc"]) for table, rows in seen.items()}, left_out


def of_days(tables: Tables, since: date | None) -> Tables:
    """The entries of ``since`` and later days, and nothing beside them."""
    if since is None:
        return tables
    return {table: _of(rows, _from_day(rows, since)) for table, rows in tables.items()}


def with_what_belongs(tables: Tables, since: date | None) -> Tables:
    """The entries of ``since`` and later days, with the sessions that they belong to and all their steps."""
    if since is None:
        return tables
    chosen = {table: _of(rows, _from_day(rows, since)) for table, rows in tables.items()}
    belonging = {row["session_id"] for table in ("pain", "step") for row in chosen[table]}
    sessions = belonging | {row["entry"] for row in chosen["session"]}
    chosen["session"] = _of(tables["session"], sessions)
    chosen["step"] = [row for row in tables["step"] if row["session_id"] in sessions]
    return chosen


def entries_seen(tables: Tables) -> dict[str, int]:
    """How many entries of each table can be seen; steps are part of their session."""
    told = {table: rows for table, rows in tables.items() if table != "step"}
    return {table: sum(not row["deleted"] for row in _newest(rows)) for table, rows in told.items()}


def _newest(rows: Iterable[Row]) -> Iterable[Row]:
    # As the journal has it: what nothing replaces, and of two such the one written last.
    listed = list(rows)
    replaced = {row["replaces"] for row in listed}
    return {row["entry"]: row for row in listed if row["id"] not in replaced}.values()


def _from_day(rows: list[Row], since: date) -> set[str]:
    first = since.isoformat()
    return {row["entry"] for row in _newest(rows) if row["day"] >= first}


def _of(rows: Iterable[Row], entries: set[str]) -> list[Row]:
    return [row for row in rows if row["entry"] in entries]


def _alone(row: Row) -> Row:
    is_alone = row["id"] == row["entry"]
    return row if is_alone else relinked(row, id=row["entry"], replaces=None)


def _with_session_among(sessions: set[str], row: Row) -> Row:
    has_it = row["session_id"] is None or row["session_id"] in sessions
    return row if has_it else relinked(row, session_id=None)


def _joined(rows: list[Row]) -> list[Row]:
    by_entry: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_entry[row["entry"]].append(row)
    ids = {row["id"] for row in rows}
    torn = {row["entry"] for row in rows if not {row["entry"], row["replaces"] or row["id"]} <= ids}
    mended = {entry: iter(_chained(entry, by_entry[entry])) for entry in torn}
    return [next(mended[row["entry"]]) if row["entry"] in torn else row for row in rows]


def _chained(entry: str, rows: list[Row]) -> Iterable[Row]:
    former = None
    # The clock may have been put back since: the first row is known by its id.
    for row in sorted(rows, key=lambda row: bool(row["id"] != entry)):
        row_id = entry if former is None else row["id"]
        yield relinked(row, id=row_id, replaces=former)
        former = row_id
