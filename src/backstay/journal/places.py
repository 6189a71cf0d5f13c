"""Where the sessions stand that are not over yet: no entries, but one row each that is written over.

An append-only row for every repetition would make the file grow by more than all that is ever kept.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

from backstay.domain.history import Effort, HurtAnswer
from backstay.domain.moment import Moment
from backstay.domain.place import Place, StepAccount
from backstay.journal.database import Database
from backstay.journal.rows import Row, checksum, is_sound, moment_columns, moment_of

_NAMES = (
    *("session_id", "at_utc", "offset_min", "zone", "day"),
    *("plan", "segment_index", "elapsed_s", "added_s", "accounts", "inserted", "left_out", "checksum"),
)
_OVER = (
    "SELECT entry FROM session WHERE (outcome IS NOT NULL OR deleted = 1) "
    "AND NOT EXISTS (SELECT 1 FROM session AS later WHERE later.replaces = session.id)"
)


class Places:
    """The places of one journal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, session_id: str, place: Place, at: Moment) -> None:
        """Store that the session stood at ``place`` at the moment ``at``, in place of what was stored.

        Raises ``NotSavedError`` or ``JournalError``.
        """
        row = {"session_id": session_id, **moment_columns(at), **_place_columns(place)}
        row["checksum"] = checksum(row)
        marks = ", ".join(f":{name}" for name in _NAMES)
        with self._database.writing() as connection:
            connection.execute(f"INSERT OR REPLACE INTO place ({', '.join(_NAMES)}) VALUES ({marks})", row)

    def last(self, session_id: str) -> tuple[Place, Moment] | None:
        """Where the session was last seen, and when; None when that is not known or no longer readable.

        Raises ``JournalError``.
        """
        rows = self._database.rows("SELECT * FROM place WHERE session_id = ?", (session_id,))
        try:
            return (_place_of(rows[0]), moment_of(rows[0])) if rows and is_sound(rows[0]) else None
        except (ValueError, TypeError, LookupError):
            return None

    def clear(self) -> None:
        """Forget the places of sessions that are over. Raises ``NotSavedError`` or ``JournalError``."""
        # To look is cheaper than to write, and mostly there is nothing.
        if not self._database.rows(f"SELECT 1 FROM place WHERE session_id IN ({_OVER}) LIMIT 1"):
            return
        with self._database.writing() as connection:
            connection.execute(f"DELETE FROM place WHERE session_id IN ({_OVER})")


def _place_columns(place: Place) -> Row:
    return {
        "plan": place.plan,
        "segment_index": place.index,
        "elapsed_s": float(place.elapsed_s),
        "added_s": float(place.added_s),
        "accounts": _json([asdict(account) for account in place.accounts]),
        "inserted": _json(place.inserted),
        "left_out": _json(place.left_out),
    }


def _json(values: Sequence[object]) -> str:
    return json.dumps(values, separators=(",", ":"))


def _place_of(row: Row) -> Place:
    accounts = tuple(_account_of(cells) for cells in json.loads(row["accounts"]))
    inserted, left_out = (tuple(json.loads(row[name])) for name in ("inserted", "left_out"))
    return Place(
        row["plan"], row["segment_index"], row["elapsed_s"], row["added_s"], accounts, inserted, left_out
    )


def _account_of(cells: Row) -> StepAccount:
    answer, effort = cells.pop("answer"), cells.pop("effort")
    return StepAccount(
        **{**cells, "finished": tuple(cells["finished"])},
        answer=HurtAnswer(answer) if answer else None,
        effort=Effort(effort) if effort else None,
    )
