"""How numbers, times and tempos are written in our files; never YAML's own guess at them.

Every function takes the text as it stands and answers None when it is not in the grammar.
"""

import re

from backstay.domain.exercise import Tempo

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*s?", re.ASCII)
_MINUTES = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*min", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
_TEMPO = re.compile(r"(\d{1,2}(?:\.\d)?)-(\d{1,2}(?:\.\d)?)-(\d{1,2}(?:\.\d)?)", re.ASCII)

DURATION_FORMS = "a time such as 30, 30 s, 1:30 or 2 min"
TEMPO_FORM = "a tempo such as 2-1-2: seconds up, held and down"


def is_id(text: str) -> bool:
    """Whether ``text`` is lower-case letters and digits in parts joined by single hyphens."""
    return len(text) <= 64 and _ID.fullmatch(text) is not None


def whole(text: str) -> int | None:
    """A decimal whole number; ``010`` is ten."""
    return int(text) if _WHOLE.fullmatch(text) else None


def number(text: str) -> float | None:
    """A decimal number with a point, such as ``0.35`` or ``-12``."""
    return float(text) if _NUMBER.fullmatch(text) else None


def duration_s(text: str) -> float | None:
    """Seconds of ``30``, ``30 s``, ``1:30`` (minutes and seconds) or ``2 min``."""
    if seconds := _SECONDS.fullmatch(text):
        return float(seconds[1])
    if minutes := _MINUTES.fullmatch(text):
        return float(minutes[1]) * 60
    if clock := _CLOCK.fullmatch(text):
        return float(int(clock[1]) * 60 + int(clock[2]))
    return None


def tempo(text: str) -> Tempo | None:
    """Seconds up, held and down of ``2-1-2``; None also when the three add up to nothing."""
    parts = _TEMPO.fullmatch(text)
    if parts is None:
        return None
    read = Tempo(float(parts[1]), float(parts[2]), float(parts[3]))
    return read if read.length_s > 0 else None
