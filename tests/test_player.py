"""The player around a session: what is heard, what is written, and what a full disk changes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backstay.desktop.session_lock import SessionLock, is_session_led
from backstay.desktop.sound import Tone
from backstay.domain.exercise import Dose, Tempo
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.domain.pain import PainScore, Timing
from backstay.domain.preferences import Preferences
from backstay.domain.routine import Routine
from backstay.domain.session_events import SegmentStarted, SessionEnded, SessionPaused, StepFinished
from backstay.domain.session_view import State
from backstay.domain.timeline import compile_timeline
from backstay.journal.change import Kind
from backstay.journal.journal import open_journal
from backstay.places.places import Places
from backstay.player import Player, PlayerEvent, SavingFailed, SavingRecovered
from tests.fakes import HandClock, WrittenTones, WrittenVoice, no_room_on_disk
from tests.samples import QUICK, exercise, hold, routine

BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))
PLANK = hold("Plank", 8, 1)
LIMIT_S = 20.0


class Room:
    """A player with everything it touches within reach."""

    def __init__(
        self,
        folder: Path,
        made: Routine | None = None,
        pace: float = 1.0,
        preferences: Preferences = QUICK,
    ) -> None:
        self.clock = HandClock(pace=pace)
        self.tones = WrittenTones()
        self.voice = WrittenVoice()
        self.path = folder / "journal.sqlite3"
        self.journal = open_journal(self.path, self.clock.moment)
        self.places = Places(folder / "places")
        self.announced: list[frozenset[Kind]] = []
        self.events: list[PlayerEvent] = []
        self.player = Player(
            compile_timeline(made or routine(BRIDGE, PLANK), QUICK),
            clock=self.clock,
            tones=self.tones,
            voice=self.voice,
            preferences=preferences,
            journal=self.journal,
            announce=self.announced.append,
            places=self.places,
        )
        self.player.listen(self.events.append)

    def play_on(self, seconds: float) -> None:
        """Wake the player whenever it asks to be woken, for so many real seconds at the most."""
        left_s = seconds
        while (wake_s := self.player.next_wake_s()) is not None and wake_s <= left_s:
            self.clock.pass_s(wake_s)
            left_s -= wake_s
            self.player.tick()
        if self.player.next_wake_s() is not None:
            self.clock.pass_s(left_s)
            self.player.tick()

    def stands_at(self) -> int | None:
        """The segment at which the session stands on the disk once it is asked for nothing more."""
        assert self.places.settle(LIMIT_S)
        last = self.places.last(str(self.player.session_id))
        return last[0].index if last is not None else None

    def close(self) -> None:
        """Let go of its files."""
        self.places.close()
        self.journal.close()

    def logged(self) -> SessionRecord:
        """The one session in the journal."""
        (record,) = self.journal.sessions.between(with_steps=True)
        return record


Furnish = Callable[..., Room]


@pytest.fixture
def furnish(tmp_path: Path) -> Iterator[Furnish]:
    """Makes a room, and closes its journal afterwards."""
    made: list[Room] = []

    def begin(pace: float = 1.0) -> Room:
        made.append(Room(tmp_path, pace=pace))
        return made[-1]

    yield begin
    for room in made:
        room.close()


@pytest.fixture
def room(furnish: Furnish) -> Room:
    """A session of two exercises, not yet begun."""
    return furnish()


def test_a_whole_session_is_written_as_it_happens(room: Room) -> None:
    """The row at the start, each step when it is finished, the outcome and both scores at the end."""
    room.player.start(PainScore(5, timing=Timing.BEFORE))
    assert room.logged().outcome is None
    assert room.logged().pain_before == 5
    room.play_on(16)
    assert [step.name for step in room.logged().steps] == ["Bridge"]
    room.play_on(60)
    assert room.player.score_after(PainScore(3, timing=Timing.AFTER))
    record = room.logged()
    assert record.outcome is Outcome.COMPLETED
    assert (record.pain_before, record.pain_after) == (5, 3)
    assert record.active_s == pytest.approx(33)
    assert [(step.name, step.outcome) for step in record.steps] == [
        ("Bridge", StepOutcome.DONE),
        ("Plank", StepOutcome.DONE),
    ]


def test_without_a_journal_a_session_runs_and_nothing_is_kept(room: Room) -> None:
    """The same events and the same tones; nothing is missing either, and an ending can be taken back."""
    timeline = compile_timeline(routine(BRIDGE), QUICK)
    player = Player(
        timeline,
        clock=room.clock,
        tones=room.tones,
        voice=room.voice,
        preferences=QUICK,
        journal=None,
        announce=room.announced.append,
        places=room.places,
    )
    player.listen(room.events.append)
    player.start(PainScore(5, timing=Timing.BEFORE))
    assert room.places.settle(LIMIT_S)
    assert room.places.left() == frozenset()
    room.clock.pass_s(1.5)
    player.finish()
    player.undo_finish()
    player.finish()
    assert player.score_after(PainScore(3, timing=Timing.AFTER))
    assert (player.unsaved, player.session_id, room.announced) == (0, None, [])
    assert any(isinstance(event, SessionEnded) for event in room.events)
    assert room.journal.sessions.between() == ()
    assert room.journal.pain.between() == ()


def test_every_change_of_the_journal_is_announced(room: Room) -> None:
    """Pages hear of the start, of each step and of the end."""
    room.player.start(None)
    room.play_on(60)
    assert [Kind.SESSIONS in kinds for kinds in room.announced] == [True] * 4


def test_the_tones_of_a_short_session(room: Room) -> None:
    """Get ready, three counts and a start tone, one per repetition and one at its end, three counts at the
    end of a long hold.
    """
    room.player.start(None)
    room.play_on(60)
    heard = " ".join(room.tones.played)
    assert heard == (
        "ready count count count start count end ready count count count start count count count finish"
    )


def test_the_output_is_kept_awake_from_start_to_end(room: Room) -> None:
    """Muted as well, because M takes it back; after the end only while the end is taken back."""
    assert not room.tones.is_open
    room.player.mute(is_muted=True)
    room.player.start(None)
    assert room.tones.is_open
    room.player.finish()
    assert not room.tones.is_open
    room.player.undo_finish()
    assert room.tones.is_open
    room.player.resume()
    room.play_on(60)
    assert not room.tones.is_open


def test_a_muted_session_is_silent_and_goes_on(room: Room) -> None:
    """Nothing is heard, everything is done."""
    room.player.mute(is_muted=True)
    room.player.start(None)
    room.play_on(60)
    assert room.tones.played == []
    assert room.logged().outcome is Outcome.COMPLETED


def test_only_the_latest_of_several_late_cues_is_heard(furnish: Furnish) -> None:
    """At a high pace one wake-up may pass several cues; a burst of tones would help nobody."""
    room = furnish(pace=10)
    room.player.start(None)
    room.tones.played.clear()
    room.clock.pass_s(0.95)
    room.player.tick()
    assert len(room.tones.played) == 1


def test_an_early_end_is_logged_and_undo_takes_it_back(room: Room) -> None:
    """Stopped with what was done; after Undo it is running again and can be completed."""
    room.player.start(None)
    room.play_on(12)
    room.player.finish()
    stopped = room.logged()
    assert (stopped.outcome, stopped.steps[0].outcome) == (Outcome.STOPPED, StepOutcome.PARTLY)
    room.player.undo_finish()
    assert room.player.view().state is State.PAUSED
    assert room.logged().outcome is None
    room.player.resume()
    room.play_on(60)
    done = room.logged()
    assert done.outcome is Outcome.COMPLETED
    assert [step.outcome for step in done.steps] == [StepOutcome.DONE] * 2


def test_with_an_offset_each_tone_is_asked_for_that_much_sooner(tmp_path: Path) -> None:
    """A headset that is late is heard on time; the first tone of a segment falls into the one before."""

    def asked(offset_ms: int, folder: Path) -> list[tuple[float, Tone]]:
        folder.mkdir()
        room = Room(folder, preferences=replace(QUICK, cue_offset_ms=offset_ms))
        heard: list[tuple[float, Tone]] = []
        with closing(room.journal):
            room.player.start(None)
            while (wake_s := room.player.next_wake_s()) is not None:
                before = len(room.tones.played)
                room.clock.pass_s(wake_s)
                room.player.tick()
                at_s = round(room.clock.now_s() - 1000, 6)
                heard += [(at_s, tone) for tone in room.tones.played[before:]]
        return heard

    on_time, early = asked(0, tmp_path / "a"), asked(200, tmp_path / "b")
    assert [tone for _, tone in early] == [tone for _, tone in on_time]
    # The end is told when it has come.
    assert [pytest.approx(at_s - 0.2) for at_s, _ in on_time[:-1]] == [at_s for at_s, _ in early[:-1]]


def test_at_a_pace_of_sixty_a_minute_is_played_in_a_second(furnish: Furnish) -> None:
    """The pace scales the clock and nothing else: no gap is seen, all seconds are credited."""
    room = furnish(pace=60)
    room.player.start(None)
    room.play_on(33 / 60 + 0.01)
    assert not any(isinstance(event, SessionPaused) for event in room.events)
    assert room.logged().active_s == pytest.approx(33)


def test_a_gap_is_two_real_seconds_at_every_pace(furnish: Furnish) -> None:
    """A closed lid pauses a rehearsal too."""
    room = furnish(pace=60)
    room.player.start(None)
    room.clock.pass_s(2.1)
    room.player.tick()
    assert room.player.view().state is State.PAUSED


@pytest.mark.parametrize(("busy_s", "is_running"), [(5.0, True), (30.0, False)])
def test_a_slow_disk_is_no_gap(room: Room, busy_s: float, is_running: bool) -> None:
    """While a step is written the person gets ready for the next; only what takes very long stood still."""

    def writes_slowly(event: PlayerEvent) -> None:
        if isinstance(event, StepFinished) and event.step.index == 0:
            room.clock.pass_s(busy_s)

    room.player.listen(writes_slowly)
    room.player.start(None)
    room.play_on(16)
    assert (room.player.view().state is State.RUNNING) is is_running
    if is_running:
        # Ten seconds to get ready for the second exercise, of which half are over.
        assert room.player.view().elapsed_s == pytest.approx(5 + 1)
        room.play_on(60)
        assert room.logged().active_s == pytest.approx(33)


def test_a_full_disk_never_stops_the_session(room: Room) -> None:
    """The session goes on, says what is not saved, and saves it in order once there is room."""
    room.player.start(PainScore(4, timing=Timing.BEFORE))
    with no_room_on_disk():
        room.play_on(60)
        assert not room.player.score_after(PainScore(2, timing=Timing.AFTER))
    assert any(isinstance(event, SessionEnded) for event in room.events)
    assert any(isinstance(event, SavingFailed) for event in room.events)
    assert room.player.unsaved == 4
    assert room.logged().steps == ()
    assert room.player.retry_saving()
    assert isinstance(room.events[-1], SavingRecovered)
    record = room.logged()
    assert (record.outcome, len(record.steps), record.pain_after) == (Outcome.COMPLETED, 2, 2)


def test_the_summary_tells_what_was_done(room: Room) -> None:
    """Steps in order, seconds without pauses, both scores."""
    room.player.start(PainScore(5, timing=Timing.BEFORE))
    room.play_on(20)
    room.player.pause()
    room.clock.pass_s(300)
    room.player.resume()
    room.play_on(60)
    room.player.score_after(PainScore(4, timing=Timing.AFTER))
    summary = room.player.summary()
    assert (summary.before, summary.after, summary.outcome) == (5, 4, Outcome.COMPLETED)
    assert summary.active_s == pytest.approx(33)
    assert [step.reps_done for step in summary.steps] == [2, 1]


def test_going_back_replaces_the_account_of_a_step(room: Room) -> None:
    """A step that is done again stands once in the journal, with the seconds of both times."""
    room.player.start(None)
    room.play_on(16)
    room.player.back()
    room.play_on(60)
    finished = [event for event in room.events if isinstance(event, StepFinished)]
    assert len(finished) == 3
    assert [step.name for step in room.logged().steps] == ["Bridge", "Plank"]
    assert room.logged().steps[0].active_s == pytest.approx(30)


class LateRefusal(sqlite3.Connection):
    """A disk that takes every transaction and, while it refuses, reports an error of every second one."""

    is_refusing = False
    commits = 0

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Refuse once it is done."""
        cursor = super().execute(statement, values)
        self.commits += self.is_refusing and statement == "COMMIT"
        if self.is_refusing and statement == "COMMIT" and self.commits % 2:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return cursor


