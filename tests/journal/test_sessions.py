"""Sessions in the journal: written as they happen, ended, reopened, deleted and read."""

from dataclasses import replace

import pytest

from backstay.domain.errors import InputError
from backstay.domain.exercise import Side
from backstay.domain.history import Outcome, SessionRecord, StepOutcome
from backstay.domain.pain import PainScore, Recall, Timing
from backstay.journal.change import Kind
from backstay.journal.journal import Journal
from tests.fakes import HandClock
from tests.journal.content import BRACE, CIRCLES, PLAN, view_of


def test_session_that_was_cut_off_stays_with_its_steps(journal: Journal, clock: HandClock) -> None:
    """A session without an end is in the journal with every step that was finished."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    journal.sessions.add_step(session_id, BRACE, clock.moment())
    expected = SessionRecord(session_id, PLAN, clock.moment(), None, None, 0.0, (BRACE,))
    assert journal.sessions.get(session_id) == expected


@pytest.mark.parametrize("outcome", list(Outcome))
def test_end_is_stored_and_undo_lets_it_run_again(
    journal: Journal, clock: HandClock, outcome: Outcome
) -> None:
    """The end says when, how and after how many active seconds; undo takes all of it back."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    running = journal.sessions.get(session_id)
    clock.pass_s(100)
    change = journal.sessions.end(session_id, outcome, 80.5, clock.moment())
    ended = replace(running, ended_at=clock.moment(), outcome=outcome, active_s=80.5)
    assert change.kinds == {Kind.SESSIONS}
    assert journal.sessions.get(session_id) == ended
    redo = change.undo()
    assert journal.sessions.get(session_id) == running
    redo.undo()
    assert journal.sessions.get(session_id) == ended


def test_step_taken_up_again_replaces_what_was_stored_of_it(journal: Journal, clock: HandClock) -> None:
    """A step that was left and done later counts once, as it was done in the end."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    partly = replace(BRACE, outcome=StepOutcome.PARTLY, active_s=10.0, reps_done=1)
    for step in (partly, CIRCLES, BRACE):
        clock.pass_s(10)
        journal.sessions.add_step(session_id, step, clock.moment())
    assert journal.sessions.get(session_id).steps == (BRACE, CIRCLES)


def test_steps_of_two_sessions_stay_apart(journal: Journal, clock: HandClock) -> None:
    """The same step of another session is another step."""
    first, second = (journal.sessions.start(PLAN, clock.moment()) for _ in range(2))
    journal.sessions.add_step(first, BRACE, clock.moment())
    journal.sessions.add_step(second, replace(BRACE, reps_done=2), clock.moment())
    assert journal.sessions.get(first).steps == (BRACE,)
    assert journal.sessions.get(second).steps == (replace(BRACE, reps_done=2),)


@pytest.mark.parametrize("outcome", list(StepOutcome))
@pytest.mark.parametrize("side", list(Side))
def test_every_kind_of_step_can_be_stored(
    journal: Journal, clock: HandClock, outcome: StepOutcome, side: Side
) -> None:
    """The file accepts each outcome and side of a step that the domain knows."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    step = replace(CIRCLES, outcome=outcome, last_side=side)
    journal.sessions.add_step(session_id, step, clock.moment())
    assert journal.sessions.get(session_id).steps == (step,)


