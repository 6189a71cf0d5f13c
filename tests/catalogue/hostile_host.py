"""A process that opens files which mean harm, each in a fork of its own, and tells what each cost.

It takes a list of [kind, path] as JSON on stdin and writes one JSON object a line, in that order.
"""

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from backstay.catalogue.library import load_library
from backstay.catalogue.pack_import import import_pack, plan_import
from backstay.catalogue.pack_read import read_pack
from backstay.catalogue.pictures import check_picture
from backstay.domain.errors import BackstayError
from backstay.ui.widgets.picture import load_picture

# What even the worst case may take before it is ended; the test asks for far less.
CPU_LIMIT_S = 20
ROOM_BYTES = 1024 * 1024 * 1024

Outcome = tuple[int, list[str]]


def open_library(path: Path) -> Outcome:
    """How many things a person's folder gives, and what is wrong with the rest."""
    library = load_library(path / "nothing", path)
    return len(library.exercises) + len(library.routines), [str(p) for p in library.problems]


def open_pack(path: Path) -> Outcome:
    """How many files a pack writes beside itself."""
    library = load_library(path.parent / "nothing", path.parent / "user")
    pack = read_pack(path, library.exercises)
    told = [str(problem) for problem in pack.problems]
    if not pack.exercises and not pack.routines:
        return 0, told
    return len(import_pack(plan_import(pack, library, path.parent / "user")).written), told


def open_picture(path: Path) -> Outcome:
    """Whether there is something to see."""
    fault = check_picture(path.name, path.read_bytes())
    return int(load_picture(path) is not None), [f"{path}: {fault}"] if fault else []


KINDS: dict[str, Callable[[Path], Outcome]] = {
    "library": open_library,
    "pack": open_pack,
    "picture": open_picture,
}


def outcome(kind: str, path: Path) -> dict[str, object]:
    """Values and messages, or the traceback of what should not have been raised."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        values, messages = KINDS[kind](path)
    except BackstayError as error:
        values, messages = 0, [str(error)]
    except Exception:
        return {"raised": traceback.format_exc()}
    after = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "values": values,
        "messages": messages,
        "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "grown_mib": (after.ru_maxrss - before.ru_maxrss) / 1024,
    }


def in_a_fork(kind: str, path: Path) -> dict[str, object]:
    """The outcome from a process that may run wild; how it ended, when it did not come to one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        limit()
        with os.fdopen(writing, "w") as pipe:
            json.dump(outcome(kind, path), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    found: dict[str, object] = json.loads(told) if status == 0 else {"raised": f"ended with status {status}"}
    return found


def limit() -> None:
    """Let nothing that goes wrong here take the computer with it."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + ROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer the cases in their order."""
    app = QGuiApplication([])
    for kind, path in json.load(sys.stdin):
        sys.stdout.write(f"{json.dumps(in_a_fork(kind, Path(path)))}\n")
        sys.stdout.flush()
    del app


if __name__ == "__main__":
    main()
