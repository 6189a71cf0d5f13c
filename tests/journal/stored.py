"""The journals that released versions wrote, and what each of them showed."""

from dataclasses import dataclass
from pathlib import Path

from backstay.domain.activity import Activity, ActivityKind, Origin
from backstay.domain.exercise import Side
from backstay.domain.history import Effort, HurtAnswer, Outcome, StepDone, StepOutcome
from backstay.domain.pain import BodySide, Doing, PainScore, Quality, Region, Timing
from backstay.journal.journal import Journal
from backstay.journal.migrations import MIGRATIONS
from tests.journal.content import BRACE, CIRCLES, NECK

_DATA = Path(__file__).parent.parent / "data"

Version = tuple[int, int]
VERSIONS: list[Version] = [(migration.major, migration.minor) for migration in MIGRATIONS]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person saw, oldest first: of each session how it ended, its steps, and the scores around it."""

    pain: tuple[PainScore, ...]
    sessions: tuple[tuple[Outcome | None, tuple[StepDone, ...], int | None, int | None], ...]
    activities: tuple[Activity, ...] = ()
    marks: tuple[str, ...] = ()


_FIRST = Shown(
    (PainScore(5, timing=Timing.BEFORE), PainScore(3, timing=Timing.AFTER), NECK),
    ((Outcome.COMPLETED, (BRACE, CIRCLES), 5, 3), (None, (), None, None)),
)
_HURT = StepDone(
    0, "bird-dog", "Bird dog", 90.0, 30.0, StepOutcome.PARTLY, 4, Side.RIGHT, True,
    HurtAnswer.LEFT_OUT, Effort.HURT,
)  # fmt: skip
_SECOND = Shown(
    (*_FIRST.pain, PainScore(6, Region.LOWER_BACK, timing=Timing.DURING, exercise_id="bird-dog")),
    (*_FIRST.sessions, (Outcome.STOPPED, (_HURT,), None, None)),
)
_RUNNING = PainScore(
    2, Region.HIP, BodySide.RIGHT, doing=Doing.RUNNING, qualities=(Quality.DULL, Quality.STIFF)
)
_THIRD = Shown(
    (*_SECOND.pain, _RUNNING),
    _SECOND.sessions,
    (
        Activity(ActivityKind.RUN, 1860.0, 5200.0, "am Fluß"),
        Activity(ActivityKind.WALK, 600.0, None, "", Origin.GPX),
    ),
    ("new chair",),
)
SHOWN: dict[Version, Shown] = {(1, 0): _FIRST, (1, 1): _SECOND, (1, 2): _THIRD, (1, 3): _THIRD}


def stored_file(version: Version) -> Path:
    """The journal that the code of that version wrote."""
    return _DATA / f"journal-v{version[0]}.{version[1]}.sqlite3"


def shown_by(journal: Journal) -> Shown:
    """What ``journal`` shows now."""
    sessions = journal.sessions.between(with_steps=True)
    return Shown(
        tuple(entry.pain for entry in journal.pain.between()),
        tuple((s.outcome, s.steps, s.pain_before, s.pain_after) for s in sessions),
        tuple(entry.activity for entry in journal.activities.between()),
        tuple(entry.mark.text for entry in journal.marks.between()),
    )
