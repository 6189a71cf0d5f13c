"""A pack: routines, the exercises they need and their pictures in one file, to give to somebody.

It is a zip archive; ``docs/packs.md`` says what stands in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backstay.catalogue.problems import Problem
from backstay.domain.errors import InputError

PACK_SUFFIX = ".backstay"
PACK_FORMAT = 1
PACK_FILE = "pack.yaml"


class PackError(InputError):
    """The file is not a pack this program opens; nothing in it was used."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack brings: the text of each sound file by its id, each sound picture by its name.

    What has problems is in ``problems`` alone.
    """

    path: Path
    name: str
    author: str
    licence: str
    exercises: Mapping[str, str]
    routines: Mapping[str, str]
    pictures: Mapping[str, bytes]
    problems: tuple[Problem, ...]
