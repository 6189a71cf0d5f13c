"""A day without drift, and a computer that is suspended a thousand times."""

import random

import pytest

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.session import Session
from backstay.domain.session_events import CueDue, PauseReason, SessionEnded, SessionEvent, SessionPaused
from backstay.domain.session_view import State
from backstay.domain.timeline import Timeline, compile_timeline
from tests.samples import QUICK, exercise, hold, routine

DAY_S = 86_400.0
MOST_LATE_S = 0.2


def cues_of(timeline: Timeline) -> list[tuple[int, float]]:
    """Every cue there is, in order."""
    return [(index, cue.at_s) for index, segment in enumerate(timeline.segments) for cue in segment.cues]


def heard(events: list[SessionEvent]) -> list[tuple[int, float]]:
    """Every cue that came, in order."""
    return [(event.index, event.cue.at_s) for event in events if isinstance(event, CueDue)]


def test_a_day_of_late_wake_ups_ends_to_the_second() -> None:
    """However late each of them comes, nothing adds up; every cue is heard once and in order."""
    timeline = compile_timeline(routine(hold("Plank", 57, *[60] * 24, rest_s=3)), QUICK)
    assert timeline.length_s >= DAY_S
    dice, session, now_s = random.Random(4), Session(timeline), 500.0
    events, all_late_s = list(session.start(now_s)), 0.0
    while (wait_s := session.next_due_s(now_s)) is not None:
        late_s = dice.random() * MOST_LATE_S
        now_s += wait_s + late_s
        all_late_s += late_s
        events += session.advance(now_s)
    assert isinstance(events[-1], SessionEnded)
    assert events[-1].active_s == pytest.approx(timeline.length_s, abs=1e-6)
    assert now_s - 500.0 - timeline.length_s < MOST_LATE_S
    # Added up, the lateness is more than two hours.
    assert all_late_s > 7200
    assert heard(events) == cues_of(timeline)


def test_a_thousand_suspends_skip_double_and_credit_nothing() -> None:
    """At whatever moment the lid is closed and for however long: the session is as long as announced."""
    swings = exercise("Swing", Dose(reps=(40,) * 4, tempo=Tempo(2, 1, 2), rest_s=20))
    timeline = compile_timeline(routine(swings, hold("Reach", 9, 20, 20, sides=Sides.EACH)), QUICK)
    dice, session, now_s, suspends = random.Random(2026), Session(timeline), 0.0, 0
    events = list(session.start(now_s))
    while session.state is not State.ENDED:
        wait_s = session.next_due_s(now_s)
        assert wait_s is not None
        now_s += min(wait_s, dice.random() + 0.01)
        events += session.advance(now_s)
        if session.state is State.RUNNING and dice.random() < 0.5:
            now_s += dice.uniform(2.01, 1e5)
            told = session.advance(now_s)
            assert told == (SessionPaused(PauseReason.GAP),)
            now_s += dice.uniform(0.0, 60.0)
            events += session.resume(now_s)
            suspends += 1
    assert suspends > 1000
    assert heard(events) == cues_of(timeline)
    assert session.ledger.active_s == pytest.approx(timeline.length_s, abs=1e-3)
