"""What this computer's change files hold already, so that nobody has to read them all to add a line.

It is believed only as long as the journal and the files are what they were when it was written.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from backstay.journal.database import Database
from backstay.journal.outgoing import Anchors, holds
from backstay.private_files import write_private

_STATE_FILE = "written.json"
_SIZE_MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """Every row up to ``anchors`` is in the files; of those behind them ``ids`` are."""

    anchors: Anchors = field(default_factory=dict)
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _State:
    device: str
    inode: int
    anchors: dict[str, tuple[int, str]]
    sizes: dict[str, int]


def load_known(folder: Path, device: str, database: Database, sizes: dict[str, int]) -> Known | None:
    """What is known of the files of these ``sizes``, None when they have to be read.

    Raises ``JournalError``.
    """
    state = _read(folder / _STATE_FILE)
    if state is None or (state.device, state.inode, state.sizes) != (device, _inode(database), sizes):
        return None
    return Known(state.anchors) if holds(database, state.anchors) else None


def save_known(
    folder: Path, device: str, database: Database, sizes: dict[str, int], anchors: Anchors
) -> None:
    """Keep it for the next time. Raises ``OSError``."""
    state = _State(device, _inode(database), dict(anchors), sizes)
    write_private(folder / _STATE_FILE, json.dumps(asdict(state)) + "\n")


def _inode(database: Database) -> int:
    # A journal that was put in the place of this one numbers its rows in its own way.
    return database.path.stat().st_ino


def _read(path: Path) -> _State | None:
    try:
        with open(path, "rb") as file:
            return _state_of(json.loads(file.read(_SIZE_MAX_BYTES)))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _state_of(told: Any) -> _State:
    anchors = {str(table): (int(number), str(row_id)) for table, (number, row_id) in told["anchors"].items()}
    sizes = {str(name): int(size) for name, size in told["sizes"].items()}
    return _State(str(told["device"]), int(told["inode"]), anchors, sizes)
