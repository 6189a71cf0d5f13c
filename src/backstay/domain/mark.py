"""A person's own mark on the time axis, such as "new chair": words at a moment, and nothing concluded."""

from dataclasses import dataclass

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of 1 to 60 characters. Raises ``InputError`` for anything else."""

    text: str

    def __post_init__(self) -> None:
        if not (0 < len(self.text) <= LONGEST and self.text.isprintable() and self.text.strip()):
            raise InputError("A mark needs a few words.", expected=f"one line of up to {LONGEST} characters")


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark as it stands in the journal. ``id`` stays the same through every edit."""

    id: str
    at: Moment
    mark: Mark
