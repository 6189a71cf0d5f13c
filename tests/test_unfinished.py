"""What was cut off is found once, laid out as it was, and closed when it cannot be gone on with."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from backstay.app import App, build
from backstay.domain.errors import InputError
from backstay.domain.history import Outcome
from backstay.domain.place import CONTINUE_WITHIN
from backstay.domain.session_view import State
from backstay.paths import find_paths
from tests.cut_off import LIMIT_S, cut_off
from tests.fakes import HandClock, WrittenTones
from tests.journal.content import BRACE, CIRCLES, PLAN

UNKNOWN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def clock() -> HandClock:
    """Half past eight on a Sunday."""
    return HandClock()


@pytest.fixture
def app(tmp_path: Path, clock: HandClock) -> Iterator[App]:
    """The program as it is started after the mishap."""
    with closing(build(find_paths(tmp_path), window=False, clock=clock, tones=WrittenTones())) as made:
        yield made


def cut(app: App, clock: HandClock, at_s: float, name: str = "core-light") -> None:
    """This routine, cut off."""
    cut_off(app, clock, app.library.routine(name), at_s)


def outcomes(app: App) -> list[Outcome | None]:
    """How the sessions in the journal ended."""
    return [session.outcome for session in app.journal.sessions.between()]


def test_nothing_is_found_where_nothing_was_cut_off(app: App) -> None:
    """Nor is anything written."""
    assert app.unfinished() is None
    assert app.close_left_open() == 0


def test_the_easier_exercise_that_was_chosen_is_in_it(app: App, clock: HandClock) -> None:
    """The file says Superman; the person did the easier one, and goes on with that."""
    routine = app.library.routine("classics")
    hard = next(e for e in routine.exercises() if e.caution and e.easier)
    eased = routine.with_exercise(hard.id, app.library.exercises[str(hard.easier)])
    cut_off(app, clock, eased, 30.0)
    found = app.unfinished()
    assert found is not None
    assert found.routine == eased
    assert hard.id not in {step.exercise.id for step in found.timeline.steps}


def test_it_is_offered_for_half_a_day(app: App, clock: HandClock) -> None:
    """Tomorrow nobody is warm any more: then it is closed as partly done, with the seconds it had."""
    cut(app, clock, 30.0)
    clock.pass_s(CONTINUE_WITHIN.total_seconds() - 60)
    assert app.unfinished() is not None
    assert app.close_left_open() == 0
    clock.pass_s(120)
    assert app.unfinished() is None
    assert app.close_left_open() == 1
    assert outcomes(app) == [Outcome.ABANDONED]
    assert app.close_left_open() == 0


def test_a_clock_that_was_set_back_hides_nothing(app: App, clock: HandClock) -> None:
    """Wall-clock time is only for words."""
    cut(app, clock, 30.0)
    clock.pass_s(-7200)
    assert app.unfinished() is not None


def test_of_several_the_last_is_offered_and_the_others_are_closed(app: App, clock: HandClock) -> None:
    """Each with what was done, none twice."""
    for at_s in (40.0, 60.0):
        cut(app, clock, at_s)
        clock.pass_s(600)
    assert app.close_left_open() == 1
    found = app.unfinished()
    assert found is not None
    assert found.place.active_s > 40
    first, second = app.journal.sessions.between()
    assert (first.outcome, second.outcome) == (Outcome.ABANDONED, None)
    assert 30 < first.active_s <= 40


def test_a_session_of_the_program_before_has_no_place_and_is_closed(app: App, clock: HandClock) -> None:
    """From its finished steps, as far as they go, and as if it had ended with them."""
    session_id = app.journal.sessions.start(PLAN, clock.moment())
    for step in (BRACE, CIRCLES):
        app.journal.sessions.add_step(session_id, step, clock.moment())
    clock.pass_s(3600)
    assert app.unfinished() is None
    assert app.close_left_open() == 1
    session = app.journal.sessions.get(session_id)
    assert (session.outcome, session.active_s) == (Outcome.ABANDONED, 70.5)
    assert session.ended_at is not None
    assert (session.ended_at.utc - session.started_at.utc).total_seconds() == 70.5


def test_changed_meanwhile_it_is_closed(app: App, clock: HandClock, tmp_path: Path) -> None:
    """A routine of the person's own that is another now, or gone."""
    own = tmp_path / "routines" / "routines" / "mine.yaml"
    text = "format: 1\nid: mine\nname: Mine\nsummary: My own.\nlevel: 1\nsteps:\n  - exercise: glute-bridge\n"
    own.write_text(text)
    app.reload_library()
    cut(app, clock, 12.0, "mine")
    own.write_text(text.replace("My own.", "Mine alone."))
    app.reload_library()
    assert app.unfinished() is not None
    own.write_text(f"{text}    sets: 1\n    reps: 3\n")
    app.reload_library()
    assert app.unfinished() is None
    own.unlink()
    app.reload_library()
    assert app.close_left_open() == 1


