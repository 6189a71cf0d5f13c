"""Which row of an entry stands when several computers changed it, none of them knowing of the others.

Of all rows that nothing replaces it is the one with the greatest instant of writing, and of two of the same
instant the one with the greater id: so every computer comes to the same, in whatever order the rows arrived.
"""

import sqlite3
from collections.abc import Iterable

Head = tuple[str, str]
"""When a row was written, as it has it, and its id."""


def settle_heads(connection: sqlite3.Connection, entries: Iterable[tuple[str, str]]) -> None:
    """Note anew in the table ``eclipsed`` which rows of these entries, each with its table before it, stand
    for nothing although nothing replaces them.
    """
    for table, entry in entries:
        versions, heads = _family(connection, table, entry)
        connection.executemany("DELETE FROM eclipsed WHERE id = ?", ((row_id,) for row_id in versions))
        beaten = sorted(heads)[:-1]
        connection.executemany("INSERT INTO eclipsed (id) VALUES (?)", ((row_id,) for _, row_id in beaten))


def _family(connection: sqlite3.Connection, table: str, entry: str) -> tuple[list[str], list[Head]]:
    """The ids of all rows of the entry, and those of them that nothing replaces.

    Found from the first row onwards: only what a row replaces is indexed.
    """
    following = f"SELECT written_utc, id FROM {table} WHERE replaces = ?"
    unseen = [("", entry)]
    versions, heads = [], []
    while unseen:
        written_utc, row_id = unseen.pop()
        versions.append(row_id)
        later = connection.execute(following, (row_id,)).fetchall()
        unseen += later
        if not later:
            heads.append((written_utc, row_id))
    return versions, heads
