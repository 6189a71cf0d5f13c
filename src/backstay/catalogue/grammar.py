"""How numbers, times and tempos are written in our files; never YAML's own guess at them.

Every function takes the text as it stands and answers None when it is not in the grammar. The
patterns are those that an editor checks by as well, so they keep to what every dialect knows.
"""

import re

from backstay.domain.exercise import Tempo

ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
WHOLE = "[+-]?[0-9]{1,9}"
NUMBER = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?"
DURATION = r"[0-9]{1,6}(?:\.[0-9]{1,3})?\s*s?|[0-9]{1,4}(?:\.[0-9]{1,3})?\s*min|[0-9]{1,4}:[0-5][0-9]"
TEMPO = r"[0-9]{1,2}(?:\.[0-9])?-[0-9]{1,2}(?:\.[0-9])?-[0-9]{1,2}(?:\.[0-9])?"
PICTURE = r"[A-Za-z0-9_-]{1,60}\.(?:png|jpe?g|webp)"

LONGEST_ID = 64

_ID = re.compile(ID)
_WHOLE = re.compile(WHOLE)
_NUMBER = re.compile(NUMBER)
_DURATION = re.compile(DURATION)
_TEMPO = re.compile(TEMPO)
_PICTURE = re.compile(PICTURE)

DURATION_FORMS = "a time such as 30, 30 s, 1:30 or 2 min"
TEMPO_FORM = "a tempo such as 2-1-2: seconds up, held and down"
ID_FORM = "an id of lower-case letters, digits and hyphens, such as cat-camel"
LISTED_FORM = "an id that “backstay list --exercises” shows"
PICTURE_FORM = (
    "the name of a file such as bird.png: letters, digits, - and _, then .png, .jpg, .jpeg or .webp, so spelt"
)


def is_id(text: str) -> bool:
    """Whether ``text`` is lower-case letters and digits in parts joined by single hyphens."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def is_range(text: str) -> bool:
    """Whether it is a range such as ``8-12``, as sheets of exercises have it; nothing is read from one."""
    return re.fullmatch(r"[0-9]{1,4}\s*(?:[-–]|to)\s*[0-9]{1,4}", text) is not None


def is_picture_name(text: str) -> bool:
    """Whether ``text`` is the bare name of a picture file, which cannot lead out of its folder."""
    return _PICTURE.fullmatch(text) is not None


def whole(text: str) -> int | None:
    """A decimal whole number; ``010`` is ten."""
    return int(text) if _WHOLE.fullmatch(text) else None


def number(text: str) -> float | None:
    """A decimal number with a point, such as ``0.35`` or ``-12``."""
    return float(text) if _NUMBER.fullmatch(text) else None


def duration_s(text: str) -> float | None:
    """Seconds of ``30``, ``30 s``, ``1:30`` (minutes and seconds) or ``2 min``."""
    if not _DURATION.fullmatch(text):
        return None
    if text.endswith("min"):
        return float(text.removesuffix("min")) * 60
    minutes, colon, seconds = text.partition(":")
    return float(int(minutes) * 60 + int(seconds)) if colon else float(text.removesuffix("s"))


def tempo(text: str) -> Tempo | None:
    """Seconds up, held and down of ``2-1-2``; None also when the three add up to nothing."""
    if not _TEMPO.fullmatch(text):
        return None
    up_s, hold_s, down_s = map(float, text.split("-"))
    read = Tempo(up_s, hold_s, down_s)
    return read if read.length_s > 0 else None
