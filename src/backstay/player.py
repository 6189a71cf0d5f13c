"""The imperative shell of a session: it reads the clock, sounds the cues and writes the journal
around the pure machine in ``domain.session``, and tells plain Python listeners what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from backstay.desktop.clock import Clock
from backstay.desktop.commentary import Commentary
from backstay.desktop.sound import Tone, Tones
from backstay.desktop.voice import Voice
from backstay.domain.errors import BackstayError
from backstay.domain.history import Outcome, SessionPlan, StepDone
from backstay.domain.pain import PainScore
from backstay.domain.preferences import SpeechAmount
from backstay.domain.session import GAP_LIMIT_S, Events, Session
from backstay.domain.session_events import CueDue, SessionEnded, SessionEvent, SessionReopened, StepFinished
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import CueKind, Timeline
from backstay.journal.change import Change, Kind
from backstay.journal.entries import new_id
from backstay.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class SavingFailed:
    """Something is done but not on disk; it is kept and tried again."""

    error: BackstayError


@dataclass(frozen=True, slots=True)
class SavingRecovered:
    """All that was kept back is on disk now."""


@dataclass(frozen=True, slots=True)
class VoiceLost:
    """There was a voice, or one was looked for, and now there is none; ``status`` says why."""

    status: str


PlayerEvent = SessionEvent | SavingFailed | SavingRecovered | VoiceLost
Listener = Callable[[PlayerEvent], None]
Announce = Callable[[frozenset[Kind]], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done, for the closing page. ``outcome`` is None while it runs."""

    routine_name: str
    outcome: Outcome | None
    active_s: float
    steps: tuple[StepDone, ...]
    before: int | None
    after: int | None


_TONES = {
    CueKind.COUNT: Tone.COUNT,
    CueKind.START: Tone.START,
    CueKind.REP: Tone.COUNT,
    CueKind.CHANGE: Tone.CHANGE,
    CueKind.REST: Tone.REST,
    CueKind.FINISH: Tone.FINISH,
}


