"""Run as a program: ``python -m tests.journal.writer JOURNAL COUNT`` saves entries and prints their ids.

Each is edited before the next. A line ``saving`` goes before the last one, so that a trace of the
system calls can be cut there.
"""

import sys
from contextlib import closing
from pathlib import Path

from backstay.domain.pain import PainScore
from backstay.journal.journal import open_journal
from tests.fakes import HandClock


def say(line: str) -> None:
    """Print at once, so that a trace shows it between the right calls."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(path: Path, count: int) -> None:
    """Save ``count`` entries one by one, each with the score 0 in the end but the last."""
    clock = HandClock()
    with closing(open_journal(path, clock.moment)) as journal:
        for number in range(count):
            if number == count - 1:
                say("saving")
            entry, _ = journal.pain.add(PainScore(10), clock.moment())
            say(entry.id)
            if number < count - 1:
                journal.pain.edit(entry.id, PainScore(0))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
