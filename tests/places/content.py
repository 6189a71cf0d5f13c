"""A session that stands somewhere, and its file as it is signed."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from backstay.domain.history import Effort, HurtAnswer
from backstay.domain.place import Place, StepAccount

SESSION = "6f0dd9be-3b5c-4f0e-9d55-0a4b1c2d3e4f"
OTHER = "11111111-2222-4333-8444-555555555555"
LIMIT_S = 20.0
PLACE = Place(
    "a" * 64, 3, 2.5, -10.0,
    (
        StepAccount("brace", 58.5, 40.1, (1, 2), is_hurt=False, is_reported=True, effort=Effort.HARD),
        StepAccount("circles", 12.0, 7.0, (), is_hurt=True, is_reported=False, answer=HurtAnswer.EASIER),
    ),
    inserted=(1,),
    left_out=("bird-dog",),
)  # fmt: skip


def file_of(folder: Path, session_id: str = SESSION) -> Path:
    """Where the place of a session is."""
    return folder / f"{session_id}.json"


def sign(path: Path, cells: dict[str, Any]) -> None:
    """Write ``cells`` there with the checksum that belongs to them."""
    content = {name: value for name, value in cells.items() if name != "checksum"}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    path.write_text(json.dumps({**content, "checksum": sha256(canonical.encode()).hexdigest()}))
