"""What a check of the person's data says: one line for each thing that was looked at."""

from dataclasses import dataclass

LET_IN = "allow reading it"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is as it should be, what was found, and where it is not, what
    to do about it.
    """

    name: str
    is_sound: bool
    text: str
    mend: str = ""


def sound(name: str, text: str) -> Check:
    """It is as it should be."""
    return Check(name, True, text)


def doubt(name: str, text: str, mend: str) -> Check:
    """It is not, or nobody can tell."""
    return Check(name, False, text, mend)
