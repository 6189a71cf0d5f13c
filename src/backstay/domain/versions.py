"""What an entry was before it was changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Version(Generic[E]):
    """An entry as it was written at ``written`` (aware, UTC); ``is_deleted`` when that took it out."""

    entry: E
    written: datetime
    is_deleted: bool
