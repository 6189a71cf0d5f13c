"""What hurt, from the key that says so to the journal, a crash, and the next session."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.app import App, build
from backstay.domain.exercise import Exercise
from backstay.domain.history import Effort, HurtAnswer, LastTime
from backstay.domain.pain import PainScore, Region, Timing
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.session_events import PauseReason
from backstay.domain.timeline import Kind
from backstay.paths import find_paths
from backstay.player import Player
from tests.cut_off import cut_off
from tests.fakes import HandClock, WrittenTones, WrittenVoice

# The first repetitions of bird dog, after getting ready.
WORKING_S = 20.0


@pytest.fixture
def clock() -> HandClock:
    """Half past eight on a Sunday."""
    return HandClock()


@pytest.fixture
def app(tmp_path: Path, clock: HandClock) -> Iterator[App]:
    """The program over a new folder."""
    paths = find_paths(tmp_path)
    with closing(build(paths, window=False, clock=clock, tones=WrittenTones(), voice=WrittenVoice())) as made:
        yield made


@pytest.fixture
def bird_dog(app: App) -> Exercise:
    """An exercise with an easier one."""
    return app.library.exercises["bird-dog"]


@pytest.fixture
def half(app: App) -> Exercise:
    """The easier one."""
    return app.library.exercises["bird-dog-leg"]


@pytest.fixture
def core(app: App, bird_dog: Exercise) -> Routine:
    """A shipped routine in which bird dog comes and something follows it."""
    return next(r for r in app.library.routines.values() if bird_dog in r.exercises()[:-1] and not _waits(r))


def _waits(routine: Routine) -> bool:
    return any(isinstance(s, ExerciseStep) and s.until_done for s in routine.flat_steps())


def ease_bird_dog(app: App, player: Player) -> None:
    """Go to bird dog, work a little, and take the easier one because it hurts."""
    step = next(s.index for s in player.timeline.steps if s.exercise.id == "bird-dog")
    player.jump(step)
    while player.view().segment.kind in (Kind.PREPARE, Kind.REST):
        player.skip()
    player.hurt()
    player.ease(app.library.exercises["bird-dog-leg"])


def last(app: App, exercise: Exercise) -> LastTime | None:
    """What is known of the last time."""
    return app.journal.sessions.last_time(exercise.id, None)


def test_the_last_time_is_told_with_where_how_much_and_what_was_chosen(
    app: App, clock: HandClock, core: Routine, bird_dog: Exercise, half: Exercise
) -> None:
    """From the journal, in the words of the person."""

    def press(player: Player) -> None:
        ease_bird_dog(app, player)
        player.finish()

    cut_off(app, clock, core, 1.0, press=press)
    app.close_left_open()
    found = last(app, bird_dog)
    assert found is not None
    assert (found.step.hurt, found.step.answer) == (True, HurtAnswer.EASIER)
    assert found.is_worth_saying
    assert last(app, half) is None
    assert last(app, app.library.exercises["plank"]) is None


def test_a_score_of_another_exercise_is_not_told_for_this_one(
    app: App, clock: HandClock, core: Routine, bird_dog: Exercise
) -> None:
    """Each score belongs to the exercise in which it was given."""
    other = core.exercises()[0]

    def press(player: Player) -> None:
        player.hurt()
        player.say_how_much(PainScore(3, region=Region.NECK))
        player.jump(next(s.index for s in player.timeline.steps if s.exercise == bird_dog))
        player.hurt()
        player.say_how_much(PainScore(7, region=Region.HIP))
        player.finish()

    cut_off(app, clock, core, 12.0, press=press)
    here, there = last(app, bird_dog), last(app, other)
    assert here is not None
    assert there is not None
    assert (here.score, here.region) == (7, Region.HIP)
    assert (there.score, there.region) == (3, Region.NECK)
    timings = {e.pain.timing for e in app.journal.pain.between()}
    assert timings == {Timing.DURING}


def test_a_session_that_was_deleted_is_not_told(
    app: App, clock: HandClock, core: Routine, bird_dog: Exercise
) -> None:
    """What the person took out of the log is not brought up again."""

    def press(player: Player) -> None:
        ease_bird_dog(app, player)
        player.finish()

    for _ in range(2):
        cut_off(app, clock, core, 1.0, press=press)
        clock.pass_s(3600)
    first, second = app.journal.sessions.between()
    app.journal.sessions.delete(second.id, clock.moment())
    assert last(app, bird_dog) is not None
    app.journal.sessions.delete(first.id, clock.moment())
    assert last(app, bird_dog) is None


def test_an_effort_said_later_is_in_the_journal(app: App, clock: HandClock, core: Routine) -> None:
    """Said while the next one gets ready, and corrected after the session."""

    def press(player: Player) -> None:
        player.jump(1)
        player.rate(0, Effort.HURT)
        player.finish()
        player.rate(0, Effort.HARD)

    cut_off(app, clock, core, 15.0, press=press)
    (session,) = app.journal.sessions.between(with_steps=True)
    assert (session.steps[0].index, session.steps[0].effort) == (0, Effort.HARD)
    told = last(app, core.exercises()[0])
    assert told is not None
    assert told.is_worth_saying


def test_a_crash_after_the_easier_one_was_taken(app: App, clock: HandClock, core: Routine) -> None:
    """The next start goes on with it, in the session as it was rearranged."""
    cut_off(app, clock, core, 1.0, press=lambda player: ease_bird_dog(app, player))
    found = app.unfinished()
    assert found is not None
    assert found.segment.exercise.id == "bird-dog-leg"
    ids = [step.exercise.id for step in found.timeline.steps]
    at = ids.index("bird-dog")
    assert ids[at : at + 2] == ["bird-dog", "bird-dog-leg"]
    player = app.continued(found)
    player.take_up(found)
    player.finish()
    (session,) = app.journal.sessions.between(with_steps=True)
    assert [s.name for s in session.steps][-1] == "Bird dog"
    assert session.steps[-1].answer is HurtAnswer.EASIER


def test_a_crash_after_an_exercise_was_left_out(app: App, clock: HandClock, core: Routine) -> None:
    """It stays left out, and what was chosen is in the journal."""
    first = core.exercises()[0]

    def press(player: Player) -> None:
        player.hurt()
        player.leave_out()

    cut_off(app, clock, core, 12.0, press=press)
    found = app.unfinished()
    assert found is not None
    assert found.place.left_out == (first.id,)
    player = app.continued(found)
    player.take_up(found)
    assert player.view().left_out == {first.id}
    player.finish()
    (session,) = app.journal.sessions.between(with_steps=True)
    assert session.steps[0].answer is HurtAnswer.LEFT_OUT


def test_a_crash_at_the_question_asks_it_again(app: App, clock: HandClock, core: Routine) -> None:
    """It was not answered, and it hurt."""
    cut_off(app, clock, core, 12.0, press=Player.hurt)
    found = app.unfinished()
    assert found is not None
    player = app.continued(found)
    player.take_up(found)
    assert player.view().pause_reason is PauseReason.HURT
