"""Where it hurts and how much, asked while a session is paused because of it: one key answers each, and
neither has to be answered. Of somebody who keeps no scores nothing is asked.
"""

from collections.abc import Callable
from enum import Enum, auto

from backstay.cli.console import ENTER_KEY, Console
from backstay.cli.hurt_words import choices_text, region_text, score_text
from backstay.domain.exercise import Exercise
from backstay.domain.pain import SCORE_MAX, SCORE_MIN, PainScore, Region

_TEN = "x"
_REGIONS = {str((number + 1) % 10): region for number, region in enumerate(Region)}
_SCORES = {**{str(score): score for score in range(SCORE_MIN, SCORE_MAX)}, _TEN: SCORE_MAX}


class _Asked(Enum):
    WHERE = auto()
    HOW_MUCH = auto()
    NOTHING = auto()


class HurtQuestions:
    """``told`` is handed the score as soon as it is known. Without ``asks_pain`` it only says what can be
    done.
    """

    def __init__(self, console: Console, told: Callable[[PainScore], None], *, asks_pain: bool) -> None:
        self._asks_pain = asks_pain
        self._console = console
        self._told = told
        self._asked = _Asked.NOTHING
        self._region: Region | None = None
        self._easier: Exercise | None = None

    @property
    def prompt(self) -> str:
        """What the line that is written over says meanwhile."""
        match self._asked:
            case _Asked.WHERE:
                return "  where? 1 to 9 or 0, Enter passes it by"
            case _Asked.HOW_MUCH:
                return "  how much? 0 to 9, x is ten, Enter passes it by"
            case _Asked.NOTHING:
                return "  paused"

    def begin(self, easier: Exercise | None) -> None:
        """Say what can be done, and ask from the first question on."""
        self._easier, self._region = easier, None
        self._asked = _Asked.WHERE if self._asks_pain else _Asked.NOTHING
        for line in ("", choices_text(easier)):
            self._console.say(line)
        if not self._asks_pain:
            return
        regions = ", ".join(f"{key} {region_text(region)}" for key, region in _REGIONS.items())
        self._console.say(f"If you like, where does it hurt? {regions}; Enter passes it by.")

    def press(self, key: str) -> None:
        """Take an answer; a key that is none does nothing."""
        if self._asked is _Asked.WHERE and (key == ENTER_KEY or key in _REGIONS):
            self._region = _REGIONS.get(key)
            self._ask_how_much()
        elif self._asked is _Asked.HOW_MUCH and key == ENTER_KEY:
            self._settle("")
        elif self._asked is _Asked.HOW_MUCH and key in _SCORES:
            pain = PainScore(_SCORES[key], region=self._region)
            self._told(pain)
            where = f"{region_text(pain.region)}, " if pain.region is not None else ""
            self._settle(f"Noted: {where}{score_text(pain.score)}. ")

    def _ask_how_much(self) -> None:
        self._asked = _Asked.HOW_MUCH
        where = f"{region_text(self._region).capitalize()}. " if self._region is not None else ""
        self._console.say(
            f"{where}How much, {SCORE_MIN} (none) to {SCORE_MAX} (as bad as you can imagine)? "
            f"One key, {_TEN} is ten; Enter passes it by."
        )

    def _settle(self, noted: str) -> None:
        self._asked = _Asked.NOTHING
        self._console.say(f"{noted}{choices_text(self._easier)}")
