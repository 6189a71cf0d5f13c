"""Pain on the numeric rating scale: what may be entered, and what an entry is.

Eleven whole numbers, 0 "no pain" to 10 "pain as bad as you can imagine", no default, always
skippable (own words after the usual scale; Chiarotto 2018, Childs 2005). Different recalls are
different questions and never share a line.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backstay.domain.errors import InputError
from backstay.domain.moment import Moment

SCORE_MIN = 0
SCORE_MAX = 10


class Region(StrEnum):
    """Where it hurts."""

    NECK = "neck"
    SHOULDER = "shoulder"
    UPPER_BACK = "upper-back"
    MID_BACK = "mid-back"
    LOWER_BACK = "lower-back"
    RIBS = "ribs"
    CHEST = "chest"
    HIP = "hip"
    THIGH = "thigh"
    LOWER_LEG = "lower-leg"


# Both can have causes that no exercise should wait for: heart and lungs, or a nerve of the leg.
SAFETY_REGIONS = frozenset({Region.CHEST, Region.LOWER_LEG})
"""The regions at whose choice the safety page is shown."""


class BodySide(StrEnum):
    """Which side of the region."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BOTH = "both"


class Timing(StrEnum):
    """When the score was given, seen from a session."""

    NOW = "now"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next-morning"


class Doing(StrEnum):
    """What the person was doing when it was felt, where that matters."""

    AT_REST = "at-rest"
    RUNNING = "running"


class Quality(StrEnum):
    """How it feels, in everyday words; none of them stands for a finding."""

    ACHE = "ache"
    DULL = "dull"
    STIFF = "stiff"
    SORE = "sore"
    SHARP = "sharp"
    STABBING = "stabbing"
    BURNING = "burning"
    PINS_AND_NEEDLES = "pins-and-needles"
    NUMB = "numb"
    SPASM = "spasm"
    SPREADING = "spreading"


class Recall(StrEnum):
    """The span that the question asks about."""

    NOW = "now"
    LAST_7_DAYS = "last-7-days"


@dataclass(frozen=True, slots=True)
class PainScore:
    """What a person enters, before it is written: a score from 0 to 10 and what it is about.

    ``exercise_id`` is the exercise during which it was given. ``qualities`` are kept in the order of
    ``Quality``, each once.
    """

    score: int
    region: Region | None = None
    side: BodySide | None = None
    timing: Timing = Timing.NOW
    recall: Recall = Recall.NOW
    note: str = ""
    exercise_id: str | None = None
    doing: Doing | None = None
    qualities: tuple[Quality, ...] = ()

    def __post_init__(self) -> None:
        # Most have none, and ten years of scores are made in one go.
        if self.qualities:
            object.__setattr__(self, "qualities", tuple(q for q in Quality if q in self.qualities))
        if not SCORE_MIN <= self.score <= SCORE_MAX:
            raise InputError(
                f"A pain score of {self.score} is outside the scale.",
                expected="a whole number from 0 (no pain) to 10 (as bad as you can imagine)",
            )


@dataclass(frozen=True, slots=True)
class PainLine:
    """The ``n`` scores about one region, of one recall and one timing; the first was on ``first_day``."""

    region: Region | None
    recall: Recall
    timing: Timing
    first_day: date
    n: int


@dataclass(frozen=True, slots=True)
class PainEntry:
    """A score as it stands in the journal. ``id`` stays the same through every edit."""

    id: str
    at: Moment
    pain: PainScore
    session_id: str | None = None
