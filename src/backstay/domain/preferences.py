"""What the person has set. Defaults are here; a saved value goes over its default."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backstay.domain.pain import Region


class Theme(StrEnum):
    """Which palette the windows use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class SpeechAmount(StrEnum):
    """How much the voice says: names alone, counts too, or also the words of the tempo."""

    NAMES = "names"
    COUNTS = "counts"
    ALL = "all"


class SpeechRate(StrEnum):
    """How fast the voice speaks."""

    SLOW = "slow"
    USUAL = "usual"
    FAST = "fast"


class MusicManner(StrEnum):
    """What becomes of other programs' music while the voice speaks."""

    LEAVE = "leave"
    LOWER = "lower"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings with their units and ranges.

    ``text_percent`` 100-200, ``volume_percent`` 0-100, ``cue_offset_ms`` 0-500 by which what is heard
    comes ahead, ``get_ready_s`` 0-60 before the first step,
    ``voice_volume_percent`` 0-100, ``voice_name`` empty for the voice that the computer chooses,
    ``transition_s`` 0-60 between exercises, ``change_side_s`` 0-30, ``weekly_sessions`` 1-14.
    ``cautions_seen`` are the exercise ids whose caution was read. ``emergency_number`` is empty until
    it is set (``domain.safety.EMERGENCY_NUMBER``). ``welcome_seen`` says that what the program is and is
    not was shown. ``asks_daily`` puts the score on Today every day in place of once a week; ``pain_on``
    False asks for no pain score anywhere. ``weekly_put_off_on`` is the day on which the weekly question was
    last put off (``domain.weekly``). ``backup_folder`` is a second place for backups and ``sync_folder`` one
    that other computers of the same person share; empty without one, else an absolute path.
    """

    theme: Theme = Theme.SYSTEM
    text_percent: int = 100
    sound_on: bool = True
    volume_percent: int = 70
    cue_offset_ms: int = 0
    # On, because whoever lies on a mat two metres away can read little; M silences it at once.
    voice_on: bool = True
    voice_amount: SpeechAmount = SpeechAmount.COUNTS
    voice_rate: SpeechRate = SpeechRate.USUAL
    voice_volume_percent: int = 80
    voice_name: str = ""
    music: MusicManner = MusicManner.LEAVE
    get_ready_s: int = 5
    transition_s: int = 10
    change_side_s: int = 5
    reduced_motion: bool = False
    weekly_sessions: int = 3
    region: Region | None = None
    cautions_seen: tuple[str, ...] = ()
    emergency_number: str = ""
    welcome_seen: bool = False
    # Off, because being asked every day can slow recovery (Ferrari 2015).
    asks_daily: bool = False
    pain_on: bool = True
    weekly_put_off_on: date | None = None
    backup_folder: str = ""
    sync_folder: str = ""
