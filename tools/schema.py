"""``make schema``: writes the JSON Schema of both formats, which editors read, into ``routines/schema``."""

import json
from collections.abc import Mapping
from pathlib import Path

from backstay.catalogue.kinds import Json
from backstay.catalogue.schema import exercise_schema, routine_schema

FOLDER = Path(__file__).parents[1] / "routines" / "schema"
LINE = 100


def main() -> None:
    """Write both files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def texts() -> dict[str, str]:
    """The text of each file by its name."""
    schemas = {"exercise.schema.json": exercise_schema(), "routine.schema.json": routine_schema()}
    return {name: _text(schema) + "\n" for name, schema in schemas.items()}


def _text(value: Json, indent: int = 0) -> str:
    """The value on one line where it fits, so that people can read the file as well."""
    flat = json.dumps(value)
    if len(flat) + indent <= LINE or not isinstance(value, Mapping | list) or not value:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, Mapping):
        lines = [f"{inner}{json.dumps(key)}: {_text(item, indent + 2)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
    items = [inner + _text(item, indent + 2) for item in value]
    return "[\n" + ",\n".join(items) + "\n" + " " * indent + "]"


if __name__ == "__main__":
    main()
