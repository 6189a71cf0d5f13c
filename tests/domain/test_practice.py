"""What was done, counted: by hand for each rule, and for any log at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.history import (
    Effort,
    HurtAnswer,
    Outcome,
    SessionPlan,
    SessionRecord,
    StepDone,
    StepOutcome,
)
from backstay.domain.moment import Moment
from backstay.domain.pain import PainEntry, PainScore, Region, Timing
from backstay.domain.practice import ExercisePractice, Hurt, Practice, practice

MONDAY = date(2026, 11, 2)
SUNDAY = date(2026, 11, 22)
PLAN = SessionPlan("core-light", "Core, light", 720, 5)


def moment(day: date, hour: int = 8) -> Moment:
    """A full hour in UTC."""
    return Moment.from_local(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def session(
    day: date,
    *steps: StepDone,
    minutes: float = 10,
    hour: int = 8,
    outcome: Outcome | None = Outcome.COMPLETED,
) -> SessionRecord:
    """A session of that day; its id is its day and hour."""
    at = moment(day, hour)
    ended = at if outcome is not None else None
    return SessionRecord(f"{day}-{hour}", PLAN, at, ended, outcome, minutes * 60, steps)


def step(
    exercise: str = "bridge",
    minutes: float = 2,
    *,
    name: str = "",
    outcome: StepOutcome = StepOutcome.DONE,
    hurt: bool = False,
    answer: HurtAnswer | None = None,
    effort: Effort | None = None,
) -> StepDone:
    """One exercise as it was done."""
    return StepDone(
        0, exercise, name or exercise, 120, minutes * 60, outcome, 5, hurt=hurt, answer=answer, effort=effort
    )


def during(of: SessionRecord, exercise: str, score: int, region: Region | None = None) -> PainEntry:
    """A score that was given while the exercise was on."""
    pain = PainScore(score, region, timing=Timing.DURING, exercise_id=exercise)
    return PainEntry(f"{of.id}-{score}", of.started_at, pain, of.id)


def counted(
    sessions: Sequence[SessionRecord],
    pain: Sequence[PainEntry] = (),
    first: date = MONDAY,
    last: date = SUNDAY,
    goal: int = 2,
) -> Practice:
    """Three weeks up to a Sunday."""
    return practice(sessions, pain, first, last, goal)


def only(found: Practice) -> ExercisePractice:
    """The one exercise of it."""
    (exercise,) = found.exercises
    return exercise


def test_sessions_are_counted_by_weeks_from_monday_to_sunday() -> None:
    """A Sunday belongs to the week that began six days before it."""
    days = (MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=7), SUNDAY)
    found = counted([session(day) for day in days])
    assert [week.monday for week in found.weeks] == [MONDAY + timedelta(days=7 * n) for n in range(3)]
    assert [week.sessions for week in found.weeks] == [2, 1, 1]
    assert [week.active_s for week in found.weeks] == [1200, 600, 600]


def test_the_week_of_today_is_not_over_on_its_sunday_either() -> None:
    """There are hours left for a session; the weeks before are done."""
    assert [week.is_over for week in counted([]).weeks] == [True, True, False]
    assert counted([], last=SUNDAY + timedelta(days=1)).weeks[-2].is_over


def test_a_week_reaches_the_goal_with_as_many_sessions_or_more() -> None:
    """Only weeks that are over are told as so many of so many; this one is told by itself."""
    weeks = [MONDAY, MONDAY, MONDAY, MONDAY + timedelta(days=7), SUNDAY, SUNDAY]
    found = counted([session(day, hour=hour) for hour, day in enumerate(weeks)])
    assert (found.weeks_reached, found.weeks_over) == (1, 2)
    assert found.this_week.sessions == 2
    assert counted([session(MONDAY)], goal=1).weeks_reached == 1


def test_only_sessions_that_count_are_counted_anywhere() -> None:
    """One that still runs, or in which nothing was done, counts for no week, day or exercise."""
    running = session(SUNDAY, step(), outcome=None)
    nothing = session(SUNDAY, step(), minutes=0, hour=9)
    found = counted([running, nothing])
    assert found.sessions == found.this_week.sessions == 0
    assert not found.days
    assert not found.exercises


def test_the_first_week_is_whole_and_the_days_are_not() -> None:
    """The edge of the span must not make a week look emptier than it was; the rest keeps to the span."""
    thursday = MONDAY + timedelta(days=3)
    found = counted([session(MONDAY, step()), session(thursday, step())], first=thursday)
    assert found.weeks[0].sessions == 2
    assert [day.day for day in found.days] == [thursday]
    assert only(found).sessions == found.sessions == 1


def test_a_day_holds_its_sessions_in_the_order_of_time() -> None:
    """In whichever order they come, with the seconds of all of them."""
    late, early = session(SUNDAY, hour=18, minutes=2), session(SUNDAY, hour=7)
    (day,) = counted([late, early]).days
    assert day.sessions == (early, late)
    assert day.active_s == 720


def test_the_day_is_the_one_on_the_persons_calendar() -> None:
    """Half past midnight here is still yesterday in UTC."""
    utc = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    here = replace(session(SUNDAY), started_at=Moment(utc, 60, "Europe/Berlin", SUNDAY))
    assert counted([here]).days[0].day == SUNDAY


def test_exercises_stand_with_their_minutes_times_and_last_day_most_minutes_first() -> None:
    """The name is the one that the exercise had last."""
    sessions = [
        session(MONDAY, step("plank", 1, name="Forearm plank"), step("bridge", 2, name="Bridge")),
        session(SUNDAY, step("plank", 4, name="Plank")),
    ]
    plank, bridge = counted(sessions).exercises
    assert (plank.name, plank.active_s, plank.sessions, plank.last) == ("Plank", 300, 2, SUNDAY)
    assert (bridge.name, bridge.active_s, bridge.sessions, bridge.last) == ("Bridge", 120, 1, MONDAY)


def test_an_exercise_that_comes_again_in_a_session_is_one_time_with_all_its_minutes() -> None:
    """Three rounds of it are still one session; a hard one among them makes it hard once."""
    hard = step(effort=Effort.HARD)
    bridge = only(counted([session(SUNDAY, step(), hard, hard)]))
    assert (bridge.sessions, bridge.active_s, bridge.hard) == (1, 360, 1)


def test_an_exercise_that_was_skipped_was_not_done() -> None:
    """Unless it hurt before it was: then it was begun."""
    skipped = step(minutes=0, outcome=StepOutcome.SKIPPED)
    assert counted([session(SUNDAY, skipped)]).exercises == ()
    assert only(counted([session(SUNDAY, replace(skipped, hurt=True))])).sessions == 1


def test_an_exercise_hurt_when_it_was_pressed_said_afterwards_or_given_a_score() -> None:
    """Each of the three is enough, and all three in one session are one time."""
    pressed = session(MONDAY, step(hurt=True, answer=HurtAnswer.EASIER))
    said = session(MONDAY + timedelta(days=1), step(effort=Effort.HURT))
    scored = session(MONDAY + timedelta(days=2), step())
    all_three = session(SUNDAY, step(hurt=True, answer=HurtAnswer.ENDED, effort=Effort.HURT))
    fine = session(SUNDAY, step(effort=Effort.FINE), hour=20)
    pain = [during(scored, "bridge", 4, Region.NECK), during(all_three, "bridge", 6)]
    bridge = only(counted([pressed, said, scored, all_three, fine], pain))
    assert bridge.sessions == 5
    assert bridge.hurts == (
        Hurt(MONDAY, None, None, HurtAnswer.EASIER),
        Hurt(MONDAY + timedelta(days=1), None, None, None),
        Hurt(MONDAY + timedelta(days=2), 4, Region.NECK, None),
        Hurt(SUNDAY, 6, None, HurtAnswer.ENDED),
    )


def test_the_answer_stays_when_the_exercise_comes_again_in_the_session() -> None:
    """The round that hurt is not forgotten over the next one, of which only the score knows."""
    one = session(SUNDAY, step(hurt=True, answer=HurtAnswer.WENT_ON), step())
    (hurt,) = only(counted([one], [during(one, "bridge", 5)])).hurts
    assert (hurt.score, hurt.answer) == (5, HurtAnswer.WENT_ON)


def test_a_score_counts_for_its_own_session_and_exercise_only() -> None:
    """Not one of another time, of another exercise, of no pain, nor of a session that is not shown."""
    one, other = session(SUNDAY, step(), step("plank")), session(MONDAY, step("plank"))
    after = PainEntry("after", one.started_at, PainScore(5, timing=Timing.AFTER, exercise_id="plank"), one.id)
    gone = during(session(MONDAY, hour=20), "bridge", 7)
    found = counted([one, other], [after, gone, during(one, "bridge", 0), during(other, "plank", 3)])
    assert {e.exercise_id: [h.day for h in e.hurts] for e in found.exercises} == {
        "bridge": [],
        "plank": [MONDAY],
    }


steps = st.builds(
    step,
    st.sampled_from(["bridge", "plank", "curl-up"]),
    st.floats(0, 10),
    outcome=st.sampled_from(StepOutcome),
    hurt=st.booleans(),
    effort=st.sampled_from([None, *Effort]),
)


@st.composite
def logs(draw: st.DrawFn) -> list[SessionRecord]:
    """Sessions of any days, each with some steps, in any order."""
    hours = draw(st.lists(st.integers(0, 24 * 60), max_size=20, unique=True))
    found = []
    for hour in hours:
        of_it = draw(st.lists(steps, max_size=4))
        outcome = draw(st.sampled_from([None, *Outcome]))
        day = SUNDAY - timedelta(days=hour // 24)
        found.append(session(day, *of_it, minutes=draw(st.integers(0, 30)), hour=hour % 24, outcome=outcome))
    return found


@given(logs(), st.integers(0, 70), st.integers(1, 14))
def test_nothing_is_counted_twice_or_lost(log: list[SessionRecord], back: int, goal: int) -> None:
    """Weeks without a hole, days that add up to the sessions, and no more of a thing than of its whole."""
    first = SUNDAY - timedelta(days=back)
    found = practice(log, (), first, SUNDAY, goal)
    shown = [s for s in log if s.counts and s.started_at.day >= first]
    assert sum(day.active_s for day in found.days) == sum(s.active_s for s in shown)
    assert found.sessions == len(shown)
    assert [d.day for d in found.days] == sorted({s.started_at.day for s in shown})
    mondays = [week.monday for week in found.weeks]
    assert mondays[0] <= first
    assert mondays == [mondays[0] + timedelta(days=7 * n) for n in range(len(mondays))]
    assert found.weeks_reached <= found.weeks_over == len(mondays) - 1
    for exercise in found.exercises:
        of_it = [s for s in shown if any(x.exercise_id == exercise.exercise_id for x in s.steps)]
        assert len(exercise.hurts) <= exercise.sessions <= len(of_it)
        assert exercise.hard <= exercise.sessions
        assert first <= exercise.last <= SUNDAY


def test_ten_years_of_daily_sessions_are_worked_out_at_once() -> None:
    """3,600 sessions of eleven steps cost a person no waiting."""
    of_it = tuple(step(f"exercise-{n}", effort=Effort.HARD if n == 3 else None) for n in range(11))
    log = [session(SUNDAY - timedelta(days=back), *of_it) for back in range(3600)]
    began_s = process_time()
    found = practice(log, (), SUNDAY - timedelta(days=3599), SUNDAY, 3)
    assert process_time() - began_s < 0.2
    assert len(found.days) == 3600
    assert [e.sessions for e in found.exercises] == [3600] * 11
