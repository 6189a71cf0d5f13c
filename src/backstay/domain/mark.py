"""A person's own mark on the time axis, such as "new chair": words at a moment, and nothing concluded."""

from dataclasses import dataclass

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

LONGEST = 60
# Blanks that stay whole, and what joins letters or turns their direction: no line in French, Persian or with
# some of the emoji is without them.
_UNSEEN = frozenset("\u00a0\u202f\u3000\u200c\u200d\u200e\u200f")


def is_mark_text(text: str) -> bool:
    """Whether ``text`` is one line of 1 to 60 characters, not all of them blank."""
    seen = text.strip("".join(_UNSEEN) + " ")
    return len(text) <= LONGEST and bool(seen) and all(c.isprintable() or c in _UNSEEN for c in text)


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of 1 to 60 characters. Raises ``InputError`` for anything else."""

    text: str

    def __post_init__(self) -> None:
        if not is_mark_text(self.text):
            raise InputError("A mark needs a few words.", expected=f"one line of up to {LONGEST} characters")


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark as it stands in the journal. ``id`` stays the same through every edit."""

    id: str
    at: Moment
    mark: Mark