def test_what_was_stored_although_it_was_refused_is_not_stored_twice(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync of the folder can fail after the commit; the next attempt finds the entry there."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=LateRefusal))
    room = furnish()
    monkeypatch.setattr(LateRefusal, "is_refusing", True)
    room.player.start(PainScore(5, timing=Timing.BEFORE))
    room.play_on(60)
    assert room.player.retry_saving()
    monkeypatch.setattr(LateRefusal, "is_refusing", False)
    assert any(isinstance(event, SavingFailed) for event in room.events)
    assert (room.logged().outcome, len(room.logged().steps)) == (Outcome.COMPLETED, 2)
    assert [entry.pain.score for entry in room.journal.pain.between()] == [5]


def test_a_second_score_after_an_ending_taken_back_corrects_the_first(room: Room) -> None:
    """I end early, give a score, take it back, finish, and give another: one score stands."""
    room.player.start(None)
    room.play_on(12)
    room.player.finish()
    room.player.score_after(PainScore(6, timing=Timing.AFTER))
    room.player.undo_finish()
    room.player.resume()
    room.play_on(60)
    room.player.score_after(PainScore(2, timing=Timing.AFTER))
    assert [entry.pain.score for entry in room.journal.pain.between()] == [2]
    assert room.player.summary().after == 2


def test_where_it_stands_is_on_its_way_before_it_is_told(room: Room) -> None:
    """Whoever sees a new segment or a pause can be cut off soon after, and goes on there."""
    seen: list[tuple[str, int | None]] = []

    def look(event: PlayerEvent) -> None:
        if isinstance(event, SegmentStarted | SessionPaused):
            seen.append((type(event).__name__, room.stands_at()))

    room.player.listen(look)
    room.player.start()
    room.play_on(12)
    room.player.pause()
    room.player.resume()
    room.play_on(60)
    assert seen == [
        ("SegmentStarted", 0),
        ("SegmentStarted", 1),
        ("SegmentStarted", 2),
        ("SessionPaused", 2),
        ("SegmentStarted", 3),
        ("SegmentStarted", 4),
    ]


def test_a_place_that_is_not_stored_is_no_entry_that_is_not_saved(room: Room) -> None:
    """Where no place can be written nothing is said of it and nothing waits for it."""
    room.path.with_name("places").write_text("not a folder")
    room.player.start()
    room.play_on(60)
    assert not any(isinstance(event, SavingFailed) for event in room.events)
    assert room.player.unsaved == 0
    assert room.stands_at() is None
    assert room.logged().outcome is Outcome.COMPLETED


def test_without_the_disk_the_next_place_is_the_one_that_is_stored(room: Room) -> None:
    """The session was begun on a full disk; what waits are its start and its first step."""
    with no_room_on_disk():
        room.player.start()
        room.play_on(20)
        kept_back = room.player.unsaved
        assert room.stands_at() is None
    assert kept_back == 2
    assert room.player.retry_saving()
    room.play_on(6)
    assert room.stands_at() == 4
    assert [step.name for step in room.logged().steps] == ["Bridge"]


def test_what_is_over_stands_nowhere(room: Room) -> None:
    """The place goes once the end is on the disk, not before, and comes back with an ending taken back."""
    room.player.start()
    room.play_on(12)
    assert room.stands_at() == 2
    with no_room_on_disk():
        room.player.finish()
        assert room.stands_at() == 2
    assert room.player.retry_saving()
    assert room.stands_at() is None
    room.player.undo_finish()
    assert room.stands_at() == 2
    room.player.resume()
    room.play_on(60)
    assert room.stands_at() is None
    room.player.score_after(PainScore(2, timing=Timing.AFTER))
    assert room.stands_at() is None


def test_the_lock_is_held_until_the_end_is_on_the_disk(tmp_path: Path) -> None:
    """An ending that is kept back is not one; taken back, the session is led again."""
    room = Room(tmp_path)
    player = Player(
        room.player.timeline,
        clock=room.clock,
        tones=room.tones,
        voice=room.voice,
        preferences=QUICK,
        journal=room.journal,
        announce=room.announced.append,
        lock=SessionLock(tmp_path),
    )
    assert not is_session_led(tmp_path)
    player.start()
    assert is_session_led(tmp_path)
    with no_room_on_disk():
        player.finish()
        assert is_session_led(tmp_path)
    player.retry_saving()
    assert not is_session_led(tmp_path)
    player.undo_finish()
    assert is_session_led(tmp_path)
    player.finish()
    assert not is_session_led(tmp_path)
    room.close()
