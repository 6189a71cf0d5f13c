"""Files looked at before they are used: everything that is wrong with them, at once."""

from collections.abc import Sequence
from pathlib import Path

from backstay.catalogue.validation import Checked, FileKind, check_files
from backstay.cli.exits import DONE, WRONG, tell
from backstay.cli.words import counted, plain
from backstay.paths import Paths
from backstay.resources import routines_dir

_KINDS = {FileKind.EXERCISE: "an exercise", FileKind.ROUTINE: "a routine", FileKind.PACK: "a pack"}


def validate(paths: Paths, files: Sequence[Path]) -> int:
    """Say of each file that it is sound, or every problem of it; 1 when there is any."""
    checked = check_files(files, routines_dir(), paths.user_routines)
    for file in checked:
        _show(file)
    faulty = [file for file in checked if file.problems]
    if not faulty:
        return DONE
    found = counted(sum(len(file.problems) for file in faulty), "problem")
    tell(f"{found} in {len(faulty)} of {counted(len(checked), 'file')}")
    return WRONG


def _show(file: Checked) -> None:
    for problem in file.problems:
        tell(f"{problem}\n")
    if not file.problems and file.kind is not None:
        # What goes to the other stream must not overtake it.
        print(f"{plain(str(file.path))}: sound, {_KINDS[file.kind]}", flush=True)
