"""A pack from routines of the library, to give to somebody: the same bytes for the same files."""

import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from backstay.catalogue.library import Library
from backstay.catalogue.pack import PACK_FILE, PACK_FORMAT, PACK_SUFFIX, PackError
from backstay.catalogue.pack_read import LONGEST_CREDIT, LONGEST_NAME, read_pack_bytes
from backstay.catalogue.pictures import MAX_PICTURE_BYTES
from backstay.catalogue.shelves import EXERCISES, PICTURES, ROUTINES
from backstay.domain.errors import BackstayError, InputError
from backstay.domain.exercise import Exercise
from backstay.domain.routine import Routine
from backstay.private_files import sync_folder

# The earliest day an archive can hold: when a pack was made does not matter to whoever gets it.
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def write_pack(
    path: Path, routine_ids: Sequence[str], library: Library, *, author: str = "", licence: str = ""
) -> Path:
    """Make a pack of these routines; the path it has, ending in ``.backstay``.

    With them go the exercises they use, the easier and harder neighbours of those that are the
    person's own files, and the pictures. Raises ``InputError`` for an unknown routine or a credit
    that cannot be shown, and ``BackstayError`` when a file cannot be read or the pack not written.
    """
    routines = [library.routine(routine_id) for routine_id in dict.fromkeys(routine_ids)]
    if not routines:
        raise InputError("A pack needs at least one routine.")
    heading = _heading(routines, _credit(author, "author"), _credit(licence, "licence"))
    target = path if path.name.lower().endswith(PACK_SUFFIX) else path.with_name(path.name + PACK_SUFFIX)
    data = _archive([(PACK_FILE, heading.encode()), *_files(routines, library)])
    _check(data, target, library)
    _replace(target, data)
    return target


def _heading(routines: Sequence[Routine], author: str, licence: str) -> str:
    name = " and ".join(routine.name for routine in routines)
    if len(routines) > 2 or len(name) > LONGEST_NAME:
        name = f"{routines[0].name} and {len(routines) - 1} more"
    credits = (("author", author), ("licence", licence))
    lines = [f"format: {PACK_FORMAT}", f"name: {_quoted(name)}"]
    return "\n".join([*lines, *(f"{key}: {_quoted(text)}" for key, text in credits if text), ""])


def _quoted(text: str) -> str:
    # Text in double quotes reads the same in JSON and in YAML.
    return json.dumps(text, ensure_ascii=False)


def _credit(text: str, kind: str) -> str:
    folded = " ".join(text.split())
    if len(folded) > LONGEST_CREDIT or not folded.isprintable():
        raise InputError(
            f"This {kind} cannot be shown.", expected=f"at most {LONGEST_CREDIT} characters that can be seen"
        )
    return folded


def _files(routines: Sequence[Routine], library: Library) -> Iterator[tuple[str, bytes]]:
    exercises = _exercises(routines, library)
    for exercise in exercises:
        yield f"{EXERCISES}/{exercise.id}.yaml", _content(library.file_of(EXERCISES, exercise.id))
    for routine in sorted(routines, key=lambda routine: routine.id):
        yield f"{ROUTINES}/{routine.id}.yaml", _content(library.file_of(ROUTINES, routine.id))
    pictures = {exercise.picture: library.picture_of(exercise) for exercise in exercises if exercise.picture}
    for name, file in sorted(pictures.items()):
        if file is not None:
            yield f"{PICTURES}/{name}", _content(file)


def _exercises(routines: Sequence[Routine], library: Library) -> list[Exercise]:
    """What the routines use, and up and down the ladder whatever another person would not have."""
    found: dict[str, Exercise] = {}
    waiting = [library.exercise(exercise.id) for routine in routines for exercise in routine.exercises()]
    while waiting:
        exercise = waiting.pop()
        if exercise.id in found:
            continue
        found[exercise.id] = exercise
        neighbours = (exercise.easier, exercise.harder)
        waiting += [library.exercise(id_) for id_ in neighbours if id_ and library.is_own(EXERCISES, id_)]
    return [found[exercise_id] for exercise_id in sorted(found)]


def _content(file: Path | None) -> bytes:
    assert file is not None, "what the library has, it has from a file"
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_PICTURE_BYTES + 1)
    except OSError as error:
        raise BackstayError(f"The pack was not made: {error.strerror or error}.", where=str(file)) from error


def _archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, 0o100644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _check(data: bytes, target: Path, library: Library) -> None:
    """Read it as whoever gets it will: a fault is told to who can mend it."""
    try:
        pack = read_pack_bytes(data, target, library.exercises)
    except PackError as error:
        raise InputError(
            f"The pack was not made, because nobody could open it. {error.what}",
            where=error.where,
            expected=error.expected,
            mend="give fewer routines, or smaller pictures",
        ) from error
    for problem in pack.problems:
        raise InputError(
            f"The pack was not made: {problem.message}.",
            where=problem.where(),
            expected=problem.expected,
            mend="mend the file and make the pack again",
        )


def _replace(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(data)
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise BackstayError(
            f"The pack was not written: {error.strerror or error}.",
            where=str(target),
            mend="choose another file",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
