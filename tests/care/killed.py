"""Recovers a journal again and again in a process that is killed, each time before another of its steps.

Run as a program of one thread, which alone may be forked: ``python -m tests.care.killed FOLDER HOW``. Says
how many steps there are, and after which the folder was not as it has to be.
"""

import json
import os
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

from backstay.care.recovery import find_damage, recover_by_salvage, recover_from_backup, take_back
from backstay.journal.journal import open_journal
from tests.care.made import LATER, Home

_STEPS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}
_STEPS_MAX = 400


def _recover(home: Home, how: str) -> None:
    if how == "backup":
        recover_from_backup(home.paths, home.backups, home.backups.all()[-1], home.clock.moment)
        return
    damage = find_damage(home.paths)
    assert damage is not None
    take_back(home.paths, recover_by_salvage(home.paths, home.backups, damage, home.clock.moment))


def _run_killed(home: Home, how: str, step: int) -> bool:
    """Whether the work was killed before its end."""
    child = os.fork()
    if child == 0:
        left = [step]

        def on_step(event: str, arguments: tuple[object, ...]) -> None:
            if event in _STEPS and any(_is_beside(home.paths.journal, argument) for argument in arguments):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(on_step)
        _recover(home, how)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _is_beside(journal: Path, argument: object) -> bool:
    # What is done to the files that are made ready elsewhere is no step of the journal's own.
    return isinstance(argument, str | os.PathLike) and Path(os.fsdecode(argument)).parent == journal.parent


def _is_as_it_has_to_be(home: Home, damaged: bytes, rollback: bytes) -> bool:
    """The damaged file stands, or a sound one in its place; and the damaged one is kept, whichever it is,
    with its ``rollback`` beside it.
    """
    files = {path: path.read_bytes() for path in home.paths.data.glob("journal*.sqlite3")}
    stands = files.get(home.paths.journal)
    kept = [path for path, content in files.items() if content == damaged]
    is_kept = any(_has(path.with_name(f"{path.name}-journal"), rollback) for path in kept)
    if stands == damaged:
        return is_kept
    with closing(open_journal(home.paths.journal, home.clock.moment)) as journal:
        shown = [entry.pain for entry in journal.pain.between()]
        return is_kept and journal.notice is None and LATER in shown


def _has(path: Path, content: bytes) -> bool:
    return not content or (path.exists() and path.read_bytes() == content)


def main() -> None:
    folder, how = Path(sys.argv[1]), sys.argv[2]
    home = Home(folder / "first")
    home.fill()
    home.back_up()
    home.add_later(with_changes=True)
    damaged = bytes(5000) + home.paths.journal.read_bytes()[5000:]
    home.paths.journal.write_bytes(damaged)
    # A look for damage would have SQLite make something of it.
    rollback = b"what a write was in the middle of" if how == "backup" else b""
    if rollback:
        home.paths.journal.with_name("journal.sqlite3-journal").write_bytes(rollback)
    wrong = []
    for step in range(1, _STEPS_MAX):
        tried = folder / str(step)
        shutil.copytree(folder / "first", tried)
        home_of_step = Home(tried)
        is_killed = _run_killed(home_of_step, how, step)
        if not _is_as_it_has_to_be(home_of_step, damaged, rollback):
            wrong.append(step)
        shutil.rmtree(tried)
        if not is_killed:
            break
    sys.stdout.write(json.dumps({"steps": step, "wrong": wrong}))


if __name__ == "__main__":
    main()
