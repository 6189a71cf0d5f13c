"""What one session writes: into the journal, in its order, its start, its scores, each step and its end;
beside it where it stands.
"""

from collections.abc import Callable
from functools import partial

from backstay.desktop.clock import Clock
from backstay.desktop.session_lock import SessionLock
from backstay.domain.history import Outcome, SessionPlan, StepDone
from backstay.domain.pain import PainScore
from backstay.domain.place import Place
from backstay.journal.change import Change, Kind
from backstay.journal.entries import new_id
from backstay.journal.journal import Journal
from backstay.places.places import Places
from backstay.saving import Saving


class Recorder:
    """Nothing raises: what the disk refuses is kept back by ``saving``. Without a ``journal`` nothing is
    kept. ``lock`` is held, and the place among ``places`` is there, until all of it is on the disk.
    """

    def __init__(
        self,
        journal: Journal | None,
        clock: Clock,
        saving: Saving,
        lock: SessionLock | None,
        places: Places | None,
    ) -> None:
        self.session_id: str | None = None
        self._chosen_id: str | None = None
        self._journal = journal
        self._clock = clock
        self._saving = saving
        self._lock = lock
        self._places = places if journal is not None else None
        self._ending: Change | None = None
        self._is_over = False
        self._after_id: str | None = None
        self._during_id: str | None = None

    @property
    def unsaved(self) -> int:
        """How many writes are kept back."""
        return self._saving.unsaved

    def begin(self, plan: SessionPlan) -> None:
        """It starts now."""
        started_at = self._clock.moment()
        # Chosen before the first attempt: one that failed may be stored all the same.
        session_id = self._chosen_id = new_id()

        def write(journal: Journal) -> frozenset[Kind]:
            self.session_id = journal.sessions.start(plan, started_at, session_id)
            return frozenset({Kind.SESSIONS})

        self._save(write)

    def take_up(self, session_id: str) -> None:
        """It was begun before."""
        self.session_id = self._chosen_id = session_id
        self._settle()

    def step_done(self, step: StepDone) -> None:
        """A step was left or finished now."""
        done_at = self._clock.moment()

        def write(journal: Journal) -> frozenset[Kind]:
            journal.sessions.add_step(self._known_id(), step, done_at)
            return frozenset({Kind.SESSIONS})

        self._save(write)

    def end(self, outcome: Outcome, active_s: float) -> None:
        """It ended now."""
        self._is_over = True
        ended_at = self._clock.moment()

        def write(journal: Journal) -> frozenset[Kind]:
            self._ending = journal.sessions.end(self._known_id(), outcome, active_s, ended_at)
            return self._ending.kinds

        self._save(write)

    def take_end_back(self) -> None:
        """It goes on after all."""
        self._is_over = False

        def write(_journal: Journal) -> frozenset[Kind]:
            return self._ending.undo().kinds if self._ending is not None else frozenset()

        self._save(write)

    def stand_at(self, place: Place | None) -> None:
        """Where it stands now; None when it stands nowhere any more. It waits for no disk."""
        if self._places is not None and self._chosen_id is not None and place is not None:
            self._places.put(self._chosen_id, place, self._clock.moment())

    def score(self, pain: PainScore) -> str:
        """A score that belongs to it; the id of its entry."""
        given_at = self._clock.moment()
        entry_id = new_id()

        def write(journal: Journal) -> frozenset[Kind]:
            _, change = journal.pain.add(pain, given_at, self._known_id(), entry_id)
            return change.kinds

        self._save(write)
        return entry_id

    def score_after(self, pain: PainScore) -> None:
        """The score after it; given again, it corrects the first."""
        entry_id = self._after_id
        if entry_id is None:
            self._after_id = self.score(pain)
        else:
            self._save(lambda journal: journal.pain.edit(entry_id, pain)[1].kinds)

    def ask_during(self) -> None:
        """It hurts, for the first time or again: a score given now is one of its own."""
        self._during_id = None

    def score_during(self, pain: PainScore) -> None:
        """How much it hurts; given again to the same question, it corrects the first."""
        entry_id = self._during_id
        if entry_id is None:
            self._during_id = self.score(pain)
        else:
            self._save(lambda journal: journal.pain.edit(entry_id, pain)[1].kinds)

    def flush(self) -> None:
        """Try again to write what is kept back."""
        self._saving.flush()
        self._settle()

    def _known_id(self) -> str:
        # Writes run in order and the one that starts the session is the first of them.
        assert self.session_id is not None
        return self.session_id

    def _save(self, write: Callable[[Journal], frozenset[Kind]]) -> None:
        if self._journal is not None:
            self._saving.save(partial(write, self._journal))
            self._settle()

    def _settle(self) -> None:
        is_through = self._is_over and not self._saving.unsaved
        if is_through and self._places is not None:
            self._places.forget(self._known_id())
        if self._lock is not None:
            if is_through:
                self._lock.release()
            else:
                self._lock.take()
