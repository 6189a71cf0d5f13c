"""One place as a file: its text, how it gets onto the disk whole, and how it comes back or not at all."""

import json
import math
import re
import stat
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from backstay.domain.history import Effort, HurtAnswer
from backstay.domain.moment import Moment
from backstay.domain.place import Place, StepAccount
from backstay.private_files import sync_folder, write_private

FORMAT = 1
# Hundreds of exercises with thousands of repetitions; whatever is bigger is not ours.
SIZE_MAX_BYTES = 1024 * 1024
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# The file itself, or the draft of one that a cut came in between.
_NAME = re.compile(rf"({_ID})\.json|\.({_ID})\.json\.\d+\.new")
_DAY_MIN = 24 * 60

Cells = Mapping[str, Any]


def write_place(folder: Path, session_id: str, place: Place, at: Moment) -> None:
    """Put on the disk that the session stood at ``place`` at the moment ``at``, whole or not at all.

    The folder is made when there is none. Raises ``OSError``, and ``ValueError`` for an id that is none.
    """
    path = _path(folder, session_id)
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    write_private(path, _text(session_id, place, at))


def read_place(folder: Path, session_id: str) -> tuple[Place, Moment] | None:
    """Where the session was last seen, and when; None when that is not known, or not what was written."""
    try:
        cells = json.loads(_content(_path(folder, session_id)))
        if not _is_sound(cells, session_id):
            return None
        return _place_of(cells["place"]), _moment_of(cells["at"])
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None


def remove_place(folder: Path, session_id: str) -> None:
    """Remove what there is of the session, drafts too. Raises ``OSError``."""
    for path in _files(folder).get(session_id, ()):
        path.unlink(missing_ok=True)


def sessions_in(folder: Path) -> frozenset[str]:
    """The ids of the sessions of which something is there. Files of other names are not looked at."""
    try:
        return frozenset(_files(folder))
    except OSError:
        return frozenset()


def _files(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        if named := _NAME.fullmatch(path.name):
            found.setdefault(named[1] or named[2], []).append(path)
    return found


def _path(folder: Path, session_id: str) -> Path:
    if not re.fullmatch(_ID, session_id):
        raise ValueError("this is not the id of a session")
    return folder / f"{session_id}.json"


def _content(path: Path) -> bytes:
    """Raises ``ValueError`` for what is no file of ours, ``OSError``."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError("this is not a file")
    with path.open("rb") as file:
        content = file.read(SIZE_MAX_BYTES + 1)
    if len(content) > SIZE_MAX_BYTES:
        raise ValueError("this is too big")
    return content


def _text(session_id: str, place: Place, at: Moment) -> str:
    moment = {"utc": at.utc.isoformat(), "offset_min": at.offset_min, "zone": at.zone, "day": str(at.day)}
    content = {"format": FORMAT, "session_id": session_id, "at": moment, "place": asdict(place)}
    return json.dumps({**content, "checksum": _checksum(content)})


def _checksum(content: Cells) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _is_sound(cells: object, session_id: str) -> bool:
    if not isinstance(cells, dict) or cells.get("format") != FORMAT or cells.get("session_id") != session_id:
        return False
    return bool(cells.pop("checksum", None) == _checksum(cells))


def _moment_of(cells: Cells) -> Moment:
    utc, offset_min = datetime.fromisoformat(cells["utc"]), _whole(cells["offset_min"], -_DAY_MIN + 1)
    if utc.utcoffset() != timedelta(0) or offset_min >= _DAY_MIN:
        raise ValueError("this is not a moment")
    return Moment(utc, offset_min, _text_in(cells["zone"]), date.fromisoformat(cells["day"]))


def _place_of(cells: Cells) -> Place:
    return Place(
        _text_in(cells["plan"]),
        _whole(cells["index"]),
        _seconds(cells["elapsed_s"]),
        _seconds(cells["added_s"], -math.inf),
        tuple(_account_of(account) for account in cells["accounts"]),
        tuple(_whole(step) for step in cells["inserted"]),
        tuple(_text_in(name) for name in cells["left_out"]),
    )


def _account_of(cells: Cells) -> StepAccount:
    return StepAccount(
        _text_in(cells["exercise_id"]),
        _seconds(cells["active_s"]),
        _seconds(cells["effort_s"]),
        tuple(_whole(index) for index in cells["finished"]),
        cells["is_hurt"] is True,
        cells["is_reported"] is True,
        None if cells["answer"] is None else HurtAnswer(cells["answer"]),
        None if cells["effort"] is None else Effort(cells["effort"]),
    )


def _text_in(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("this is not a text")


def _whole(value: object, least: int = 0) -> int:
    if type(value) is int and value >= least:
        return value
    raise ValueError("this is not a whole number of ours")


def _seconds(value: object, least: float = 0.0) -> float:
    if isinstance(value, int | float) and math.isfinite(value) and value >= least:
        return float(value)
    raise ValueError("these are not seconds of ours")
