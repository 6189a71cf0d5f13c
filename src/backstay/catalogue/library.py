"""Every exercise and routine there is, the shipped ones first and the person's own over them."""

import os
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from backstay.catalogue.exercise_file import ExerciseFile, read_exercise
from backstay.catalogue.ladders import link_ladders
from backstay.catalogue.nodes import Node
from backstay.catalogue.problems import Problem, nearest_word
from backstay.catalogue.reader import Reader
from backstay.catalogue.routine_file import read_routine
from backstay.catalogue.shelves import (
    EXERCISES,
    ROUTINES,
    Shelf,
    check_picture,
    finished,
    pictures_beside,
    read_shelf,
    strays,
    yaml_files,
)
from backstay.domain.errors import InputError
from backstay.domain.exercise import Exercise
from backstay.domain.routine import Routine

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Loading:
    """How far the loading has come: ``done`` of ``total`` files."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Library:
    """What could be read, and what is wrong with the rest.

    ``exercises`` run by id, ``routines`` from calm to demanding. ``overridden`` are the ids whose
    shipped file gave way to one of the person's own. ``files`` has the path of each file that
    counts, by folder (``exercises`` or ``routines``) and id; ``user`` is the person's own folder.
    """

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    problems: tuple[Problem, ...]
    overridden: tuple[str, ...]
    files: Mapping[tuple[str, str], Path]
    user: Path | None = None

    def file_of(self, folder: str, file_id: str) -> Path | None:
        """The file that counts for this id in ``folder``, ``exercises`` or ``routines``."""
        return self.files.get((folder, file_id))

    def is_own(self, folder: str, file_id: str) -> bool:
        """Whether the file that counts is one of the person's own."""
        file = self.file_of(folder, file_id)
        return file is not None and self.user is not None and file.parent.parent == self.user

    def picture_of(self, exercise: Exercise) -> Path | None:
        """The picture file of an exercise, in the folder ``pictures`` beside that of its file.

        None without a picture or when there is no such file. What it holds has not been looked at.
        """
        file = self.file_of(EXERCISES, exercise.id)
        if file is None or exercise.picture is None:
            return None
        picture = pictures_beside(file) / exercise.picture
        return picture if os.path.isfile(picture) else None

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id. Raises ``InputError`` that names the nearest one."""
        return self._named(self.exercises, exercise_id, "exercise")

    def routine(self, routine_id: str) -> Routine:
        """The routine with this id. Raises ``InputError`` that names the nearest one."""
        return self._named(self.routines, routine_id, "routine")

    def problem_of(self, folder: str, file_id: str) -> Problem | None:
        """The first problem of the file that this id has in ``folder``, ``exercises`` or ``routines``."""
        wanted = (folder, file_id)
        return next(
            (p for p in self.problems if (Path(p.file).parent.name, Path(p.file).stem) == wanted), None
        )

    def _named(self, known: Mapping[str, V], wanted: str, kind: str) -> V:
        if wanted in known:
            return known[wanted]
        if problem := self.problem_of(f"{kind}s", wanted):
            raise InputError(
                f'The file of the {kind} "{wanted}" has problems.',
                where=problem.where(),
                mend="look at the problems that “backstay list” and the page Routines show",
            )
        nearest = nearest_word(wanted, known)
        raise InputError(
            f'There is no {kind} "{wanted}".',
            expected="one of " + ", ".join(known),
            mend=f'Did you mean "{nearest}"?' if nearest else "",
        )


def load_library(shipped: Path, user: Path | None = None, *, is_drawn: bool = True) -> Library:
    """Read ``exercises/*.yaml`` and ``routines/*.yaml`` below both folders, as ``loading`` does."""
    return finished(loading(shipped, user, is_drawn=is_drawn))


def loading(
    shipped: Path, user: Path | None = None, *, is_drawn: bool = True
) -> Generator[Loading, None, Library]:
    """Read ``exercises/*.yaml`` and ``routines/*.yaml`` below both folders, yielding after each file.

    A file with a problem is left out and told in ``problems``; it never stops the others. Where
    both folders have an id, the person's file counts, unless it has problems. A neighbour or a
    picture that does not exist is told too, but the exercise stays. Without ``is_drawn`` the figures
    of shipped files are passed over, for who wants to know names and doses alone.
    """
    folders = (shipped,) if user is None else (shipped, user)
    beside: list[Reader] = []
    exercise_files = [path for folder in folders for path in yaml_files(folder / EXERCISES, beside)]
    routine_files = [path for folder in folders for path in yaml_files(folder / ROUTINES, beside)]
    total = len(exercise_files) + len(routine_files)
    undrawn = None if is_drawn else shipped / EXERCISES
    exercise_shelf = yield from _counted(read_shelf(exercise_files, partial(_exercise, undrawn)), 0, total)
    exercises = link_ladders(exercise_shelf.read, exercise_shelf.unreadable)
    for file_id, file in exercise_shelf.read.items():
        check_picture(file, exercise_shelf.paths[file_id])
    read = partial(_routine, exercises, exercise_shelf.unreadable)
    routine_shelf = yield from _counted(read_shelf(routine_files, read), len(exercise_files), total)
    if user is not None:
        strays(user, beside)
    return Library(
        exercises=MappingProxyType(dict(sorted(exercises.items()))),
        routines=MappingProxyType(dict(sorted(routine_shelf.read.items(), key=_from_calm))),
        problems=_problems((*exercise_shelf.readers, *routine_shelf.readers, *beside)),
        overridden=(*exercise_shelf.overridden, *routine_shelf.overridden),
        files=MappingProxyType(
            {(EXERCISES, file_id): path for file_id, path in exercise_shelf.paths.items()}
            | {(ROUTINES, file_id): path for file_id, path in routine_shelf.paths.items()}
        ),
        user=user,
    )


def _exercise(undrawn: Path | None, node: Node, reader: Reader, path: Path) -> ExerciseFile | None:
    return read_exercise(node, reader, path.stem, is_drawn=path.parent != undrawn)


def _routine(
    exercises: Mapping[str, Exercise], unreadable: Collection[str], node: Node, reader: Reader, path: Path
) -> Routine | None:
    return read_routine(node, reader, path.stem, exercises, unreadable)


def _counted(
    shelf: Generator[None, None, Shelf[V]], before: int, total: int
) -> Generator[Loading, None, Shelf[V]]:
    done = before
    while True:
        try:
            next(shelf)
        except StopIteration as end:
            filled: Shelf[V] = end.value
            return filled
        done += 1
        yield Loading(done, total)


def _problems(readers: Iterable[Reader]) -> tuple[Problem, ...]:
    return tuple(chain.from_iterable(reader.problems for reader in readers))


def newcomer_routine(library: Library) -> Routine:
    """The routine to offer somebody who has done none yet.

    The calmest level, nothing that carries a caution, and among those the one with the most
    exercises: a whole session rather than a short break. Raises ``InputError`` when there is none.
    """
    if not library.routines:
        raise InputError(
            "There is no routine that can be read.", mend="Look at the problems listed on Routines."
        )
    return min(library.routines.values(), key=_strangeness)


def _strangeness(routine: Routine) -> tuple[bool, int, int, str]:
    exercises = routine.exercises()
    return any(e.caution for e in exercises), routine.level, -len(exercises), routine.id


def _from_calm(item: tuple[str, Routine]) -> tuple[int, str]:
    return item[1].level, item[0]