def test_two_programs_answer_and_the_first_counts(app: App, clock: HandClock, tmp_path: Path) -> None:
    """While one goes on with it the other has nothing; what it had in hand is refused."""
    cut(app, clock, 30.0)
    with closing(build(find_paths(tmp_path), window=False, clock=clock, tones=WrittenTones())) as other:
        mine, theirs = app.unfinished(), other.unfinished()
        assert mine is not None
        assert theirs is not None
        player = app.continued(mine)
        player.take_up(mine)
        assert player.view().state is State.PAUSED
        assert other.unfinished() is None
        with pytest.raises(InputError, match="somewhere else"):
            other.keep(theirs)
        with pytest.raises(InputError, match="somewhere else"):
            other.continued(theirs)
        other.new_player(other.library.routine("desk-reset"))
        assert outcomes(app) == [None]
        player.finish()
        assert other.unfinished() is None
    assert outcomes(app) == [Outcome.STOPPED]


def test_settings_that_change_the_times_make_it_another_session(app: App, clock: HandClock) -> None:
    """Its places would be other places."""
    cut(app, clock, 30.0)
    app.set_preferences(replace(app.preferences, transition_s=20))
    assert app.unfinished() is None
    app.set_preferences(replace(app.preferences, transition_s=10, volume_percent=10))
    assert app.unfinished() is not None


def test_the_places_of_what_is_over_are_gone_after_the_next_start(
    app: App, clock: HandClock, tmp_path: Path
) -> None:
    """Nothing is left of an ended, an unknown and a deleted one; what can be gone on with is untouched."""
    for _ in range(3):
        cut(app, clock, 30.0)
        clock.pass_s(600)
    ended, deleted, running = (session.id for session in app.journal.sessions.open())
    app.journal.sessions.end(ended, Outcome.STOPPED, 1.0, clock.moment())
    app.journal.sessions.delete(deleted, clock.moment())
    unknown = app.paths.places / f"{UNKNOWN}.json"
    unknown.write_text("{}")
    (app.paths.places / f".{UNKNOWN}.json.77.new").write_text("{")
    assert app.places.left() == {ended, deleted, running, UNKNOWN}
    assert app.close_left_open() == 0
    assert app.places.settle(LIMIT_S)
    assert [path.name for path in app.paths.places.iterdir()] == [f"{running}.json"]
    found = app.unfinished()
    assert found is not None
    app.keep(found)
    assert app.places.left() == {running}
    with closing(build(find_paths(tmp_path), window=False, clock=clock, tones=WrittenTones())) as later:
        assert later.close_left_open() == 0
    assert app.places.left() == frozenset()


def test_while_a_session_is_led_no_place_is_touched(app: App, clock: HandClock, tmp_path: Path) -> None:
    """A second program starts beside it: the place stays, and is there when the first is cut off."""
    player = app.new_player(app.library.routine("core-light"))
    player.start()
    assert app.places.settle(LIMIT_S)
    with closing(build(find_paths(tmp_path), window=False, clock=clock, tones=WrittenTones())) as other:
        assert other.close_left_open() == 0
    assert app.places.left() == {player.session_id}


@pytest.mark.parametrize("text", ["", "{}", '{"format": 2}', "\0" * 500])
def test_a_damaged_place_costs_the_offer_and_not_what_was_done(app: App, clock: HandClock, text: str) -> None:
    """It is closed from its finished steps, and the damaged file is gone."""
    cut(app, clock, 200.0)
    (path,) = app.paths.places.iterdir()
    path.write_text(text)
    assert app.unfinished() is None
    assert app.close_left_open() == 1
    assert app.places.settle(LIMIT_S)
    assert list(app.paths.places.iterdir()) == []
    (session,) = app.journal.sessions.between(with_steps=True)
    assert session.outcome is Outcome.ABANDONED
    assert session.steps
    assert session.active_s == pytest.approx(sum(step.active_s for step in session.steps))


def test_keeping_it_twice_counts_it_once(app: App, clock: HandClock) -> None:
    """Kept, taken back, gone on with to an early end: one session, one row for each step."""
    cut(app, clock, 100.0)
    found = app.unfinished()
    assert found is not None
    app.undo(app.keep(found))
    again = app.unfinished()
    assert again is not None
    assert again.place == found.place
    player = app.continued(again)
    player.take_up(again)
    player.finish()
    (session,) = app.journal.sessions.between(with_steps=True)
    assert (session.outcome, session.active_s) == (Outcome.STOPPED, found.place.active_s)
    assert [step.index for step in session.steps] == sorted({step.index for step in session.steps})
    assert sum(step.active_s for step in session.steps) == pytest.approx(session.active_s)
