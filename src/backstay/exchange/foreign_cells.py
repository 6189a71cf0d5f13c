"""Days, numbers and places as people and programs of many countries write them into a cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from backstay.domain.errors import InputError
from backstay.domain.pain import BodySide, Region


class DateOrder(StrEnum):
    """What 03/04/2026 means: the third of April, or the fourth of March."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A day, with a time and its offset from UTC where the cell has them."""

    day: date
    clock: time | None = None

    def text(self) -> str:
        """ISO 8601, as much as was written."""
        return f"{self.day}" if self.clock is None else f"{self.day}T{self.clock.isoformat()}"


_CLOCK = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_DAY_NAMED = re.compile(r"(\d{1,2})\.?[ -]([^\W\d]{3,9})\.?,?[ -](\d{4})(?!\d)")
_MONTH_NAMED = re.compile(r"([^\W\d]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN_MONTHS = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_DAY_EXAMPLE = "a day such as 2026-03-02 or 2.3.2026"


def read_time(day: str, clock: str, order: DateOrder | None) -> WrittenTime:
    """The moment in a cell, or in one cell for the day and one for the time of day.

    ``order`` decides what the day itself leaves open. Raises ``InputError``.
    """
    text = _WEEKDAY.sub("", day, count=1)
    written, end = _read_day(text, order)
    rest = text[end:].lstrip(" T,t").strip() or clock
    return WrittenTime(written, _read_clock(rest) if rest else None)


def date_order(days: Iterable[str]) -> DateOrder | None:
    """The order in which these days are written, if they tell; day first where nothing depends on it."""
    is_open = False
    for text in days:
        if (found := _YEAR_LAST.match(_WEEKDAY.sub("", text, count=1))) is None:
            continue
        # Between full stops the day stands first wherever days are written so.
        if found[2] == "." or int(found[1]) > 12:
            return DateOrder.DAY_FIRST
        if int(found[3]) > 12:
            return DateOrder.MONTH_FIRST
        is_open = is_open or found[1].zfill(2) != found[3].zfill(2)
    return None if is_open else DateOrder.DAY_FIRST


def _read_day(text: str, order: DateOrder | None) -> tuple[date, int]:
    try:
        if found := _YEAR_FIRST.match(text):
            return date(int(found[1]), int(found[3]), int(found[4])), found.end()
        if found := _YEAR_LAST.match(text):
            first, second = int(found[1]), int(found[3])
            day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
            year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
            return date(year, month, day), found.end()
        if found := _DAY_NAMED.match(text):
            return date(int(found[3]), _month(found[2]), int(found[1])), found.end()
        if found := _MONTH_NAMED.match(text):
            return date(int(found[3]), _month(found[1]), int(found[2])), found.end()
    except ValueError:
        pass
    raise InputError(f'"{text}" is not a day.' if text else "The day is missing.", expected=_DAY_EXAMPLE)


def _month(word: str) -> int:
    start = word[:3].lower()
    return _GERMAN_MONTHS.get(start) or _MONTHS.index(start) + 1


def _read_clock(text: str) -> time:
    found = _CLOCK.match(text)
    try:
        if found is not None:
            hour = _hour(int(found[1]), (found[5] or "").lower()[:1])
            micros = int((found[4] or "0").ljust(6, "0")[:6])
            return time(hour, int(found[2]), int(found[3] or 0), micros, tzinfo=_zone(found[6]))
    except ValueError:
        pass
    raise InputError(f'"{text}" is not a time of day.', expected="a time such as 17:30 or 5:30 pm")


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return timezone(timedelta())
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def local_time(written: WrittenTime, now: datetime) -> datetime:
    """As a time that ``moment_here`` places. A day alone stands at its noon, the present one not after
    ``now``.
    """
    if written.clock is not None:
        return datetime.combine(written.day, written.clock)
    noon = datetime.combine(written.day, time(12))
    here = now.replace(tzinfo=None)
    return min(noon, here) if written.day == here.date() else noon


_NUMBER = re.compile(r"([+-]?\d{1,9})(?:[.,](\d{1,9}))?(?:\s*(?:/|of|von)\s*(\d{1,3}))?", re.ASCII)


def read_number(text: str) -> tuple[Decimal, int | None]:
    """A number with a point or a comma; in "4/10" the ten comes second. Raises ``InputError``."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InputError(f'"{text}" is not a number.' if text else "The score is missing.")
    return Decimal(f"{found[1]}.{found[2] or 0}"), int(found[3]) if found[3] else None


# The longer words first: a shoulder blade is not the shoulder. A place that covers several of ours, such
# as "back" or "leg", is none of them.
_PLACES: tuple[tuple[Region, tuple[str, ...]], ...] = (
    (
        Region.UPPER_BACK,
        ("between the shoulder blades", "shoulder blades", "shoulder blade", "upper back", "oberer rücken"),
    ),
    (Region.MID_BACK, ("mid back", "mid-back", "middle back", "thoracic spine", "thoracic", "bws")),
    (
        Region.LOWER_BACK,
        ("lower back", "lower-back", "low back", "lumbar spine", "lumbar", "unterer rücken", "kreuz", "lws"),
    ),
    (Region.LOWER_LEG, ("lower leg", "lower-leg", "below the knee", "below knee", "calf", "shin", "wade")),
    (Region.THIGH, ("thigh", "hamstring", "oberschenkel")),
    (Region.HIP, ("hip", "buttock", "glute", "hüfte", "gesäß")),
    (Region.NECK, ("neck", "cervical spine", "cervical", "nacken", "hws")),
    (Region.SHOULDER, ("shoulder", "schulter")),
    (Region.RIBS, ("ribs", "rib", "rippen")),
    (Region.CHEST, ("chest", "brustkorb")),
)
_SIDES = (
    (BodySide.LEFT, ("left", "links", "linke", "linker", "linkes")),
    (BodySide.RIGHT, ("right", "rechts", "rechte", "rechter", "rechtes")),
    (BodySide.BOTH, ("both", "both sides", "beide", "beidseitig")),
    (BodySide.CENTRE, ("centre", "center", "middle", "mitte")),
)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})(?:e?s)?\b", re.IGNORECASE)


_PLACE_PATTERNS = tuple((region, _any_of(words)) for region, words in _PLACES)
_SIDE_PATTERNS = tuple((side, _any_of(words)) for side, words in _SIDES)


def read_region(text: str) -> Region | None:
    """The one of our regions that the words name; None for none, and for several."""
    found = set()
    for region, pattern in _PLACE_PATTERNS:
        text, count = pattern.subn(" ", text)
        if count:
            found.add(region)
    return found.pop() if len(found) == 1 else None


def read_side(text: str) -> BodySide | None:
    """The side that the words name; left and right together are both."""
    for _, pattern in _PLACE_PATTERNS:
        text = pattern.sub(" ", text)
    found = {side for side, pattern in _SIDE_PATTERNS if pattern.search(text)}
    if found == {BodySide.LEFT, BodySide.RIGHT}:
        return BodySide.BOTH
    return found.pop() if len(found) == 1 else None
