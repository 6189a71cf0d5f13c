"""Every exercise and routine there is, the shipped ones first and the person's own over them."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from backstay.catalogue.exercise_file import read_exercise
from backstay.catalogue.guard import open_guarded, unread
from backstay.catalogue.ladders import link_ladders
from backstay.catalogue.nodes import Node, Reader
from backstay.catalogue.problems import Problem, nearest_word
from backstay.catalogue.routine_file import read_routine
from backstay.domain.errors import InputError
from backstay.domain.exercise import Exercise
from backstay.domain.routine import Routine

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Library:
    """What could be read, and what is wrong with the rest.

    ``exercises`` run by id, ``routines`` from calm to demanding. ``overridden`` are the ids whose
    shipped file gave way to one of the person's own.
    """

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    problems: tuple[Problem, ...]
    overridden: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class _Shelf(Generic[V]):
    """The files of one kind: those that could be read by id, the ids of the others, and every reader."""

    read: dict[str, V]
    unreadable: frozenset[str]
    overridden: tuple[str, ...]
    readers: tuple[Reader, ...]


def load_library(shipped: Path, user: Path | None = None) -> Library:
    """Read ``exercises/*.yaml`` and ``routines/*.yaml`` below both folders.

    A file with a problem is left out and told in ``problems``; it never stops the others. Where
    both folders have an id, the person's file counts, unless it has problems. A neighbour that
    does not exist is told too, but the exercise stays.
    """
    folders = (shipped,) if user is None else (shipped, user)
    exercise_shelf = _shelf([folder / "exercises" for folder in folders], read_exercise)
    exercises = link_ladders(exercise_shelf.read, exercise_shelf.unreadable)
    routine_shelf = _shelf(
        [folder / "routines" for folder in folders],
        partial(read_routine, exercises=exercises, unreadable=exercise_shelf.unreadable),
    )
    strays = () if user is None else _strays(user)
    readers = (*exercise_shelf.readers, *routine_shelf.readers, *strays)
    return Library(
        exercises=MappingProxyType(dict(sorted(exercises.items()))),
        routines=MappingProxyType(dict(sorted(routine_shelf.read.items(), key=_from_calm))),
        problems=tuple(problem for reader in readers for problem in reader.problems),
        overridden=(*exercise_shelf.overridden, *routine_shelf.overridden),
    )


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


def _shelf(folders: Sequence[Path], read: Callable[[Node, Reader, str], V | None]) -> _Shelf[V]:
    values: dict[str, V] = {}
    unreadable, overridden, readers = set[str](), list[str](), list[Reader]()
    for path in chain.from_iterable(_yaml_files(folder, readers) for folder in folders):
        node, reader = open_guarded(path)
        readers.append(reader)
        value = None if node is None else read(node, reader, path.stem)
        if value is None:
            unreadable.add(path.stem)
            continue
        # The person's own files are looked at last, so that a circle is told in them.
        if values.pop(path.stem, None) is not None:
            overridden.append(path.stem)
        values[path.stem] = value
    return _Shelf(values, frozenset(unreadable - values.keys()), tuple(overridden), tuple(readers))


def _strays(folder: Path) -> list[Reader]:
    """Files that stand beside the two folders, where nothing looks for them."""
    readers: list[Reader] = []
    for path in _yaml_files(folder, readers):
        readers.append(
            unread(path, "this file is not read here", "the folder exercises or routines beside it")
        )
    return readers


def _yaml_files(folder: Path, readers: list[Reader]) -> list[Path]:
    """The files to read, by name; a folder that cannot be looked into is told by one of ``readers``.

    What starts with a dot is of an editor or of the system.
    """
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        readers.append(unread(folder, f"this folder cannot be opened: {error.strerror or error}"))
        return []
    named = [folder / n for n in names if n.lower().endswith((".yaml", ".yml")) and not n.startswith(".")]
    return [path for path in named if not os.path.isdir(path)]
