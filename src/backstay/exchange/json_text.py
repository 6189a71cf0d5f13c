"""JSON from a file that may be anything: as an object, or refused in words."""

import json
from typing import Any

from backstay.domain.errors import InputError

_BOM = "\ufeff".encode()


def is_object(data: bytes) -> bool:
    """Whether the file begins as an object of JSON does."""
    return data.removeprefix(_BOM).lstrip(b" \t\r\n").startswith(b"{")


def parsed(data: bytes, label: str) -> dict[str, Any]:
    """The object in ``data``; ``label`` is the file's name in messages. Raises ``InputError``."""
    try:
        content = json.loads(data.removeprefix(_BOM).decode())
    # Brackets inside brackets by the thousand end in a RecursionError.
    except (ValueError, RecursionError) as error:
        found = str(error) if isinstance(error, json.JSONDecodeError) else "it is no JSON"
        raise InputError(f"This file is damaged or cut off: {found}.", where=label) from error
    if not isinstance(content, dict):
        raise InputError("This file holds no journal.", where=label)
    return content
