"""The imperative shell of a session: it reads the clock, sounds the cues and writes the journal
around the pure machine in ``domain.session``, and tells plain Python listeners what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from backstay.desktop.clock import Clock
from backstay.desktop.commentary import Commentary
from backstay.desktop.session_lock import SessionLock
from backstay.desktop.sound import Tones
from backstay.desktop.tone_cues import ToneCues
from backstay.desktop.voice import Voice
from backstay.domain.errors import BackstayError
from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, LastTime, Outcome, SessionPlan, StepDone
from backstay.domain.pain import PainScore, Timing
from backstay.domain.preferences import Preferences
from backstay.domain.session import GAP_LIMIT_S, Events, Session
from backstay.domain.session_events import (
    HurtReported,
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SessionEvent,
    SessionPaused,
    SessionReopened,
    StepFinished,
)
from backstay.domain.session_view import SessionView, State
from backstay.domain.timeline import Timeline, with_easier
from backstay.journal.journal import Journal
from backstay.places.places import Places
from backstay.recorder import Recorder
from backstay.saving import Announce, Saving
from backstay.unfinished import Unfinished


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done, for the closing page. ``outcome`` is None while it runs."""

    routine_name: str
    outcome: Outcome | None
    active_s: float
    steps: tuple[StepDone, ...]
    before: int | None
    after: int | None


# After these the session stands elsewhere than it stood, may stand there for long, or stands nowhere.
_PLACES = (SegmentStarted, SessionPaused, SessionReopened, SessionEnded)


# The longest that the program's own work may take; whatever takes longer stood still.
_BUSY_LIMIT_S = 10.0


