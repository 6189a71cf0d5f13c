"""What stands in the library, and which of it is shown: by one of a few choices, and by typed words."""

import re
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from backstay.app import App
from backstay.domain.exercise import Area, Exercise, Position
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.recommended import SHORT_BREAK_S
from backstay.ui import wording
from backstay.ui.widgets.tiles import Tile

translate = QCoreApplication.translate

ALL = "all"
_LYING = (Position.SUPINE, Position.PRONE, Position.SIDE_LYING)
_AREAS: Mapping[str, frozenset[Area]] = {
    "neck-shoulders": frozenset({Area.NECK, Area.SHOULDERS, Area.CHEST}),
    "back": frozenset({Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK}),
    "core": frozenset({Area.CORE, Area.SIDES}),
    "hips-legs": frozenset({Area.HIPS, Area.THIGHS, Area.LEGS}),
    "whole-body": frozenset({Area.WHOLE_BODY}),
}


class Shelf(Protocol):
    """One kind of things of the library. What has to be worked out is worked out when it is asked for,
    and kept: there may be a thousand of them.
    """

    def forget(self) -> None:
        """The files or the settings are not what they were."""

    def count(self) -> int:
        """How many there are."""

    def choices(self) -> Mapping[str, str]:
        """The words of the choices, each by its name; ``all`` is the first."""

    def tiles(self, choice: str, wanted: str) -> tuple[Tile, ...]:
        """Those that the choice lets through and the ``wanted`` words find."""

    def detail(self, item: str) -> str:
        """The line beneath the name of the thing with this id; nothing when it is gone."""

    def drawn(self, item: str) -> Exercise | None:
        """The exercise whose figure stands for the thing with this id."""


class ExerciseShelf:
    """All exercises by their names; chosen by the part of the body."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._words: dict[str, str] = {}

    def forget(self) -> None:
        """Work everything out anew."""
        self._words.clear()

    def count(self) -> int:
        """How many there are."""
        return len(self._app.library.exercises)

    def choices(self) -> Mapping[str, str]:
        """Everything, and the parts of the body."""
        return {
            ALL: translate("Library", "All"),
            "neck-shoulders": translate("Library", "Neck and shoulders"),
            "back": translate("Library", "Back"),
            "core": translate("Library", "Core"),
            "hips-legs": translate("Library", "Hips and legs"),
            "whole-body": translate("Library", "Whole body"),
        }

    def tiles(self, choice: str, wanted: str) -> tuple[Tile, ...]:
        """By name."""
        exercises = sorted(self._app.library.exercises.values(), key=lambda e: e.name.casefold())
        chosen = (e for e in exercises if choice == ALL or _AREAS[choice] & set(e.areas))
        return tuple(Tile(e.id, e.name) for e in chosen if is_found(wanted, self.words(e)))

    def words(self, exercise: Exercise) -> str:
        """All that it is found by."""
        if exercise.id not in self._words:
            self._words[exercise.id] = exercise_words(exercise)
        return self._words[exercise.id]

    def detail(self, item: str) -> str:
        """Region and position."""
        exercise = self._app.library.exercises.get(item)
        if exercise is None:
            return ""
        return " · ".join((wording.areas_text(exercise.areas), wording.position_text(exercise.position)))

    def drawn(self, item: str) -> Exercise | None:
        """The exercise itself."""
        return self._app.library.exercises.get(item)


class RoutineShelf:
    """All routines from calm to demanding; chosen by what they ask for."""

    def __init__(self, app: App, exercises: ExerciseShelf) -> None:
        self._app, self._exercises = app, exercises
        self._words: dict[str, str] = {}
        self._lengths_s: dict[str, float] = {}

    def forget(self) -> None:
        """Work everything out anew."""
        self._words.clear()
        self._lengths_s.clear()

    def count(self) -> int:
        """How many there are."""
        return len(self._app.library.routines)

    def choices(self) -> Mapping[str, str]:
        """Everything, the short ones, and the levels."""
        short = translate("Library", "Up to {minutes} min").format(minutes=round(SHORT_BREAK_S / 60))
        levels = {f"level-{level}": _capital(wording.level_text(level)) for level in (1, 2, 3)}
        return {ALL: translate("Library", "All"), "short": short, **levels}

    def tiles(self, choice: str, wanted: str) -> tuple[Tile, ...]:
        """From calm to demanding."""
        routines = self._app.library.routines.values()
        chosen = (r for r in routines if self._fits(r, choice))
        return tuple(Tile(r.id, r.name) for r in chosen if is_found(wanted, self._words_of(r)))

    def detail(self, item: str) -> str:
        """Length, level and equipment."""
        routine = self._app.library.routines.get(item)
        if routine is None:
            return ""
        length = wording.length_text(self._length_s(routine))
        needs = wording.equipment_text(routine.equipment())
        return " · ".join((length, wording.level_text(routine.level), needs))

    def drawn(self, item: str) -> Exercise | None:
        """The exercise that stands for the routine."""
        routine = self._app.library.routines.get(item)
        return None if routine is None else routine.drawn_exercise()

    def _fits(self, routine: Routine, choice: str) -> bool:
        if choice == "short":
            return self._length_s(routine) <= SHORT_BREAK_S
        return choice in (ALL, f"level-{routine.level}")

    def _length_s(self, routine: Routine) -> float:
        if routine.id not in self._lengths_s:
            self._lengths_s[routine.id] = announced_s(routine, self._app.preferences)
        return self._lengths_s[routine.id]

    def _words_of(self, routine: Routine) -> str:
        """Its own words, and those of its exercises."""
        if routine.id not in self._words:
            own = plain(" ".join((routine.name, routine.summary, wording.level_text(routine.level))))
            self._words[routine.id] = " ".join((own, *map(self._exercises.words, routine.exercises())))
        return self._words[routine.id]


def exercise_words(exercise: Exercise) -> str:
    """All that an exercise is found by: name, regions, position and equipment."""
    where, needs = wording.position_text(exercise.position), wording.equipment_text(exercise.equipment)
    lying = translate("Library", "lying") if exercise.position in _LYING else ""
    keys = (exercise.position, lying, *exercise.equipment)
    return plain(" ".join((exercise.name, wording.areas_text(exercise.areas), where, needs, *keys)))


def is_found(wanted: str, words: str) -> bool:
    """Whether each word of ``wanted`` begins one of ``words``."""
    return all(f" {part}" in f" {words}" for part in plain(wanted).split())


def plain(text: str) -> str:
    """``text`` without capitals, hyphens and commas, as people type."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
