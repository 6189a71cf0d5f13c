"""The files of one kind, read one by one: what could be read, what could not, and which file counts."""

import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from backstay.catalogue.exercise_file import ExerciseFile
from backstay.catalogue.guard import open_guarded, unread
from backstay.catalogue.nodes import Node
from backstay.catalogue.problems import Place
from backstay.catalogue.reader import Reader

EXERCISES, ROUTINES, PICTURES = "exercises", "routines", "pictures"
"""The folders below a folder of routines; the first two are the kinds of files, too."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[V]):
    """The files of one kind: what was read, and from where, by id; the ids of the others; every reader.

    ``overridden`` are the ids for which a file of a later folder stands in place of an earlier one.
    """

    read: dict[str, V]
    paths: dict[str, Path]
    unreadable: frozenset[str]
    overridden: tuple[str, ...]
    readers: tuple[Reader, ...]


def read_shelf(
    paths: Iterable[Path], read: Callable[[Node, Reader, Path], V | None]
) -> Generator[None, None, Shelf[V]]:
    """Read the files in their order, yielding after each; of two with one id the later one counts.

    A file with a problem never takes the place of one without, and of two with one id in the same
    folder the second is told and left out.
    """
    values, places = dict[str, V](), dict[str, Path]()
    unreadable, overridden, readers = set[str](), list[str](), list[Reader]()
    for path in paths:
        file_id, before = path.stem, places.get(path.stem)
        node, reader = open_guarded(path)
        readers.append(reader)
        value = None if node is None else read(node, reader, path)
        if value is None:
            unreadable.add(file_id)
            if before is not None and before.parent != path.parent:
                reader.report(Place(0, 0), "the shipped file stays in use until this one is mended")
        elif before is not None and before.parent == path.parent:
            reader.report(Place(0, 0), "two files have this id", "one of them", before.name)
        else:
            if before is not None:
                overridden.append(file_id)
                # The person's own files are looked at last, so that a circle is told in them.
                del values[file_id]
            values[file_id], places[file_id] = value, path
        yield
    return Shelf(values, places, frozenset(unreadable - values.keys()), tuple(overridden), tuple(readers))


def finished(steps: Generator[object, None, V]) -> V:
    """What a piece of work returns that is done step by step, done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: V = end.value
            return value


def check_picture(file: ExerciseFile, path: Path) -> None:
    """Note a picture that an exercise names and that does not stand where it is looked for."""
    picture = file.picture
    if picture is not None and not os.path.isfile(pictures_beside(path) / picture.text):
        expected = "a file in the folder pictures beside exercises"
        file.reader.report(picture, "there is no such picture", expected, picture.text)


def pictures_beside(file: Path) -> Path:
    """The folder where the pictures of an exercise file are looked for."""
    return file.parent.parent / PICTURES


def strays(folder: Path, readers: list[Reader]) -> None:
    """Note the files that nothing looks for: those beside the folders, and those that end in .yaml.txt."""
    for path in yaml_files(folder, readers):
        readers.append(
            unread(path, "this file is not read here", "the folder exercises or routines beside it")
        )
    for name in (EXERCISES, ROUTINES):
        # A folder that cannot be looked into has been told.
        readers.extend(misnamed(path) for path in yaml_files(folder / name, [], _is_misnamed))


def misnamed(path: Path) -> Reader:
    """A reader with the problem of a file that the program would pass over for its name."""
    return unread(path, "a file of this name is not read", "a name that ends in .yaml")


def is_yaml(name: str) -> bool:
    """Whether a file of this name is read."""
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder. A link that leads in a circle is none; who opens it says why."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_misnamed(name: str) -> bool:
    # Some editors put their own ending behind the one that was typed, and some systems hide it.
    return name.lower().endswith((".yaml.txt", ".yml.txt")) and not name.startswith(".")


def yaml_files(folder: Path, readers: list[Reader], is_wanted: Callable[[str], bool] = is_yaml) -> list[Path]:
    """The files to read, by name; a folder that cannot be looked into is told by one of ``readers``.

    What starts with a dot is of an editor or of the system.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if is_wanted(entry.name) and not _is_folder(entry))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        readers.append(unread(folder, f"this folder cannot be opened: {error.strerror or error}"))
        return []
    return [folder / name for name in names]