class Player:
    """Leads one session. Nothing it meets, neither silence nor a full disk, stops the session.

    Without a ``journal`` nothing of it is kept. ``lock`` is held until all of it is on the disk; where it
    stands is told to ``places``.
    """

    def __init__(
        self,
        timeline: Timeline,
        *,
        clock: Clock,
        tones: Tones,
        voice: Voice,
        preferences: Preferences,
        journal: Journal | None,
        announce: Announce,
        lock: SessionLock | None = None,
        places: Places | None = None,
    ) -> None:
        self._is_muted = False
        self._clock = clock
        self._sounding = ToneCues(tones)
        self._commentary = Commentary(voice, preferences.voice_amount)
        self._preferences = preferences
        self._journal = journal
        self._recorder = Recorder(
            journal,
            clock,
            Saving(
                announce=announce,
                failed=lambda error: self._tell(SavingFailed(error)),
                recovered=lambda: self._tell(SavingRecovered()),
            ),
            lock,
            places,
        )
        # The gap rule and the way to the ear are real seconds, whatever the pace of a rehearsal.
        ear_s = preferences.cue_offset_ms / 1000 * clock.pace
        self._session = Session(timeline, gap_limit_s=GAP_LIMIT_S * clock.pace, ear_s=ear_s)
        self._listeners: list[Listener] = []
        self._outcome: Outcome | None = None
        self._before: int | None = None
        self._after: int | None = None

    @property
    def timeline(self) -> Timeline:
        """What it goes through; another one once an easier exercise was chosen."""
        return self._session.timeline

    @property
    def is_muted(self) -> bool:
        """Whether neither a tone nor the voice is heard."""
        return self._is_muted

    def mute(self, *, is_muted: bool) -> None:
        """Silence at once, or sound from the next cue on."""
        self._is_muted = is_muted
        if is_muted:
            self._commentary.hush()

    @property
    def session_id(self) -> str | None:
        """Its id in the journal; None while nothing of it is there."""
        return self._recorder.session_id

    def listen(self, listener: Listener) -> None:
        """Hear of every event, in order, from now on."""
        self._listeners.append(listener)

    def start(self, before: PainScore | None = None) -> None:
        """Write the session and the score down, then start the clock."""
        self._recorder.begin(
            SessionPlan(
                self.timeline.routine_id,
                self.timeline.routine_name,
                self.timeline.length_s,
                len(self.timeline.steps),
            )
        )
        if before is not None:
            self._before = before.score
            self._recorder.score(before)
        self._sounding.begin()
        self._commentary.begin()
        self._perform(self._session.start(self._clock.now_s()))

    def take_up(self, unfinished: Unfinished) -> None:
        """Go on with a session that was cut off: it stands paused where it was."""
        record = unfinished.record
        self._recorder.take_up(record.id)
        self._before = record.pain_before
        self._sounding.begin()
        self._commentary.begin()
        self._perform(self._session.restore(unfinished.place, self._clock.now_s()))

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

    def pause_for_sleep(self) -> None:
        """Stand still, because the computer is about to sleep."""
        self._perform(self._session.pause(self._clock.now_s(), PauseReason.SLEEP))

    def resume(self) -> None:
        """Go on."""
        self._perform(self._session.resume(self._clock.now_s()))

    def skip(self) -> None:
        """Leave the pause, or the exercise."""
        self._perform(self._session.skip(self._clock.now_s()))

    def back(self) -> None:
        """This exercise again, or the one before."""
        self._perform(self._session.back(self._clock.now_s()))

    def repeat(self) -> None:
        """This exercise from its start."""
        self._perform(self._session.repeat(self._clock.now_s()))

    def jump(self, step: int) -> None:
        """The exercise at the index ``step`` from its start. Raises ``IndexError`` when there is none."""
        self._perform(self._session.jump(self._clock.now_s(), step))

    def adjust(self, seconds: float) -> None:
        """Lengthen or shorten what is on."""
        self._perform(self._session.adjust(self._clock.now_s(), seconds))

    def done(self) -> None:
        """The person is through with a step that waits for them."""
        self._perform(self._session.done(self._clock.now_s()))

    def hurt(self) -> None:
        """It hurts: stand still at once."""
        self._perform(self._session.hurt(self._clock.now_s()))

    def say_how_much(self, pain: PainScore) -> None:
        """How much it hurts in this exercise, and where; said again, it corrects what was said."""
        exercise = self.view().step.exercise
        self._recorder.score_during(replace(pain, timing=Timing.DURING, exercise_id=exercise.id))

    def leave_out(self) -> None:
        """Go on with the next exercise, and without this one in the rest of the session."""
        self._perform(self._session.leave_out(self._clock.now_s()))

    def ease(self, easier: Exercise) -> None:
        """Go on with ``easier``, here and wherever this exercise would come again."""
        now_s = self._clock.now_s()
        self._perform(self._session.advance(now_s))
        if self._session.state is not State.ENDED:
            step = self._session.view(now_s).step.index
            timeline = with_easier(self.timeline, step, easier, self._preferences)
            self._perform(self._session.ease(now_s, timeline))

    def rate(self, step: int, effort: Effort) -> None:
        """How the exercise at the index ``step`` went."""
        self._perform(self._session.rate(step, effort))

    def last_time(self, exercise: Exercise) -> LastTime | None:
        """How ``exercise`` went the last time; None when that is not known."""
        if self._journal is None:
            return None
        try:
            return self._journal.sessions.last_time(exercise.id, self.session_id)
        except BackstayError:
            return None

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
        self._recorder.score_after(pain)
        return not self._recorder.unsaved

    def retry_saving(self) -> bool:
        """Try again to write what is kept back. True when nothing is left."""
        self._recorder.flush()
        return not self._recorder.unsaved

    @property
    def unsaved(self) -> int:
        """How many writes are kept back."""
        return self._recorder.unsaved

    def view(self) -> SessionView:
        """What a page shows now."""
        return self._session.view(self._clock.now_s())

    def next_wake_s(self) -> float | None:
        """Real seconds until something changes; None while nothing runs."""
        due_s = self._session.next_due_s(self._clock.now_s())
        return None if due_s is None else due_s / self._clock.pace

    def summary(self) -> Summary:
        """What was done so far."""
        steps = self._session.steps_done
        active_s = self._session.ledger.active_s
        return Summary(self.timeline.routine_name, self._outcome, active_s, steps, self._before, self._after)

    def _perform(self, events: Events) -> None:
        began_s = self._clock.now_s()
        self._sounding.follow(events, is_muted=self._is_muted)
        lost = self._commentary.follow(self.timeline, events, is_muted=self._is_muted)
        for event in events:
            self._write_down(event)
        if any(isinstance(event, _PLACES) for event in events):
            place = None if self._session.state is State.ENDED else self._session.place()
            self._recorder.stand_at(place)
        # Of what is told the entries are on the disk, if there is any room on it; the place is on its way.
        for event in events:
            self._tell(event)
        if lost is not None:
            self._tell(VoiceLost(lost))
        self._make_up_for(began_s)

    def _make_up_for(self, began_s: float) -> None:
        """A slow disk kept the program busy, not the person away: this is no gap."""
        limit_s, now_s = GAP_LIMIT_S * self._clock.pace, self._clock.now_s()
        if not limit_s < now_s - began_s <= _BUSY_LIMIT_S * self._clock.pace:
            return
        late: list[SessionEvent] = []
        at_s = began_s
        while at_s < now_s:
            at_s = min(at_s + limit_s / 2, now_s)
            late += self._session.advance(at_s)
        self._perform(tuple(late))

    def _write_down(self, event: SessionEvent) -> None:
        if isinstance(event, StepFinished):
            self._recorder.step_done(event.step)
        elif isinstance(event, SessionEnded):
            self._outcome = event.outcome
            self._recorder.end(event.outcome, event.active_s)
        elif isinstance(event, SessionReopened):
            self._outcome = None
            self._recorder.take_end_back()
        elif isinstance(event, HurtReported):
            self._recorder.ask_during()

    def _tell(self, event: PlayerEvent) -> None:
        for listener in self._listeners:
            listener(event)
