"""Files as people send and write them: a pack that differs from what is here, and files with faults."""

import tempfile
from pathlib import Path

from backstay.catalogue.library import load_library
from backstay.catalogue.pack_write import write_pack
from backstay.resources import routines_dir

ROUTINE = """format: 1
id: evening
name: Evening on the mat
summary: Four quiet minutes before going to bed.
level: 1
steps:
  - exercise: long-lie
  - exercise: glute-bridge
"""
EXERCISE = """format: 1
id: long-lie
name: Long lie
regions: [whole-body]
position: supine
equipment: [mat]
sides: both
dose: {hold: 60, reps: 1}
cues: [Let your arms lie where they fall., Breathe out slowly.]
sources: [common practice]
"""
SLIPS = (("level: 1", "level: four"), ("long-lie", "cat-camel"), ("glute-bridge", "glute-brigde"))
HALF_WRITTEN = """format: 1
id: half-written
name: Half written
dose: {hold: 8, reps: [5, 3
"""


def posed_pack(folder: Path) -> Path:
    """A pack in ``folder`` with something new, and with a bridge that is not the one that is here."""
    shipped = routines_dir()
    with tempfile.TemporaryDirectory() as theirs:
        user = Path(theirs)
        bridge = (shipped / "exercises" / "glute-bridge.yaml").read_text(encoding="utf-8")
        for place, text in (
            ("routines/evening.yaml", ROUTINE),
            ("exercises/long-lie.yaml", EXERCISE),
            ("exercises/glute-bridge.yaml", bridge.replace("name: Bridge", "name: Slow bridge")),
        ):
            (user / place).parent.mkdir(exist_ok=True)
            (user / place).write_text(text, encoding="utf-8")
        library = load_library(shipped, user)
        path = folder / "evening.backstay"
        return write_pack(path, ["evening"], library, author="A friend", licence="CC BY 4.0")


def mistyped() -> str:
    """The routine with two slips of the pen in it."""
    text = ROUTINE
    for right, wrong in SLIPS:
        text = text.replace(right, wrong)
    return text


def posed_faults(user: Path) -> tuple[tuple[Path, str], ...]:
    """Two files for the person's folder ``user``, with what goes wrong most."""
    return (
        (user / "exercises" / "half-written.yaml", HALF_WRITTEN),
        (user / "routines" / "evening.yaml", mistyped()),
    )
