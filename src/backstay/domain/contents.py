"""What a journal holds, in numbers: for lists, previews and checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contents:
    """``rows`` are all that are stored, by table, superseded and deleted ones too. ``sessions``, ``pains``,
    ``activities`` and ``marks`` are the entries that stand; the days are the first and the last of those,
    None without any.
    """

    rows: Mapping[str, int]
    sessions: int
    pains: int
    activities: int
    marks: int
    first_day: date | None
    last_day: date | None
    size_bytes: int

    @property
    def entries(self) -> int:
        """How many entries stand."""
        return self.sessions + self.pains + self.activities + self.marks
