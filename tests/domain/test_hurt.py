"""What is remembered when it hurts: the question belongs to one exercise, and a plan that was eased can be
laid out again.
"""

from dataclasses import replace

from backstay.domain.exercise import Dose, Exercise, Tempo
from backstay.domain.history import HurtAnswer
from backstay.domain.routine import ExerciseStep
from backstay.domain.session import Session
from backstay.domain.session_events import PauseReason, StepFinished
from backstay.domain.timeline import compile_timeline, with_easier
from tests.samples import QUICK, exercise, hold, routine

ONE = Dose(reps=(1,), tempo=Tempo(1, 0, 1))
BRIDGE, SMALL, LYING = (exercise(name, ONE) for name in ("Bridge", "Small bridge", "Lying"))
REACH, PLANK = hold("Reach", 5, 1), hold("Plank", 8, 1)
CIRCUIT = (BRIDGE, REACH, BRIDGE, PLANK)


def begun() -> Session:
    """At the first exercise of the circuit."""
    session = Session(compile_timeline(routine(*CIRCUIT), QUICK))
    session.start(0.0)
    return session


def ease(session: Session, easier: Exercise) -> None:
    """It hurts, and the easier one is chosen."""
    session.hurt(0.0)
    step = session.view(0.0).step.index
    session.ease(0.0, with_easier(session.timeline, step, easier, QUICK))


def test_the_question_is_not_put_to_another_exercise() -> None:
    """Next and back lead away from it: the page shows a pause, and nothing was answered."""
    session = begun()
    session.hurt(0.0)
    assert session.view(0.0).pause_reason is PauseReason.HURT
    session.skip(0.0)
    session.skip(0.0)
    assert session.view(0.0).step.index == 1
    assert session.view(0.0).pause_reason is PauseReason.PERSON
    session.resume(0.0)
    assert [session.ledger.answer(step) for step in (0, 1)] == [None, None]
    assert session.ledger.is_asked(0)


def test_whoever_comes_back_to_the_question_answers_it_by_going_on() -> None:
    """Next and then back, without the clock having run: the exercise that hurt is on again."""
    session = begun()
    session.hurt(0.0)
    session.skip(0.0)
    session.skip(0.0)
    session.back(0.0)
    session.resume(0.0)
    assert session.ledger.answer(0) is HurtAnswer.WENT_ON


def test_going_on_answers_for_the_exercise_that_hurt_alone() -> None:
    """An exercise that was only paused has nothing to answer."""
    session = begun()
    session.pause(0.0)
    session.resume(0.0)
    assert session.ledger.answer(0) is None
    session.hurt(0.0)
    session.resume(0.0)
    assert session.ledger.answer(0) is HurtAnswer.WENT_ON


def test_each_one_that_came_in_is_known_by_its_number_now() -> None:
    """Eased in the second round, and then, having gone back, before it: the routine with both."""
    session = begun()
    session.jump(0.0, 2)
    ease(session, SMALL)
    session.jump(0.0, 1)
    ease(session, LYING)
    place = session.place()
    assert place is not None
    assert place.inserted == (4, 2)
    assert [a.exercise_id for a in place.accounts] == [
        "bridge", "reach", "lying", "bridge", "small-bridge", "plank",
    ]  # fmt: skip
    chosen = (BRIDGE, REACH, LYING, BRIDGE, SMALL, PLANK)
    assert place.fits(compile_timeline(routine(*chosen), QUICK))


def test_the_easier_one_that_is_eased_again_replaces_itself_from_there_on() -> None:
    """The second choice stands where the first would have come again."""
    session = begun()
    ease(session, SMALL)
    ease(session, LYING)
    names = [step.exercise.id for step in session.timeline.steps]
    assert names == ["bridge", "small-bridge", "lying", "reach", "lying", "plank"]
    place = session.place()
    assert place is not None
    assert place.inserted == (1, 2)


def test_what_is_behind_stays_behind_under_its_new_number() -> None:
    """Eased after going back, the step that was left before is not told again at the end."""
    session = begun()
    session.jump(0.0, 3)
    session.jump(0.0, 0)
    ease(session, SMALL)
    place = session.place()
    assert place is not None
    assert [account.is_reported for account in place.accounts] == [True, False, True, True, False]
    at_end = [event.step.index for event in session.finish(0.0) if isinstance(event, StepFinished)]
    assert at_end == []


def test_a_step_that_waits_is_not_replaced_by_one_that_waits() -> None:
    """The easier one has a dose of its own, and an end."""
    waiting = ExerciseStep(BRIDGE, BRIDGE.dose, until_done=True)
    timeline = compile_timeline(routine(waiting, waiting), QUICK)
    eased = with_easier(timeline, 0, replace(SMALL), QUICK)
    assert [step.until_done for step in eased.steps] == [True, False, False]
