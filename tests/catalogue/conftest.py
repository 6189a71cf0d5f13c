"""A folder of routines that a test fills, file by file, and loads as the program does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from backstay.catalogue.library import Library, load_library

BRIDGE = """format: 1
id: bridge
name: Bridge
regions: [hips, lower-back]
position: supine
equipment: [mat]
sides: both
dose: {reps: 10, tempo: 2-3-1, sets: 2, rest: 45}
cues: [Push through your heels.]
sources: [common practice]
"""

SHORT = """format: 1
id: short
name: Short
summary: One exercise.
level: 1
steps:
  - exercise: bridge
"""

Write = Callable[[str, str], Path]
Load = Callable[[], Library]


@pytest.fixture
def bridge() -> str:
    """The text of a sound exercise file with ten lines, named ``bridge``."""
    return BRIDGE


@pytest.fixture
def short() -> str:
    """The text of a sound routine file with one step, named ``short``."""
    return SHORT


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file such as ``shipped/exercises/bridge.yaml`` below the test's folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads ``shipped`` and, over it, ``user``."""
    return lambda: load_library(tmp_path / "shipped", tmp_path / "user")
