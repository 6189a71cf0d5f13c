"""A first start and some days with the program; each step is one thing that is said to be saved."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.history import Outcome
from backstay.domain.mark import Mark
from backstay.domain.pain import PainScore, Timing
from backstay.journal.journal import Journal, open_journal
from backstay.journal.rows import TableRow
from tests.disk.model import Operation, Said
from tests.disk.recorder import Recorder
from tests.disk.states import EMPTY, State, quick_folder, rows_of, state_of
from tests.fakes import HandClock
from tests.journal.content import BRACE, CIRCLES, NECK, PLAN

JOURNAL = Path("data", "journal.sqlite3")
LONG_NOTE = "It pulled on the left when I got up, and let go after a while. " * 90
IMPORTED = 40


def steps(journal: Journal, clock: HandClock) -> Iterator[None]:
    """Entries added, changed, deleted and taken back, a session, and a file taken in."""
    pain, sessions = journal.pain, journal.sessions
    first, _ = pain.add(PainScore(6), clock.moment())
    yield
    _, change = pain.edit(first.id, NECK)
    yield
    change.undo()
    yield
    pain.add(PainScore(2, note=LONG_NOTE), clock.moment())
    yield
    clock.pass_s(86_400)
    done = sessions.start(PLAN, clock.moment())
    yield
    for step in (BRACE, CIRCLES):
        sessions.add_step(done, step, clock.moment())
        yield
    sessions.end(done, Outcome.COMPLETED, 70.5, clock.moment())
    yield
    pain.add(PainScore(3, timing=Timing.AFTER), clock.moment(), done)
    yield
    journal.take_in(imported())
    yield
    journal.activities.add(Activity(ActivityKind.WALK, 1800.0, 2100.0), clock.moment())
    yield
    journal.marks.add(Mark("New chair"), clock.moment())
    yield
    undone = pain.delete(first.id, clock.moment())
    yield
    undone.undo()
    yield


@cache
def imported() -> tuple[TableRow, ...]:
    """The rows of another computer's journal."""
    clock = HandClock()
    with quick_folder() as folder, closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        for number in range(IMPORTED):
            clock.pass_s(3600)
            pain = PainScore(number % 11, note="from another computer " * 5)
            # The same ids in every process.
            journal.pain.add(pain, clock.moment(), entry_id=str(UUID(int=number)))
        return tuple(rows_of(journal))


@dataclass(slots=True)
class Told:
    """What was asked of the disk, and what the journal held each time that something was said to be saved."""

    recorder: Recorder
    states: list[State] = field(default_factory=list)

    @property
    def operations(self) -> list[Operation]:
        """Everything that was asked of the disk, and what was said in between."""
        return self.recorder.operations


def tell(
    folder: Path, clock: HandClock, story: Callable[[Journal, HandClock], Iterator[None]] = steps
) -> Told:
    """Let the real program live the story in ``folder``, which is empty, over two starts."""
    told = Told(Recorder(folder))
    with told.recorder.watching():
        with _opened(folder, clock) as journal:
            _say(told, EMPTY)
            for _ in story(journal, clock):
                _say(told, state_of(journal))
        with _opened(folder, clock) as journal:
            journal.pain.add(PainScore(0), clock.moment())
            _say(told, state_of(journal))
    told.recorder.require_complete()
    return told


def _say(told: Told, state: State) -> None:
    told.states.append(state)
    told.recorder.did(Said(len(told.states)))


@contextmanager
def _opened(folder: Path, clock: HandClock) -> Iterator[Journal]:
    with closing(open_journal(folder / JOURNAL, clock.moment)) as journal:
        yield journal
