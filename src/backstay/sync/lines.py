"""One event of a change file: a row of the journal as one line of JSON with its own checksum."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NoReturn

from backstay.journal.rows import Row, TableRow

_KEYS = frozenset({"id", "device", "kind", "written", "data", "sha256"})
_DEVICE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_KIND = re.compile(r"[a-z_]{1,40}", re.ASCII)
_ID_MAX = 200
_COLUMNS_MAX = 200
_SUM_AND_COMMA = 66

_canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Event:
    """A row that ``device`` wrote; ``row`` is without the cells that are NULL."""

    device: str
    table: str
    row: Row

    @property
    def table_row(self) -> TableRow:
        """As the journal takes it."""
        return self.table, self.row


def to_line(event: Event) -> bytes:
    """The line, with its end. Raises ``ValueError`` for a row that no line can hold."""
    data = {name: cell for name, cell in event.row.items() if cell is not None}
    told = {
        "id": data["id"],
        "device": event.device,
        "kind": event.table,
        "written": data["written_utc"],
        "data": data,
    }
    return f"{_canonical({**told, 'sha256': _sum(told)})}\n".encode()


def of_line(line: bytes) -> Event:
    """What ``to_line`` wrote. Raises ``ValueError`` for anything else."""
    try:
        told = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not (isinstance(told, dict) and set(told) == _KEYS and _is_event(told)):
        raise ValueError("not an event")
    if sha256(_without_sum(line)).hexdigest() != told["sha256"]:
        raise ValueError("not what was written")
    return Event(told["device"], told["kind"], told["data"])


def is_device(name: str) -> bool:
    """Whether ``name`` is what a device can be called by."""
    return _DEVICE.fullmatch(name) is not None


def _is_event(told: dict[str, Any]) -> bool:
    data = told["data"]
    texts = [told[name] for name in ("id", "device", "kind", "written", "sha256")]
    if not (all(isinstance(text, str) for text in texts) and isinstance(data, dict)):
        return False
    return (
        0 < len(told["id"]) <= _ID_MAX
        and is_device(told["device"])
        and _KIND.fullmatch(told["kind"]) is not None
        and len(data) <= _COLUMNS_MAX
        # What is true and false in JSON would be 1 and 0 in the journal, and another row.
        and all(type(cell) in (str, int, float) for cell in data.values())
        and (data.get("id"), data.get("written_utc")) == (told["id"], told["written"])
    )


def _without_sum(line: bytes) -> bytes:
    # As ``to_line`` puts the keys in order, only the instant of writing stands behind the sum.
    head, _, tail = line.rpartition(b'"sha256":"')
    return head + tail[_SUM_AND_COMMA:]


def _sum(told: dict[str, Any]) -> str:
    return sha256(_canonical(told).encode("utf-8")).hexdigest()


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