class Player:
    """Leads one session. Nothing it meets, neither silence nor a full disk, stops the session.

    Without a ``journal`` nothing of it is kept.
    """

    def __init__(
        self,
        timeline: Timeline,
        *,
        clock: Clock,
        tones: Tones,
        voice: Voice,
        speech: SpeechAmount = SpeechAmount.COUNTS,
        journal: Journal | None,
        announce: Announce,
    ) -> None:
        self.timeline = timeline
        self.session_id: str | None = None
        self._is_muted = False
        self._clock = clock
        self._tones = tones
        self._commentary = Commentary(timeline, voice, speech)
        self._journal = journal
        self._announce = announce
        # The gap rule speaks of real seconds, whatever the pace of a rehearsal.
        self._session = Session(timeline, gap_limit_s=GAP_LIMIT_S * clock.pace)
        self._listeners: list[Listener] = []
        self._pending: list[Callable[[], frozenset[Kind]]] = []
        self._is_failing = False
        self._ending: Change | None = None
        self._steps: dict[int, StepDone] = {}
        self._outcome: Outcome | None = None
        self._before: int | None = None
        self._after: int | None = None
        self._after_id: str | None = None

    @property
    def is_muted(self) -> bool:
        """Whether neither a tone nor the voice is heard."""
        return self._is_muted

    def mute(self, *, is_muted: bool) -> None:
        """Silence at once, or sound from the next cue on."""
        self._is_muted = is_muted
        if is_muted:
            self._commentary.hush()

    def listen(self, listener: Listener) -> None:
        """Hear of every event, in order, from now on."""
        self._listeners.append(listener)

    def start(self, before: PainScore | None = None) -> None:
        """Write the session and the score down, then start the clock."""
        started_at = self._clock.moment()
        plan = SessionPlan(
            self.timeline.routine_id,
            self.timeline.routine_name,
            self.timeline.length_s,
            len(self.timeline.steps),
        )

        # Chosen before the first attempt: one that failed may be stored all the same.
        session_id = new_id()

        def write(journal: Journal) -> frozenset[Kind]:
            self.session_id = journal.sessions.start(plan, started_at, session_id)
            return frozenset({Kind.SESSIONS})

        self._save(write)
        if before is not None:
            self._before = before.score
            self._save_score(before)
        self._commentary.begin()
        self._perform(self._session.start(self._clock.now_s()))

    def tick(self) -> None:
        """Bring the session up to the clock; to be called when ``next_wake_s`` is over."""
        self._perform(self._session.advance(self._clock.now_s()))

    def toggle_pause(self) -> None:
        """Pause when it runs, go on when it is paused."""
        if self._session.state is State.PAUSED:
            self.resume()
        else:
            self.pause()

    def pause(self) -> None:
        """Stand still."""
        self._perform(self._session.pause(self._clock.now_s()))

    def resume(self) -> None:
        """Go on."""
        self._perform(self._session.resume(self._clock.now_s()))

    def skip(self) -> None:
        """Leave the pause, or the exercise."""
        self._perform(self._session.skip(self._clock.now_s()))

    def back(self) -> None:
        """This exercise again, or the one before."""
        self._perform(self._session.back(self._clock.now_s()))

    def adjust(self, seconds: float) -> None:
        """Lengthen or shorten what is on."""
        self._perform(self._session.adjust(self._clock.now_s(), seconds))

    def done(self) -> None:
        """The person is through with a step that waits for them."""
        self._perform(self._session.done(self._clock.now_s()))

    def hurt(self) -> None:
        """It hurts: stand still at once."""
        self._perform(self._session.hurt(self._clock.now_s()))

    def finish(self) -> None:
        """End early; ``undo_finish`` takes it back."""
        self._perform(self._session.finish(self._clock.now_s()))

    def undo_finish(self) -> None:
        """Take an early ending back."""
        self._perform(self._session.undo_finish(self._clock.now_s()))

    def score_after(self, pain: PainScore) -> bool:
        """Write the score after the session down; given again, after an ending that was taken back, it
        corrects the first. False when it is kept back, not yet on disk.
        """
        self._after = pain.score
        if self._after_id is None:
            self._after_id = self._save_score(pain)
        else:
            self._correct_score(self._after_id, pain)
        return not self._pending

    def retry_saving(self) -> bool:
        """Try again to write what is kept back. True when nothing is left."""
        self._flush()
        return not self._pending

    @property
    def unsaved(self) -> int:
        """How many writes are kept back."""
        return len(self._pending)

    def view(self) -> SessionView:
        """What a page shows now."""
        return self._session.view(self._clock.now_s())

    def next_wake_s(self) -> float | None:
        """Real seconds until something changes; None while nothing runs."""
        due_s = self._session.next_due_s(self._clock.now_s())
        return None if due_s is None else due_s / self._clock.pace

    def summary(self) -> Summary:
        """What was done so far."""
        steps = tuple(self._steps[index] for index in sorted(self._steps))
        active_s = self._session.ledger.active_s
        return Summary(self.timeline.routine_name, self._outcome, active_s, steps, self._before, self._after)

    def _perform(self, events: Events) -> None:
        self._sound(events)
        lost = self._commentary.follow(events, is_muted=self._is_muted)
        for event in events:
            if isinstance(event, StepFinished):
                self._save_step(event.step)
            elif isinstance(event, SessionEnded):
                self._save_end(event)
            elif isinstance(event, SessionReopened):
                self._take_end_back()
            self._tell(event)
        if lost is not None:
            self._tell(VoiceLost(lost))

    def _sound(self, events: Events) -> None:
        """Only the latest of several cues is worth hearing when the clock was read late."""
        due = [_TONES[e.cue.kind] for e in events if isinstance(e, CueDue) and e.cue.kind in _TONES]
        if any(isinstance(event, SessionEnded) for event in events):
            due.append(Tone.FINISH)
        if due and not self.is_muted:
            self._tones.play(due[-1])

    def _save_step(self, step: StepDone) -> None:
        self._steps[step.index] = step
        done_at = self._clock.moment()

        def write(journal: Journal) -> frozenset[Kind]:
            journal.sessions.add_step(self._known_id(), step, done_at)
            return frozenset({Kind.SESSIONS})

        self._save(write)

    def _save_end(self, ended: SessionEnded) -> None:
        self._outcome = ended.outcome
        ended_at = self._clock.moment()

        def write(journal: Journal) -> frozenset[Kind]:
            self._ending = journal.sessions.end(self._known_id(), ended.outcome, ended.active_s, ended_at)
            return self._ending.kinds

        self._save(write)

    def _take_end_back(self) -> None:
        self._outcome = None

        def write(_journal: Journal) -> frozenset[Kind]:
            return self._ending.undo().kinds if self._ending is not None else frozenset()

        self._save(write)

    def _save_score(self, pain: PainScore) -> str:
        given_at = self._clock.moment()
        entry_id = new_id()

        def write(journal: Journal) -> frozenset[Kind]:
            _, change = journal.pain.add(pain, given_at, self._known_id(), entry_id)
            return change.kinds

        self._save(write)
        return entry_id

    def _correct_score(self, entry_id: str, pain: PainScore) -> None:
        self._save(lambda journal: journal.pain.edit(entry_id, pain)[1].kinds)

    def _known_id(self) -> str:
        # Writes run in order and the one that starts the session is the first of them.
        assert self.session_id is not None
        return self.session_id

    def _save(self, write: Callable[[Journal], frozenset[Kind]]) -> None:
        if self._journal is not None:
            self._pending.append(partial(write, self._journal))
            self._flush()

    def _flush(self) -> None:
        while self._pending:
            try:
                kinds = self._pending[0]()
            except BackstayError as error:
                self._is_failing = True
                self._tell(SavingFailed(error))
                return
            self._pending.pop(0)
            self._announce(kinds)
        if self._is_failing:
            self._is_failing = False
            self._tell(SavingRecovered())

    def _tell(self, event: PlayerEvent) -> None:
        for listener in self._listeners:
            listener(event)