def test_scores_of_a_session_are_its_before_and_after(journal: Journal, clock: HandClock) -> None:
    """The latest score before and after counts; other timings, recalls and sessions do not."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    for score in (
        PainScore(8, timing=Timing.BEFORE),
        PainScore(5, timing=Timing.BEFORE),
        PainScore(9, timing=Timing.DURING),
        PainScore(2, timing=Timing.AFTER),
        PainScore(7, timing=Timing.AFTER, recall=Recall.LAST_7_DAYS),
    ):
        clock.pass_s(1)
        journal.pain.add(score, clock.moment(), session_id)
    journal.pain.add(PainScore(10, timing=Timing.AFTER), clock.moment())
    (session,) = journal.sessions.between()
    assert (session.pain_before, session.pain_after) == (5, 2)


def test_deleted_session_keeps_its_scores(journal: Journal, clock: HandClock) -> None:
    """Deleting a session takes its steps out of sight; what hurt did hurt, so the scores stay."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    journal.sessions.add_step(session_id, BRACE, clock.moment())
    entry, _ = journal.pain.add(PainScore(3, timing=Timing.AFTER), clock.moment(), session_id)
    before = view_of(journal)
    change = journal.sessions.delete(session_id, clock.moment())
    assert view_of(journal).sessions == ()
    assert view_of(journal).pain == (entry,)
    change.undo()
    assert view_of(journal) == before


def test_session_deleted_while_it_runs_stays_deleted_at_its_end(journal: Journal, clock: HandClock) -> None:
    """What another window deleted does not come back because this one finishes it."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    deleted = journal.sessions.delete(session_id, clock.moment())
    journal.sessions.add_step(session_id, BRACE, clock.moment())
    journal.sessions.end(session_id, Outcome.COMPLETED, 60.0, clock.moment())
    assert journal.sessions.between() == ()
    deleted.undo()
    session = journal.sessions.get(session_id)
    assert (session.outcome, session.active_s, session.steps) == (Outcome.COMPLETED, 60.0, (BRACE,))


def test_unknown_session_is_refused(journal: Journal, clock: HandClock) -> None:
    """A session that is not there can be neither read, ended nor deleted."""
    with pytest.raises(InputError, match="no such session"):
        journal.sessions.get("nowhere")
    with pytest.raises(InputError, match="no such entry"):
        journal.sessions.end("nowhere", Outcome.STOPPED, 0.0, clock.moment())
    with pytest.raises(InputError, match="no such session"):
        journal.sessions.delete("nowhere", clock.moment())


def test_steps_are_read_when_asked_for(journal: Journal, clock: HandClock) -> None:
    """A chart reads sessions without their steps; their scores come all the same."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    journal.sessions.add_step(session_id, BRACE, clock.moment())
    journal.pain.add(PainScore(3, timing=Timing.BEFORE), clock.moment(), session_id)
    (light,), (full,) = journal.sessions.between(), journal.sessions.between(with_steps=True)
    assert light.steps == ()
    assert full == replace(light, steps=(BRACE,))
    assert light.pain_before == 3


def test_scores_are_left_out_when_nobody_needs_them(journal: Journal, clock: HandClock) -> None:
    """A rug of minutes has no use for the scores, and reading them takes longer than the sessions."""
    session_id = journal.sessions.start(PLAN, clock.moment())
    journal.pain.add(PainScore(3, timing=Timing.BEFORE), clock.moment(), session_id)
    (bare,) = journal.sessions.between(with_scores=False)
    assert bare.pain_before is None
    assert replace(bare, pain_before=3) == journal.sessions.get(session_id)


def test_whether_anything_was_ever_done(journal: Journal, clock: HandClock) -> None:
    """A deleted session does not count, and counts again when that is undone."""
    assert not journal.sessions.has_any()
    session_id = journal.sessions.start(PLAN, clock.moment())
    assert journal.sessions.has_any()
    deleted = journal.sessions.delete(session_id, clock.moment())
    assert not journal.sessions.has_any()
    deleted.undo()
    assert journal.sessions.has_any()


def test_sessions_of_a_range_of_days(journal: Journal, clock: HandClock) -> None:
    """A range of days holds the sessions that began on the first and the last of them."""
    ids = []
    for _ in range(4):
        ids.append(journal.sessions.start(PLAN, clock.moment()))
        clock.pass_s(86_400)
    second, third = (journal.sessions.get(ids[k]).started_at.day for k in (1, 2))
    assert [s.id for s in journal.sessions.between(second, third)] == ids[1:3]
    assert [s.id for s in journal.sessions.between()] == ids
