"""Change files as they are found: half arrived, twice, under odd names, damaged. Nothing here raises for
what another computer or a program that carries files between them has made of one.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from backstay.journal.rows import TableRow, is_text
from backstay.sync.lines import Event, of_line

VERSION_FOLDER = "v1"
# A file is closed at a mebibyte, so that only one giant line could make it longer.
_SIZE_MAX_BYTES = 64 * 1024 * 1024
# What programs that carry files call those that have not arrived yet.
_UNFINISHED = (".", "~")


@dataclass(frozen=True, slots=True)
class Content:
    """What a change file holds: its events, how many of its lines are damaged, and whether its last line has
    no end, because the rest of it is still on its way.
    """

    events: tuple[Event, ...] = ()
    damaged: int = 0
    is_cut_off: bool = False
    size_bytes: int = 0
    sha256: str = ""


def device_folders(root: Path) -> list[Path]:
    """The folders of all devices in ``root``, in the order of their names; none when it cannot be read. A
    name that is not text is none that Backstay, or a program that carries its files, has given.
    """
    with suppress(OSError):
        return sorted(
            folder for folder in (root / VERSION_FOLDER).iterdir() if _is_shown(folder, folder.is_dir())
        )
    return []


def change_files(folder: Path) -> list[Path]:
    """Every change file of a device in the order in which they were begun, those included that stand there
    twice; none when it cannot be read.
    """
    with suppress(OSError):
        found = [path for path in folder.iterdir() if path.suffix == ".jsonl"]
        return sorted((path for path in found if _is_shown(path, path.is_file())), key=place_of)
    return []


def place_of(path: Path) -> tuple[str, int, str]:
    """Where a change file belongs among others: by its month, then by its number."""
    return path.name[:7], len(path.name), path.name


def read_bytes(path: Path) -> bytes | None:
    """The file, None when it is gone, cannot be read or is larger than any change file."""
    try:
        with open(path, "rb") as file:
            content = file.read(_SIZE_MAX_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= _SIZE_MAX_BYTES else None


def digest(content: bytes) -> str:
    """By which a file that was read already is known."""
    return sha256(content).hexdigest()


def parse(content: bytes) -> Content:
    """All that ``content`` holds."""
    *lines, rest = content.split(b"\n")
    events: list[Event] = []
    damaged = 0
    for line in lines:
        try:
            events.append(of_line(line))
        except ValueError:
            damaged += 1
    return Content(tuple(events), damaged, bool(rest), len(content), digest(content))


def rows_in_changes(folders: Iterable[Path]) -> Iterator[TableRow]:
    """Every sound row in all change files of all devices in these folders, some of them more than once; of a
    version of the program newer than this one there may be tables and columns that are not known here.
    """
    for root in folders:
        for folder in device_folders(root):
            for path in change_files(folder):
                for event in parse(read_bytes(path) or b"").events:
                    yield event.table_row


def ids_in(folder: Path) -> frozenset[str]:
    """The ids of all sound rows in the change files of one device."""
    contents = (parse(read_bytes(path) or b"") for path in change_files(folder))
    return frozenset(event.row["id"] for content in contents for event in content.events)


def _is_shown(path: Path, is_right_kind: bool) -> bool:
    return is_right_kind and not path.name.startswith(_UNFINISHED) and is_text(path.name)
