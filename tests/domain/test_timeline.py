"""How a routine is laid out in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Side, Sides, Tempo
from backstay.domain.preferences import Preferences
from backstay.domain.routine import ExerciseStep, Repeat, Routine, Step
from backstay.domain.timeline import (
    CueKind,
    Kind,
    Segment,
    Timeline,
    announced_s,
    compile_timeline,
    with_easier,
)
from tests.samples import QUICK, exercise, hold, rest, routine


def lines(timeline: Timeline) -> list[str]:
    """The timeline as a person would tell it."""
    return [line(segment) for segment in timeline.segments]


def line(segment: Segment) -> str:
    """One segment in a few words."""
    length = "until done" if segment.duration_s is None else f"{segment.duration_s:g} s"
    side = "" if segment.side is Side.BOTH else f" {segment.side}"
    count = f" rep {segment.rep}/{segment.reps} set {segment.set}/{segment.sets}" if segment.rep else ""
    return f"{segment.kind} {segment.exercise.name}{side}{count}: {length}"


def test_a_tempo_exercise_is_one_segment_a_repetition() -> None:
    """Each repetition in tempo is counted by itself, after getting ready."""
    two = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))
    assert lines(compile_timeline(routine(two), QUICK)) == [
        "prepare Bridge: 5 s",
        "work Bridge rep 1/2 set 1/1: 5 s",
        "work Bridge rep 2/2 set 1/1: 5 s",
    ]


def test_each_side_gets_its_full_time_in_every_set() -> None:
    """Descending sets go left, change, right, then rest."""
    bird_dog = hold("Bird dog", 8, 2, 1, rest_s=30, sides=Sides.EACH)
    assert lines(compile_timeline(routine(bird_dog), QUICK)) == [
        "prepare Bird dog left: 5 s",
        "hold Bird dog left rep 1/2 set 1/2: 8 s",
        "relax Bird dog left rep 2/2 set 1/2: 3 s",
        "hold Bird dog left rep 2/2 set 1/2: 8 s",
        "change-side Bird dog right: 5 s",
        "hold Bird dog right rep 1/2 set 1/2: 8 s",
        "relax Bird dog right rep 2/2 set 1/2: 3 s",
        "hold Bird dog right rep 2/2 set 1/2: 8 s",
        "rest Bird dog left: 30 s",
        "hold Bird dog left rep 1/1 set 2/2: 8 s",
        "change-side Bird dog right: 5 s",
        "hold Bird dog right rep 1/1 set 2/2: 8 s",
    ]


def test_a_rest_of_the_routine_takes_the_place_of_getting_into_position() -> None:
    """Between exercises there are ten seconds, or the rest that the routine asks for."""
    plain = compile_timeline(routine(hold("A", 5, 1), hold("B", 5, 1)), QUICK)
    rested = compile_timeline(routine(hold("A", 5, 1), rest(20), rest(10), hold("B", 5, 1)), QUICK)
    assert lines(plain)[2] == "prepare B: 10 s"
    assert lines(rested)[2] == "rest B: 30 s"


def test_repeat_writes_its_steps_out() -> None:
    """A repeated block is done that many times, each round a step of its own."""
    block = Repeat(2, (ExerciseStep(hold("A", 5, 1), hold("A", 5, 1).dose),))
    assert [step.exercise.name for step in compile_timeline(routine(block), QUICK).steps] == ["A", "A"]


def test_a_waiting_step_has_no_end_but_counts_with_its_estimate() -> None:
    """``until: done`` waits for the person and is announced with its usual dose."""
    walk = hold("Easy walk", 600, 1)
    waiting = routine(ExerciseStep(walk, walk.dose, until_done=True))
    timeline = compile_timeline(waiting, QUICK)
    assert lines(timeline) == ["prepare Easy walk: 5 s", "wait Easy walk rep 1/1 set 1/1: until done"]
    assert timeline.length_s == 605


def test_a_long_hold_counts_down_and_a_short_one_does_not() -> None:
    """Three, two, one before the end of holds of eight seconds and more, and of every pause."""
    timeline = compile_timeline(routine(hold("Long", 8, 1), hold("Short", 5, 1)), QUICK)
    counts = [sum(cue.kind is CueKind.COUNT for cue in segment.cues) for segment in timeline.segments]
    assert counts == [3, 3, 3, 0]


def test_a_routine_without_an_exercise_is_refused() -> None:
    """A list of rests is no session."""
    with pytest.raises(ValueError, match="no exercise"):
        compile_timeline(routine(rest(20)), QUICK)


doses = st.builds(
    Dose,
    reps=st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple),
    rest_s=st.integers(0, 60).map(float),
    hold_s=st.none(),
    tempo=st.builds(Tempo, st.integers(1, 4), st.integers(0, 4), st.integers(1, 4)),
) | st.builds(
    Dose,
    reps=st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple),
    rest_s=st.integers(0, 60).map(float),
    hold_s=st.integers(1, 40).map(float),
    relax_s=st.integers(0, 5).map(float),
)
exercises = st.builds(exercise, st.sampled_from(["A", "B", "C"]), doses, st.sampled_from(Sides))
exercise_steps = exercises.flatmap(
    lambda made: st.booleans().map(lambda waits: ExerciseStep(made, made.dose, waits))
)
leaves = exercise_steps | st.integers(1, 30).map(rest)
steps: st.SearchStrategy[Step] = leaves | st.builds(
    Repeat, st.integers(1, 3), st.lists(leaves, min_size=1, max_size=3).map(tuple)
)
routines = st.tuples(exercise_steps, st.lists(steps, max_size=4)).map(
    lambda parts: Routine("any", "Any", "", 1, (parts[0], *parts[1]))
)
preferences = st.builds(
    Preferences,
    get_ready_s=st.integers(0, 20),
    transition_s=st.integers(0, 20),
    change_side_s=st.integers(0, 10),
)


@given(routines, preferences)
def test_the_segments_add_up_to_the_announced_length(made: Routine, wanted: Preferences) -> None:
    """What is announced is what is played, step by step and as a whole."""
    timeline = compile_timeline(made, wanted)
    assert sum(s.estimate_s for s in timeline.segments) == pytest.approx(announced_s(made, wanted))
    assert sum(step.planned_s for step in timeline.steps) == pytest.approx(timeline.length_s)
    for step in timeline.steps:
        inside = timeline.segments[step.first : step.last + 1]
        assert {segment.step for segment in inside} == {step.index}
        assert any(segment.is_effort for segment in inside)


@given(routines, preferences)
def test_both_sides_work_equally_long(made: Routine, wanted: Preferences) -> None:
    """Left and right get the same seconds of work."""
    segments = [s for s in compile_timeline(made, wanted).segments if s.kind in (Kind.WORK, Kind.HOLD)]
    left_s = sum(s.estimate_s for s in segments if s.side is Side.LEFT)
    right_s = sum(s.estimate_s for s in segments if s.side is Side.RIGHT)
    assert left_s == pytest.approx(right_s)


@given(routines, preferences)
def test_cues_lie_inside_their_segment(made: Routine, wanted: Preferences) -> None:
    """No cue is due before its segment begins or after it has ended, and they are in order."""
    for segment in compile_timeline(made, wanted).segments:
        times = [cue.at_s for cue in segment.cues]
        assert times == sorted(times)
        assert all(0 <= at_s <= segment.estimate_s for at_s in times)


EASIER = exercise("Easier", Dose(reps=(2,), tempo=Tempo(1, 0, 1)))


@given(routines, preferences, st.integers(0, 100))
def test_an_easier_exercise_changes_nothing_before_it_and_stands_where_the_other_would_come(
    made: Routine, wanted: Preferences, at: int
) -> None:
    """One step more; what was done keeps its segments, the rests of the routine keep their place."""
    timeline = compile_timeline(made, wanted)
    step = at % len(timeline.steps)
    plan = timeline.steps[step]
    eased = with_easier(timeline, step, EASIER, wanted)
    assert eased.segments[: plan.last + 1] == timeline.segments[: plan.last + 1]
    assert len(eased.steps) == len(timeline.steps) + 1
    assert eased.steps[step + 1].exercise == EASIER
    for former, later in zip(timeline.steps[step + 1 :], eased.steps[step + 2 :], strict=True):
        is_left = former.exercise.id == plan.exercise.id
        assert later.exercise == (EASIER if is_left else former.exercise)
        assert later.dose == (EASIER.dose if is_left else former.dose)
        lead, moved = timeline.segments[former.first], eased.segments[later.first]
        assert (moved.kind, moved.duration_s) == (lead.kind, lead.duration_s) or lead.is_effort


@given(routines, preferences, st.integers(0, 100))
def test_laid_out_anew_from_the_routine_it_is_the_same(made: Routine, wanted: Preferences, at: int) -> None:
    """Who takes up a session that was eased has the routine and what came in, and gets the same plan."""
    timeline = compile_timeline(made, wanted)
    step = at % len(timeline.steps)
    left, count = timeline.steps[step].exercise.id, 0
    items: list[Step] = []
    for item in made.flat_steps():
        if isinstance(item, ExerciseStep):
            is_later = count > step and item.exercise.id == left
            items.append(ExerciseStep(EASIER, EASIER.dose) if is_later else item)
            if count == step:
                items.append(ExerciseStep(EASIER, EASIER.dose))
            count += 1
        else:
            items.append(item)
    again = compile_timeline(Routine(made.id, made.name, "", 1, tuple(items)), wanted)
    assert again == with_easier(timeline, step, EASIER, wanted)
