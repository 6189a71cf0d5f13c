"""What a voice says: sessions walked through second by second, as a person on the mat hears them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.catalogue.library import load_library
from backstay.domain.exercise import Dose, Exercise, Sides, Tempo
from backstay.domain.preferences import Preferences, SpeechAmount
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.session import Events, Session
from backstay.domain.session_events import CueDue, SegmentStarted
from backstay.domain.speech import UTTERANCE_MAX, Utterance, utterance_for
from backstay.domain.timeline import CueKind, compile_timeline, with_easier
from backstay.resources import routines_dir
from tests.samples import QUICK, exercise, hold, rest, routine

NAMES, COUNTS, ALL = SpeechAmount.NAMES, SpeechAmount.COUNTS, SpeechAmount.ALL
BRIDGE = exercise("Bridge", Dose(reps=(2,), tempo=Tempo(2, 1, 2)))


def spoken(made: Routine, amount: SpeechAmount, preferences: Preferences = QUICK) -> list[str]:
    """Each utterance with its second, from the start to the end, the clock read four times a second."""
    timeline = compile_timeline(made, preferences)
    session = Session(timeline)
    lines: list[str] = []
    for quarter in range(round(timeline.length_s * 4) + 2):
        now_s = quarter / 4
        events = session.start(now_s) if quarter == 0 else session.advance(now_s)
        utterance = utterance_for(timeline, events, amount)
        if utterance is not None:
            lines.append(f"{now_s:g} {utterance.text}")
    return lines


def test_names_and_what_comes_next() -> None:
    """Names alone: what to get ready for, the rest with what follows it, the change of sides, the end."""
    plank = hold("Side plank", 10, 1, 1, rest_s=20, sides=Sides.EACH)
    assert spoken(routine(BRIDGE, rest(15), plank), NAMES) == [
        "0 Get ready. Bridge.",
        "15 Rest. Next, Side plank, left side.",
        "40 Change sides. Now the right side.",
        "55 Rest. Next, set 2 of 2, left side.",
        "85 Change sides. Now the right side.",
        "100 The session is over.",
    ]


def test_counts_come_with_the_names() -> None:
    """The repetition as it begins, three two one before the start and before the end of a hold."""
    assert spoken(routine(BRIDGE, hold("Plank", 8, 1)), COUNTS) == [
        "0 Get ready. Bridge.",
        "2 Three.", "3 Two.", "4 One.",
        "5 One.", "10 Two.",
        "15 Next. Plank.",
        "22 Three.", "23 Two.", "24 One.",
        "30 Three.", "31 Two.", "32 One.",
        "33 The session is over.",
    ]  # fmt: skip


def test_the_words_of_the_tempo_stand_at_their_phase() -> None:
    """Up with the count, hold and down when their turn comes; let go between two holds."""
    lines = spoken(routine(BRIDGE, hold("Plank", 5, 2)), ALL)
    assert [line for line in lines if 5 <= float(line.split()[0]) < 15] == [
        "5 One, up.", "7 Hold.", "8 Down.", "10 Two, up.", "12 Hold.", "13 Down.",
    ]  # fmt: skip
    assert [line for line in lines if 25 <= float(line.split()[0]) < 38] == [
        "25 One, hold.",
        "30 Let go.",
        "33 Two, hold.",
    ]


def test_a_phase_shorter_than_its_word_has_none() -> None:
    """A tempo of 1-0-1 has no hold, and one of 1-0.5-0.5 neither hold nor down."""
    quick = exercise("Turn", Dose(reps=(1,), tempo=Tempo(1, 0, 1)))
    assert "6 Down." in spoken(routine(quick), ALL)
    assert not any("Hold" in line for line in spoken(routine(quick), ALL))
    short = exercise("Turn", Dose(reps=(1,), tempo=Tempo(1, 0.5, 0.5)))
    assert spoken(routine(short), ALL)[-2:] == ["5 Up.", "7 The session is over."]


def test_half_way_is_said_of_a_long_hold() -> None:
    """From twenty seconds on; a shorter one has no half worth a word."""
    assert "20 Half-way." in spoken(routine(hold("Plank", 30, 1)), COUNTS)
    assert "15 Half-way." in spoken(routine(hold("Plank", 20, 1)), COUNTS)
    assert not any("Half" in line for line in spoken(routine(hold("Plank", 19, 1)), COUNTS))
    assert not any("Half" in line for line in spoken(routine(hold("Plank", 30, 1)), NAMES))


def test_half_way_is_said_with_the_count_from_six_repetitions_on() -> None:
    """With the repetition that begins the second half; of an odd number the smaller half is left."""
    for reps, half in ((6, "Four"), (8, "Five"), (9, "Six"), (10, "Six")):
        counted = exercise("Squat", Dose(reps=(reps,), tempo=Tempo(1, 1, 1)))
        halves = [line for line in spoken(routine(counted), COUNTS) if "half" in line]
        assert [line.partition(" ")[2] for line in halves] == [f"{half}, half-way."]
        assert not any("half" in line for line in spoken(routine(counted), NAMES))
    few = exercise("Squat", Dose(reps=(5,), tempo=Tempo(1, 1, 1)))
    assert not any("half" in line for line in spoken(routine(few), COUNTS))
    held = hold("Reach", 10, 6)
    assert [line for line in spoken(routine(held), ALL) if "half" in line] == ["44 Four, half-way."]


def test_half_way_is_left_out_where_the_next_word_would_cut_it_off() -> None:
    """Below two seconds until the next count, or the next word of the tempo."""
    quick = exercise("Turn", Dose(reps=(8,), tempo=Tempo(0.75, 0, 0.75)))
    assert not any("half" in line for line in spoken(routine(quick), COUNTS))
    worded = exercise("Turn", Dose(reps=(8,), tempo=Tempo(1, 1, 1)))
    assert "17 Five, up." in spoken(routine(worded), ALL)
    slow = exercise("Turn", Dose(reps=(8,), tempo=Tempo(2, 1, 1)))
    assert "21 Five, half-way." in spoken(routine(slow), ALL)


def test_half_way_means_one_thing() -> None:
    """Where each hold is halved, the halves of the set are left out."""
    lines = spoken(routine(hold("Plank", 20, 6)), COUNTS)
    assert sum("half" in line.lower() for line in lines) == 6
    assert not any("half-way" in line for line in lines)


def test_without_pauses_the_name_is_said_as_the_exercise_begins() -> None:
    """Whoever sets every pause to nothing still hears which exercise, which side and which set it is."""
    bare = replace(QUICK, get_ready_s=0, transition_s=0, change_side_s=0)
    reach = hold("Reach", 10, 1, 1, sides=Sides.EACH)
    assert spoken(routine(BRIDGE, reach), NAMES, bare) == [
        "0 Bridge.",
        "10 Reach, left side.",
        "20 Now the right side.",
        "30 set 2 of 2, left side.",
        "40 Now the right side.",
        "50 The session is over.",
    ]


def test_a_step_that_waits_says_so() -> None:
    """After its name was told while getting ready, and with the name where nothing was told."""
    walk = hold("Easy walk", 600, 1)
    waiting = routine(ExerciseStep(walk, walk.dose, until_done=True))
    assert spoken(waiting, COUNTS)[-1] == "5 In your own time."
    bare = replace(QUICK, get_ready_s=0)
    assert spoken(waiting, COUNTS, bare)[0] == "0 Easy walk. In your own time."


def test_a_name_is_respelled_where_its_file_says_so() -> None:
    """``say`` is for the voice alone."""
    made = routine(replace(BRIDGE, name="90/90", say="ninety ninety"))
    assert spoken(made, NAMES)[0] == "0 Get ready. ninety ninety."


def test_a_name_in_a_shipped_file_is_respelled_by_one_line(tmp_path: Path) -> None:
    """``say`` in the YAML holds wherever the name is said: before the first, next, and after a rest."""
    shipped = routines_dir() / "exercises" / "bird-dog.yaml"
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "bird-dog.yaml").write_text(f"{shipped.read_text()}\nsay: Bir dogue\n")
    dog = load_library(routines_dir(), tmp_path).exercises["bird-dog"]
    lines = spoken(routine(dog, dog, rest(15), dog), NAMES)
    heard = [line.partition(" ")[2] for line in lines if "Bir dogue" in line]
    assert heard == [f"{before} Bir dogue, left side." for before in ("Get ready.", "Next.", "Rest. Next,")]
    bare = replace(QUICK, get_ready_s=0, transition_s=0)
    assert spoken(routine(dog), NAMES, bare)[0] == "0 Bir dogue, left side."
    assert not any("Bird dog" in line for line in lines)


def test_of_events_that_come_at_once_the_latest_news_is_said() -> None:
    """A name goes before a count, and a count before an older one."""
    timeline = compile_timeline(routine(BRIDGE, hold("Plank", 30, 1)), QUICK)
    late = Session(timeline, gap_limit_s=100)
    late.start(0)
    assert utterance_for(timeline, late.advance(3.5), COUNTS) == Utterance("Two.", is_brief=True)
    assert utterance_for(timeline, late.advance(23.5), COUNTS) == Utterance("Next. Plank.")
    assert utterance_for(timeline, (), COUNTS) is None


def heard_of(session: Session, events: Events, amount: SpeechAmount = COUNTS) -> Utterance | None:
    """What is said of what a key did."""
    return utterance_for(session.timeline, events, amount)


def under_way(*exercises: Exercise, at_s: float, preferences: Preferences = QUICK) -> Session:
    """A session of these that has run for ``at_s``."""
    session = Session(compile_timeline(routine(*exercises), preferences), gap_limit_s=1000)
    session.start(0)
    session.advance(at_s)
    return session


def test_a_pause_is_said() -> None:
    """From the mat nobody sees whether the key was heard."""
    session = under_way(BRIDGE, at_s=7)
    assert heard_of(session, session.pause(7), NAMES) == Utterance("Paused.")


def test_going_on_is_counted_aloud() -> None:
    """Three at once and in place of what is being said, then two, one; whoever wants names alone, and
    whoever only rests, is told in words.
    """
    session = under_way(BRIDGE, at_s=7)
    session.pause(7)
    going_on = session.resume(9)
    assert heard_of(session, going_on) == Utterance("Three.")
    assert heard_of(session, going_on, NAMES) == Utterance("Going on.")
    assert heard_of(session, session.advance(10)) == Utterance("Two.", is_brief=True)
    assert heard_of(session, session.advance(11)) == Utterance("One.", is_brief=True)
    resting = under_way(BRIDGE, at_s=2)
    resting.pause(2)
    assert heard_of(resting, resting.resume(3)) == Utterance("Going on.")


@pytest.mark.parametrize("amount", list(SpeechAmount))
def test_whoever_it_hurts_hears_what_to_press(amount: SpeechAmount) -> None:
    """The two keys that are there for every exercise."""
    session = under_way(BRIDGE, at_s=7)
    assert heard_of(session, session.hurt(7), amount) == Utterance("Paused. Space goes on, N leaves it out.")


def test_after_an_answer_the_next_exercise_is_said_once() -> None:
    """The easier one, the one after what is left out, and the one that was jumped to: its name alone."""
    eased = under_way(BRIDGE, hold("Plank", 30, 1), at_s=7)
    eased.hurt(7)
    easier = with_easier(eased.timeline, 0, hold("Half bridge", 10, 1), QUICK)
    assert heard_of(eased, eased.ease(9, easier)) == Utterance("Next. Half bridge.")
    left = under_way(BRIDGE, hold("Plank", 30, 1), at_s=7)
    left.hurt(7)
    assert heard_of(left, left.leave_out(9)) == Utterance("Next. Plank.")
    jumped = under_way(BRIDGE, hold("Reach", 30, 1, sides=Sides.EACH), at_s=7)
    jumped.pause(7)
    assert heard_of(jumped, jumped.jump(9, 1)) == Utterance("Next. Reach, left side.")
    bare = under_way(BRIDGE, at_s=7, preferences=replace(QUICK, get_ready_s=0))
    bare.pause(7)
    assert heard_of(bare, bare.repeat(9)) == Utterance("Bridge.")


def test_with_a_cue_offset_no_count_runs_ahead_of_a_name() -> None:
    """What opens an exercise without a pause before it is given early as a tone, and not as a word."""
    bare = replace(QUICK, transition_s=0)
    session = Session(compile_timeline(routine(BRIDGE, BRIDGE), bare), ear_s=0.2, gap_limit_s=100)
    session.start(0)
    session.advance(14.7)
    early = session.advance(14.9)
    assert [event.cue.kind for event in early if isinstance(event, CueDue)] == [CueKind.START]
    assert heard_of(session, early) is None
    assert heard_of(session, session.advance(15)) == Utterance("Bridge.")


@given(name=st.text(min_size=1, max_size=600), amount=st.sampled_from(SpeechAmount))
def test_whatever_a_file_calls_an_exercise_one_plain_line_is_said(name: str, amount: SpeechAmount) -> None:
    """No line break, no markup, no control character, and an end."""
    made = routine(replace(BRIDGE, name=name))
    utterance = utterance_for(compile_timeline(made, QUICK), (SegmentStarted(0),), amount)
    assert utterance is not None
    assert utterance.text.isprintable()
    assert not set("<>&") & set(utterance.text)
    assert len(utterance.text) <= UTTERANCE_MAX


@pytest.mark.parametrize("amount", list(SpeechAmount))
def test_nothing_encourages_and_nothing_is_shouted(amount: SpeechAmount) -> None:
    """No praise, no exclamation mark."""
    said = " ".join(spoken(routine(BRIDGE, hold("Plank", 30, 2, 1, rest_s=10, sides=Sides.EACH)), amount))
    assert "!" not in said
    assert not {"good", "great", "well", "keep", "come"} & set(said.lower().replace(".", "").split())
