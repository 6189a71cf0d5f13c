"""Files looked at before anybody uses them: every fault of every one, and what each of them is.

A routine is held against the exercises that there are, and against those named beside it.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backstay.catalogue.exercise_file import EXERCISE, ExerciseFile, read_exercise
from backstay.catalogue.forms import Form
from backstay.catalogue.guard import open_guarded, unread
from backstay.catalogue.ladders import link_ladders
from backstay.catalogue.nodes import MapNode, Node, Source
from backstay.catalogue.pack import PACK_SUFFIX, PackError
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.problems import HIDDEN, Problem
from backstay.catalogue.reader import Reader
from backstay.catalogue.routine_file import ROUTINE, read_routine
from backstay.catalogue.shelves import (
    EXERCISES,
    ROUTINES,
    check_picture,
    finished,
    is_yaml,
    misnamed,
    read_shelf,
    yaml_files,
)
from backstay.domain.exercise import Exercise


class FileKind(StrEnum):
    """What a file is."""

    EXERCISE = "exercise"
    ROUTINE = "routine"
    PACK = "pack"


_FOLDERS = {EXERCISES: FileKind.EXERCISE, ROUTINES: FileKind.ROUTINE}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with its problems. ``kind`` is None where nobody can tell what it was meant to be."""

    path: Path
    kind: FileKind | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    kind: FileKind | None
    node: Node | None
    reader: Reader


def validate_files(files: Sequence[Path], shipped: Path, user: Path | None = None) -> tuple[Problem, ...]:
    """All problems of all files, as ``check_files`` finds them."""
    return tuple(problem for file in check_files(files, shipped, user) for problem in file.problems)


def check_files(files: Sequence[Path], shipped: Path, user: Path | None = None) -> tuple[Checked, ...]:
    """Look at exercises, routines, packs and whole folders of them; nothing is raised.

    A folder stands for every such file below it. Whether a file is an exercise or a routine is told
    by the folder it stands in, or else by its keys.
    """
    opened = [_open(path) for path in dict.fromkeys(path for file in files for path in _below(file))]
    exercises, unreadable = _exercises(opened, shipped, user)
    return tuple(_checked(file, exercises, unreadable) for file in opened)


def _below(path: Path) -> Iterator[Path]:
    """The file itself, or what can be read in a folder; a closed or empty folder stands for itself."""
    if not os.path.isdir(path):
        yield path
        return
    closed: list[str] = []
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(path, onerror=lambda error: closed.append(error.filename))
        for name in names
        if is_yaml(name) or (_is_pack(name) and not name.startswith("."))
    ]
    yield from sorted([*found, *map(Path, closed)]) or [path]


def _is_pack(name: str) -> bool:
    return name.lower().endswith(PACK_SUFFIX)


def _open(path: Path) -> _Opened:
    if os.path.isdir(path):
        return _Opened(path, None, None, _unread_folder(path))
    if _is_pack(path.name):
        return _Opened(path, FileKind.PACK, None, Reader(Source(str(path), "")))
    node, reader = open_guarded(path)
    if node is not None and not is_yaml(path.name):
        return _Opened(path, None, None, misnamed(path))
    kind = _FOLDERS.get(path.parent.name) or _kind_by_keys(node)
    if node is not None and kind is None:
        reader.report(node, "this is neither an exercise nor a routine", "one with a dose, or one with steps")
    return _Opened(path, kind, node, reader)


def _unread_folder(path: Path) -> Reader:
    try:
        os.scandir(path).close()
    except OSError as error:
        return unread(path, f"this folder cannot be opened: {error.strerror or error}")
    return unread(path, "there is nothing to read in this folder", "files that end in .yaml or .backstay")


def _kind_by_keys(node: Node | None) -> FileKind | None:
    names = {key.text for key, _ in node.entries} if isinstance(node, MapNode) else set()
    of_exercise, of_routine = (len(names & (own - other)) for own, other in _NAMES)
    if of_exercise == of_routine:
        return None
    return FileKind.EXERCISE if of_exercise > of_routine else FileKind.ROUTINE


def _names(form: Form) -> frozenset[str]:
    return frozenset(key.name for key in form.keys)


_NAMES = (
    (_names(EXERCISE), _names(ROUTINE)),
    (_names(ROUTINE), _names(EXERCISE)),
)


def _exercises(
    opened: Sequence[_Opened], shipped: Path, user: Path | None
) -> tuple[Mapping[str, Exercise], frozenset[str]]:
    """Every exercise by id, those of the named files over the rest, and the ids that cannot be read."""
    folders = (shipped,) if user is None else (shipped, user)
    paths = [path for folder in folders for path in yaml_files(folder / EXERCISES, [])]
    shelf = finished(read_shelf(paths, lambda node, reader, path: read_exercise(node, reader, path.stem)))
    unreadable = set(shelf.unreadable)
    named: dict[str, ExerciseFile] = {}
    for file in opened:
        if file.kind is not FileKind.EXERCISE:
            continue
        value = None if file.node is None else read_exercise(file.node, file.reader, file.path.stem)
        if value is None:
            unreadable.add(file.path.stem)
            continue
        named[file.path.stem] = value
        if file.path.parent.name == EXERCISES:
            check_picture(value, file.path)
    # The named ones come last, so that a circle is told in them.
    files = {file_id: file for file_id, file in shelf.read.items() if file_id not in named} | named
    missing = frozenset(unreadable - files.keys())
    return link_ladders(files, missing), missing


def _checked(file: _Opened, exercises: Mapping[str, Exercise], unreadable: frozenset[str]) -> Checked:
    if file.kind is FileKind.PACK:
        return Checked(file.path, file.kind, _pack_problems(file.path, exercises))
    if file.kind is FileKind.ROUTINE and file.node is not None:
        read_routine(file.node, file.reader, file.path.stem, exercises, unreadable)
    return Checked(file.path, file.kind, file.reader.problems)


def _pack_problems(path: Path, exercises: Mapping[str, Exercise]) -> tuple[Problem, ...]:
    try:
        pack = read_pack(path, exercises)
    except PackError as error:
        where = HIDDEN.sub("\ufffd", error.where or str(path))
        return (Problem(where, 0, 0, error.what.removesuffix("."), error.expected),)
    if pack.problems or pack.routines or pack.exercises:
        return pack.problems
    where = HIDDEN.sub("\ufffd", str(path))
    return (Problem(where, 0, 0, "there is nothing in this pack", "at least one routine or exercise"),)
