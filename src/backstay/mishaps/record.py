"""The last mishap, in one small private file, until it has been told."""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from backstay.domain.errors import BackstayError
from backstay.mishaps.crash_file import Crash, crash_in, empty_crash_file
from backstay.private_files import make_private_folder, write_private

_NAME = "mishap.json"
_FORMAT = 1
_MOST_BYTES = 256 * 1024
_DETAILS_MOST = 16_000


class Outcome(StrEnum):
    """What became of the program; AT_START when the window had not stood yet, whether or not it went on."""

    WENT_ON = "went on"
    ENDED = "ended"
    AT_START = "at start"


@dataclass(frozen=True, slots=True)
class Mishap:
    """``at`` is aware. ``details`` is what a person may hand on: plain lines, nothing personal in them."""

    at: datetime
    outcome: Outcome
    details: str
    is_told: bool = False


def last_mishap(folder: Path) -> Mishap | None:
    """The last one that is known of, told or not; None without any. Only looks, and never raises."""
    kept = _read(folder)
    crash = crash_in(folder)
    return kept if crash is None else _joined(kept, crash)


def mark_told(folder: Path) -> None:
    """A person has seen it. A disk that refuses costs that it is told once more."""
    mishap = last_mishap(folder)
    if mishap is not None and not mishap.is_told:
        with suppress(OSError, BackstayError):
            keep_mishap(folder, replace(mishap, is_told=True))
            empty_crash_file(folder)


def gather_crash(folder: Path) -> str:
    """Take over what the fault handler left, so that the file is free for the next; the account of it, empty
    without any. Raises ``OSError`` and ``BackstayError``.
    """
    crash = crash_in(folder)
    if crash is not None:
        keep_mishap(folder, _joined(_read(folder), crash))
    empty_crash_file(folder)
    return crash.account if crash is not None else ""


def keep_mishap(folder: Path, mishap: Mishap) -> None:
    """Put it in the place of the former one. Raises ``OSError`` and ``BackstayError``."""
    cells = {
        "format": _FORMAT,
        "at": mishap.at.isoformat(timespec="seconds"),
        "outcome": mishap.outcome,
        "details": mishap.details[:_DETAILS_MOST],
        "is_told": mishap.is_told,
    }
    make_private_folder(folder)
    write_private(folder / _NAME, json.dumps(cells, indent=2, ensure_ascii=False) + "\n")


def _joined(kept: Mishap | None, crash: Crash) -> Mishap:
    """An error that is followed by the end of the process is one mishap."""
    # It is slow to load, and seldom needed.
    from backstay.mishaps.surroundings import surroundings

    earlier = kept.details if kept is not None and not kept.is_told else "\n".join(surroundings())
    outcome = Outcome.AT_START if crash.is_at_start else Outcome.ENDED
    stamp = crash.at.isoformat(timespec="seconds")
    return Mishap(crash.at, outcome, f"{earlier}\n\n{stamp}\n{crash.account}")


def _read(folder: Path) -> Mishap | None:
    try:
        with (folder / _NAME).open("rb") as file:
            cells = json.loads(file.read(_MOST_BYTES))
        at, details = datetime.fromisoformat(cells["at"]), cells["details"]
        if cells["format"] != _FORMAT or at.tzinfo is None or not isinstance(details, str):
            return None
        return Mishap(at, Outcome(cells["outcome"]), details, cells["is_told"] is True)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        # A damaged file costs what it knew.
        return None
