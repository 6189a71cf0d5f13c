"""A pack from its bytes: every file in it goes through the same door as one that was typed here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from backstay.catalogue import grammar
from backstay.catalogue.exercise_file import ExerciseFile, read_exercise
from backstay.catalogue.guard import parse_guarded
from backstay.catalogue.nodes import Node, Source, TextNode
from backstay.catalogue.pack import PACK_FILE, PACK_FORMAT, Pack, PackError
from backstay.catalogue.pack_container import Contents, read_bytes, unpack
from backstay.catalogue.pictures import check_picture
from backstay.catalogue.problems import Place, Problem
from backstay.catalogue.reader import Reader
from backstay.catalogue.routine_file import read_routine
from backstay.catalogue.shelves import EXERCISES, PICTURES, ROUTINES
from backstay.domain.exercise import Exercise

LONGEST_NAME = 60
LONGEST_CREDIT = 80

ENOUGH_PROBLEMS = 40
"""Once so many are noted, the files that are left are not looked into."""

_MEND = "ask for the pack again, as it was made by “backstay pack”"

V = TypeVar("V")


def read_pack(path: Path, known: Mapping[str, Exercise]) -> Pack:
    """The pack in a file. Its routines may use the exercises in it and those that are ``known`` here.

    Files in it that have problems are left out and told in ``problems``, at places such as
    ``my.backstay!exercises/bird.yaml:3:5``. Raises ``PackError`` when the pack is refused as a whole.
    """
    return read_pack_bytes(read_bytes(path), path, known)


def read_pack_bytes(data: bytes, path: Path, known: Mapping[str, Exercise]) -> Pack:
    """The same for bytes already read, at most 32 MiB of them; ``path`` is the name that problems show."""
    contents = unpack(data, str(path))
    heading = _heading(contents, str(path))
    opening = _Opening(contents, str(path), known)
    exercises, routines = opening.exercises(), opening.routines()
    pictures = opening.pictures()
    opening.note_others()
    return Pack(
        path=path,
        name=heading.name,
        author=heading.author,
        licence=heading.licence,
        exercises=MappingProxyType(exercises),
        routines=MappingProxyType(routines),
        pictures=MappingProxyType(pictures),
        problems=tuple(opening.problems),
    )


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a pack says about itself."""

    name: str
    author: str
    licence: str


def _heading(contents: Contents, label: str) -> _Heading:
    raw = contents.files.get(PACK_FILE)
    if raw is None:
        raise PackError(
            "This is not a pack.", where=label, expected=f"a file {PACK_FILE} in the archive", mend=_MEND
        )
    node, reader = parse_guarded(raw, f"{label}!{PACK_FILE}")
    fields = {} if node is None else reader.mapping(node, ("format", "name"), ("author", "licence"))
    _check_format(fields.get("format"), reader, label)
    name = reader.text(fields.get("name"), LONGEST_NAME)
    author = reader.text(fields.get("author"), LONGEST_CREDIT)
    licence = reader.text(fields.get("licence"), LONGEST_CREDIT)
    for problem in reader.problems:
        raise PackError(
            f"The description of this pack has a fault: {problem.message}.",
            where=problem.where(),
            expected=problem.expected,
            mend=_MEND,
        )
    return _Heading(name or "", author or "", licence or "")


def _check_format(node: Node | None, reader: Reader, label: str) -> None:
    written = grammar.whole(node.text) if isinstance(node, TextNode) else None
    if written is not None and written > PACK_FORMAT:
        raise PackError(
            f"This pack is in format {written}, which is newer than this program.",
            where=label,
            expected=f"format {PACK_FORMAT}",
            mend="bring Backstay up to date, or ask for the pack in the older format",
        )
    reader.word(node, (str(PACK_FORMAT),))


class _Opening:
    """Looks into the files of one pack, kind by kind, and keeps what is wrong with them."""

    def __init__(self, contents: Contents, label: str, known: Mapping[str, Exercise]) -> None:
        self.problems: list[Problem] = []
        self._contents = contents
        self._label = label
        self._known = known
        self._read: dict[str, ExerciseFile] = {}
        self._unreadable: set[str] = set()

    def exercises(self) -> dict[str, str]:
        """The text of every sound exercise by its id."""
        files = self._sound(EXERCISES, read_exercise)
        self._read = {file_id: file for file_id, (file, _) in files.items()}
        self._unreadable = {PurePosixPath(name).stem for name in self._names(EXERCISES)} - files.keys()
        for file in self._read.values():
            self._check_links(file)
        return {file_id: text for file_id, (_, text) in files.items()}

    def routines(self) -> dict[str, str]:
        """The text of every sound routine by its id; the exercises have been read before."""
        exercises = {**self._known, **{file_id: file.exercise for file_id, file in self._read.items()}}

        def read(node: Node, reader: Reader, stem: str) -> object:
            return read_routine(node, reader, stem, exercises, self._unreadable)

        return {file_id: text for file_id, (_, text) in self._sound(ROUTINES, read).items()}

    def pictures(self) -> dict[str, bytes]:
        """Every sound picture that an exercise in the pack shows, by its file name."""
        wanted = {file.exercise.picture for file in self._read.values()}
        sound: dict[str, bytes] = {}
        for name in self._names(PICTURES):
            data, bare = self._contents.files[name], PurePosixPath(name).name
            if fault := check_picture(bare, data):
                self._note(name, fault)
            elif bare in wanted:
                sound[bare] = data
            else:
                self._note(name, "no exercise in this pack shows this picture, so it is not read")
        return sound

    def note_others(self) -> None:
        """Tell of the files that do not belong in a pack, and are harmless where they are."""
        for name in sorted(self._contents.others):
            self._note(name, "this file is not read", f"{EXERCISES}/ID.yaml, {ROUTINES}/ID.yaml or a picture")
        if self._is_full:
            self.problems.append(_problem(self._label, "there are more problems than are told here"))

    def _names(self, folder: str) -> list[str]:
        return sorted(name for name in self._contents.files if name.startswith(f"{folder}/"))

    def _sound(self, folder: str, read: Callable[[Node, Reader, str], V | None]) -> dict[str, tuple[V, str]]:
        sound: dict[str, tuple[V, str]] = {}
        for name in self._names(folder):
            if self._is_full:
                break
            raw, stem = self._contents.files[name], PurePosixPath(name).stem
            node, reader = parse_guarded(raw, f"{self._label}!{name}")
            value = None if node is None else read(node, reader, stem)
            self.problems += reader.problems
            if value is not None:
                sound[stem] = value, raw.decode("utf-8-sig")
        return sound

    def _check_links(self, file: ExerciseFile) -> None:
        """Neighbours and the picture are looked for; where they lack, the exercise stays."""
        ids = (*self._known, *self._read)
        for link in (file.easier, file.harder):
            if link is not None and link.text not in ids and not self._is_full:
                file.reader.unknown_id(link, "exercise", "one of the pack, or one that is here", ids)
        if file.picture is not None and f"{PICTURES}/{file.picture.text}" not in self._contents.files:
            file.reader.report(file.picture, "this picture is not in the pack")
        self.problems += file.reader.problems

    @property
    def _is_full(self) -> bool:
        return len(self.problems) >= ENOUGH_PROBLEMS

    def _note(self, name: str, message: str, expected: str = "") -> None:
        if not self._is_full:
            self.problems.append(_problem(f"{self._label}!{name}", message, expected))


def _problem(file: str, message: str, expected: str = "") -> Problem:
    return Source(file, "").problem(Place(0, 0), message, expected)
