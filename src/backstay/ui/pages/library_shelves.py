"""What stands in the library, and which of it is shown: by one of a few choices, and by typed words."""

import re
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from backstay.app import SHORT_BREAK_S, App
from backstay.domain.exercise import Area, Exercise
from backstay.domain.routine import Routine
from backstay.domain.timeline import announced_s
from backstay.ui import wording
from backstay.ui.widgets.tiles import Tile

translate = QCoreApplication.translate

ALL = "all"
_AREAS: Mapping[str, frozenset[Area]] = {
    "neck-shoulders": frozenset({Area.NECK, Area.SHOULDERS, Area.CHEST}),
    "back": frozenset({Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK}),
    "core": frozenset({Area.CORE, Area.SIDES}),
    "hips-legs": frozenset({Area.HIPS, Area.THIGHS, Area.LEGS}),
    "whole-body": frozenset({Area.WHOLE_BODY}),
}


class Shelf(Protocol):
    """One kind of things of the library."""

    def count(self) -> int:
        """How many there are."""

    def choices(self) -> Mapping[str, str]:
        """The words of the choices, each by its name; ``all`` is the first."""

    def tiles(self, choice: str, wanted: str) -> tuple[Tile, ...]:
        """Those that the choice lets through and the ``wanted`` words find."""

    def drawn(self, item: str) -> Exercise | None:
        """The exercise whose figure stands for the thing with this id."""


class ExerciseShelf:
    """All exercises by their names; chosen by the part of the body."""

    def __init__(self, app: App) -> None:
        self._app = app

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
        return tuple(
            Tile(e.id, e.name, _exercise_detail(e))
            for e in exercises
            if (choice == ALL or _AREAS[choice] & set(e.areas)) and is_found(wanted, exercise_words(e))
        )

    def drawn(self, item: str) -> Exercise | None:
        """The exercise itself."""
        return self._app.library.exercises.get(item)


class RoutineShelf:
    """All routines from calm to demanding; chosen by what they ask for."""

    def __init__(self, app: App) -> None:
        self._app = app

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
        return tuple(
            Tile(r.id, r.name, self._detail(r))
            for r in routines
            if self._fits(r, choice) and is_found(wanted, routine_words(r))
        )

    def drawn(self, item: str) -> Exercise | None:
        """The exercise that stands for the routine."""
        routine = self._app.library.routines.get(item)
        return None if routine is None else routine.drawn_exercise()

    def _fits(self, routine: Routine, choice: str) -> bool:
        if choice == "short":
            return announced_s(routine, self._app.preferences) <= SHORT_BREAK_S
        return choice in (ALL, f"level-{routine.level}")

    def _detail(self, routine: Routine) -> str:
        length = wording.length_text(announced_s(routine, self._app.preferences))
        needs = wording.equipment_text(routine.equipment())
        return " · ".join((length, wording.level_text(routine.level), needs))


def exercise_words(exercise: Exercise) -> str:
    """All that an exercise is found by: name, regions, position and equipment."""
    where, needs = wording.position_text(exercise.position), wording.equipment_text(exercise.equipment)
    keys = (exercise.position, *exercise.equipment)
    return _plain(" ".join((exercise.name, wording.areas_text(exercise.areas), where, needs, *keys)))


def routine_words(routine: Routine) -> str:
    """All that a routine is found by: its own words, and those of its exercises."""
    own = _plain(" ".join((routine.name, routine.summary, wording.level_text(routine.level))))
    return " ".join((own, *map(exercise_words, routine.exercises())))


def is_found(wanted: str, words: str) -> bool:
    """Whether each word of ``wanted`` begins one of ``words``."""
    return all(f" {part}" in f" {words}" for part in _plain(wanted).split())


def _plain(text: str) -> str:
    """Without capitals, hyphens and commas, as people type."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _exercise_detail(exercise: Exercise) -> str:
    return " · ".join((wording.areas_text(exercise.areas), wording.position_text(exercise.position)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
