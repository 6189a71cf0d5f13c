"""The shape of the journal file, version by version.

To change it, add a migration at the end with the next major number (or a minor one, when an older
program may still write the file: an index, say) and store a file that it leads to as
``tests/data/journal-v<major>.<minor>.sqlite3``. A migration that was released is never edited.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from backstay.domain.errors import JournalError

# "Back" in ASCII; tells our files from any other SQLite file.
APPLICATION_ID = 0x4261636B
TABLES = ("session", "step", "pain", "activity", "mark")
# What this computer knows about the rows; no entries, and never handed on.
LOCAL_TABLES = ("arrival", "eclipsed", "exchanged")


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead to one version. An older program may write a file whose ``minor``
    is newer than its own, and only read one whose ``major`` is.
    """

    major: int
    minor: int
    statements: tuple[str, ...]

    @property
    def user_version(self) -> int:
        """Both numbers in the one that SQLite stores."""
        return self.major << 16 | self.minor


_ENTRY_COLUMNS = """
    id TEXT PRIMARY KEY NOT NULL,
    entry TEXT NOT NULL REFERENCES {table} (id),
    replaces TEXT REFERENCES {table} (id),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    at_utc TEXT NOT NULL,
    offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -1439 AND 1439),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (length(day) = 10),
    written_utc TEXT NOT NULL,
    checksum TEXT NOT NULL CHECK (length(checksum) = 64),
"""

_SESSION_COLUMNS = """
    routine_id TEXT NOT NULL,
    routine_name TEXT NOT NULL,
    planned_s REAL NOT NULL CHECK (planned_s >= 0),
    planned_steps INTEGER NOT NULL CHECK (planned_steps >= 0),
    active_s REAL NOT NULL CHECK (active_s >= 0),
    outcome TEXT CHECK (outcome IN ('completed', 'stopped', 'abandoned')),
    ended_utc TEXT,
    ended_offset_min INTEGER CHECK (ended_offset_min BETWEEN -1439 AND 1439),
    ended_zone TEXT,
    ended_day TEXT CHECK (length(ended_day) = 10),
    CHECK ((outcome IS NULL) = (ended_utc IS NULL))
"""

_STEP_COLUMNS = """
    session_id TEXT NOT NULL REFERENCES session (id),
    step_index INTEGER NOT NULL CHECK (step_index >= 0),
    exercise_id TEXT NOT NULL,
    name TEXT NOT NULL,
    planned_s REAL CHECK (planned_s >= 0),
    active_s REAL NOT NULL CHECK (active_s >= 0),
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'partly', 'skipped')),
    reps_done INTEGER NOT NULL CHECK (reps_done >= 0),
    last_side TEXT NOT NULL CHECK (last_side IN ('both', 'left', 'right')),
    hurt INTEGER NOT NULL CHECK (hurt IN (0, 1))
"""

_PAIN_COLUMNS = """
    session_id TEXT REFERENCES session (id),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
    region TEXT CHECK (region IN ('neck', 'shoulder', 'upper-back', 'mid-back', 'lower-back',
        'ribs', 'chest', 'hip', 'thigh', 'lower-leg')),
    side TEXT CHECK (side IN ('left', 'centre', 'right', 'both')),
    timing TEXT NOT NULL CHECK (timing IN ('now', 'before', 'during', 'after', 'next-morning')),
    recall TEXT NOT NULL CHECK (recall IN ('now', 'last-7-days')),
    note TEXT NOT NULL
"""

_ACTIVITY_COLUMNS = """
    kind TEXT NOT NULL CHECK (kind IN ('run', 'walk', 'other')),
    duration_s REAL NOT NULL CHECK (duration_s > 0),
    distance_m REAL CHECK (distance_m >= 0),
    note TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('hand', 'gpx', 'tcx', 'fit'))
"""

_MARK_COLUMNS = """
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 60)
"""

# Which rows came from another device; which rows stand for nothing because another device's row of the same
# entry is newer and replaces neither; and which change files were read to their end.
_LOCAL = (
    "CREATE TABLE arrival (id TEXT PRIMARY KEY NOT NULL, device TEXT NOT NULL) STRICT",
    "CREATE TABLE eclipsed (id TEXT PRIMARY KEY NOT NULL) STRICT",
    """CREATE TABLE exchanged (
    device TEXT NOT NULL,
    file TEXT NOT NULL,
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    read_utc TEXT NOT NULL,
    PRIMARY KEY (device, file)
) STRICT""",
)


