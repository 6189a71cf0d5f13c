"""What a write gives back: which kinds of entry changed, and the inverse for an Undo button."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of entry that a page may have to reload."""

    SESSIONS = "sessions"
    PAIN = "pain"
    ACTIVITY = "activity"
    MARKS = "marks"


KIND_OF_TABLE = {
    "session": Kind.SESSIONS, "step": Kind.SESSIONS, "pain": Kind.PAIN, "activity": Kind.ACTIVITY,
    "mark": Kind.MARKS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A write that is on the disk. ``undo`` writes the former state again and returns that write
    as a change of its own, so that undoing an undo brings the entry back. It works as long as the
    journal is open, and raises what the write could raise.
    """

    kinds: frozenset[Kind]
    undo: "Callable[[], Change]"
