"""What an exercise is: its dose, its cues, when to stop, and its easier and harder neighbours."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A dose, a side and a name are needed long before anything is drawn.
    from backstay.domain.figure import Figure


class Position(StrEnum):
    """The body position an exercise starts from."""

    STANDING = "standing"
    SITTING = "sitting"
    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side-lying"
    KNEELING = "kneeling"
    HANDS_AND_KNEES = "hands-and-knees"


class Area(StrEnum):
    """A part of the body that an exercise works; wider than the regions of a pain entry."""

    NECK = "neck"
    SHOULDERS = "shoulders"
    CHEST = "chest"
    UPPER_BACK = "upper-back"
    MID_BACK = "mid-back"
    LOWER_BACK = "lower-back"
    CORE = "core"
    SIDES = "sides"
    HIPS = "hips"
    THIGHS = "thighs"
    LEGS = "legs"
    WHOLE_BODY = "whole-body"


class Equipment(StrEnum):
    """What has to be at hand."""

    MAT = "mat"
    CHAIR = "chair"
    WALL = "wall"
    BAND = "band"
    ANCHOR = "anchor"
    TOWEL = "towel"
    PILLOW = "pillow"
    ROLLER = "roller"
    MIRROR = "mirror"


class Sides(StrEnum):
    """Whether the body works as a whole or each side gets its own full time."""

    BOTH = "both"
    EACH = "each"


class Side(StrEnum):
    """The side that works now."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds up, held and down within one repetition, written ``2-1-2``."""

    up_s: float
    hold_s: float
    down_s: float

    @property
    def length_s(self) -> float:
        """Seconds of one repetition."""
        return self.up_s + self.hold_s + self.down_s


@dataclass(frozen=True, slots=True)
class Dose:
    """What stands on a physiotherapist's sheet: hold x repetitions x sets x rest.

    ``reps`` has one number a set, so ``(5, 3, 1)`` is three descending sets. Exactly one of
    ``hold_s`` (seconds each repetition is held) and ``tempo`` is given. ``rest_s`` is the pause
    between sets, ``relax_s`` the release between two holds of one set.
    """

    reps: tuple[int, ...]
    rest_s: float = 0.0
    hold_s: float | None = None
    tempo: Tempo | None = None
    relax_s: float = 3.0

    @property
    def rep_s(self) -> float:
        """Seconds of one repetition, without the release after it."""
        if self.tempo is not None:
            return self.tempo.length_s
        return self.hold_s or 0.0


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the library.

    ``cues`` are short sentences said while it runs, ``stop_if`` the signs that end it beyond the
    general stop list. ``easier`` and ``harder`` are ids. ``caution`` is shown before the first
    start and remembered. ``say`` is the name respelled for a voice, when its spelling misleads.
    ``picture`` is the bare name of a picture file, shown where there is no figure.
    """

    id: str
    name: str
    areas: tuple[Area, ...]
    position: Position
    equipment: tuple[Equipment, ...]
    sides: Sides
    dose: Dose
    cues: tuple[str, ...]
    stop_if: tuple[str, ...]
    sources: tuple[str, ...]
    easier: str | None = None
    harder: str | None = None
    caution: str | None = None
    say: str | None = None
    figure: "Figure | None" = None
    picture: str | None = None