def _append_only(table: str, columns: str) -> tuple[str, ...]:
    guards = (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    )
    return (
        f"CREATE TABLE {table} ({_ENTRY_COLUMNS.format(table=table)}{columns}) STRICT",
        # The only index that answers a question: what quick_check does not see of its damage must
        # not hide a row. Partial: a first row leaves it alone, so that a save touches a page less.
        f"CREATE INDEX {table}_replaces ON {table} (replaces) WHERE replaces IS NOT NULL",
        *guards,
    )


MIGRATIONS = (
    Migration(
        1,
        0,
        (
            *_append_only("session", _SESSION_COLUMNS),
            *_append_only("step", _STEP_COLUMNS),
            *_append_only("pain", _PAIN_COLUMNS),
        ),
    ),
    # What the person says of an exercise. An older program may write the file all the same: it hands on the
    # columns that it does not know.
    Migration(
        1,
        1,
        (
            "ALTER TABLE step ADD COLUMN answer TEXT "
            "CHECK (answer IN ('went-on', 'easier', 'left-out', 'ended'))",
            "ALTER TABLE step ADD COLUMN effort TEXT CHECK (effort IN ('fine', 'hard', 'hurt'))",
            "ALTER TABLE pain ADD COLUMN exercise_id TEXT",
        ),
    ),
    # How a pain feels and what one was doing; runs and walks; one's own marks. An older program hands the
    # columns on, and leaves tables alone that it does not know.
    Migration(
        1,
        2,
        (
            "ALTER TABLE pain ADD COLUMN doing TEXT CHECK (doing IN ('at-rest', 'running'))",
            # The words with a comma between them; which words there are is the program's business.
            "ALTER TABLE pain ADD COLUMN qualities TEXT CHECK (length(qualities) > 0)",
            *_append_only("activity", _ACTIVITY_COLUMNS),
            *_append_only("mark", _MARK_COLUMNS),
        ),
    ),
    # What this computer notes about exchanging entries with others.
    Migration(1, 3, _LOCAL),
)

CURRENT = MIGRATIONS[-1]


def stored_version(connection: sqlite3.Connection) -> int:
    """``user_version`` of the file: major and minor in one number, 0 in a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def has_known_shape(connection: sqlite3.Connection) -> bool:
    """Whether the tables are to the letter what this version would make; not asked of another
    version. Damage in the schema can otherwise pass for a column of another name.
    """
    if stored_version(connection) != CURRENT.user_version:
        return True
    # Names in sqlite_… are SQLite's own, such as the figures that ANALYZE keeps.
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' ORDER BY name"
    with _fresh() as fresh:
        return fresh.execute(query).fetchall() == connection.execute(query).fetchall()


def known_columns() -> dict[str, set[str]]:
    """The columns of each table that this version cannot do without: what a minor number added may be
    missing from a file that is only read.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for migration in MIGRATIONS:
            if not migration.minor:
                _apply(fresh, migration)
        return {table: columns for table in TABLES if (columns := columns_of(fresh, table))}


def stand_in_for_missing(connection: sqlite3.Connection) -> None:
    """Give a file that is only read the tables that a minor number added, empty and in memory alone."""
    with _fresh() as fresh:
        for table in (*TABLES, *LOCAL_TABLES):
            if not columns_of(connection, table):
                columns = ", ".join(sorted(columns_of(fresh, table)))
                connection.execute(f"CREATE TEMP TABLE {table} ({columns})")


def columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    """The names of the columns of ``table``, none when it is not there."""
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def columns_by_table() -> dict[str, dict[str, str]]:
    """The columns of each table of ``TABLES`` in the order of the file, with their types."""
    query = "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"
    with _fresh() as fresh:
        return {table: dict(fresh.execute(query, (table,))) for table in TABLES}


def require_columns(connection: sqlite3.Connection) -> None:
    """Raises ``JournalError`` when a column is missing that this version cannot do without."""
    for table, columns in known_columns().items():
        if missing := columns - columns_of(connection, table):
            raise JournalError(f"The journal has no {', '.join(sorted(missing))} in {table}.")


def _fresh() -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return closing(connection)


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Whether ``migrate`` would change a file that has been written to."""
    return 0 < stored_version(connection) < CURRENT.user_version


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to ``CURRENT``, all of it or nothing; a newer one stays as it is.

    Two programs may get here at once: the version is read again under the write lock.
    """
    if stored_version(connection) >= CURRENT.user_version:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        stored = stored_version(connection)
        for migration in MIGRATIONS:
            if migration.user_version > stored:
                _apply(connection, migration)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {migration.user_version}")
