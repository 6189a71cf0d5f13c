"""What a voice says: sessions walked through second by second, as a person on the mat hears them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.domain.exercise import Dose, Sides, Tempo
from backstay.domain.preferences import Preferences, SpeechAmount
from backstay.domain.routine import ExerciseStep, Routine
from backstay.domain.session import Session
from backstay.domain.session_events import PauseReason, SegmentStarted, SessionPaused
from backstay.domain.speech import UTTERANCE_MAX, Utterance, utterance_for
from backstay.domain.timeline import compile_timeline
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


def test_of_events_that_come_at_once_the_latest_news_is_said() -> None:
    """A name goes before a count, and a count before an older one."""
    timeline = compile_timeline(routine(BRIDGE, hold("Plank", 30, 1)), QUICK)
    late = Session(timeline, gap_limit_s=100)
    late.start(0)
    assert utterance_for(timeline, late.advance(3.5), COUNTS) == Utterance("Two.", is_brief=True)
    assert utterance_for(timeline, late.advance(23.5), COUNTS) == Utterance("Next. Plank.")
    assert utterance_for(timeline, (), COUNTS) is None


def test_a_pause_is_said() -> None:
    """From the mat nobody sees whether the key was heard."""
    timeline = compile_timeline(routine(BRIDGE), QUICK)
    paused = (SessionPaused(PauseReason.PERSON),)
    assert utterance_for(timeline, paused, NAMES) == Utterance("Paused.")


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
