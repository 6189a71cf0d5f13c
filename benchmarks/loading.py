"""A thousand routine files read and checked, against a bare ``compose`` of the same files.

Both in processor time: who else uses the machine does not count.
"""

import time
from collections.abc import Callable
from pathlib import Path

import yaml

from backstay.catalogue.library import load_library
from backstay.resources import routines_dir
from benchmarks.table import Row, paired

FILES = 1000
FOUND = ("cat-camel", "abdominal-brace", "bird-dog-leg", "glute-bridge", "chin-tuck", "easy-walk")
HEAD = """\
# Written for this table.
format: 1
id: routine-{number}
name: Routine {number}
summary: The {number}th way to go through the same exercises in another order and another dose.
level: {level}
steps:
"""


def loading_row(folder: Path, pairs: int) -> Row:
    """``folder`` is the person's own; what is shipped is read by both as well."""
    (folder / "routines").mkdir(parents=True)
    for number in range(FILES):
        (folder / "routines" / f"routine-{number}.yaml").write_text(_text(number), encoding="utf-8")
    shipped = routines_dir()
    files = [path for place in (shipped, folder) for path in sorted(place.glob("*/*.yaml"))]
    library = load_library(shipped, folder)
    assert len(library.routines) >= FILES
    assert not library.problems

    def compose() -> None:
        for path in files:
            yaml.compose(path.read_bytes(), yaml.CBaseLoader)

    return paired(
        f"loading {FILES} own routines and what is shipped",
        "ms",
        lambda: _ms(lambda: load_library(shipped, folder)),
        lambda: _ms(compose),
        pairs=pairs,
        goal=4.0,
        against=f"bare `compose` of the same {len(files)} files, C parser",
    )


def _text(number: int) -> str:
    """Files that differ in length, exercises and doses, four to nine steps each."""
    ids = [FOUND[(number + step) % len(FOUND)] for step in range(3 + number % 4)]
    steps = "".join(f"  - exercise: {each}\n    reps: {2 + number % 9}\n" for each in ids)
    again = f"  - repeat: 2\n    steps:\n      - exercise: {ids[0]}\n        rest: {number % 60} s\n"
    return HEAD.format(number=number, level=1 + number % 3) + steps + "  - rest: 0:20\n" + again


def _ms(work: Callable[[], object]) -> float:
    began_s = time.process_time()
    work()
    return (time.process_time() - began_s) * 1000
