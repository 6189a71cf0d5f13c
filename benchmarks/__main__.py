"""``make bench``: prints the table of all figures, a line each. Those that take minutes of real time are
asked for by name: ``make bench ARGS=time``, ``ARGS=slow-disk`` and ``ARGS=heard``.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.care import care_rows, start_rows
from benchmarks.chart import chart_rows
from benchmarks.diary import write_log
from benchmarks.exchange import exchange_rows
from benchmarks.figure import frame_row, session_row
from benchmarks.heard import print_heard
from benchmarks.journal import entry_row
from benchmarks.journal_page import write_entries
from benchmarks.loading import loading_row
from benchmarks.processes import ENVIRON, list_row, screen, window_rows
from benchmarks.table import HEAD, Row, paired
from benchmarks.timing import print_slow_disk, print_under_load
from tools.demo_diary import MONTH_DAYS, TEN_YEARS_DAYS

PAIRS = 11
# Each reads 100,000 entries twice.
JOURNAL_PAIRS = 5
_TIMINGS = {"time": print_under_load, "slow-disk": print_slow_disk, "heard": print_heard}


def main() -> int:
    """Take what is asked for, or else every figure, in a folder of its own that is gone afterwards."""
    if asked := sys.argv[1:]:
        return _take_timings(asked)
    with tempfile.TemporaryDirectory(prefix="backstay-bench-") as name, screen() as drawn_on:
        folder = Path(name)
        print(f"{date.today()}, {_machine()}, {drawn_on}\n\n{HEAD}", flush=True)
        for row in window_rows(folder / "empty", PAIRS):
            print(row.line(), flush=True)
        (folder / "entries").mkdir()
        print(entry_row(folder / "entries", PAIRS).line(), flush=True)
        print(list_row(folder / "empty", PAIRS).line(), flush=True)
        print(loading_row(folder / "own", PAIRS).line(), flush=True)
        print(frame_row().line(), flush=True)
        print(session_row(PAIRS).line(), flush=True)
        for row in (*_progress_rows(folder), *_journal_rows(folder)):
            print(row.line(), flush=True)
        long = folder / f"{TEN_YEARS_DAYS}-days"
        rows = (exchange_rows(long), start_rows(long, folder / "empty", PAIRS), care_rows(long), chart_rows())
        for row in chain.from_iterable(rows):
            print(row.line(), flush=True)
    return 0


def _take_timings(asked: list[str]) -> int:
    if unknown := [name for name in asked if name not in _TIMINGS]:
        print(f"{unknown[0]} cannot be asked for; these can: {', '.join(_TIMINGS)}", file=sys.stderr)
        return 2
    print(f"{date.today()}, {_machine()}\n", flush=True)
    for name in asked:
        _TIMINGS[name]()
    return 0


def _progress_rows(folder: Path) -> Iterator[Row]:
    for days in (MONTH_DAYS, TEN_YEARS_DAYS):
        write_log(folder / f"{days}-days", days)
    long, month = folder / f"{TEN_YEARS_DAYS}-days", folder / f"{MONTH_DAYS}-days"
    yield paired(
        "opening Progress with 10 years of daily use",
        "ms",
        lambda: _taken_ms("progress", long)["first"],
        lambda: _taken_ms("progress", month)["first"],
        pairs=PAIRS,
        goal=1.5,
        against="the same with 1 month",
    )
    yield paired(
        "opening it again in the same run",
        "ms",
        lambda: _taken_ms("progress", long)["again"],
        lambda: _taken_ms("progress", month)["again"],
        pairs=PAIRS,
        goal=None,
        against="the same with 1 month",
    )


def _journal_rows(folder: Path) -> Iterator[Row]:
    many, few = folder / "many-entries", folder / "few-entries"
    for data_dir, count in ((many, 100_000), (few, 1000)):
        data_dir.mkdir()
        write_entries(data_dir / "journal.sqlite3", count)
    for figure, name, goal in (
        ("open", "opening Journal with 100,000 entries", 1.5),
        ("letter", "typing a letter into its search", None),
        ("delete", "deleting an entry", None),
    ):
        yield paired(
            name,
            "ms",
            partial(_journal_ms, many, figure),
            partial(_journal_ms, few, figure),
            pairs=JOURNAL_PAIRS,
            goal=goal,
            against="the same with 1,000",
        )


def _journal_ms(data_dir: Path, figure: str) -> float:
    return _taken_ms("journal_page", data_dir)[figure]


def _taken_ms(module: str, data_dir: Path) -> dict[str, float]:
    command = [sys.executable, "-m", f"benchmarks.{module}", str(data_dir)]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=120, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _machine() -> str:
    cores = os.cpu_count() or 1
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    raise SystemExit(main())
