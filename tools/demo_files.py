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


def posed_table(folder: Path) -> Path:
    """Another program's table in ``folder``, in which three rows are not what they should be."""
    days = [f"2026-{month:02}-{day:02}" for month in (9, 10) for day in range(1, 29)]
    rows = [f"{day},21:30,{number % 8},lower back,," for number, day in enumerate(days)]
    rows[3] = "2026-09-04,21:30,4,lower back,,long day at the desk"
    rows[5:8] = ["2026-09-06,21:30,mild,lower back,,", "soon,,4,,,", "2026-09-08,21:30,4.5,neck,,"]
    path = folder / "pain-records.csv"
    head = "Date,Time,Pain Severity,Locations,Symptoms,Notes"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


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


OWN_ROUTINE = """format: 1
id: own
name: From my own sheet
summary: With words and a picture of one's own.
level: 1
steps:
  - exercise: stork
  - exercise: long-name
"""
STORK = """format: 1
id: stork
name: Stork
regions: [hips]
position: standing
sides: each
dose: {hold: 20, reps: 3}
cues: [Look far ahead.]
sources: [common practice]
picture: stork.png
"""
LONG_NAME = """format: 1
id: long-name
name: Side-lying rotation with a rolled towel
regions: [upper-back]
position: side-lying
equipment: [mat, towel]
sides: each
dose: {reps: 10, tempo: 2-1-2, sets: 2, rest: 30}
cues: [Turn only as far as both shoulders stay heavy on the mat.]
sources: [common practice]
"""
TWELVE = (
    "cat-camel", "abdominal-brace", "bird-dog", "glute-bridge", "curl-up", "side-bridge-knees", "dead-bug",
    "plank", "shoulder-circles", "posture-reset", "superman-alternating", "knee-to-chest",
)  # fmt: skip


def posed_own(user: Path) -> None:
    """Two routines in the person's folder ``user``: one with a picture and a name that is long, and one
    with twelve exercises.
    """
    steps = "".join(f"  - exercise: {exercise}\n" for exercise in TWELVE)
    twelve = f"format: 1\nid: twelve\nname: Twelve\nsummary: A long one.\nlevel: 2\nsteps:\n{steps}"
    for place, text in (
        ("exercises/stork.yaml", STORK),
        ("exercises/long-name.yaml", LONG_NAME),
        ("routines/own.yaml", OWN_ROUTINE),
        ("routines/twelve.yaml", twelve),
    ):
        (user / place).write_text(text, encoding="utf-8")
